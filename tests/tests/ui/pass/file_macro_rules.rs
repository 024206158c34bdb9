// Parts, bodies, keys and pages that come out of a `macro_rules!`, with pieces from both sides.
use feishu_api::prelude::*;

macro_rules! api {
    ($name:ident, $part:literal, $file:ident: $ty:ty, $media:literal, $bytes:ty, $items:literal, $offset:literal) => {
        #[feishu_api(token(Tenant))]
        trait $name {
            #[post("/parts")]
            async fn upload(
                &self,
                #[part($part)] $file: $ty,
                #[part] own: Option<File>,
                #[query(key)] uuid: Option<&str>,
            ) -> Result<()>;
            #[put("/content")]
            async fn import(&self, #[body($media)] content: $ty) -> Result<Bytes>;
            // What is bytes is seen through the macro.
            #[put("/bytes")]
            async fn bytes(&self, #[body] bytes: $bytes) -> Result<Bytes>;
            #[get("/pages")]
            #[page($items, offset = $offset)]
            async fn list(&self, #[query($offset)] from: Option<u32>) -> Result<Page<u8>>;
        }
    };
}

api!(ThingApi, "file", menu: Option<File>, "text/csv", &[u8], "things", "start");

fn main() {
    let client = Client::builder("app", "secret").build().unwrap();
    let things = ThingApiClient::new(&client);
    let file = || File::from_bytes("a", "a");
    let _ = things.upload().menu(file()).own(file()).uuid("a");
    let _ = things.import().content(file());
    let _ = things.bytes(b"a");
    let _ = things.list().from(1).items();
    assert_eq!(ThingListCall::ENDPOINT.paging.unwrap().token, "start");
}
