use feishu_api::prelude::*;

#[feishu_api(host = "http://gateway.example.com", token(Tenant))]
trait HostApi {
    #[get("/a")]
    async fn first(&self) -> Result<()>;

    #[get("/b")]
    #[token(User)]
    async fn second(&self) -> Result<()>;
}

#[feishu_api(token(Tenant))]
trait UrlApi {
    #[get("http://a.example.com/a")]
    async fn first(&self) -> Result<()>;

    #[get("http://localhost.example.com:80/b")]
    async fn second(&self) -> Result<()>;

    // Nothing secret, or nobody who could listen.
    #[get("http://a.example.com/c")]
    #[token(None)]
    async fn none(&self) -> Result<()>;

    #[get("http://localhost:8080/d")]
    async fn local(&self) -> Result<()>;

    #[get("http://127.0.0.1/e")]
    async fn address(&self) -> Result<()>;
}

fn main() {}
