//! The guest's host name.

use virt::constants::*;
use virt::{DomainRef, Error, ErrorCode, ErrorDomain, Result, flags};

use super::line::with_agent_of_running;
use super::reply::Reply;
use crate::core::Core;

/// The command that tells it.
pub(crate) const COMMAND: &str = "guest-get-host-name";

/// The name in an answer.
pub(crate) fn read(reply: &Reply) -> Result<String> {
    reply.whole().text_of("host-name")
}

/// What the guest calls itself: by its agent, or by what it has told a virtual network.
pub(crate) fn hostname(core: &Core, dom: &DomainRef, flags: u32) -> Result<String> {
    let (lease, agent) = (VIR_DOMAIN_GET_HOSTNAME_LEASE, VIR_DOMAIN_GET_HOSTNAME_AGENT);
    flags::only(flags, lease | agent, "qemuDomainGetHostname")?;
    let words = ("VIR_DOMAIN_GET_HOSTNAME_LEASE", "VIR_DOMAIN_GET_HOSTNAME_AGENT");
    flags::exclusive(flags, (lease, words.0), (agent, words.1)).map_err(|e| e.in_domain(ErrorDomain::QEMU))?;
    let unknown = |name: &str| Error::new(ErrorCode::NO_HOSTNAME, format!("no hostname found for domain {name}"));
    if flags & lease != 0 {
        let snapshot = core.table.find(dom)?.snapshot();
        let live = snapshot.running()?;
        let leases = crate::addresses::leases(core, &live.document().domain)?;
        let name = leases.into_iter().find_map(|(_, lease)| lease.hostname);
        return name.ok_or_else(|| unknown(&snapshot.name));
    }
    with_agent_of_running(core, dom, "agent: host name", |asker| {
        // Compat: whatever the agent says instead of a name, there is none. Who does not answer is told apart.
        match asker.ask(COMMAND, None).and_then(|reply| read(&reply)) {
            Err(error) if error.code() != ErrorCode::AGENT_UNRESPONSIVE => {
                Err(unknown(&dom.name).remedy(format!("it says: {}", error.body())))
            }
            outcome => outcome,
        }
    })
}
