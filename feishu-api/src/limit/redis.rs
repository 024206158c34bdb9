//! Limits in Redis.

use std::time::Duration;

use super::store::LimitStore;
use crate::endpoint::RateLimit;
use crate::redis::{RedisStore, millis};
use crate::token::StoreFuture;

/// Reserves a place among the calls of a key: their times stand in a list, in order and by the clock of
/// Redis. As each place is behind those before it, the one so many calls ago counts.
const RESERVE: &str = "\
    local time = redis.call('time') \
    local now = time[1] * 1000 + math.ceil(time[2] / 1000) \
    local at = now + math.max(0, redis.call('pttl', KEYS[2])) \
    local remembered, memory = 0, 0 \
    for i = 2, #ARGV, 2 do \
        local count, per = tonumber(ARGV[i]), tonumber(ARGV[i + 1]) \
        local before = redis.call('lindex', KEYS[1], -count) \
        if before then at = math.max(at, before + per) end \
        remembered, memory = math.max(remembered, count), math.max(memory, per) \
    end \
    local wait = at - now \
    if remembered > 0 and wait <= tonumber(ARGV[1]) then \
        redis.call('rpush', KEYS[1], string.format('%.0f', at)) \
        redis.call('ltrim', KEYS[1], -remembered, -1) \
        redis.call('pexpire', KEYS[1], wait + memory) \
    end \
    return wait";

/// Holds a key for a time, unless it is held for longer.
const HOLD: &str = "if redis.call('pttl', KEYS[1]) < tonumber(ARGV[1]) then \
    redis.call('set', KEYS[1], 1, 'px', ARGV[1]) end return 1";

impl LimitStore for RedisStore {
    fn reserve<'a>(
        &'a self,
        key: &'a str,
        limits: &'a [RateLimit],
        most: Duration,
    ) -> StoreFuture<'a, Duration> {
        Box::pin(async move {
            let mut commands = redis::pipe();
            let reserve = commands.cmd("EVAL").arg(RESERVE).arg(2);
            reserve.arg(self.key(key)).arg(self.hold_key(key)).arg(millis(most));
            for limit in limits {
                if let RateLimit::Calls { count, per } = limit {
                    reserve.arg(*count).arg(millis(*per));
                }
            }
            let (wait,): (u64,) = self.run(&commands).await?;
            Ok(Duration::from_millis(wait))
        })
    }

    fn hold<'a>(&'a self, key: &'a str, time: Duration) -> StoreFuture<'a, ()> {
        Box::pin(async move {
            let mut commands = redis::pipe();
            commands
                .cmd("EVAL")
                .arg(HOLD)
                .arg(1)
                .arg(self.hold_key(key))
                .arg(millis(time))
                .ignore();
            self.run(&commands).await
        })
    }
}

impl RedisStore {
    fn hold_key(&self, key: &str) -> String {
        format!("{}:held", self.key(key))
    }
}
