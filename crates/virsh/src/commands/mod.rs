//! The table of commands: groups, in the order of `help`, and the rows that the files here hold.

pub mod attach;
pub mod block_copy;
pub mod block_job;
pub mod checkpoint;
pub mod completion;
pub mod disks;
pub mod document;
pub mod domain_agent;
pub mod domain_attach;
pub mod domain_console;
pub mod domain_cpu;
pub mod domain_definition;
pub mod domain_devices;
pub mod domain_job;
pub mod domain_lifecycle;
pub mod domain_list;
pub mod domain_provision;
pub mod domain_save;
pub mod domain_storage;
pub mod domain_throttle;
pub mod domain_tune;
pub mod editor;
pub mod event_text;
pub mod events;
pub mod files;
pub mod host;
pub mod host_bridge;
pub mod host_cpu;
pub mod host_interface;
mod job_watch;
pub mod keys;
pub mod migrate;
pub mod network;
pub mod network_metadata;
pub mod nodedev;
pub mod nwfilter;
pub mod params;
pub mod pool;
pub mod qemu;
pub mod secret;
pub mod snapshot;
pub mod tree;
pub mod virsh_itself;
pub mod volume;
pub mod volume_clone;

use crate::table::Command;

/// A group of commands.
#[derive(Debug)]
pub struct Group {
    /// The word that `help` takes.
    pub keyword: &'static str,
    /// The heading.
    pub title: &'static str,
    /// Its commands, in the order of `help`.
    pub names: &'static [&'static str],
}

impl Group {
    /// The group's commands that are listed.
    pub fn commands(&self) -> impl Iterator<Item = &'static Command> {
        self.names.iter().filter_map(|name| find(name)).filter(|command| !command.is_hidden)
    }
}

const TABLES: &[&[Command]] = &[
    domain_agent::COMMANDS,
    domain_attach::COMMANDS,
    domain_job::COMMANDS,
    domain_provision::COMMANDS,
    domain_save::COMMANDS,
    migrate::COMMANDS,
    domain_tune::COMMANDS,
    completion::COMMANDS,
    domain_console::COMMANDS,
    domain_cpu::COMMANDS,
    domain_definition::COMMANDS,
    domain_devices::COMMANDS,
    domain_lifecycle::COMMANDS,
    domain_list::COMMANDS,
    events::COMMANDS,
    host::COMMANDS,
    host_cpu::COMMANDS,
    network::COMMANDS,
    pool::COMMANDS,
    volume::COMMANDS,
    volume_clone::COMMANDS,
    secret::COMMANDS,
    nwfilter::COMMANDS,
    nodedev::COMMANDS,
    host_bridge::COMMANDS,
    host_interface::COMMANDS,
    snapshot::COMMANDS,
    attach::COMMANDS,
    block_copy::COMMANDS,
    block_job::COMMANDS,
    checkpoint::COMMANDS,
    domain_throttle::COMMANDS,
    network_metadata::COMMANDS,
    qemu::COMMANDS,
    virsh_itself::COMMANDS,
    document::COMMANDS,
];

/// All rows.
pub fn all() -> impl Iterator<Item = &'static Command> {
    TABLES.iter().copied().flatten()
}

/// Finds a command by its name or alias.
pub fn find(name: &str) -> Option<&'static Command> {
    all().find(|command| command.name == name || command.aliases.contains(&name))
}

/// Finds a group by its keyword or title.
pub fn find_group(name: &str) -> Option<&'static Group> {
    GROUPS.iter().find(|group| group.keyword == name || group.title == name)
}

/// The groups.
pub const GROUPS: &[Group] = &[
    Group {
        keyword: "domain",
        title: "Domain Management",
        names: &[
            "attach-device",
            "attach-disk",
            "attach-interface",
            "autostart",
            "blkdeviotune",
            "domthrottlegroupset",
            "domthrottlegroupdel",
            "domthrottlegroupinfo",
            "domthrottlegrouplist",
            "blkiotune",
            "blockcommit",
            "blockcopy",
            "blockjob",
            "blockpull",
            "blockresize",
            "change-media",
            "console",
            "cpu-stats",
            "create",
            "define",
            "desc",
            "destroy",
            "detach-device",
            "detach-device-alias",
            "detach-disk",
            "detach-interface",
            "domdisplay",
            "domfsfreeze",
            "domfsthaw",
            "domfsinfo",
            "domfstrim",
            "domhostname",
            "domid",
            "domif-setlink",
            "domiftune",
            "domjobabort",
            "domjobinfo",
            "domlaunchsecinfo",
            "domsetlaunchsecstate",
            "domname",
            "domrename",
            "dompmsuspend",
            "dompmwakeup",
            "domuuid",
            "domxml-from-native",
            "domxml-to-native",
            "dump",
            "dumpxml",
            "edit",
            "get-user-sshkeys",
            "inject-nmi",
            "iothreadinfo",
            "iothreadpin",
            "iothreadadd",
            "iothreadset",
            "iothreaddel",
            "send-key",
            "send-process-signal",
            "managedsave",
            "managedsave-remove",
            "managedsave-edit",
            "managedsave-dumpxml",
            "managedsave-define",
            "memtune",
            "perf",
            "metadata",
            "migrate",
            "migrate-setmaxdowntime",
            "migrate-getmaxdowntime",
            "migrate-compcache",
            "migrate-setspeed",
            "migrate-getspeed",
            "migrate-postcopy",
            "numatune",
            "qemu-attach",
            "qemu-monitor-command",
            "qemu-monitor-event",
            "qemu-agent-command",
            "guest-agent-timeout",
            "reboot",
            "reset",
            "restore",
            "resume",
            "save",
            "save-image-define",
            "save-image-dumpxml",
            "save-image-edit",
            "schedinfo",
            "screenshot",
            "set-lifecycle-action",
            "set-user-sshkeys",
            "set-user-password",
            "setmaxmem",
            "setmem",
            "setvcpus",
            "shutdown",
            "start",
            "suspend",
            "ttyconsole",
            "undefine",
            "update-device",
            "update-memory-device",
            "vcpucount",
            "vcpuinfo",
            "vcpupin",
            "emulatorpin",
            "vncdisplay",
            "guestvcpus",
            "setvcpu",
            "domblkthreshold",
            "guestinfo",
            "domdirtyrate-calc",
            "dom-fd-associate",
            "domdisplay-reload",
        ],
    },
    Group {
        keyword: "monitor",
        title: "Domain Monitoring",
        names: &[
            "domblkerror",
            "domblkinfo",
            "domblklist",
            "domblkstat",
            "domcontrol",
            "domif-getlink",
            "domifaddr",
            "domiflist",
            "domifstat",
            "dominfo",
            "dommemstat",
            "domstate",
            "domstats",
            "domtime",
            "list",
        ],
    },
    Group { keyword: "events", title: "Domain Events", names: &["event"] },
    Group {
        keyword: "host",
        title: "Host and Hypervisor",
        names: &[
            "allocpages",
            "capabilities",
            "cpu-baseline",
            "cpu-compare",
            "cpu-models",
            "domcapabilities",
            "freecell",
            "freepages",
            "hostname",
            "hypervisor-cpu-baseline",
            "hypervisor-cpu-compare",
            "hypervisor-cpu-models",
            "maxvcpus",
            "node-memory-tune",
            "nodecpumap",
            "nodecpustats",
            "nodeinfo",
            "nodememstats",
            "nodesevinfo",
            "nodesuspend",
            "sysinfo",
            "uri",
            "version",
        ],
    },
    Group {
        keyword: "checkpoint",
        title: "Checkpoint",
        names: &[
            "checkpoint-create",
            "checkpoint-create-as",
            "checkpoint-delete",
            "checkpoint-dumpxml",
            "checkpoint-edit",
            "checkpoint-info",
            "checkpoint-list",
            "checkpoint-parent",
        ],
    },
    Group {
        keyword: "interface",
        title: "Interface",
        names: &[
            "iface-begin",
            "iface-bridge",
            "iface-commit",
            "iface-define",
            "iface-destroy",
            "iface-dumpxml",
            "iface-edit",
            "iface-list",
            "iface-mac",
            "iface-name",
            "iface-rollback",
            "iface-start",
            "iface-unbridge",
            "iface-undefine",
        ],
    },
    Group {
        keyword: "filter",
        title: "Network Filter",
        names: &[
            "nwfilter-define",
            "nwfilter-dumpxml",
            "nwfilter-edit",
            "nwfilter-list",
            "nwfilter-undefine",
            "nwfilter-binding-create",
            "nwfilter-binding-delete",
            "nwfilter-binding-dumpxml",
            "nwfilter-binding-list",
        ],
    },
    Group {
        keyword: "network",
        title: "Networking",
        names: &[
            "net-autostart",
            "net-create",
            "net-define",
            "net-desc",
            "net-destroy",
            "net-dhcp-leases",
            "net-dumpxml",
            "net-edit",
            "net-event",
            "net-info",
            "net-list",
            "net-metadata",
            "net-name",
            "net-start",
            "net-undefine",
            "net-update",
            "net-uuid",
            "net-port-list",
            "net-port-create",
            "net-port-dumpxml",
            "net-port-delete",
        ],
    },
    Group {
        keyword: "nodedev",
        title: "Node Device",
        names: &[
            "nodedev-create",
            "nodedev-destroy",
            "nodedev-detach",
            "nodedev-dumpxml",
            "nodedev-list",
            "nodedev-reattach",
            "nodedev-reset",
            "nodedev-event",
            "nodedev-define",
            "nodedev-undefine",
            "nodedev-start",
            "nodedev-autostart",
            "nodedev-info",
            "nodedev-update",
        ],
    },
    Group {
        keyword: "secret",
        title: "Secret",
        names: &[
            "secret-define",
            "secret-dumpxml",
            "secret-event",
            "secret-get-value",
            "secret-list",
            "secret-set-value",
            "secret-undefine",
        ],
    },
    Group {
        keyword: "snapshot",
        title: "Snapshot",
        names: &[
            "snapshot-create",
            "snapshot-create-as",
            "snapshot-current",
            "snapshot-delete",
            "snapshot-dumpxml",
            "snapshot-edit",
            "snapshot-info",
            "snapshot-list",
            "snapshot-parent",
            "snapshot-revert",
        ],
    },
    Group { keyword: "backup", title: "Backup", names: &["backup-begin", "backup-dumpxml"] },
    Group {
        keyword: "pool",
        title: "Storage Pool",
        names: &[
            "find-storage-pool-sources-as",
            "find-storage-pool-sources",
            "pool-autostart",
            "pool-build",
            "pool-create-as",
            "pool-create",
            "pool-define-as",
            "pool-define",
            "pool-delete",
            "pool-destroy",
            "pool-dumpxml",
            "pool-edit",
            "pool-info",
            "pool-list",
            "pool-name",
            "pool-refresh",
            "pool-start",
            "pool-undefine",
            "pool-uuid",
            "pool-event",
            "pool-capabilities",
        ],
    },
    Group {
        keyword: "volume",
        title: "Storage Volume",
        names: &[
            "vol-clone",
            "vol-create-as",
            "vol-create",
            "vol-create-from",
            "vol-delete",
            "vol-download",
            "vol-dumpxml",
            "vol-info",
            "vol-key",
            "vol-list",
            "vol-name",
            "vol-path",
            "vol-pool",
            "vol-resize",
            "vol-upload",
            "vol-wipe",
        ],
    },
    Group { keyword: "document", title: "Documents", names: &["validate", "schema"] },
    Group { keyword: "virsh", title: "Virsh itself", names: &["cd", "echo", "exit", "help", "pwd", "quit", "connect"] },
];

#[cfg(test)]
mod tests;
