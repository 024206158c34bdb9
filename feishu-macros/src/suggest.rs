//! "Did you mean": the known name nearest to a mistyped one.

/// A `help:` text for `name`, which is none of `known`.
pub(crate) fn help(name: &str, known: &[&str]) -> String {
    match nearest(name, known) {
        Some(nearest) => format!("did you mean `{nearest}`? (known: {})", list(known)),
        None => format!("known are {}", list(known)),
    }
}

/// The names in backticks, for a message.
pub(crate) fn list(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// The candidate that `name` is the beginning of, or the reverse; else the one with the fewest
/// edits to it, if they are at most a third of its length.
pub(crate) fn nearest<'a>(name: &str, candidates: &[&'a str]) -> Option<&'a str> {
    let name = name.to_lowercase();
    let ranked = candidates.iter().filter_map(|candidate| {
        let known = candidate.to_lowercase();
        let is_part = begins(&known, &name) || begins(&name, &known);
        let distance = distance(&name, &known);
        let is_near = distance <= known.chars().count().div_ceil(3);
        (is_part || is_near).then_some((!is_part, distance, *candidate))
    });
    ranked.min_by_key(|(other, distance, _)| (*other, *distance)).map(|(_, _, nearest)| nearest)
}

/// Whether `whole` begins with `part`, which is long enough to mean something.
fn begins(whole: &str, part: &str) -> bool {
    part.len() >= 3 && whole.starts_with(part)
}

/// Insertions, deletions, substitutions and swaps of neighbours that turn `a` into `b`.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            table[i][j] = if i == 0 || j == 0 {
                i + j
            } else {
                let substituted = table[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                let edited = substituted.min(table[i - 1][j] + 1).min(table[i][j - 1] + 1);
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    edited.min(table[i - 2][j - 2] + 1)
                } else {
                    edited
                }
            };
        }
    }
    table[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_the_nearest_name_or_none() {
        assert_eq!(nearest("psot", &["get", "post", "put"]), Some("post"));
        assert_eq!(nearest("Tenent", &["Tenant", "User"]), Some("Tenant"));
        assert_eq!(nearest("tenant", &["Tenant", "User"]), Some("Tenant"));
        assert_eq!(nearest("qery", &["path", "query"]), Some("query"));
        assert_eq!(nearest("rate", &["rate_limit", "path", "page"]), Some("rate_limit"));
        assert_eq!(nearest("token_kind", &["token", "timeout"]), Some("token"));
        assert_eq!(nearest("header", &["head", "header"]), Some("header"));
        assert_eq!(nearest("instrument", &["get", "post"]), None);
        assert_eq!(nearest("p", &["path", "part"]), None);
    }
}
