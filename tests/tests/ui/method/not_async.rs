use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/a")]
    fn read(&self) -> Result<()>;
}

fn main() {}
