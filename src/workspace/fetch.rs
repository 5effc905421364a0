//! Schemas from the network, for `teiscribe schema lock URL --fetch` and for nothing else.

use std::time::Duration;

use ureq::http::{Response, header::LOCATION};
use ureq::{Agent, Body};

use super::address;
use super::lock::Origin;

/// The network. No more than `most` bytes are taken from an address.
#[derive(Clone, Copy, Debug)]
pub struct Network {
    /// Most bytes of a file.
    pub most: usize,
}

/// How often an address may lead to another.
const REDIRECTS: usize = 5;

/// How long a file may take.
const PATIENCE: Duration = Duration::from_mins(1);

impl Origin for Network {
    fn get(&self, url: &str) -> Result<(Vec<u8>, String), String> {
        let agent = agent();
        let mut from = url.to_owned();
        for _ in 0..=REDIRECTS {
            if !matches!(address::scheme(&from), Some("http" | "https")) {
                return Err("only http and https addresses can be fetched".to_owned());
            }
            let response = agent.get(&from).call().map_err(|error| error.to_string())?;
            match response.status().as_u16() {
                200 => return self.body(response).map(|bytes| (bytes, from)),
                301 | 302 | 303 | 307 | 308 => from = led_to(&from, &response)?,
                status => {
                    return Err(format!("the server answers {status} {}", response.status().canonical_reason().unwrap_or_default())
                        .trim_end()
                        .to_owned());
                }
            }
        }
        Err(format!("the address leads on more than {REDIRECTS} times"))
    }
}

impl Network {
    fn body(self, mut response: Response<Body>) -> Result<Vec<u8>, String> {
        let limit = u64::try_from(self.most).unwrap_or(u64::MAX);
        response.body_mut().with_config().limit(limit).read_to_vec().map_err(|error| match error {
            ureq::Error::BodyExceedsLimit(_) => format!("it has more than {} bytes; --max-size lets it have more", self.most),
            error => error.to_string(),
        })
    }
}

fn agent() -> Agent {
    let config = Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .timeout_global(Some(PATIENCE))
        .user_agent(concat!("teiscribe/", env!("CARGO_PKG_VERSION")));
    config.build().into()
}

/// Where an answer leads to. What began with encryption goes on with it.
fn led_to(from: &str, response: &Response<Body>) -> Result<String, String> {
    let location =
        response.headers().get(LOCATION).and_then(|location| location.to_str().ok()).ok_or("the server leads elsewhere and does not say where")?;
    let target = address::resolve(from, location);
    if from.starts_with("https:") && !target.starts_with("https:") {
        return Err(format!("the server leads from https to {target}, which is not protected"));
    }
    Ok(target)
}
