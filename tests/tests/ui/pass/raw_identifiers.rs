use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait r#ThingApi {
    #[get("/things/{type}")]
    async fn r#match(&self, #[path] r#type: &str, #[query] r#in: Option<&str>) -> Result<()>;
}

fn main() {
    let client = Client::builder("app", "secret").build().unwrap();
    let _ = ThingApiClient::new(&client).r#match("a").r#in("b");
    assert_eq!(ThingMatchCall::ENDPOINT.path, "/things/{type}");
}
