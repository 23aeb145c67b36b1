//! Credentials that a driver asks for: out of the account's files, else from whoever the program lets us ask.

use std::cell::OnceCell;

use virt::constants::{VIR_CRED_AUTHNAME, VIR_CRED_NOECHOPROMPT, VIR_CRED_PASSPHRASE};
use virt::{Credentials, Error, ErrorCode, ErrorDomain, NoCredentials, Result, Uri};

use crate::auth_file::AuthFile;

/// A question to a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What is asked for, as `VIR_CRED_*`.
    pub kind: i32,
    /// The question in words.
    pub prompt: String,
    /// What it is about.
    pub challenge: Option<String>,
}

/// Somebody who answers questions while a connection opens.
pub trait Ask {
    /// The kinds of questions that can be asked, as `VIR_CRED_*`.
    fn kinds(&self) -> Vec<i32>;
    /// The answer, or nothing where none is given.
    fn ask(&self, question: &Question) -> Result<Option<String>>;
}

/// What a driver may ask while one connection opens.
pub(crate) struct Asked<'a> {
    uri: &'a Uri,
    ask: Option<&'a dyn Ask>,
    file: OnceCell<Option<AuthFile>>,
}

impl<'a> Asked<'a> {
    pub(crate) fn new(uri: &'a Uri, ask: Option<&'a dyn Ask>) -> Asked<'a> {
        Asked { uri, ask, file: OnceCell::new() }
    }

    /// What the file says; it is read once, when the first question comes up.
    fn written(&self, service: &str, host: &str, key: &str) -> Result<Option<String>> {
        let file = match self.file.get() {
            Some(file) => file,
            None => {
                let read = AuthFile::read(self.uri)?;
                self.file.get_or_init(|| read)
            }
        };
        file.as_ref().map_or(Ok(None), |file| file.credential(service, host, key))
    }

    fn asker(&self) -> Result<&dyn Ask> {
        self.ask.ok_or_else(NoCredentials::error)
    }
}

impl Credentials for Asked<'_> {
    fn user_name(&self, service: &str, host: &str) -> Result<String> {
        if let Some(name) = self.written(service, host, "username")? {
            return Ok(name);
        }
        let asker = self.asker()?;
        if !asker.kinds().contains(&VIR_CRED_AUTHNAME) {
            return Err(failed(Error::auth_failed("Missing VIR_CRED_AUTHNAME credential type")));
        }
        let question = Question {
            kind: VIR_CRED_AUTHNAME,
            prompt: format!("Enter username for {host}"),
            challenge: Some(host.to_owned()),
        };
        asker.ask(&question)?.ok_or_else(|| failed(Error::auth_failed("nobody answered who opens the connection")))
    }

    fn password(&self, service: &str, user: &str, host: &str) -> Result<String> {
        if let Some(password) = self.written(service, host, "password")? {
            return Ok(password);
        }
        let asker = self.asker()?;
        let secret = |kind: &i32| matches!(*kind, VIR_CRED_PASSPHRASE | VIR_CRED_NOECHOPROMPT);
        let Some(kind) = asker.kinds().into_iter().find(secret) else {
            let message = "the program's authentication callback cannot ask for a password";
            return Err(failed(Error::operation_unsupported(message)));
        };
        let question = Question { kind, prompt: format!("Enter {user}'s password for {host}"), challenge: None };
        asker.ask(&question)?.ok_or_else(|| failed(Error::operation_failed("nobody answered with a password")))
    }
}

fn failed(error: Error) -> Error {
    error.in_domain(ErrorDomain::AUTH)
}

/// A program's way to ask is there, but leads to nobody.
pub fn nobody_to_ask() -> Error {
    failed(Error::new(ErrorCode::INVALID_ARG, "Missing authentication callback"))
}
