//! Errors that the interface itself makes, before any driver is asked: they come from the part that has the function.

use crate::{Error, ErrorCode, ErrorDomain};

impl ErrorDomain {
    /// The part of the interface that a C function belongs to.
    pub fn of_function(function: &str) -> ErrorDomain {
        let about = |noun: &str| function.contains(noun);
        if let Some(rest) = function.strip_prefix("virDomain") {
            return match rest {
                _ if rest.starts_with("Snapshot") || rest == "RevertToSnapshot" => ErrorDomain::DOMAIN_SNAPSHOT,
                _ if rest.starts_with("Checkpoint") => ErrorDomain::DOMAIN_CHECKPOINT,
                _ if rest.starts_with("Qemu") || rest.starts_with("Lxc") => ErrorDomain::NONE,
                _ => ErrorDomain::DOMAIN,
            };
        }
        match () {
            () if about("virAdm") => ErrorDomain::ADMIN,
            () if about("DomainQemu") => ErrorDomain::NONE,
            () if about("ConnectOpen") || function == "virConnectClose" => ErrorDomain::NONE,
            () if about("NWFilter") => ErrorDomain::NWFILTER,
            () if about("NodeDevice") || about("NumOfDevices") || about("ListDevices") => ErrorDomain::NODEDEV,
            () if about("Secret") => ErrorDomain::SECRET,
            () if about("Interface") => ErrorDomain::INTERFACE,
            () if about("Storage") => ErrorDomain::STORAGE,
            () if about("Network") => ErrorDomain::NETWORK,
            () if about("Stream") => ErrorDomain::STREAMS,
            () => ErrorDomain::DOMAIN,
        }
    }
}

impl Error {
    /// The driver does not have this call, or not all of it: then the words are the driver's, who says where they are from.
    pub fn no_support(function: impl Into<String>) -> Error {
        let function = function.into();
        let is_name = ["vir", "REMOTE_"].iter().any(|prefix| function.starts_with(prefix));
        let domain = is_name.then(|| ErrorDomain::of_function(&function));
        let error = Error::new(ErrorCode::NO_SUPPORT, function);
        match domain {
            Some(domain) => error.in_domain(domain),
            None => error,
        }
    }

    /// A call that changes something, on a connection for reading.
    pub fn read_only(function: &str) -> Error {
        let error = Error::operation_denied(format!("read only access prevents {function}"));
        error.in_domain(ErrorDomain::of_function(function))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_belongs_to_the_object_it_is_about() {
        for (function, domain) in [
            ("virDomainInterfaceStats", ErrorDomain::DOMAIN),
            ("virDomainSnapshotCreateXML", ErrorDomain::DOMAIN_SNAPSHOT),
            ("virDomainCheckpointCreateXML", ErrorDomain::DOMAIN_CHECKPOINT),
            ("virDomainQemuMonitorCommand", ErrorDomain::NONE),
            ("virDomainRevertToSnapshot", ErrorDomain::DOMAIN_SNAPSHOT),
            ("virConnectDomainQemuMonitorEventRegister", ErrorDomain::NONE),
            ("virAdmConnectListServers", ErrorDomain::ADMIN),
            ("virConnectSetKeepAlive", ErrorDomain::DOMAIN),
            ("virNodeGetMemoryStats", ErrorDomain::DOMAIN),
            ("virNodeDeviceGetAutostart", ErrorDomain::NODEDEV),
            ("virNodeListDevices", ErrorDomain::NODEDEV),
            ("virConnectListAllNWFilterBindings", ErrorDomain::NWFILTER),
            ("virConnectFindStoragePoolSources", ErrorDomain::STORAGE),
            ("virNetworkGetDHCPLeases", ErrorDomain::NETWORK),
            ("virInterfaceChangeBegin with these flags", ErrorDomain::INTERFACE),
        ] {
            assert_eq!(ErrorDomain::of_function(function), domain, "{function}");
            assert_eq!(Error::no_support(function).domain(), domain);
        }
        let words = Error::no_support("pool type 'dir' does not support source discovery");
        assert_eq!(words.in_domain(ErrorDomain::STORAGE).domain(), ErrorDomain::STORAGE);
    }
}
