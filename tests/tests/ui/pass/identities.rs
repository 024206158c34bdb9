// Each client makes the calls that its tokens are good for; generic code repeats the bound.
use feishu_api::contact_v3::{UserApi, UserApiClient};
use feishu_api::identity::{Carries, Tenant, User};
use feishu_api::prelude::*;
use feishu_api::{authen_v1, mina_v2, search_v1};

#[feishu_api]
trait MixedApi {
    #[token(User, Tenant)]
    #[get("/either")]
    async fn either(&self) -> Result<()>;
    #[token(None)]
    #[get("/open")]
    async fn open(&self) -> Result<()>;
}

fn generic<I: Carries<(Tenant, User)>>(client: &Client<I>) {
    let _ = UserApiClient::new(client).get("ou_1");
    let _ = MixedApiClient::new(client).either();
}

fn main() {
    let app = Client::builder("app", "secret").build().unwrap();
    let user = app.as_user("u-1");
    generic(&app);
    generic(&user);
    let _ = MixedApiClient::new(&app).open();
    let _ = MixedApiClient::new(&user).open();
    let _ = search_v1::UserApiClient::new(&user).search("zhang");
    let _ = authen_v1::UserInfoApiClient::new(&user).get();
    let _ = mina_v2::LoginApiClient::new(&app).validate("code");
    // The trait asks for what all of its methods need.
    let _: Box<dyn UserApi + Send + Sync> = Box::new(UserApiClient::new(&app));
    let _: Box<dyn search_v1::UserApi> = Box::new(search_v1::UserApiClient::new(&user));
}
