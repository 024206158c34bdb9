#![deny(missing_docs, missing_debug_implementations, unused, unreachable_pub, warnings)]
#![deny(clippy::all, clippy::pedantic, clippy::nursery, clippy::too_many_arguments)]
#![deny(let_underscore_drop, single_use_lifetimes, unused_lifetimes, unused_qualifications)]
#![deny(missing_copy_implementations, trivial_casts, trivial_numeric_casts)]
#![forbid(unsafe_code)]
//! A crate that is strict with itself.

pub mod menus {
    //! Menus.
    use feishu_api::prelude::*;

    /// Menus.
    #[feishu_api(path = "/menus/v1", token(Tenant))]
    pub trait MenuApi {
        /// Creates a menu.
        #[post("/menus/{id}")]
        async fn create(
            &self,
            #[path] id: &str,
            #[part] file: File,
            #[part(json)] about: &[u32],
            /// A picture.
            #[part]
            picture: Option<File>,
            #[part(default = "cn")] language: Option<&str>,
            #[query(key)] uuid: Option<&str>,
        ) -> Result<Bytes>;

        /// Reads menus from a table.
        #[put("/menus")]
        async fn import(&self, #[body("text/csv")] menus: &str) -> Result<Download>;

        /// Replaces a picture.
        #[deprecated = "pictures stay"]
        #[patch("/menus/picture")]
        async fn picture(&self, #[body] picture: &[u8]) -> Result<EventStream>;

        /// Lists the menus.
        #[post("/menus/list")]
        #[page("menus", offset, total = "total")]
        async fn list(
            &self,
            #[field] offset: Option<u32>,
            #[field] limit: Option<u32>,
        ) -> Result<Page<String>>;

        /// Finds menus.
        #[post("/menus/search")]
        #[page("menus", token = "page_request.page_token")]
        async fn search(&self, #[field] page_request: Option<&[u32]>) -> Result<Page<String>>;
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = feishu_api::Client::builder("app", "secret").build()?;
    let menus = menus::MenuApiClient::new(&client);
    let file = || feishu_api::File::from_bytes("a", "a");
    drop(menus.create("a", file(), &[1]).picture(file()).language("en").uuid("b"));
    drop(menus.import("a,b"));
    drop(menus.list().offset(1).limit(2).items());
    drop(menus.search().page_request(&[1]).pages());
    Ok(())
}
