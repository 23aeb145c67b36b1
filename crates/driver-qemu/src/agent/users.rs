//! The guest's accounts: their passwords, and the keys that may log in as them.

use serde_json::json;
use virt::constants::*;
use virt::generated::limits::REMOTE_DOMAIN_AUTHORIZED_SSH_KEYS_MAX;
use virt::{DomainRef, Error, Result, flags};

use super::line::{with_agent, with_agent_of_running};
use crate::core::Core;

/// Gives an account another password.
pub(crate) fn set_password(
    core: &Core,
    dom: &DomainRef,
    user: Option<&str>,
    password: Option<&str>,
    flags: u32,
) -> Result<()> {
    flags::only(flags, VIR_DOMAIN_PASSWORD_ENCRYPTED, "qemuDomainSetUserPassword")?;
    let (Some(user), Some(password)) = (user, password) else {
        return Err(Error::invalid_arg("a password needs a user whose it is, and what it is"));
    };
    with_agent_of_running(core, dom, "agent: set password", |asker| {
        let arguments = json!({
            "crypted": flags & VIR_DOMAIN_PASSWORD_ENCRYPTED != 0,
            "username": user,
            "password": virt::base64::encode(password.as_bytes()),
        });
        asker.ask("guest-set-user-password", Some(arguments)).map(drop)
    })
}

/// The keys that may log in as an account.
pub(crate) fn ssh_keys(core: &Core, dom: &DomainRef, user: &str, flags: u32) -> Result<Vec<String>> {
    flags::only(flags, 0, "qemuDomainAuthorizedSSHKeysGet")?;
    with_agent(core, dom, "agent: SSH keys", |asker| {
        let reply = asker.ask("guest-ssh-get-authorized-keys", Some(json!({ "username": user })))?;
        let keys = reply.whole().list_of("keys", REMOTE_DOMAIN_AUTHORIZED_SSH_KEYS_MAX)?;
        keys.into_iter().map(|key| key.text()).collect()
    })
}

/// Replaces, adds or removes keys that may log in as an account.
pub(crate) fn set_ssh_keys(core: &Core, dom: &DomainRef, user: &str, keys: &[String], flags: u32) -> Result<()> {
    let (append, remove) = (VIR_DOMAIN_AUTHORIZED_SSH_KEYS_SET_APPEND, VIR_DOMAIN_AUTHORIZED_SSH_KEYS_SET_REMOVE);
    flags::only(flags, append | remove, "qemuDomainAuthorizedSSHKeysSet")?;
    with_agent(core, dom, "agent: set SSH keys", |asker| {
        if flags & remove != 0 {
            let arguments = json!({ "username": user, "keys": keys });
            return asker.ask("guest-ssh-remove-authorized-keys", Some(arguments)).map(drop);
        }
        let arguments = json!({ "username": user, "keys": keys, "reset": flags & append == 0 });
        asker.ask("guest-ssh-add-authorized-keys", Some(arguments)).map(drop)
    })
}
