use feishu_api::prelude::*;

struct View<'a>(&'a str);

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/a")]
    async fn text(&self) -> Result<&str>;

    #[get("/b")]
    async fn view(&self) -> Result<View<'_>>;

    #[get("/c")]
    async fn unnamed(&self) -> Result<impl Clone>;

    #[get("/d")]
    async fn dynamic(&self) -> Result<Box<dyn std::any::Any>>;
}

fn main() {}
