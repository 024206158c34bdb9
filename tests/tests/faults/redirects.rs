//! Redirects: only those that repeat the request on the same server are followed.

use feishu_api::ErrorKind::Http;

use super::Call::*;
use super::server::{page, refusal, reply};
use super::*;

/// A redirect to this place.
fn redirect(status: u16, location: &str) -> Act {
    reply(status, &[("location", location)], "").rejection()
}

/// Another server would be sent the token and whatever else the request holds.
#[tokio::test(start_paused = true)]
async fn another_server_sees_nothing() {
    let stage = Stage::new();
    let other = stage.serve([]).await;
    let port = other.url().rsplit(':').next().unwrap().to_owned();
    let other_name = format!("http://localhost:{port}/open-apis/things/v1/thing");
    let other_place = format!("{}/open-apis/things/v1/thing", other.url());
    let no_scheme = other_place.trim_start_matches("http:").to_owned();
    let with_user = other_place.replace("//", "//user:password@");
    for status in [301, 302, 303, 307, 308] {
        for location in [&other_place, &other_name, &no_scheme, &with_user] {
            for call in [Get, Create, CreateOnce, Upload, Open, Tenant, TenantCreate] {
                let row = ("away", vec![redirect(status, location)], call, Fails(Http), 1, 1);
                let run = stage.run(row, |client| client).await;
                assert_eq!(run.error.unwrap().status().unwrap().as_u16(), status);
            }
        }
    }
    assert_eq!((other.connections(), other.requests().len()), (0, 0));
}

/// On the same server, the request is repeated as it was.
#[tokio::test(start_paused = true)]
async fn the_same_server_gets_the_same_request() {
    let stage = Stage::new();
    for status in [307, 308] {
        let away = || redirect(status, &format!("/elsewhere?secret={IN_QUERY}"));
        for call in [Get, Create, Patch, Search, Open, TenantCreate] {
            let run = stage.run(("moved", vec![away()], call, Good, 1, 2), |client| client).await;
            let [first, second] = &run.requests[..] else { panic!("two requests") };
            assert_eq!(second.request.path(), "/elsewhere");
            assert_eq!(first.request.body, second.request.body);
            let token = |seen: &Seen| seen.request.header("authorization").map(str::to_owned);
            assert_eq!(token(first), token(second));
            assert_eq!(token(first).is_some(), call == TenantCreate);
        }
        // What comes then is handled as ever.
        let limited = || refusal(400, 99991400).rejection();
        stage
            .check([
                ("a limit behind", vec![away(), limited()], Create, Good, 2, 3),
                ("a gateway behind", vec![away(), page(503)], Get, Good, 2, 3),
                ("a gateway behind", vec![away(), page(503)], Create, Fails(Http), 1, 2),
            ])
            .await;
    }
    // These make a GET of a POST, whose success would say nothing.
    for status in [301, 302, 303] {
        let away = || vec![redirect(status, "/elsewhere")];
        stage
            .check([Get, Create].map(|call| ("another verb", away(), call, Fails(Http), 1, 1)))
            .await;
    }
}

/// In a circle, or nowhere.
#[tokio::test(start_paused = true)]
async fn redirects_end() {
    let stage = Stage::new();
    let circle = || vec![redirect(307, &format!("/open-apis/circle?secret={IN_QUERY}")); 6];
    stage.check([Get, Create].map(|call| ("a circle", circle(), call, Fails(Http), 1, 6))).await;
    for nowhere in ["http://", "//", "http://[", "file:///etc/passwd", "javascript:1"] {
        let away = || vec![redirect(307, nowhere)];
        stage.check([Get, Create].map(|call| ("nowhere", away(), call, Fails(Http), 1, 1))).await;
    }
    stage.check([("no place", vec![reply(307, &[], "")], Create, Fails(Http), 1, 1)]).await;
}
