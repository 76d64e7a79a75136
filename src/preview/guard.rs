//! Who is answered at all.
//!
//! In: the head of a request. Out: nothing, or why it is refused. Never: trust in a name. A site
//! whose name resolves to this machine ("DNS rebinding") could otherwise read drafts from an
//! editor's browser, and any site could embed them.

use hyper::{
    HeaderMap, Method, StatusCode, Uri,
    header::{HOST, HeaderName},
};

/// Names by which this machine may be called.
const NAMES: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

/// Why a request is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// There is not exactly one `Host`.
    NoHost,
    /// It asks for another machine or port.
    OtherHost,
    /// A page of another site asks.
    OtherSite,
    /// It wants more than to read.
    Method,
}

impl Refusal {
    /// The status and the sentence that is answered.
    pub(super) fn answer(self) -> (StatusCode, &'static str) {
        match self {
            Self::NoHost => (StatusCode::BAD_REQUEST, "A request needs one Host header.\n"),
            Self::OtherHost => {
                (StatusCode::FORBIDDEN, "The preview answers to localhost and 127.0.0.1 only.\n")
            }
            Self::OtherSite => {
                (StatusCode::FORBIDDEN, "The preview does not answer to pages of other sites.\n")
            }
            Self::Method => (StatusCode::METHOD_NOT_ALLOWED, "The preview can only be read.\n"),
        }
    }
}

/// Decides on a request to the server at `port`.
pub(super) fn admit(
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
    port: u16,
) -> Result<(), Refusal> {
    let mut hosts = headers.get_all(HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else { return Err(Refusal::NoHost) };
    let host = host.to_str().map_err(|_| Refusal::OtherHost)?;
    // The absolute form of a request names a host of its own, which would take precedence.
    let named = uri.authority().map(hyper::http::uri::Authority::as_str);
    if !is_here(host, port) || named.is_some_and(|named| !is_here(named, port)) {
        return Err(Refusal::OtherHost);
    }
    if is_embedded(headers) {
        return Err(Refusal::OtherSite);
    }
    if method != Method::GET && method != Method::HEAD {
        return Err(Refusal::Method);
    }
    Ok(())
}

fn is_here(host: &str, port: u16) -> bool {
    let (name, given) = match host.rsplit_once(':') {
        Some((name, given)) if !given.ends_with(']') => (name, Some(given)),
        _ => (host, None),
    };
    let right_port = given.map_or(port == 80, |given| given == port.to_string());
    right_port && NAMES.iter().any(|here| here.eq_ignore_ascii_case(name))
}

/// Whether a browser says that a page of another site wants this as a part of itself. Following
/// a link from there is fine.
fn is_embedded(headers: &HeaderMap) -> bool {
    let value = |name| headers.get(HeaderName::from_static(name)).map(|value| value.as_bytes());
    let other = matches!(value("sec-fetch-site"), Some(b"cross-site" | b"same-site"));
    let follows = value("sec-fetch-mode") == Some(b"navigate")
        && value("sec-fetch-dest").is_none_or(|dest| dest == b"document");
    other && !follows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(head: &[(&'static str, &str)], method: Method, uri: &str, expect: Option<Refusal>) {
        let mut headers = HeaderMap::new();
        for (name, value) in head {
            headers.append(HeaderName::from_static(name), value.parse().unwrap());
        }
        let uri = uri.parse().unwrap();
        assert_eq!(admit(&method, &uri, &headers, 3000).err(), expect, "{head:?} {uri}");
    }

    #[test]
    fn hosts() {
        let host = |value, expect| check(&[("host", value)], Method::GET, "/", expect);
        for here in ["localhost:3000", "LocalHost:3000", "127.0.0.1:3000", "[::1]:3000"] {
            host(here, None);
        }
        for other in [
            "evil.example:3000",
            "localhost:3001",
            "localhost",
            "localhost.evil.example:3000",
            "127.0.0.1.evil.example:3000",
            "evil.example#localhost:3000",
            "user@localhost:3000",
            "localhost:3000:3000",
            "[::1]",
            "",
        ] {
            host(other, Some(Refusal::OtherHost));
        }
        check(&[], Method::GET, "/", Some(Refusal::NoHost));
        let twice = [("host", "localhost:3000"), ("host", "localhost:3000")];
        check(&twice, Method::GET, "/", Some(Refusal::NoHost));
    }

    #[test]
    fn absolute_form() {
        let uri = |uri, expect| check(&[("host", "localhost:3000")], Method::GET, uri, expect);
        uri("http://localhost:3000/", None);
        uri("http://evil.example/", Some(Refusal::OtherHost));
        uri("http://x@localhost:3000/", Some(Refusal::OtherHost));
    }

    #[test]
    fn methods_and_other_sites() {
        let here = ("host", "localhost:3000");
        check(&[here], Method::HEAD, "/", None);
        check(&[here], Method::POST, "/", Some(Refusal::Method));
        check(&[here], Method::OPTIONS, "/", Some(Refusal::Method));
        let cross = ("sec-fetch-site", "cross-site");
        check(
            &[here, cross, ("sec-fetch-mode", "no-cors")],
            Method::GET,
            "/",
            Some(Refusal::OtherSite),
        );
        let go = ("sec-fetch-mode", "navigate");
        check(&[here, cross, go, ("sec-fetch-dest", "document")], Method::GET, "/", None);
        let frame = [here, cross, go, ("sec-fetch-dest", "iframe")];
        check(&frame, Method::GET, "/", Some(Refusal::OtherSite));
        check(&[here, ("sec-fetch-site", "same-origin")], Method::GET, "/", None);
    }
}
