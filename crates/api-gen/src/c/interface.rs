//! The description sorted by the C header that declares it; headers and the machine-readable interface are made of it.

use std::collections::BTreeMap;

use api_model::{Alias, Api, Callback, Constant, Enum, Function, Record, Variable};

/// A public header: its name, what it is about, the headers it needs, and its macros with arguments.
pub(super) struct Header {
    /// Without folder and ending.
    pub(super) name: &'static str,
    /// One sentence.
    pub(super) about: &'static str,
    /// Names of the headers to be included before.
    pub(super) needs: &'static [&'static str],
    /// What the description has no words for, as C.
    pub(super) macros: &'static str,
}

/// Every public header but `libvirt.h`, each behind those it needs.
pub(super) const HEADERS: &[Header] = &[
    Header {
        name: "libvirt-common",
        about: "Typed parameters, and what several libraries share.",
        needs: &[],
        macros: include_str!("macros/libvirt-common.h"),
    },
    Header {
        name: "libvirt-host",
        about: "Connections and the host at their end.",
        needs: &["libvirt-common"],
        macros: include_str!("macros/libvirt-host.h"),
    },
    Header {
        name: "libvirt-domain",
        about: "Domains: guests, their devices, statistics and events.",
        needs: &["libvirt-common", "libvirt-host"],
        macros: include_str!("macros/libvirt-domain.h"),
    },
    Header {
        name: "libvirt-domain-checkpoint",
        about: "Points in a domain's life from which changes to its disks are counted.",
        needs: &["libvirt-domain"],
        macros: "",
    },
    Header {
        name: "libvirt-domain-snapshot",
        about: "States of a domain, kept to go back to.",
        needs: &["libvirt-domain"],
        macros: "",
    },
    Header { name: "libvirt-event", about: "The event loop.", needs: &["libvirt-common"], macros: "" },
    Header {
        name: "libvirt-interface",
        about: "Network interfaces of the host.",
        needs: &["libvirt-host"],
        macros: "",
    },
    Header {
        name: "libvirt-network",
        about: "Virtual networks and their ports.",
        needs: &["libvirt-host"],
        macros: include_str!("macros/libvirt-network.h"),
    },
    Header {
        name: "libvirt-nodedev",
        about: "Devices of the host.",
        needs: &["libvirt-host"],
        macros: include_str!("macros/libvirt-nodedev.h"),
    },
    Header {
        name: "libvirt-nwfilter",
        about: "Filters for the traffic of guests.",
        needs: &["libvirt-host"],
        macros: "",
    },
    Header {
        name: "libvirt-secret",
        about: "Secrets, such as the passphrases of disks.",
        needs: &["libvirt-host"],
        macros: include_str!("macros/libvirt-secret.h"),
    },
    Header {
        name: "libvirt-storage",
        about: "Storage pools and their volumes.",
        needs: &["libvirt-host"],
        macros: include_str!("macros/libvirt-storage.h"),
    },
    Header { name: "libvirt-stream", about: "Data that flows beside calls.", needs: &["libvirt-host"], macros: "" },
    Header { name: "virterror", about: "Errors.", needs: &["libvirt"], macros: "" },
    Header { name: "libvirt-qemu", about: "What only QEMU's driver can do.", needs: &["libvirt"], macros: "" },
    Header {
        name: "libvirt-lxc",
        about: "What only the driver for Linux containers can do.",
        needs: &["libvirt"],
        macros: "",
    },
    Header { name: "libvirt-admin", about: "The administration of the daemons.", needs: &["libvirt"], macros: "" },
];

/// What one header declares, in the order of the description.
#[derive(Default)]
pub(super) struct Declared<'a> {
    pub(super) numbers: Vec<&'a Constant>,
    pub(super) strings: Vec<&'a Constant>,
    pub(super) enums: Vec<&'a Enum>,
    pub(super) records: Vec<&'a Record>,
    pub(super) aliases: Vec<&'a Alias>,
    pub(super) callbacks: Vec<&'a Callback>,
    pub(super) functions: Vec<&'a Function>,
    pub(super) variables: Vec<&'a Variable>,
}

impl<'a> Declared<'a> {
    /// What `header` (its name without folder and ending) declares.
    pub(super) fn by(api: &'a Api, header: &str) -> Declared<'a> {
        let path = format!("libvirt/{header}.h");
        let mut out = Declared::default();
        for object in &api.objects {
            out.numbers.extend(object.numbers.iter().filter(|x| x.header == path));
            out.strings.extend(object.strings.iter().filter(|x| x.header == path));
            out.enums.extend(object.enums.iter().filter(|x| x.header == path));
            out.records.extend(object.records.iter().filter(|x| x.header == path));
            out.aliases.extend(object.aliases.iter().filter(|x| x.header == path));
            out.callbacks.extend(object.callbacks.iter().filter(|x| x.header == path));
            out.functions.extend(object.functions.iter().filter(|x| x.header == path));
            out.variables.extend(object.variables.iter().filter(|x| x.header == path));
        }
        out
    }
}

/// What each function does, in the words of the call that it sends, or its own.
pub(super) fn function_docs(api: &Api) -> BTreeMap<&str, &str> {
    // A call names the functions that it serves best first.
    let served =
        api.calls().flat_map(|(_, call)| call.serves.iter().enumerate().map(move |(at, name)| (at, name, call)));
    let mut served: Vec<_> = served.collect();
    served.sort_by_key(|(at, ..)| std::cmp::Reverse(*at));
    let mut docs: BTreeMap<&str, &str> =
        served.iter().map(|(_, name, call)| (name.as_str(), call.doc.as_str())).collect();
    let own = api.objects.iter().flat_map(|object| &object.functions).filter(|f| !f.doc.is_empty());
    docs.extend(own.map(|f| (f.name.as_str(), f.doc.as_str())));
    docs
}
