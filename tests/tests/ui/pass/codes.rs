//! What an endpoint's own codes mean, and those of all endpoints of a trait.

use feishu_api::ErrorClass::{Busy, Partial, RateLimited, Token};
use feishu_api::prelude::*;

#[feishu_api(token(Tenant), codes(rate_limit(42900, 42901), token(40101)))]
trait ThingApi {
    #[get("/a")]
    async fn plain(&self) -> Result<()>;
    #[get("/b")]
    #[codes(retry(44025, 42901), partial(44054, 44055), rate_limit(-7))]
    async fn own(&self) -> Result<()>;
}

fn main() {
    let defaults = [(40101, Token), (42900, RateLimited), (42901, RateLimited)];
    assert_eq!(ThingPlainCall::ENDPOINT.codes, defaults);
    let own = [(-7, RateLimited), (44025, Busy), (42901, Busy), (44054, Partial), (44055, Partial)];
    let both = [&own[..], &defaults[..2]].concat();
    assert_eq!(ThingOwnCall::ENDPOINT.codes, both);
}
