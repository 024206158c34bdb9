//! Checks path templates, hosts and links as the macro does.
#![no_main]

use feishu_api::reqwest::Url;
use libfuzzer_sys::fuzz_target;

// A crate of macros exports nothing else.
#[path = "../../../feishu-macros/src/path.rs"]
mod path;

fuzz_target!(|text: &str| {
    match path::placeholders(text) {
        Ok(names) => check_template(text, &names),
        Err(faults) => check_faults(&faults),
    }
    match path::check_origin(text) {
        Ok(()) => check_url(text, "/"),
        Err(fault) => check_faults(&[fault]),
    }
    match path::check_link(text) {
        Ok(()) => assert!(url(text).is_none_or(|url| url.scheme() == "https")),
        Err(fault) => check_faults(&[fault]),
    }
    let is_doubled = text == "/open-apis" || text.starts_with("/open-apis/");
    assert_eq!(path::check_relative(text, "").is_err(), is_doubled);
    let is_doubled = text.starts_with("/contact/v3/");
    assert_eq!(path::check_below(text, "/contact/v3").is_err(), is_doubled);
});

fn check_template(text: &str, names: &[String]) {
    // What stands between braces, and the path with something else in its place.
    let mut between = Vec::new();
    let mut filled = String::new();
    let mut rest = text;
    while let Some((literal, behind)) = rest.split_once('{') {
        let (name, behind) = behind.split_once('}').expect("a closing brace");
        between.push(name);
        filled.extend([literal, "x"]);
        rest = behind;
    }
    filled.push_str(rest);
    assert!(!filled.contains(['{', '}']), "{text}");
    assert_eq!(names, between);
    for (index, name) in names.iter().enumerate() {
        assert!(!name.is_empty() && !names[..index].contains(name), "{text}");
    }

    // Nothing of the path is lost or moved on its way into a URL.
    if path::is_absolute(text) {
        let authority = filled.find("://").unwrap() + 3;
        let at = authority + filled[authority..].find('/').unwrap();
        check_url(&filled, &filled[at..]);
    } else {
        assert!(text.starts_with('/'), "{text}");
        let path = format!("/open-apis{filled}");
        check_url(&format!("https://open.feishu.cn{path}"), &path);
    }
}

/// `text` is a URL of nothing but a scheme, a host, a port and this path.
fn check_url(text: &str, path: &str) {
    let Some(url) = url(text) else { return };
    assert!(url.username().is_empty() && url.password().is_none(), "{text}");
    assert_eq!((url.path(), url.query(), url.fragment()), (path, None, None), "{text}");
    let is_here = matches!(url.host_str(), Some("localhost" | "127.0.0.1"));
    assert!(
        url.scheme() == "https" || url.scheme() == "http" && (is_here || path::is_plain_http(text))
    );
}

/// What is accepted is a URL; nothing if only Unicode's tables tell whether it has a host's name.
fn url(text: &str) -> Option<Url> {
    let is_encoded = text.to_ascii_lowercase().contains("xn--");
    (!is_encoded).then(|| Url::parse(text).unwrap_or_else(|error| panic!("{text}: {error}")))
}

fn check_faults(faults: &[path::Fault]) {
    assert!(!faults.is_empty());
    for path::Fault { message, help } in faults {
        assert!(!message.is_empty() && !help.is_empty());
    }
}
