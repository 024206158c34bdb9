// A trait that comes out of a `macro_rules!`, with parts from both sides.
use feishu_api::prelude::*;

macro_rules! api {
    ($name:ident, $path:literal, $method:ident, $argument:ident: $ty:ty, $answer:ty) => {
        #[feishu_api(token(Tenant))]
        pub trait $name {
            /// Reads.
            #[get($path)]
            async fn $method(
                &self,
                #[path] id: &str,
                #[query] $argument: $ty,
                #[query] own: Option<u8>,
            ) -> Result<$answer>;
        }
    };
}

api!(ThingApi, "/things/{id}", read, size: Option<u32>, String);

macro_rules! whole {
    () => {
        #[feishu_api(token(Tenant))]
        trait WholeApi {
            #[get("/whole")]
            async fn whole(&self, #[query] size: Option<u32>) -> Result<()>;
        }
    };
}

whole!();

mod platform {
    pub use feishu_api::*;
}

// An in-house macro names the runtime that its own crate re-exports.
macro_rules! relative_to_the_macro {
    ($answer:ty) => {
        #[feishu_api(crate = $crate::platform, token(Tenant))]
        trait RelativeApi {
            #[get("/relative")]
            #[page("items")]
            async fn list(&self, #[query] page_token: Option<&str>) -> Result<$answer>;
        }
    };
}

relative_to_the_macro!(Page<u8>);

fn main() {
    let client = Client::builder("app", "secret").build().unwrap();
    // `size` is a setter, although its type came in as `$ty`.
    let _ = ThingApiClient::new(&client).read("a").size(1).own(2);
    let _ = WholeApiClient::new(&client).whole().size(1);
    let _ = RelativeApiClient::new(&client).list().page_token("a");
}
