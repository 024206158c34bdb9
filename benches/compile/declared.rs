//! The endpoints as declarations, and a program that calls them.

use super::endpoints::{Endpoint, Shape, traits};

/// The crate of the declarations.
pub(crate) fn library(endpoints: &[Endpoint]) -> String {
    let traits: String = traits(endpoints).map(one_trait).collect();
    format!("//! Declared endpoints.\n\nuse feishu_api::prelude::*;\npub use models::*;\n{traits}")
}

fn one_trait(endpoints: &[Endpoint]) -> String {
    let of = endpoints[0].of;
    let methods: String = endpoints.iter().map(method).collect();
    format!(
        r#"
/// Resource {of}.
#[feishu_api(path = "/service{of}/v1", token(Tenant))]
pub trait Resource{of}Api {{{methods}}}
"#
    )
}

fn method(endpoint: &Endpoint) -> String {
    let Endpoint { number, shape, .. } = endpoint;
    let (name, about) = (endpoint.name(), endpoint.about());
    let id = "/// The id.\n        #[path] id: &str,";
    let (verb, arguments, payload) = match shape {
        Shape::Get => (
            format!(r#"#[get("/things{number}/{{id}}")]"#),
            format!(
                "{id}
        /// How ids are meant.
        #[query] user_id_type: Option<&str>,
        /// The language.
        #[query] lang: Option<&str>,"
            ),
            format!("Thing{number}"),
        ),
        Shape::Post => (
            format!(r#"#[post("/things{number}")]"#),
            "/// The name.
        #[field] name: &str,
        /// Who takes part.
        #[field] member_ids: &[&str],
        /// More words.
        #[field] description: Option<&str>,
        /// How many at most.
        #[field] limit: Option<u32>,"
                .to_owned(),
            format!("Thing{number}"),
        ),
        Shape::Patch => (
            format!(r#"#[patch("/things{number}/{{id}}")]"#),
            format!("{id}\n        /// The name.\n        #[field] name: Option<&str>,"),
            format!("Thing{number}"),
        ),
        Shape::Put => (
            format!(r#"#[put("/things{number}/{{id}}")]"#),
            format!("{id}\n        /// The name.\n        #[field] name: &str,"),
            format!("Thing{number}"),
        ),
        Shape::Delete => {
            (format!(r#"#[delete("/things{number}/{{id}}")]"#), id.to_owned(), "()".to_owned())
        }
        Shape::List => (
            format!("#[get(\"/things{number}\")]\n    #[page(\"items\")]"),
            "/// How many to a page.
        #[query(default = 20)] page_size: Option<u32>,
        /// Where the page begins.
        #[query] page_token: Option<&str>,"
                .to_owned(),
            format!("Page<Thing{number}>"),
        ),
    };
    format!(
        r#"
    /// {about}
    {verb}
    #[scope("service:thing{number}:readonly")]
    #[rate_limit("1000/min", "50/s")]
    #[docs("https://open.feishu.cn/document/server-docs/thing{number}")]
    async fn {name}(
        &self,
        {arguments}
    ) -> Result<{payload}>;
"#
    )
}

/// A program that calls the endpoints.
pub(crate) fn program(endpoints: &[Endpoint]) -> String {
    let run: String = endpoints
        .iter()
        .map(|endpoint| format!("    run_{}(&client).await?;\n", endpoint.name()))
        .collect();
    let calls: String = endpoints.iter().map(call).collect();
    format!(
        "//! Calls declared endpoints.

use std::hint::black_box;

use declared::*;
use feishu_api::prelude::*;

#[tokio::main]
async fn main() -> Result<()> {{
    let client = Client::from_env()?;
{run}    Ok(())
}}
{calls}"
    )
}

fn call(endpoint: &Endpoint) -> String {
    let (of, name) = (endpoint.of, endpoint.name());
    let call = match endpoint.shape {
        Shape::Get => r#"("1").lang("en")"#,
        Shape::Post => r#"("name", &["a", "b"]).description("words")"#,
        Shape::Patch => r#"("1").name("name")"#,
        Shape::Put => r#"("1", "name")"#,
        Shape::Delete => r#"("1")"#,
        Shape::List => "().page_size(50)",
    };
    format!(
        "
async fn run_{name}(client: &Client) -> Result<()> {{
    let answer = Resource{of}ApiClient::new(client).{name}{call}.await?;
    black_box(answer);
    Ok(())
}}
"
    )
}

/// A program with one call, and all it takes.
pub(crate) const ONE_CALL: &str = r#"//! Makes one call.

use feishu_api::prelude::*;

#[feishu_api(path = "/contact/v3", token(Tenant))]
trait UserApi {
    #[get("/users/{user_id}")]
    #[response(data = "user")]
    async fn get(&self, #[path] user_id: &str, #[query] user_id_type: Option<&str>)
    -> Result<User>;
}

#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct User {
    name: Option<String>,
}

#[tokio::main]
async fn main() -> Result<()> {
    let client = Client::from_env()?;
    let user = UserApiClient::new(&client).get("ou_1").user_id_type("open_id").await?;
    println!("{}", user.name.unwrap_or_default());
    Ok(())
}
"#;
