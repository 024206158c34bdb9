//! Texts with units: `"1000/min"`, `"60s"`.

use std::time::Duration;

const UNITS: &[(&str, Duration)] = &[
    ("ms", Duration::from_millis(1)),
    ("s", Duration::from_secs(1)),
    ("min", Duration::from_secs(60)),
    ("h", Duration::from_secs(3600)),
];

fn unit(text: &str) -> Option<Duration> {
    UNITS.iter().find(|(name, _)| *name == text).map(|(_, unit)| *unit)
}

/// A documented limit of calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rate {
    /// So many calls in such a time.
    Calls { count: u32, per: Duration },
    /// The platform says that there is a limit, and not which.
    Special,
}

/// Reads `"1000/min"`, `"50/s"`, `"special"`.
pub(crate) fn rate(text: &str) -> Option<Rate> {
    if text == "special" {
        return Some(Rate::Special);
    }
    let (count, per) = text.split_once('/')?;
    let count: u32 = count.parse().ok().filter(|&count| count > 0)?;
    let per = unit(per).filter(|per| per.as_secs() > 0)?;
    Some(Rate::Calls { count, per })
}

/// Reads `"60s"`, `"500ms"`, `"2min"`.
pub(crate) fn duration(text: &str) -> Option<Duration> {
    let digits = text.find(|c: char| !c.is_ascii_digit())?;
    let count: u32 = text[..digits].parse().ok().filter(|&count| count > 0)?;
    unit(&text[digits..])?.checked_mul(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_rates() {
        let calls = |count, secs| Rate::Calls { count, per: Duration::from_secs(secs) };
        assert_eq!(rate("1000/min"), Some(calls(1000, 60)));
        assert_eq!(rate("50/s"), Some(calls(50, 1)));
        assert_eq!(rate("special"), Some(Rate::Special));
        for text in
            ["", "/s", "0/s", "50", "50/", "50/sec", "-1/s", "5/ms", "50 /s", "99999999999/s"]
        {
            assert_eq!(rate(text), None, "{text}");
        }
    }

    #[test]
    fn reads_durations() {
        assert_eq!(duration("60s"), Some(Duration::from_secs(60)));
        assert_eq!(duration("500ms"), Some(Duration::from_millis(500)));
        assert_eq!(duration("2min"), Some(Duration::from_secs(120)));
        for text in ["", "s", "0s", "60", "60 s", "1.5s", "60sec"] {
            assert_eq!(duration(text), None, "{text}");
        }
    }
}
