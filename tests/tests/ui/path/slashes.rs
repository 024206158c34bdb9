use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("//users")]
    async fn doubled(&self) -> Result<()>;

    #[get("/users//")]
    async fn at_the_end(&self) -> Result<()>;

    #[get(" /users")]
    async fn blank(&self) -> Result<()>;

    #[get("/users ")]
    async fn trailing(&self) -> Result<()>;

    #[get("/users/%41")]
    async fn encoded(&self) -> Result<()>;

    #[get("\\users")]
    async fn backslash(&self) -> Result<()>;
}

fn main() {}
