//! What the platform documents of an endpoint.

use std::collections::BTreeMap;
use std::path::Path;

use feishu_api::serde::Deserialize;
use feishu_api::serde_json::{self, Map, Value, json};

/// An endpoint.
#[derive(Debug, Deserialize)]
#[serde(crate = "feishu_api::serde")]
pub(crate) struct Documented {
    pub(crate) id: String,
    pub(crate) doc_url: String,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) host: Option<String>,
    pub(crate) tokens: Vec<String>,
    pub(crate) rate_limit: Option<String>,
    pub(crate) scopes: Option<Scopes>,
    #[serde(default)]
    pub(crate) path_params: Vec<Field>,
    #[serde(default)]
    pub(crate) query_params: Vec<Field>,
    #[serde(default)]
    pub(crate) body: Vec<Field>,
    pub(crate) content_type: Option<String>,
    pub(crate) response_kind: String,
    #[serde(default)]
    pub(crate) response: Vec<Field>,
    pub(crate) pagination: Option<Pagination>,
    #[serde(default)]
    pub(crate) errors: Vec<Failure>,
    #[serde(default)]
    examples: Examples,
}

#[derive(Debug, Deserialize)]
#[serde(crate = "feishu_api::serde")]
pub(crate) struct Scopes {
    #[serde(default)]
    pub(crate) any_of: Vec<String>,
}

/// A parameter, or a field of a body.
#[derive(Debug, Deserialize)]
#[serde(crate = "feishu_api::serde")]
pub(crate) struct Field {
    pub(crate) name: String,
    #[serde(rename = "type")]
    pub(crate) kind: String,
    format: Option<String>,
    example: Option<Value>,
    constraints: Option<Constraints>,
    #[serde(default)]
    pub(crate) children: Vec<Field>,
}

#[derive(Debug, Deserialize)]
#[serde(crate = "feishu_api::serde")]
struct Constraints {
    #[serde(default, rename = "enum")]
    values: Vec<Listed>,
}

#[derive(Debug, Deserialize)]
#[serde(crate = "feishu_api::serde")]
struct Listed {
    value: Value,
}

#[derive(Debug, Deserialize)]
#[serde(crate = "feishu_api::serde")]
pub(crate) struct Pagination {
    pub(crate) items: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(crate = "feishu_api::serde")]
pub(crate) struct Failure {
    pub(crate) code: i64,
}

#[derive(Debug, Default, Deserialize)]
#[serde(crate = "feishu_api::serde", default)]
struct Examples {
    request: Vec<Example>,
    response: Vec<Example>,
}

#[derive(Debug, Deserialize)]
#[serde(crate = "feishu_api::serde")]
struct Example {
    json: Value,
}

/// What a reply is called that is made of all that is documented.
pub(crate) const MADE: &str = "made reply";

/// A request or a reply, and what it is called.
pub(crate) struct Sample<T> {
    pub(crate) name: String,
    pub(crate) value: T,
}

/// The arguments of a call.
#[derive(Debug, Clone)]
pub(crate) struct Arguments {
    path: Map<String, Value>,
    query: Map<String, Value>,
    /// Null if there is no body.
    body: Value,
}

/// All endpoints of a folder, by their id.
pub(crate) fn read(folder: &Path) -> BTreeMap<String, Documented> {
    let files = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{folder:?}: {error}"));
    let mut all = BTreeMap::new();
    for file in files.map(|file| file.unwrap().path()) {
        if file.extension().is_some_and(|extension| extension == "jsonl") {
            let text = std::fs::read_to_string(&file).unwrap();
            for line in text.lines().filter(|line| !line.trim().is_empty()) {
                let documented: Documented =
                    serde_json::from_str(line).unwrap_or_else(|error| panic!("{file:?}: {error}"));
                all.insert(documented.id.clone(), documented);
            }
        }
    }
    assert!(!all.is_empty(), "{folder:?} has no documentation");
    all
}

impl Documented {
    /// The documented examples, and one request with all that is documented.
    pub(crate) fn requests(&self) -> Vec<Sample<Arguments>> {
        let bodies = self.examples.request.iter().enumerate();
        let bodies =
            bodies.map(|(index, example)| (format!("request {index}"), example.json.clone()));
        let made = if self.body.is_empty() { Value::Null } else { made_object(&self.body, "", 0) };
        let made = ("made request".to_owned(), made);
        bodies
            .filter(|(_, body)| body.is_object())
            .chain([made])
            .map(|(name, body)| Sample { name, value: self.arguments(body) })
            .collect()
    }

    fn arguments(&self, body: Value) -> Arguments {
        let given = |fields: &[Field]| {
            fields.iter().map(|field| (field.name.clone(), field.given())).collect()
        };
        Arguments { path: given(&self.path_params), query: given(&self.query_params), body }
    }

    /// Any arguments.
    pub(crate) fn some_arguments(&self) -> Arguments {
        self.arguments(made_object(&self.body, "", 0))
    }

    /// The documented examples, and one reply with all that is documented.
    pub(crate) fn replies(&self) -> Vec<Sample<Value>> {
        let examples = self.examples.response.iter().enumerate();
        let examples =
            examples.map(|(index, example)| (format!("reply {index}"), example.json.clone()));
        let made = (0..most_listed(&self.response).max(1)).map(|nth| {
            let mut made = made_object(&self.response, "", nth);
            made["code"] = json!(0);
            (MADE.to_owned(), made)
        });
        let made = made.filter(|_| !self.response.is_empty());
        examples.chain(made).map(|(name, value)| Sample { name, value }).collect()
    }
}

/// How many values the field has that has most of them.
fn most_listed(fields: &[Field]) -> usize {
    let most = |field: &Field| field.listed().len().max(most_listed(&field.children));
    fields.iter().map(most).max().unwrap_or_default()
}

impl Field {
    fn listed(&self) -> &[Listed] {
        self.constraints.as_ref().map_or(&[], |constraints| &constraints.values)
    }

    /// The value that a parameter is documented with, or another one; of its type in any case.
    fn given(&self) -> Value {
        let Some(example) = &self.example else { return self.made(&self.name, 0) };
        match (example, &*self.kind) {
            (Value::String(text), "int" | "number" | "boolean") => {
                serde_json::from_str(text).unwrap_or_else(|_| self.made(&self.name, 0))
            }
            (Value::Number(_) | Value::Bool(_), "string") => json!(example.to_string()),
            (Value::Array(_), kind) if !kind.starts_with("array") => self.made(&self.name, 0),
            (Value::String(_), kind) if kind.starts_with("array") => json!([example]),
            _ => example.clone(),
        }
    }

    /// A value of its type, which tells where it belongs.
    /// Of several values it is the one with this number.
    fn made(&self, path: &str, nth: usize) -> Value {
        let listed = self.listed().get(nth % self.listed().len().max(1));
        let listed = listed.map(|listed| listed.value.clone());
        let one = |kind: &str| match kind {
            "object" => made_object(&self.children, &format!("{path}."), nth),
            "boolean" => json!(true),
            "int" | "number" => match (&listed, self.format.as_deref()) {
                (Some(Value::String(text)), _) => serde_json::from_str(text).unwrap_or(json!(1)),
                (Some(number), _) => number.clone(),
                (None, Some(format)) if format.starts_with("timestamp") => json!(1_700_000_000),
                (None, _) => json!(7),
            },
            _ => match (&listed, self.format.as_deref()) {
                (Some(value @ Value::String(_)), _) => value.clone(),
                (Some(value), _) => json!(value.to_string()),
                (None, Some("timestamp_ms")) => json!("1700000000123"),
                (None, Some(format)) if format.starts_with("timestamp") => json!("1700000000"),
                (None, Some("int64")) => json!("7000000000"),
                (None, Some("json")) => json!("{}"),
                // A count is a number, even where no format says so.
                (None, None) if self.name.ends_with("count") => json!("7000"),
                (None, _) => json!(format!("made {path}")),
            },
        };
        let inner = |kind: &str| {
            kind.split_once('<').map(|(_, inner)| inner.trim_end_matches('>').to_owned())
        };
        match &*self.kind {
            kind if kind.starts_with("array<array") => json!([[one("string")]]),
            kind if kind.starts_with("array") => json!([one(&inner(kind).unwrap_or_default())]),
            kind if kind.starts_with("map") => json!({ "key": one("string") }),
            kind => one(kind),
        }
    }
}

fn made_object(fields: &[Field], path: &str, nth: usize) -> Value {
    let made =
        |field: &Field| (field.name.clone(), field.made(&format!("{path}{}", field.name), nth));
    fields.iter().map(made).collect::<Map<_, _>>().into()
}

impl Arguments {
    /// A value in the path.
    pub(crate) fn path(&self, name: &str) -> &str {
        let value = self.path.get(name).unwrap_or_else(|| panic!("no `{name}` in the path"));
        value.as_str().expect("what is in the path is a text")
    }

    /// A value of the query, or of the body: by its name, or as `query.name` or `body.name` where there
    /// are two.
    pub(crate) fn opt<'a, T: Deserialize<'a>>(&'a self, name: &str) -> Option<T> {
        let value = match name.split_once('.') {
            Some(("query", name)) => self.query.get(name),
            Some(("body", name)) => self.body.get(name),
            _ => self.query.get(name).or_else(|| self.body.get(name)),
        };
        let value = value?;
        Some(T::deserialize(value).unwrap_or_else(|error| panic!("`{name}` is {value}: {error}")))
    }

    /// The same, of what is required.
    pub(crate) fn get<'a, T: Deserialize<'a>>(&'a self, name: &str) -> T {
        self.opt(name).unwrap_or_else(|| panic!("`{name}` is required, and not in the example"))
    }

    /// The whole body.
    pub(crate) fn body(&self) -> &Value {
        &self.body
    }

    /// The values of the path, with their names.
    pub(crate) fn path_values(&self) -> impl Iterator<Item = (&str, &str)> {
        self.path.iter().map(|(name, value)| (&**name, value.as_str().unwrap_or_default()))
    }

    /// The query, as it has to be sent.
    pub(crate) fn query_pairs(&self) -> Vec<(String, String)> {
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let mut pairs = Vec::new();
        for (name, value) in &self.query {
            match value {
                Value::Array(values) => {
                    pairs.extend(values.iter().map(|value| (name.clone(), text(value))));
                }
                value => pairs.push((name.clone(), text(value))),
            }
        }
        pairs.sort();
        pairs
    }
}
