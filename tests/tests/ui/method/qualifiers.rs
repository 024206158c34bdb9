use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/a")]
    async unsafe fn read(&self) -> Result<()>;

    #[get("/b")]
    async extern "C" fn list(&self) -> Result<()>;
}

fn main() {}
