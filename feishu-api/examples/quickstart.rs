//! Declares an endpoint, calls it, and calls two that are shipped.
//!
//! `cargo run --example quickstart` needs no account: the calls go to a mock in memory. With
//! `FEISHU_APP_ID` and `FEISHU_APP_SECRET` set, the same program talks to the platform; the app
//! needs the permissions `tenant:tenant:readonly` and `contact:contact.base:readonly`.

use feishu_api::contact_v3::{UserApiClient, UserFindByDepartmentCall, UserGetCall};
use feishu_api::prelude::*;
use feishu_api::testing::{Mock, json};
use serde::Deserialize;

/// An endpoint that is not shipped: the company that the app is installed in.
#[feishu_api(path = "/tenant/v2")]
pub trait TenantApi {
    /// Reads the company's name and id.
    #[get("/tenant/query")]
    #[token(Tenant)]
    #[response(data = "tenant")]
    #[scope("tenant:tenant:readonly")]
    async fn query(&self) -> Result<Tenant>;
}

/// A company.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Tenant {
    /// The name.
    #[serde(default)]
    pub name: String,
    /// The number that people know the company by.
    pub display_id: Option<String>,
}

#[tokio::main]
async fn main() -> Result<()> {
    let client = match std::env::var_os("FEISHU_APP_ID") {
        Some(_) => Client::from_env()?,
        None => {
            println!("No FEISHU_APP_ID: the mock answers.\n");
            mock().client()
        }
    };

    let tenant = TenantApiClient::new(&client).query().await?;
    println!("{} ({})", tenant.name, tenant.display_id.as_deref().unwrap_or("no id"));

    // "0" is the root of the directory. Optional arguments are setters.
    let users = UserApiClient::new(&client);
    let page = users.find_by_department("0").page_size(50).await?;
    println!("{} of its members stand in no department:", page.items.len());

    for member in page.items.iter().take(3) {
        // `send` answers with what came with the payload, too.
        let id = member.open_id.as_deref().unwrap_or_default();
        let reply = users.get(id).user_id_type(UserIdType::OpenId).send().await?;
        let user = &reply.data;
        println!(
            "  {} — {} (log id {})",
            user.name.as_deref().unwrap_or("name not visible"),
            user.job_title.as_deref().unwrap_or("no title"),
            reply.log_id().unwrap_or("none"),
        );
    }

    match users.get("..").await {
        Err(error) => println!("\nA mistake is found before anything is sent:\n  {error}"),
        Ok(user) => println!("{user:?}"),
    }
    Ok(())
}

/// A platform in memory. The client in front of it is the real one.
fn mock() -> Mock {
    let mock = Mock::new();
    mock.on::<TenantQueryCall>().reply(json!({ "name": "Example Ltd.", "display_id": "F1234" }));
    mock.on::<UserFindByDepartmentCall>().reply(json!({
        "items": [{ "open_id": "ou_zhang" }, { "open_id": "ou_li" }],
        "has_more": false,
    }));
    mock.on::<UserGetCall>()
        .reply(json!({ "open_id": "ou_zhang", "name": "张三", "job_title": "Engineer" }))
        .reply(json!({ "open_id": "ou_li", "name": "李四", "job_title": "Designer" }));
    mock
}
