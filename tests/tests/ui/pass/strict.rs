#![deny(missing_docs, missing_debug_implementations, unused, unreachable_pub, warnings)]
#![forbid(unsafe_code)]
//! A crate that is strict with itself.

pub mod things {
    //! Things.
    use feishu_api::prelude::*;

    /// Things.
    #[feishu_api(token(Tenant))]
    pub trait ThingApi {
        /// Creates a thing.
        #[post("/things/{id}")]
        async fn create(
            &self,
            #[path] id: &str,
            #[query] size: Option<u32>,
            /// The kind.
            #[field]
            kind: Option<&str>,
        ) -> Result<String>;

        /// Removes a thing.
        #[deprecated = "things stay"]
        #[delete("/things/{id}")]
        async fn delete(&self, #[path] id: &str) -> Result<()>;
    }
}

fn main() {
    let client = feishu_api::Client::builder("app", "secret").build().unwrap();
    let _ = things::ThingApiClient::new(&client).create("a").size(1).kind("b");
}
