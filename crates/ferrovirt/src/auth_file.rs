//! `auth.conf`: names and passwords that a person has written down, so that no program needs to ask.
//!
//! `[auth-SERVICE-HOST]`, or `[auth-SERVICE-default]`, says in `credentials` which `[credentials-NAME]` to use.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use virt::{Error, Result, Uri};

use crate::key_file::KeyFile;
use crate::local;

/// The largest file that is read.
const MAX_BYTES: u64 = 1 << 20;
const SYSTEM: &str = "/etc/libvirt/auth.conf";

/// The file's content.
pub(crate) struct AuthFile {
    path: PathBuf,
    keys: KeyFile,
}

impl AuthFile {
    /// The file that the environment names, else the URI, else the account's own or the host's where there is one.
    pub(crate) fn read(uri: &Uri) -> Result<Option<AuthFile>> {
        let named = std::env::var_os("LIBVIRT_AUTH_FILE").map(PathBuf::from);
        let named = named.or_else(|| uri.query.iter().find(|(key, _)| key == "authfile").map(|(_, path)| path.into()));
        let usual = || [local::user_config("auth.conf"), SYSTEM.into()].into_iter().find(|path| may_read(path));
        named.or_else(usual).map(AuthFile::open).transpose()
    }

    fn open(path: PathBuf) -> Result<AuthFile> {
        let what = format!("cannot read credentials from '{}'", path.display());
        let remedy = "correct it, or name another one with 'authfile' in the URI or LIBVIRT_AUTH_FILE";
        let mut bytes = vec![];
        let read = File::open(&path).and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut bytes));
        read.map_err(|error| Error::system(&what, &error).remedy(remedy))?;
        let wrong = |why: String| Error::conf_syntax(format!("{what}: {why}")).remedy(remedy);
        if bytes.len() as u64 > MAX_BYTES {
            return Err(wrong(format!("it has more than {MAX_BYTES} bytes")));
        }
        let keys = KeyFile::parse(&bytes).map_err(wrong)?;
        Ok(AuthFile { path, keys })
    }

    /// What the file says about an account with a service on a host.
    pub(crate) fn credential(&self, service: &str, host: &str, key: &str) -> Result<Option<String>> {
        let groups = [format!("auth-{service}-{host}"), format!("auth-{service}-default")];
        let Some(group) = groups.iter().find(|group| self.keys.has_group(group)) else { return Ok(None) };
        let wrong = |what: String| Error::conf_syntax(format!("{what} in '{}'", self.path.display()));
        let name = self.keys.get(group, "credentials");
        let name = name.ok_or_else(|| wrong(format!("Missing item 'credentials' in group '{group}'")))?;
        let credentials = format!("credentials-{name}");
        if !self.keys.has_group(&credentials) {
            return Err(wrong(format!("Missing group '{credentials}' referenced from group '{group}'")));
        }
        Ok(self.keys.get(&credentials, key))
    }
}

fn may_read(path: &Path) -> bool {
    rustix::fs::access(path, rustix::fs::Access::READ_OK).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> AuthFile {
        AuthFile { path: "auth.conf".into(), keys: KeyFile::parse(text.as_bytes()).unwrap() }
    }

    #[test]
    fn finds_the_account_of_the_host_before_the_default_one() {
        let one = file(
            "[credentials-a]\nusername=ann\npassword=x\n[credentials-b]\nusername=bob\n\
             [auth-test-default]\ncredentials=b\n[auth-test-here]\ncredentials=a\n",
        );
        let name = |host| one.credential("test", host, "username").unwrap();
        assert_eq!((name("here").as_deref(), name("there").as_deref()), (Some("ann"), Some("bob")));
        assert_eq!(one.credential("test", "there", "password").unwrap(), None);
        assert_eq!(one.credential("libvirt", "here", "username").unwrap(), None);
    }

    #[test]
    fn complains_of_what_it_refers_to_and_does_not_have() {
        let error = file("[auth-test-here]\n").credential("test", "here", "username").unwrap_err();
        assert!(error.to_string().contains("Missing item 'credentials' in group 'auth-test-here'"), "{error}");
        let error = file("[auth-test-here]\ncredentials=b").credential("test", "here", "username").unwrap_err();
        assert!(error.to_string().contains("Missing group 'credentials-b'"), "{error}");
    }
}
