use feishu_api::prelude::*;

fn main() {
    #[feishu_api(token(Tenant))]
    trait ThingApi {
        #[get("/things")]
        async fn list(&self, #[query] page: Option<u32>) -> Result<()>;
    }

    let client = Client::builder("app", "secret").build().unwrap();
    let _ = ThingApiClient::new(&client).list().page(1);
}
