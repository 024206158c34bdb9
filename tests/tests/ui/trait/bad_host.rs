use feishu_api::prelude::*;

#[feishu_api(host = "https://", token(None))]
trait EmptyApi {
    #[get("/a")]
    async fn get(&self) -> Result<()>;
}

#[feishu_api(host = "https://gateway.example.com:70000", token(None))]
trait PortApi {
    #[get("/a")]
    async fn get(&self) -> Result<()>;
}

#[feishu_api(host = "https://gateway example.com", token(None))]
trait BlankApi {
    #[get("/a")]
    async fn get(&self) -> Result<()>;
}

#[feishu_api(host = "https://gateway.example.com/", token(None))]
trait SlashApi {
    #[get("/a")]
    async fn get(&self) -> Result<()>;
}

fn main() {}
