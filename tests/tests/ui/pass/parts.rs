// Everything that can be a part, and every way to say it.
use feishu_api::prelude::*;
use feishu_api::serde::Serialize;
use feishu_api::{PartValues, ToPart};

#[derive(Serialize)]
#[serde(crate = "feishu_api::serde")]
struct Dish {
    name: String,
}

#[derive(Clone, Copy, ToParam)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Lunch,
}

/// A part of one's own: as many files as there are pictures.
struct Pictures(Vec<File>);

impl ToPart for Pictures {
    fn to_part(&self, values: &mut PartValues<'_>) {
        for picture in &self.0 {
            values.file(picture);
        }
        values.text("the end");
    }
}

#[feishu_api(path = "/menus/v1", token(Tenant))]
trait MenuApi {
    #[post("/menus/{id}")]
    #[timeout("5min")]
    async fn create(
        &self,
        #[path] id: &str,
        #[query] notify: Option<bool>,
        #[header("X-Region")] region: Option<&str>,
        #[part] day: &str,
        #[part] kind: Kind,
        #[part] count: Option<u32>,
        #[part("tag")] tags: &[&str],
        #[part("menu")] file: File,
        #[part] borrowed: &File,
        #[part] thumbnail: Option<File>,
        #[part] photo: Option<&File>,
        #[part(json)] dish: &Dish,
        #[part("more", json)] dishes: Option<&[Dish]>,
        #[part(json)] nothing: Option<Option<u8>>,
        #[part(default = "cn")] language: Option<&str>,
        #[part(default = File::from_bytes("a.txt", "a"))] note: Option<File>,
        #[part] pictures: Pictures,
        #[part] several: Option<Vec<File>>,
        #[part] lent: Option<&[File]>,
        #[query(key)] uuid: Option<&str>,
    ) -> Result<String>;

    #[put("/menus/{id}")]
    async fn replace(&self, #[path] id: &str, #[part("file")] menu: File) -> Result<()>;

    // Nothing that has to be given: the body is one of parts all the same.
    #[patch("/menus")]
    async fn patch(&self, #[part] menu: Option<File>) -> Result<()>;
}

struct Fake;

impl MenuApi for Fake {
    fn replace(&self, _: &str, menu: File) -> MenuReplaceCall {
        assert_eq!(menu.name(), "menu.txt");
        MenuReplaceCall::ready(Ok(()))
    }
}

fn shared<T: Send + Sync + 'static>(call: T) -> T {
    call
}

fn main() {
    let client = Client::builder("app", "secret").build().unwrap();
    let menus = MenuApiClient::new(&client);
    let file = File::from_bytes("menu.txt", "jiaozi").with_content_type("text/plain");
    let dish = Dish { name: "jiaozi".into() };
    let pictures = Pictures(vec![file.clone()]);
    let call = menus
        .create("1", "monday", Kind::Lunch, &["a", "b"], file.clone(), &file, &dish, pictures)
        .notify(true)
        .region("cn")
        .count(2)
        .thumbnail(file.clone())
        .photo(&file)
        .dishes(&[dish])
        .nothing(None)
        .language("en")
        .note(file.clone())
        .several(vec![file.clone()])
        .lent(std::slice::from_ref(&file))
        .uuid("a");
    let _ = shared(call);
    let _ = menus.patch().menu(file.clone());
    let menus: Box<dyn MenuApi + Send + Sync> = Box::new(Fake);
    let _ = menus.replace("1", file);
    assert_eq!(MenuCreateCall::ENDPOINT.idempotency_key, Some("uuid"));
}
