use feishu_api::prelude::*;

#[feishu_api(token(Tenant), token(User))]
trait ThingApi {
    #[get("/a")]
    #[response("order")]
    async fn a(&self, #[query(name = "x")] x: &str) -> Result<()>;

    #[get("/b")]
    #[response(data)]
    async fn b(&self, #[query(3)] x: &str) -> Result<()>;

    #[post("/c")]
    #[response(data = "")]
    async fn c(&self, #[body("x")] x: &str) -> Result<()>;

    #[get("/d/{order_id}")]
    async fn d(#[path] &self, #[path] id: &str) -> Result<()>;

    #[get("/e/{id}.json")]
    async fn e(&self, #[path] id: &str) -> Result<()>;
}

fn main() {}
