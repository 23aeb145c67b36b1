//! Backup documents of our own, and bad ones.

use super::*;
use crate::domain::{self, Domain};

fn guest() -> Domain {
    let text = "<domain type='kvm'><name>a</name><memory>1024</memory><os><type>hvm</type></os><devices>\
                <disk type='file'><source file='/a'/><target dev='vda'/></disk>\
                <disk type='block'><source dev='/dev/b'/><target dev='vdb'/></disk>\
                <disk type='file' device='cdrom'><target dev='hdc'/></disk></devices></domain>";
    Domain::parse(text, domain::ParseFlags::INACTIVE).unwrap()
}

fn aligned(text: &str) -> Result<String> {
    let mut backup = Backup::parse(text, false)?;
    backup.align(&guest(), "now")?;
    Ok(backup.format(false))
}

#[test]
fn every_disk_gets_its_part() {
    let text = "<domainbackup mode='pull'><incremental>c1</incremental><server name='h'/><disks>\
                <disk name='vda' exportname='e'/><disk name='vdb' type='block' backupmode='full'>\
                <scratch dev='/dev/s'/><driver type='qcow2'/></disk></disks></domainbackup>";
    let expected = "<domainbackup mode='pull'>\n  <incremental>c1</incremental>\n  \
                    <server transport='tcp' name='h'/>\n  <disks>\n    \
                    <disk name='vda' backup='yes' type='file' backupmode='incremental' incremental='c1' exportname='e'>\n      \
                    <scratch file='/a.now'/>\n    </disk>\n    \
                    <disk name='vdb' backup='yes' type='block' backupmode='full'>\n      <driver type='qcow2'/>\n      \
                    <scratch dev='/dev/s'/>\n    </disk>\n    <disk name='hdc' backup='no'/>\n  </disks>\n</domainbackup>\n";
    assert_eq!(aligned(text).unwrap(), expected);
}

#[test]
fn bad_documents_are_refused() {
    for (text, message) in [
        ("<domainbackup mode='x'/>", "1:15: Invalid value for attribute 'mode' in element 'domainbackup': 'x'."),
        ("<domainbackup><server name='h'/></domainbackup>", "1:15: use of <server> requires pull mode backup"),
        ("<domainbackup mode='pull'><server/></domainbackup>", "1:27: missing name for host"),
        (
            "<domainbackup mode='pull'><server transport='unix' socket='s'/></domainbackup>",
            "1:27: backup socket path 's' must be absolute",
        ),
        ("<domainbackup><disks><disk/></disks></domainbackup>", "1:22: missing name from disk backup element"),
        (
            "<domainbackup><disks><disk name='vda' type='dir'/></disks></domainbackup>",
            "1:22: unsupported disk backup type 'dir'",
        ),
        (
            "<domainbackup mode='pull'><disks><disk name='vda'><driver type='raw'/></disk></disks></domainbackup>",
            "1:51: pull mode backup requires the scratch format qcow2",
        ),
        ("<domainbackup><disks><disk name='vdz'/></disks></domainbackup>", "no disk named 'vdz'"),
        ("<domainbackup><disks><disk name='vda'/><disk name='vda'/></disks></domainbackup>", "requested twice"),
        ("<domainbackup><disks><disk name='hdc'/></disks></domainbackup>", "disk 'hdc' has no media"),
        ("<domainbackup><disks><disk name='vdb'/></disks></domainbackup>", "refusing to generate file name"),
        (
            "<domainbackup><disks><disk name='vda' backupmode='incremental'/></disks></domainbackup>",
            "no checkpoint is named",
        ),
    ] {
        let error = aligned(text).unwrap_err();
        assert!(error.to_string().contains(message), "{text}: {error}");
    }
}
