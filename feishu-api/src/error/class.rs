//! What an error means for the call, and the codes that say so.

/// Declares the classes, the codes that mean the same on every endpoint of the platform, and the
/// table of both in the documentation. A code that stands there twice does not compile.
macro_rules! classes {
    ($($(#[doc = $doc:literal])* $class:ident, $client:literal, $caller:literal, [$($code:literal)*];)*) => {
        /// What an error means for the call, whatever the platform's number for it:
        /// [`Error::class`](crate::Error::class).
        ///
        /// The endpoint's own [`#[codes(...)]`](macro@crate::feishu_api) come first. Then these codes,
        /// which mean the same wherever the platform sends them:
        ///
        /// | class | codes | the client | the caller |
        /// |---|---|---|---|
        $(#[doc = concat!(
            "| [`", stringify!($class), "`](ErrorClass::", stringify!($class), ") |",
            $(" ", stringify!($code),)* " | ", $client, " | ", $caller, " |",
        )])*
        ///
        /// Without a code that is known, the HTTP status decides: 429 is `RateLimited`, 408 and 5xx but
        /// 501 are `Unavailable`.
        ///
        /// An error of another [kind](crate::ErrorKind) than `Api` and `Http` has a class, too: `Connect`,
        /// `Transport` and `Timeout` are `Unavailable`, `RateLimit` is `RateLimited`, `LoginRequired` is
        /// `Login`, `TicketRequired` is `Busy`, `Token` is what its cause is, and so is a ticket that the platform
        /// will not push; all others are `Other`.
        ///
        /// Codes are from the platform's list of
        /// [common errors](https://open.feishu.cn/document/ukTMukTMukTM/ugjM14COyUjL4ITN)
        /// and those of its services. On another server than the platform's (`host`), only the
        /// endpoint's own codes and the status count.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum ErrorClass {
            $($(#[doc = $doc])* $class,)*
        }

        impl ErrorClass {
            /// What a code means on every endpoint of the platform.
            #[deny(unreachable_patterns)]
            pub(super) fn of_code(code: i64) -> Option<ErrorClass> {
                match code {
                    $($($code => Some(ErrorClass::$class),)*)*
                    _ => None,
                }
            }
        }
    };
}

classes! {
    /// The platform refuses the access token, before it does anything else. (That there is no token to
    /// be had is the [kind](crate::ErrorKind) `Token`.)
    Token, "fetches a new token and sends the call once more",
        "checks which kinds of token the endpoint takes",
        [4001 10013 20005 20006 20013 20014 99991663 99991664 99991665 99991668 99991671 99991677];

    /// There are too many calls; this one was turned away before it did anything.
    RateLimited, "waits as long as the platform asks and a bit more; if it gave a time, other calls of the endpoint do, too",
        "sends fewer, or waits for `retry_after`",
        [11232 11233 11247 190004 190005 190010 230020 230047 230048 232019 1000004 1000005 1063006
         1069923 1160354 1161604 1254112 1254290 1277001 1310217 1420003 1470450 2890006 99991400];

    /// The call was turned away before it did anything, by something that passes: a code that the
    /// endpoint is declared with as `retry`. Unlike [`Unavailable`](ErrorClass::Unavailable), it has
    /// not been carried out for certain.
    Busy, "repeats the call after a pause", "tries again later", [];

    /// Something on the way to an answer failed that passes: a lock, an internal error, a gateway, the
    /// connection. The call may have been carried out.
    Unavailable, "repeats the call after a pause, if that is safe",
        "tries again later, if the call may be carried out twice",
        [600 1500 1642 1663 1668 2200 5000 18121 20050 20072 42302 43030 44025 55001 60014 96002
         96201 131009 1061045 1066002 1236006 1254291 1254607 1470422];

    /// The call was carried out, and a part of it failed: a code that the endpoint is declared with as
    /// `partial`.
    Partial, "never repeats it", "reads what has been done, and does the rest", [];

    /// The calls of a day or a month are used up.
    Quota, "never repeats it", "waits for the next day or month, or has the quota raised",
        [1236007 1236008 1236009 1236010 1236011 1236012 1236013 99991403];

    /// A permission is missing: of the app, or of the user.
    Permission, "never repeats it",
        "adds the `missing_scopes` on the `console_url`, or has the user log in for them",
        [20010 20027 230027 99991672 99991676 99991679];

    /// The user has to log in again.
    Login, "never repeats it", "sends the user to the login",
        [20003 20004 20008 20026 20037 20064 20065 20066 20073 99991501 99991611 99991612 99991621
         99991622 99991631 99991632 99991641 99991642 99991643 99991669 99991670 99991691 99991693];

    /// The app, or the company, is not set up for the call: its secret, its ticket, its state, the
    /// addresses that it may call from, a security policy.
    App, "never repeats it", "has whoever administers the app change that",
        [10005 10012 10014 10015 20002 20009 20048 20069 20074 21000 21001 99991401 99991543
         99991662 99991673];

    /// All else: the request, or what reads its reply, has to be changed. A call whose reply cannot be
    /// read has been carried out.
    Other, "never repeats it", "is changed", [];
}
