//! What a driver may want to know of the person who opens a connection.

use crate::{Error, ErrorCode, ErrorDomain, Result};

/// Names and secrets, looked up or asked for when a driver wants them.
pub trait Credentials {
    /// The name of somebody's account with a service on a host.
    fn user_name(&self, service: &str, host: &str) -> Result<String>;
    /// The secret that belongs to the account.
    fn password(&self, service: &str, user: &str, host: &str) -> Result<String>;
}

/// Nobody is there who could be asked.
#[derive(Debug, Clone, Copy)]
pub struct NoCredentials;

impl NoCredentials {
    /// What fails where somebody should have been asked.
    pub fn error() -> Error {
        Error::new(ErrorCode::INVALID_ARG, "Missing authentication credentials").in_domain(ErrorDomain::AUTH)
    }
}

impl Credentials for NoCredentials {
    fn user_name(&self, _service: &str, _host: &str) -> Result<String> {
        Err(NoCredentials::error())
    }

    fn password(&self, _service: &str, _user: &str, _host: &str) -> Result<String> {
        Err(NoCredentials::error())
    }
}
