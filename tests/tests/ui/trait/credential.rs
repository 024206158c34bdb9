use feishu_api::prelude::*;

#[feishu_api(token(Tenant), credential())]
trait EmptyApi {
    #[get("/a")]
    async fn get(&self) -> Result<()>;
}

#[feishu_api(token(Tenant), credential(Helpdesk, Canteen))]
trait TwoApi {
    #[get("/a")]
    async fn get(&self) -> Result<()>;
}

#[feishu_api(token(Tenant), credential = Helpdesk)]
trait PairApi {
    #[get("/a")]
    async fn get(&self) -> Result<()>;
}

#[feishu_api(token(Tenant), credentail(Helpdesk))]
trait MistypedApi {
    #[get("/a")]
    async fn get(&self) -> Result<()>;
}

fn main() {}
