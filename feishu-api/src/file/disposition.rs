//! The name that a server gives to a file: `Content-Disposition` (RFC 6266).

use percent_encoding::percent_decode;

/// A file system allows this much of a name, in bytes.
const LONGEST: usize = 255;

/// The name of the file as it can stand in any folder, and in no other; nothing if there is none.
pub(crate) fn file_name(header: &[u8]) -> Option<String> {
    let parameters = parameters(header);
    let find = |name: &str| parameters.iter().find(|(known, _)| known == name);
    let extended = find("filename*").and_then(|(_, value)| extended(value));
    let plain = || find("filename").map(|(_, value)| text(value));
    extended.and_then(|name| safe(&name)).or_else(|| safe(&plain()?))
}

/// The parameters behind the first semicolon, names in lower case, quoted values unquoted.
fn parameters(header: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut parameters = Vec::new();
    let mut rest = skip_past(header, b';');
    while !rest.is_empty() {
        let end = rest.iter().position(|byte| matches!(byte, b'=' | b';')).unwrap_or(rest.len());
        let name = String::from_utf8_lossy(rest[..end].trim_ascii()).to_ascii_lowercase();
        rest = &rest[end..];
        let Some(value) = rest.strip_prefix(b"=") else {
            rest = skip_past(rest, b';');
            continue;
        };
        let value = value.trim_ascii_start();
        let (value, behind) = match value.strip_prefix(b"\"") {
            Some(quoted) => unquote(quoted),
            None => {
                let end = value.iter().position(|&byte| byte == b';').unwrap_or(value.len());
                (value[..end].trim_ascii_end().to_vec(), &value[end..])
            }
        };
        parameters.push((name, value));
        rest = skip_past(behind, b';');
    }
    parameters
}

fn skip_past(bytes: &[u8], separator: u8) -> &[u8] {
    let at = bytes.iter().position(|&byte| byte == separator);
    at.map_or(&[], |at| &bytes[at + 1..])
}

/// What stands before the closing quote, and what behind it.
fn unquote(quoted: &[u8]) -> (Vec<u8>, &[u8]) {
    let mut value = Vec::new();
    let mut bytes = quoted.iter().enumerate();
    while let Some((at, &byte)) = bytes.next() {
        match byte {
            b'"' => return (value, &quoted[at + 1..]),
            // Only what must be is escaped: a backslash in front of something else is one.
            b'\\' if matches!(quoted.get(at + 1), Some(b'"' | b'\\')) => {
                value.extend(bytes.next().map(|(_, escaped)| escaped));
            }
            _ => value.push(byte),
        }
    }
    (value, &[])
}

/// The value of RFC 8187: `UTF-8'en'a%20name`.
fn extended(value: &[u8]) -> Option<String> {
    let value = std::str::from_utf8(value).ok()?;
    let (charset, rest) = value.split_once('\'')?;
    let (_language, encoded) = rest.split_once('\'')?;
    let decoded: Vec<u8> = percent_decode(encoded.as_bytes()).collect();
    match charset.to_ascii_lowercase().as_str() {
        "utf-8" => String::from_utf8(decoded).ok(),
        "iso-8859-1" => Some(decoded.into_iter().map(char::from).collect()),
        _ => None,
    }
}

/// UTF-8, as servers write it; or else ISO 8859-1, as the standard has it.
fn text(value: &[u8]) -> String {
    match std::str::from_utf8(value) {
        Ok(text) => text.to_owned(),
        Err(_) => value.iter().copied().map(char::from).collect(),
    }
}

/// Makes a name harmless: no folder, nothing that a file system or a terminal reads as more than a
/// letter, no device.
pub(super) fn safe(name: &str) -> Option<String> {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let harmless = |c: char| match c {
        '<' | '>' | ':' | '"' | '|' | '?' | '*' => '_',
        // Directions of writing can make `exe.txt` look like `txt.exe`; the others are not seen.
        '\u{61c}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}'
        | '\u{feff}' => '_',
        c if c.is_control() => '_',
        c => c,
    };
    let name: String = last.chars().map(harmless).collect();
    // Windows drops these at the end, and a dot at the beginning hides a file.
    let edges = [' ', '.'];
    let fitted =
        |name: &str| shortened(name.trim_matches(edges)).trim_end_matches(edges).to_owned();
    // What is left of a name that is cut can be a device.
    let name = fitted(&name);
    // A program that is given the name could take it for an option.
    let prefix = if is_device(&name) || name.starts_with('-') { "_" } else { "" };
    Some(fitted(&format!("{prefix}{name}"))).filter(|name| !name.is_empty())
}

/// Whether Windows keeps the name for a device, whatever follows behind a dot.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_lowercase();
    match stem.as_str() {
        "con" | "prn" | "aux" | "nul" | "conin$" | "conout$" => true,
        port => ["com", "lpt"]
            .iter()
            .any(|kind| port.strip_prefix(kind).is_some_and(|number| number.chars().count() == 1)),
    }
}

/// The name cut to what a file system takes, its extension kept.
fn shortened(name: &str) -> String {
    if name.len() <= LONGEST {
        return name.to_owned();
    }
    let (stem, extension) = match name.rfind('.').filter(|at| name.len() - at < 32) {
        Some(at) => name.split_at(at),
        None => (name, ""),
    };
    let mut end = LONGEST - extension.len();
    while !stem.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}{extension}", &stem[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(header: &str) -> Option<String> {
        file_name(header.as_bytes())
    }

    #[test]
    fn reads_all_spellings() {
        for (header, expected) in [
            (r#"attachment; filename="report.pdf""#, "report.pdf"),
            (r#"attachment; FileName = report.pdf ; size=3"#, "report.pdf"),
            (r#"attachment;filename="a \"b\" c.txt""#, "a _b_ c.txt"),
            (r#"attachment; filename="a;b=c.txt""#, "a;b=c.txt"),
            (r#"inline; filename="菜单.pdf""#, "菜单.pdf"),
            (
                r#"attachment; filename="x.txt"; filename*=UTF-8''%E8%8F%9C%20%E5%8D%95.pdf"#,
                "菜 单.pdf",
            ),
            (r#"attachment; filename*=utf-8'zh'%E8%8F%9C.pdf; filename=x"#, "菜.pdf"),
            (r#"attachment; filename*=iso-8859-1'en'caf%E9.txt"#, "café.txt"),
            (r#"attachment; filename*=koi8-r''x; filename=plain.txt"#, "plain.txt"),
            (r#"attachment; filename*=UTF-8''%FF; filename=plain.txt"#, "plain.txt"),
            (r#"attachment; filename*=UTF-8''..; filename=plain.txt"#, "plain.txt"),
            (r#"attachment; size; filename=x"#, "x"),
            (r#"attachment; filename="unclosed"#, "unclosed"),
        ] {
            assert_eq!(name(header).as_deref(), Some(expected), "{header}");
        }
        assert_eq!(file_name(b"attachment; filename=\"caf\xe9\"").as_deref(), Some("café"));
    }

    #[test]
    fn there_may_be_none() {
        for header in ["", "attachment", "attachment;", r#"attachment; filename="""#, "inline; x=y"]
        {
            assert_eq!(name(header), None, "{header}");
        }
    }

    #[test]
    fn stays_in_its_folder() {
        for (given, expected) in [
            ("../../etc/passwd", Some("passwd")),
            (r"..\..\boot.ini", Some("boot.ini")),
            ("/", None),
            ("..", None),
            (".", None),
            ("...", None),
            ("a/..", None),
            (".bashrc", Some("bashrc")),
            ("C:evil.txt", Some("C_evil.txt")),
            ("a\u{0}b\nc", Some("a_b_c")),
            ("gpj\u{202e}exe.jpg", Some("gpj_exe.jpg")),
            ("name. . ", Some("name")),
            ("con", Some("_con")),
            ("Lpt1.txt", Some("_Lpt1.txt")),
            ("console.txt", Some("console.txt")),
            ("~/x", Some("x")),
            ("-rf", Some("_-rf")),
            ("a\u{200b}b\u{61c}", Some("a_b_")),
            ("CONIN$", Some("_CONIN$")),
        ] {
            assert_eq!(safe(given).as_deref(), expected, "{given:?}");
        }
    }

    #[test]
    fn long_names_keep_their_extension() {
        let long = safe(&format!("{}.pdf", "菜".repeat(200))).unwrap();
        assert!(long.len() <= LONGEST && long.ends_with("菜.pdf"), "{long}");
        let long = safe(&"x".repeat(300)).unwrap();
        assert_eq!(long.len(), LONGEST);
        let long = safe(&format!("x.{}", "y".repeat(300))).unwrap();
        assert_eq!(long.len(), LONGEST);
        let cut = safe(&format!("{}.{}", "x".repeat(254), "y".repeat(40))).unwrap();
        assert!(!cut.ends_with('.'), "{cut}");
        let cut = safe(&format!("con{}x", " ".repeat(300))).unwrap();
        assert_eq!(cut, "_con");
        let cut = safe(&format!("con{}.txt", " ".repeat(300))).unwrap();
        assert!(cut.starts_with("_con ") && cut.len() == LONGEST, "{cut}");
    }
}
