//! Lists every endpoint that the crate ships, with tabs between: trait, method, verb, path, tokens,
//! permissions of which one is needed, limits, and the platform's page.

use std::fmt::Display;
use std::io::{self, Write};

use feishu_api::Endpoint;

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "trait\tmethod\tverb\tpath\ttokens\tscopes\tlimits\tdocs")?;
    for endpoint in feishu_api::endpoints() {
        let Endpoint { api, name, method, path, tokens, scopes, rate_limits, docs, .. } = endpoint;
        let tokens = if tokens.is_empty() { "none".to_owned() } else { joined(tokens) };
        let (scopes, limits) = (joined(scopes), joined(rate_limits));
        let (service, docs) = (service(endpoint), docs.unwrap_or_default());
        writeln!(
            out,
            "{service}::{api}\t{name}\t{method}\t{path}\t{tokens}\t{scopes}\t{limits}\t{docs}"
        )?;
    }
    Ok(())
}

/// `contact_v3`, of `feishu_api::api::contact_v3::user`.
fn service(endpoint: &Endpoint) -> &'static str {
    endpoint.module.rsplit("::").nth(1).unwrap_or_default()
}

fn joined(list: &[impl Display]) -> String {
    list.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}
