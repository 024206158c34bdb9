use feishu_api::prelude::*;

#[feishu_api(host = "gateway.example.com", token(None))]
trait NoSchemeApi {
    #[get("/a")]
    async fn get(&self) -> Result<()>;
}

#[feishu_api(host = "https://gateway.example.com/v1", token(None))]
trait WithPathApi {
    #[get("/a")]
    async fn get(&self) -> Result<()>;
}

#[feishu_api(host = "https://gateway.example.com", token(None))]
trait TwoHostsApi {
    #[get("https://other.example.com/a")]
    async fn get(&self) -> Result<()>;
}

fn main() {}
