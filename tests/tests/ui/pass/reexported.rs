// An in-house crate hands the runtime on to its users.
mod company {
    pub mod platform {
        pub use feishu_api::*;
    }
}

mod user {
    use crate::company::platform::prelude::*;

    #[feishu_api(crate = crate::company::platform, token(Tenant))]
    pub(crate) trait ThingApi {
        #[get("/things")]
        async fn list(&self, #[query] page: Option<u32>) -> Result<()>;
    }
}

fn main() {
    let client = feishu_api::Client::builder("app", "secret").build().unwrap();
    let _ = user::ThingApiClient::new(&client).list().page(1);
}
