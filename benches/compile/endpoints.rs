//! What endpoints there are, in a mix like the platform's, and their models. The same number makes
//! the same endpoints every time.

use std::fmt::Write as _;

/// Endpoints and the traits they are in: as many to a trait as the platform has to a resource.
const TRAITS: (usize, usize) = (116, 300);

pub(crate) struct Endpoint {
    pub(crate) number: usize,
    /// The number of the trait.
    pub(crate) of: usize,
    pub(crate) shape: Shape,
}

/// What an endpoint takes and answers with.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Shape {
    /// A GET of one thing: its id, and two optional parameters.
    Get,
    /// A POST with four fields, of which two are optional.
    Post,
    /// A PATCH with a field that is optional.
    Patch,
    /// A PUT with one that is not.
    Put,
    /// A DELETE, which answers with nothing.
    Delete,
    /// A list that comes in pages.
    List,
}

impl Shape {
    fn of(number: usize) -> Shape {
        // Twenty in a row have the mix: 55% GET, 30% POST, 10% other writes, 5% lists.
        match number * 7 % 20 {
            0..11 => Shape::Get,
            11..17 => Shape::Post,
            17..19 => [Shape::Patch, Shape::Put, Shape::Delete][number % 3],
            _ => Shape::List,
        }
    }

    /// The verb as reqwest writes it.
    pub(crate) fn verb(self) -> &'static str {
        match self {
            Shape::Get | Shape::List => "GET",
            Shape::Post => "POST",
            Shape::Patch => "PATCH",
            Shape::Put => "PUT",
            Shape::Delete => "DELETE",
        }
    }
}

impl Endpoint {
    /// The name of the method.
    pub(crate) fn name(&self) -> String {
        let verb = match self.shape {
            Shape::List => "list".to_owned(),
            shape => shape.verb().to_lowercase(),
        };
        format!("{verb}_{}", self.number)
    }

    /// Where the platform would document it.
    pub(crate) fn about(&self) -> String {
        let Endpoint { number, of, .. } = self;
        format!("Has to do with thing {number} of resource {of}, as the platform says at length.")
    }
}

pub(crate) fn endpoints(count: usize) -> Vec<Endpoint> {
    let (traits, endpoints) = TRAITS;
    let endpoint =
        |number| Endpoint { number, of: number * traits / endpoints, shape: Shape::of(number) };
    (0..count).map(endpoint).collect()
}

/// The endpoints of each trait.
pub(crate) fn traits(endpoints: &[Endpoint]) -> impl Iterator<Item = &[Endpoint]> {
    endpoints.chunk_by(|one, next| one.of == next.of)
}

/// The crate of the models: twelve fields each, and every third with a struct inside.
pub(crate) fn models(endpoints: &[Endpoint]) -> String {
    let mut source = "//! Models.\n\nuse serde::Deserialize;\n".to_owned();
    for Endpoint { number, .. } in endpoints {
        let (inner, last) = match number % 3 {
            0 => (inner(*number), format!("pub inner: Option<Inner{number}>")),
            _ => (String::new(), "pub note: Option<String>".to_owned()),
        };
        let _ = write!(
            source,
            r"
/// Thing {number}.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Thing{number} {{
    pub id: Option<String>,
    pub name: Option<String>,
    pub description: Option<String>,
    pub owner_id: Option<String>,
    pub status: Option<i64>,
    pub count: Option<u64>,
    pub ratio: Option<f64>,
    pub is_enabled: Option<bool>,
    pub tags: Vec<String>,
    pub member_ids: Vec<String>,
    pub created_at: Option<String>,
    {last},
}}
{inner}"
        );
    }
    source
}

fn inner(number: usize) -> String {
    format!(
        r"
/// What is in thing {number}.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Inner{number} {{
    pub title: Option<String>,
    pub url: Option<String>,
    pub size: Option<u64>,
    pub parts: Vec<String>,
}}
"
    )
}
