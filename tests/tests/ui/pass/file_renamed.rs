// The dependency has another name; and an in-house crate hands it on.
extern crate feishu_api as lark;

mod company {
    pub mod platform {
        pub use lark::*;
    }
}

mod renamed {
    use lark::prelude::*;

    #[feishu_api(crate = ::lark, token(Tenant))]
    pub(crate) trait ThingApi {
        #[post("/things")]
        async fn create(
            &self,
            #[part] file: File,
            #[part(json)] about: &[u32],
            #[part(default = "x")] note: Option<&str>,
            #[query(key)] uuid: Option<&str>,
        ) -> Result<Bytes>;

        #[put("/things")]
        async fn import(&self, #[body("text/csv")] things: &str) -> Result<Download>;

        #[post("/things/list")]
        #[page("things", number)]
        async fn list(&self, #[form] page: Option<u32>, #[form] key: Option<&str>) -> Result<Page<u8>>;
    }
}

mod handed_on {
    use crate::company::platform::prelude::*;

    #[feishu_api(crate = crate::company::platform, token(Tenant))]
    pub(crate) trait OtherApi {
        #[post("/others")]
        async fn create(&self, #[part] file: &File, #[header("X-Key", key)] key: Option<&str>) -> Result<EventStream>;

        #[post("/others/search")]
        #[page("others", token = "page_request.page_token")]
        async fn search(&self, #[field] page_request: Option<&[u32]>) -> Result<Page<String>>;

        #[post("/others/whole")]
        #[page("others", offset)]
        async fn whole(&self, #[body] search: &[u32]) -> Result<Page<String>>;

        #[patch("/others")]
        async fn bytes(&self, #[body] bytes: Vec<u8>) -> Result<Bytes>;
    }
}

fn main() {
    let client = lark::Client::builder("app", "secret").build().unwrap();
    let file = lark::File::from_bytes("a", "a");
    let things = renamed::ThingApiClient::new(&client);
    let _ = things.create(file.clone(), &[1]).note("a").uuid("b");
    let _ = things.import("a,b");
    let _ = things.list().page(1).key("a").items();
    let others = handed_on::OtherApiClient::new(&client);
    let _ = others.create(&file).key("a");
    let _ = others.search().page_request(&[1]).items();
    let _ = others.whole(&[1]).pages();
    let _ = others.bytes(vec![1]);
}
