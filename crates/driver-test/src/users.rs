//! Who may open a node: the users that its file names.

use virt::{Credentials, Error, ErrorDomain, Result};

/// The service for which credentials are looked up, and its host.
const SERVICE: &str = "test";
const HOST: &str = "localhost";

/// Somebody who may open the node.
pub(crate) struct User {
    pub(crate) name: String,
    /// Without one, the name is enough.
    pub(crate) password: Option<String>,
}

/// Lets in who knows the name of a user and the password that goes with it; a node without users is open to all.
pub(crate) fn admit(users: &[User], credentials: &dyn Credentials) -> Result<()> {
    if users.is_empty() {
        return Ok(());
    }
    let name = credentials.user_name(SERVICE, HOST)?;
    let known = users.iter().find(|user| user.name == name);
    if known.is_some_and(|user| user.password.is_none()) {
        return Ok(());
    }
    // Asked for even where the name is wrong, so that nobody learns which names there are.
    let password = credentials.password(SERVICE, &name, HOST)?;
    match known {
        Some(user) if user.password.as_deref() == Some(password.as_str()) => Ok(()),
        _ => {
            Err(Error::auth_failed("the node's file has no user with this name and password")
                .in_domain(ErrorDomain::TEST))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Says who it is, and counts how often the password was asked for.
    struct Person(&'static str, &'static str, std::cell::Cell<u32>);

    impl Credentials for Person {
        fn user_name(&self, service: &str, host: &str) -> Result<String> {
            assert_eq!((service, host), ("test", "localhost"));
            Ok(self.0.to_owned())
        }

        fn password(&self, _service: &str, user: &str, _host: &str) -> Result<String> {
            assert_eq!(user, self.0);
            self.2.set(self.2.get() + 1);
            Ok(self.1.to_owned())
        }
    }

    #[test]
    fn lets_in_only_who_knows_the_password() {
        let text = "<node><auth><user password='secret'>root</user><user>guest</user><user password=''>empty</user>\
                    <user password='other'>root</user></auth></node>";
        let users = crate::node_file::users(text).unwrap();
        for (name, password, asked, admitted) in [
            ("root", "secret", 1, true),
            ("root", "other", 1, false),
            ("root", "", 1, false),
            ("guest", "anything", 0, true),
            ("empty", "", 1, true),
            ("nobody", "secret", 1, false),
            ("", "", 1, false),
        ] {
            let person = Person(name, password, 0.into());
            let answer = admit(&users, &person);
            assert_eq!((answer.is_ok(), person.2.get()), (admitted, asked), "{name} {password}");
            assert!(answer.err().is_none_or(|error| error.code() == virt::ErrorCode::AUTH_FAILED));
        }
        assert!(admit(&[], &virt::NoCredentials).is_ok());
        assert_eq!(admit(&users, &virt::NoCredentials).unwrap_err().domain(), ErrorDomain::AUTH);
    }

    #[test]
    fn a_user_has_a_name() {
        for text in ["<node><auth><user/></auth></node>", "<node><auth><user password='x'></user></auth></node>"] {
            let error = crate::node_file::users(text).err().expect(text);
            assert!(error.details().at.is_some(), "{error}");
        }
    }
}
