// A crate in which the names of the standard library mean something else.
#![allow(dead_code, non_camel_case_types)]

use feishu_api::{Client, feishu_api};

struct Option;
struct String;
struct Vec;
struct Box;
struct Result;
struct Ok;
struct Err;
struct Some;
trait Send {}
trait Sync {}
trait Clone {}
trait Debug {}
trait IntoFuture {}
trait Into {}
#[allow(non_camel_case_types)]
struct str;
struct Call;
struct Endpoint;
struct AsApp;
struct Tenant;
mod core {}
mod std {}
mod serde {}

#[feishu_api(token(Tenant, User))]
trait ThingApi {
    #[get("/things/{id}")]
    #[rate_limit("5/s")]
    #[timeout("5s")]
    #[scope("a")]
    async fn read(
        &self,
        #[path] id: &::core::primitive::str,
        #[query] size: ::core::option::Option<u32>,
    ) -> feishu_api::Result<::std::string::String>;
}

fn main() {
    let client = Client::builder("app", "secret").build().unwrap();
    let _ = ThingApiClient::new(&client).read("a").size(1);
}
