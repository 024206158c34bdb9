//! The grammar of path templates: `/users/{user_id}/resurrect`.

use std::net::Ipv4Addr;

/// What is wrong with a template, and what to write instead.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) message: String,
    pub(crate) help: String,
}

fn fault(message: impl Into<String>, help: impl Into<String>) -> Fault {
    Fault { message: message.into(), help: help.into() }
}

/// Whether `text` is an absolute URL rather than a path.
pub(crate) fn is_absolute(text: &str) -> bool {
    text.contains("://")
}

/// Checks that a path which `/open-apis` and a `prefix` are put before does not begin with them once more.
pub(crate) fn check_relative(path: &str, prefix: &str) -> Result<(), Fault> {
    match path.strip_prefix("/open-apis") {
        Some("" | "/") => Err(fault(
            "endpoint paths are relative to `/open-apis`",
            "write what comes behind it, like \"/users\"",
        )),
        Some(rest) if rest.starts_with('/') => Err(fault(
            "endpoint paths are relative to `/open-apis`",
            format!("drop the prefix: \"{}\"", below(rest, prefix).unwrap_or(rest)),
        )),
        _ => check_below(path, prefix),
    }
}

/// Checks that a path which a `prefix` is put before does not begin with it once more. One segment may be
/// there twice on purpose.
pub(crate) fn check_below(path: &str, prefix: &str) -> Result<(), Fault> {
    match below(path, prefix) {
        Some(rest) if prefix.matches('/').count() > 1 => Err(fault(
            format!("the trait's `path` is put before this: `{prefix}` would be there twice"),
            format!("drop the prefix: \"{rest}\""),
        )),
        _ => Ok(()),
    }
}

/// What is left of a path below another one.
fn below<'a>(path: &'a str, prefix: &str) -> Option<&'a str> {
    path.strip_prefix(prefix).filter(|rest| rest.starts_with('/'))
}

/// Checks the address of a page.
pub(crate) fn check_link(link: &str) -> Result<(), Fault> {
    let (origin, rest) = split_origin(link);
    let is_address = |c: char| c.is_ascii_graphic() && !"<>\"`\\".contains(c) || !c.is_ascii();
    if link.starts_with("https://") && check_origin(origin).is_ok() && rest.chars().all(is_address)
    {
        return Ok(());
    }
    Err(fault(
        format!("`{link}` is not a link"),
        "give the address of the documentation, beginning with `https://`",
    ))
}

/// Splits `https://host/path` into its origin and its path.
fn split_origin(url: &str) -> (&str, &str) {
    let authority = url.find("://").map_or(0, |at| at + 3);
    match url[authority..].find(['/', '?', '#']) {
        Some(at) => url.split_at(authority + at),
        None => (url, ""),
    }
}

/// Checks `scheme://authority`, the form of `host = "..."` and of the start of an absolute URL.
pub(crate) fn check_origin(text: &str) -> Result<(), Fault> {
    const HELP: &str = "write the scheme and the host, like \"https://www.feishu.cn\"";
    let authority = match text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")) {
        Some(authority) => authority,
        None => return Err(fault(format!("`{text}` does not start with `https://`"), HELP)),
    };
    if let Some(at) = authority.find(['/', '?', '#']) {
        let rest = &authority[at..];
        return Err(fault(
            format!("`{rest}` does not belong to a host"),
            "the path goes into `path = \"...\"` or into the method's template",
        ));
    }
    let (name, port) = match authority.rsplit_once(':') {
        Some((name, port)) => (name, Some(port)),
        None => (authority, None),
    };
    let is_port =
        |port: &str| port.chars().all(|c| c.is_ascii_digit()) && port.parse::<u16>().is_ok();
    if is_host(name) && port.is_none_or(is_port) {
        Ok(())
    } else {
        Err(fault(format!("`{authority}` is not a host name"), HELP))
    }
}

fn is_host(name: &str) -> bool {
    let is_name = !name.is_empty()
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.'));
    // With a number at its end, a URL takes it for an address.
    let last = name.trim_end_matches('.').rsplit('.').next().unwrap_or(name).to_ascii_lowercase();
    let is_address = last.starts_with("0x") || last.chars().all(|c| c.is_ascii_digit());
    is_name && (!is_address || name.parse::<Ipv4Addr>().is_ok())
}

/// Whether the URL leads to another machine without encryption.
pub(crate) fn is_plain_http(url: &str) -> bool {
    let Some(rest) = url.strip_prefix("http://") else { return false };
    let authority = rest.split('/').next().unwrap_or(rest);
    let port_at = authority.rfind(':').filter(|at| !authority[*at..].contains(']'));
    let host = authority[..port_at.unwrap_or(authority.len())].to_ascii_lowercase();
    !matches!(host.as_str(), "localhost" | "127.0.0.1" | "[::1]")
}

/// Checks a template and lists the names of its placeholders in order.
pub(crate) fn placeholders(text: &str) -> Result<Vec<String>, Vec<Fault>> {
    let mut faults = Vec::new();
    let path = if is_absolute(text) {
        let (origin, path) = split_origin(text);
        faults.extend(check_origin(origin).err());
        path
    } else {
        text
    };
    let path = match path.find(['?', '#']) {
        Some(at) => {
            let rest = &path[at..];
            faults.push(fault(
                format!("`{rest}` does not belong to a path"),
                "declare each query parameter as a `#[query]` argument",
            ));
            &path[..at]
        }
        None => path,
    };
    if path.trim().is_empty() {
        faults.push(fault(
            "the endpoint has no path",
            "write it behind the host or alone, like \"/users\"",
        ));
        return Err(faults);
    }
    if !path.starts_with('/') {
        faults.push(fault(
            format!("endpoint path `{path}` must start with `/`"),
            format!("write \"/{}\"", path.trim().trim_start_matches(['/', '\\'])),
        ));
        return Err(faults);
    }
    let mut placeholders: Vec<String> = Vec::new();
    let segments: Vec<&str> = path[1..].split('/').collect();
    for (index, segment) in segments.iter().enumerate() {
        // A trailing slash is allowed: some documented paths have one.
        if segment.is_empty() && (index == 0 || index + 1 < segments.len()) {
            faults.push(fault(
                format!("endpoint path `{path}` has an empty segment"),
                "write one `/` between two segments",
            ));
            continue;
        }
        match placeholder(segment) {
            Ok(Some(name)) if placeholders.iter().any(|known| known == name) => {
                faults.push(fault(
                    format!("placeholder `{{{name}}}` appears twice in this path"),
                    "give each placeholder a name of its own",
                ));
            }
            Ok(Some(name)) => placeholders.push(name.to_owned()),
            Ok(None) => {}
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() { Ok(placeholders) } else { Err(faults) }
}

/// The name in `{name}`, nothing for a literal segment.
fn placeholder(segment: &str) -> Result<Option<&str>, Fault> {
    if let Some(name) = segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
        return if is_identifier(name) {
            Ok(Some(name))
        } else {
            Err(fault(
                format!("`{segment}` is not a valid placeholder"),
                "write the name of a `#[path]` argument between the braces, like `{user_id}`",
            ))
        };
    }
    if segment.contains(['{', '}']) {
        let is_balanced = segment.matches('{').count() == segment.matches('}').count();
        return Err(fault(
            match is_balanced {
                true => format!("a placeholder must be a whole segment, not a part of `{segment}`"),
                false => format!("unbalanced brace in path segment `{segment}`"),
            },
            "write it as a segment of its own: `/{name}/`",
        ));
    }
    if let Some(name) = segment.strip_prefix(':') {
        return Err(fault(
            format!("`:{name}` is how the platform's documentation writes a placeholder"),
            format!("write `{{{name}}}` here"),
        ));
    }
    if matches!(segment, "." | "..") {
        return Err(fault(
            format!("path segment `{segment}` would be resolved away"),
            "write the path that is meant",
        ));
    }
    let allowed = |c: char| c.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@".contains(c);
    match segment.chars().find(|&c| !allowed(c)) {
        Some(c) => Err(fault(
            format!("invalid character {c:?} in path segment `{segment}`"),
            "a path holds ASCII letters, digits and `-._~!$&'()*+,;=:@`; values go into `{placeholders}`",
        )),
        None => Ok(None),
    }
}

fn is_identifier(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
        && chars.all(|c| c.is_ascii_alphanumeric() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        placeholders(text).unwrap()
    }

    fn messages(text: &str) -> Vec<String> {
        placeholders(text).unwrap_err().into_iter().map(|fault| fault.message).collect()
    }

    #[test]
    fn lists_placeholders_in_order() {
        assert_eq!(names("/users"), [""; 0]);
        assert_eq!(names("/users/{user_id}/parts/{part}"), ["user_id", "part"]);
        assert_eq!(names("/trailing/{id}/"), ["id"]);
        assert_eq!(names("https://www.feishu.cn/approval/{id}"), ["id"]);
        assert_eq!(names("/sheets/v2/values_batch.get/{_1}"), ["_1"]);
    }

    #[test]
    fn names_what_is_wrong() {
        for (text, expected) in [
            ("users", "must start with `/`"),
            ("", "has no path"),
            ("/", "has an empty segment"),
            ("//users", "has an empty segment"),
            ("/a//b", "has an empty segment"),
            ("/users?x=1", "`?x=1` does not belong to a path"),
            ("/users#top", "`#top` does not belong to a path"),
            ("/users/:user_id", "`:user_id` is how the platform's documentation"),
            ("/users/x{b}", "must be a whole segment, not a part of `x{b}`"),
            ("/users/{b", "unbalanced brace in path segment `{b`"),
            ("/users/{}", "`{}` is not a valid placeholder"),
            ("/users/{1a}", "`{1a}` is not a valid placeholder"),
            ("/users/中", "invalid character '中'"),
            ("/a b", "invalid character ' '"),
            ("/a%20b", "invalid character '%'"),
            ("/{id}/{id}", "`{id}` appears twice"),
            ("/a/../b", "`..` would be resolved away"),
            ("ftp://host/x", "does not start with `https://`"),
            ("https:///x", "is not a host name"),
            ("https://host", "has no path"),
        ] {
            let messages = messages(text);
            assert!(messages.iter().any(|m| m.contains(expected)), "{text}: {messages:?}");
        }
    }

    #[test]
    fn reports_every_fault_of_a_path() {
        assert_eq!(messages("/:a/{}/x?y").len(), 3);
    }

    #[test]
    fn a_path_is_relative_to_the_platforms_prefix() {
        assert!(
            check_relative("/open-apis/users", "").is_err()
                && check_relative("/open-apis", "").is_err()
        );
        assert!(
            check_relative("/open-apis-of-ours", "").is_ok()
                && check_relative("/users", "").is_ok()
        );
        assert!(check_below("/contact/v3/users", "/contact/v3").is_err());
        for (path, prefix) in [
            ("/contact/v3", "/contact/v3"),
            ("/contact/v30", "/contact/v3"),
            ("/a/b", "/a"),
            ("/a", ""),
        ] {
            assert!(check_below(path, prefix).is_ok(), "{path} {prefix}");
        }
    }

    #[test]
    fn a_link_is_an_address() {
        assert!(check_link("https://open.feishu.cn/document/a?b=(c)#d").is_ok());
        for link in ["see the wiki", "http://a/b", "https://", "https:// no link", "https://a/<b>"]
        {
            assert!(check_link(link).is_err(), "{link}");
        }
    }

    #[test]
    fn encryption_is_for_other_machines() {
        for url in ["http://a.example/b", "http://10.0.0.1:80", "http://localhost.example"] {
            assert!(is_plain_http(url), "{url}");
        }
        for url in
            ["https://a/b", "/a", "http://localhost/a", "http://127.0.0.1:1/a", "http://[::1]:80"]
        {
            assert!(!is_plain_http(url), "{url}");
        }
    }

    #[test]
    fn an_origin_is_a_scheme_and_a_host() {
        for text in [
            "https://www.feishu.cn",
            "https://a.example.",
            "https://a1",
            "http://localhost:8080",
            "http://127.0.0.1:1",
        ] {
            assert_eq!(check_origin(text), Ok(()));
        }
        for text in [
            "www.feishu.cn",
            "https://",
            "https://a/b",
            "https://a:99999",
            "https://a:+80",
            "https://a b",
            "https://1.2.3.4.5",
            "https://1.2.3",
            "https://a.0x1",
            "https://a.7.",
        ] {
            assert!(check_origin(text).is_err(), "{text}");
        }
    }
}
