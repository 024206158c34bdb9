// Every way to ask for a page, and every place for what asks.
use feishu_api::prelude::*;
use feishu_api::serde::Serialize;
use feishu_api::{PagingStyle, TokenPlace};

#[derive(Serialize)]
#[serde(crate = "feishu_api::serde")]
struct Search {
    page_token: Option<String>,
}

#[feishu_api(path = "/pages/v1", token(Tenant))]
trait ListApi {
    #[get("/offset")]
    #[page("items", offset, total = "total")]
    async fn offset(&self, #[query] offset: Option<u32>) -> Result<Page<u8>>;
    #[get("/start")]
    #[page("page.items", offset = "start", more = "page.more")]
    async fn start(&self, #[query] start: Option<i64>) -> Result<Page<u8>>;
    // What asks has to be given here, and is a text.
    #[get("/required")]
    #[page("items", offset = "from")]
    async fn required(&self, #[query("from")] begin: &str) -> Result<Page<u8>>;
    #[post("/field")]
    #[page("items", offset, total = "page.total")]
    async fn field(&self, #[field] offset: Option<u32>, #[field(default = 50)] size: Option<u32>) -> Result<Page<u8>>;
    #[post("/form")]
    #[page("items", number)]
    async fn form(&self, #[form] page: Option<u32>) -> Result<Page<u8>>;
    #[get("/number")]
    #[page("items", number = "page_no")]
    async fn number(&self, #[query(default = 1)] page_no: Option<u32>) -> Result<Page<u8>>;
    #[post("/nested")]
    #[page("items", token = "page_request.page_token", next = "page_response.page_token", more = "page_response.has_more")]
    async fn nested(&self, #[field] page_request: Option<&Search>) -> Result<Page<u8>>;
    #[post("/nested_required")]
    #[page("items", token = "page.token")]
    async fn nested_required(&self, #[field("page")] request: Search) -> Result<Page<u8>>;
    #[post("/whole")]
    #[page("items", token = "page_token")]
    async fn whole(&self, #[body] search: &Search) -> Result<Page<u8>>;
    #[get("/deep", body)]
    #[page("items", token = "a.b.c")]
    async fn deep(&self, #[body] search: Option<&Search>) -> Result<Page<u8>>;
    #[post("/whole_offset")]
    #[page("items", offset = "page.offset")]
    async fn whole_offset(&self, #[body] search: &Search) -> Result<Page<u8>>;
    // A page token in the query, whatever the body is.
    #[post("/query")]
    #[page("items")]
    async fn query(&self, #[query] page_token: Option<String>, #[body] search: &Search) -> Result<Page<u8>>;
}

fn main() {
    let client = Client::builder("app", "secret").build().unwrap();
    let lists = ListApiClient::new(&client);
    let search = || Search { page_token: None };
    let _ = lists.offset().offset(3).items();
    let _ = lists.start().start(3).pages();
    let _ = lists.required("3").items();
    let _ = lists.field().offset(3).size(4).items();
    let _ = lists.form().page(1).items();
    let _ = lists.number().page_no(1).items();
    let _ = lists.nested().page_request(&search()).items();
    let _ = lists.nested_required(search()).items();
    let _ = lists.whole(&search()).items();
    let _ = lists.deep().search(&search()).items();
    let _ = lists.whole_offset(&search()).pages();
    let _ = lists.query(&search()).page_token("a".into()).pages();
    let asked = |endpoint: &'static feishu_api::Endpoint| {
        let paging = endpoint.paging.unwrap();
        (paging.style, paging.token, paging.token_place)
    };
    assert_eq!(asked(ListOffsetCall::ENDPOINT), (PagingStyle::Offset, "offset", TokenPlace::Query));
    assert_eq!(asked(ListRequiredCall::ENDPOINT), (PagingStyle::Offset, "from", TokenPlace::Query));
    assert_eq!(asked(ListFieldCall::ENDPOINT), (PagingStyle::Offset, "offset", TokenPlace::Field));
    assert_eq!(asked(ListFormCall::ENDPOINT), (PagingStyle::Number, "page", TokenPlace::Form));
    let nested = (PagingStyle::Token, "page_request.page_token", TokenPlace::Field);
    assert_eq!(asked(ListNestedCall::ENDPOINT), nested);
    assert_eq!(asked(ListWholeCall::ENDPOINT), (PagingStyle::Token, "page_token", TokenPlace::Body));
    assert_eq!(asked(ListDeepCall::ENDPOINT), (PagingStyle::Token, "a.b.c", TokenPlace::Body));
    let offset = (PagingStyle::Offset, "page.offset", TokenPlace::Body);
    assert_eq!(asked(ListWholeOffsetCall::ENDPOINT), offset);
    assert_eq!(asked(ListQueryCall::ENDPOINT), (PagingStyle::Token, "page_token", TokenPlace::Query));
    assert_eq!(ListFieldCall::ENDPOINT.paging.unwrap().total, Some("page.total"));
}
