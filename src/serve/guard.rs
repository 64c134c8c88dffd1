//! Whom the preview answers: on loopback, only those who know that they talk to this machine. A
//! page of another host whose name is made to lead here (DNS rebinding) would say that name.

use hyper::{HeaderMap, Uri, header::HOST, http::uri::Authority};

/// The names under which the preview may be asked; none: under any.
#[derive(Clone, Debug)]
pub(super) struct Guard {
    names: Option<Vec<String>>,
}

impl Guard {
    /// That of a preview on loopback, which may be asked under the name that was typed too.
    pub(super) fn loopback(host: &str) -> Self {
        let names = ["localhost", "127.0.0.1", "[::1]", host];
        Self { names: Some(names.map(str::to_lowercase).to_vec()) }
    }

    /// That of a preview for others, whose names for this machine nobody knows.
    pub(super) fn open() -> Self {
        Self { names: None }
    }

    /// Whether a request may be answered; it may name a host in its address too.
    pub(super) fn admits(&self, uri: &Uri, headers: &HeaderMap) -> bool {
        let Some(names) = &self.names else { return true };
        let said = headers.get_all(HOST).iter().map(|value| value.to_str().unwrap_or_default());
        let mut said = said.chain(uri.authority().map(Authority::as_str)).peekable();
        said.peek().is_some() && said.all(|host| names.contains(&bare(host)))
    }
}

/// A host without its port.
fn bare(host: &str) -> String {
    let is_port = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let name =
        host.rsplit_once(':').filter(|(_, port)| is_port(port)).map_or(host, |(name, _)| name);
    name.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn admits(hosts: &[&str]) -> bool {
        let mut headers = HeaderMap::new();
        hosts.iter().for_each(|host| {
            headers.append(HOST, host.parse().unwrap());
        });
        Guard::loopback("127.0.0.1").admits(&Uri::from_static("/"), &headers)
    }

    #[test]
    fn names_of_this_machine_are_admitted_at_any_port() {
        for host in ["localhost:8000", "127.0.0.1", "[::1]:9000", "LOCALHOST", "localhost:"] {
            assert!(admits(&[host]), "{host}");
        }
    }

    #[test]
    fn other_names_no_name_and_two_names_are_not() {
        for hosts in [
            &["evil.example.org:8000"][..],
            &["127.0.0.1.evil.example.org"],
            &["localhost:8000", "evil.example.org"],
            &["user@localhost"],
            &[""],
            &[],
        ] {
            assert!(!admits(hosts), "{hosts:?}");
        }
    }

    #[test]
    fn a_host_in_the_address_counts_too() {
        let mut headers = HeaderMap::new();
        headers.insert(HOST, "localhost".parse().unwrap());
        let uri = Uri::from_static("http://evil.example.org/");
        assert!(!Guard::loopback("localhost").admits(&uri, &headers));
        assert!(Guard::open().admits(&uri, &headers));
    }
}
