// Visibility passes through, and what is not used is not complained of.
#![deny(unused, unreachable_pub, dead_code)]

mod things {
    use feishu_api::prelude::*;

    #[feishu_api(token(Tenant))]
    trait PrivateApi {
        #[get("/things")]
        async fn list(&self, #[query] page: Option<u32>) -> Result<()>;
        #[get("/more")]
        async fn more(&self) -> Result<()>;
    }

    #[feishu_api(token(Tenant))]
    pub(crate) trait CrateApi {
        #[get("/things")]
        async fn list(&self, #[query] page: Option<u32>) -> Result<()>;
    }

    pub(crate) fn calls(client: &Client) -> (CrateListCall, String) {
        let private = PrivateApiClient::new(client).list().page(1);
        (CrateApiClient::new(client).list().page(2), format!("{private:?}"))
    }
}

fn main() {
    let client = feishu_api::Client::builder("app", "secret").build().unwrap();
    let _ = things::calls(&client);
}
