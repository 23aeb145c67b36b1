//! Storage pools of our own, and bad ones.

use super::*;

/// Reads a pool called `p`; the lines after the sizes are compared.
fn check(text: &str, expected: &str) {
    let pool = StoragePool::parse(text).unwrap_or_else(|e| panic!("{text}: {e}"));
    let printed = pool.format();
    let (head, tail) = printed.split_once("  <available unit='bytes'>0</available>\n").unwrap();
    assert!(head.contains("<name>p</name>"), "{printed}");
    assert_eq!(tail, format!("{expected}</pool>\n"), "{text}");
    assert_eq!(StoragePool::parse(&printed).unwrap(), pool);
}

#[test]
fn pools_keep_what_belongs_to_their_kind() {
    for (text, expected) in [
        (
            "<pool type='dir'><name>p</name><source><vendor name='v'/><dir path='/x'/><host name='h'/></source><target>\
             <path>//a///b/</path><permissions><mode>0755</mode><owner>-1</owner><group>5</group></permissions></target>\
             <features><cow state='yes'/></features></pool>",
            "  <features>\n    <cow state='yes'/>\n  </features>\n  <source>\n    <vendor name='v'/>\n  </source>\n  \
             <target>\n    <path>//a/b</path>\n    <permissions>\n      <mode>0755</mode>\n      <group>5</group>\n    \
             </permissions>\n  </target>\n",
        ),
        (
            "<pool type='netfs'><name>p</name><source><host name='h' port='3'/><dir path='/d//'/></source>\
             <target><path>/a</path></target></pool>",
            "  <source>\n    <host name='h' port='3'/>\n    <dir path='/d'/>\n    <format type='auto'/>\n  </source>\n  \
             <target>\n    <path>/a</path>\n  </target>\n",
        ),
        (
            "<pool type='zfs'><source><name>p</name></source></pool>",
            "  <source>\n    <name>p</name>\n  </source>\n  <target>\n    <path>/dev/zvol/p</path>\n  </target>\n",
        ),
        (
            "<pool type='gluster'><name>p</name><source><host name='h'/></source><target><path>/x</path></target></pool>",
            "  <source>\n    <host name='h'/>\n    <dir path='/'/>\n    <name>p</name>\n  </source>\n",
        ),
        (
            "<pool type='scsi'><name>p</name><source><adapter name='host2'/></source><target><path>/dev</path></target>\
             </pool>",
            "  <source>\n    <adapter type='scsi_host' name='host2'/>\n  </source>\n  <target>\n    \
             <path>/dev</path>\n  </target>\n",
        ),
    ] {
        check(text, expected);
    }
}

#[test]
fn bad_pools_are_refused_with_their_place() {
    let kind = |kind: &str, inside: &str| format!("<pool type='{kind}'><name>p</name>{inside}</pool>");
    let target = "<target><path>/a</path></target>";
    for (text, message) in [
        ("<pool/>".to_owned(), "1:1: Missing required attribute 'type' in element 'pool'"),
        ("<pool type='x'/>".to_owned(), "1:7: Invalid value for attribute 'type' in element 'pool': 'x'."),
        (format!("<pool type='dir'>{target}</pool>"), "1:1: missing pool source name element"),
        (kind("dir", ""), "1:1: missing storage pool target path"),
        (format!("<pool type='dir'><name>a/b</name>{target}</pool>"), "1:18: name a/b cannot contain '/'"),
        (kind("fs", &format!("<source/>{target}")), "1:31: missing storage pool source device name"),
        (kind("fs", "<source><device/></source>"), "1:39: missing storage pool source device path"),
        (kind("fs", "<source><device path='/x'/><format type='b'/></source>"), "1:58: unknown pool format type b"),
        (kind("netfs", "<source><host name='x'/></source>"), "1:34: missing storage pool source path"),
        (
            kind("netfs", "<source><host name='x'/><dir path='/x'/><format type='cifs'/><protocol ver='3'/></source>"),
            "1:34: storage pool protocol ver unsupported for pool type 'cifs'",
        ),
        (kind("rbd", "<source/>"), "1:32: element 'name' is mandatory for RBD pool"),
        (
            kind("iscsi", "<source><host name='x'/><auth type='x' username='b'/></source>"),
            "1:58: unknown auth type 'x'",
        ),
        (kind("iscsi-direct", "<source><host name='x'/></source>"), "1:41: missing initiator IQN"),
        (kind("scsi", "<source><adapter type='scsi_host'/></source>"), "1:41: Either 'name' or 'parentaddr'"),
        (kind("scsi", "<source><adapter type='fc_host' wwnn='x'/></source>"), "1:41: Malformed wwn: x"),
        (
            kind("dir", "<target><path>/a</path><permissions><mode>9</mode></permissions></target>"),
            "1:68: malformed octal mode",
        ),
        (kind("logical", "<features><cow state='yes'/></features>"), "cow feature may only be used"),
    ] {
        let error = StoragePool::parse(&text).unwrap_err();
        assert!(error.to_string().contains(message), "{text}: {error}");
    }
}

#[test]
fn searches_for_pools_are_lists_of_sources() {
    assert_eq!(PoolSources::default().format_list(), "<sources>\n</sources>\n");
    let text = "<source><host name='h'/></source>";
    let sources = PoolSources { sources: vec![PoolSource::parse(text, PoolKind::Netfs).unwrap()] };
    let expected = "<sources>\n  <source>\n    <host name='h'/>\n    <format type='auto'/>\n  </source>\n</sources>\n";
    assert_eq!(sources.format_list(), expected);
}

#[test]
fn capabilities_name_every_kind() {
    let text = capabilities::PoolCapabilities::new(&|kind| kind == PoolKind::Dir).format();
    assert!(
        text.contains("  <pool type='dir' supported='yes'>\n    <volOptions>\n      <defaultFormat type='raw'/>\n")
    );
    assert!(text.contains("  <pool type='mpath' supported='no'>\n  </pool>\n"));
    assert_eq!(text.matches("<pool ").count(), 14);
}

#[test]
fn a_pool_is_started_by_one_command() {
    let target = "<target><path>/mnt</path></target>";
    for (kind, inside, expected) in [
        ("dir", "", ""),
        ("logical", "", "vgchange -aly p"),
        ("fs", "<source><device path='/dev/x'/></source>", "mount -o nodev,nosuid,noexec -t auto /dev/x /mnt"),
        (
            "netfs",
            "<source><host name='h'/><dir path='/d'/><protocol ver='4.2'/></source>",
            "mount -o nodev,nosuid,noexec,nfsvers=4.2 h:/d /mnt",
        ),
        (
            "netfs",
            "<source><host name='h'/><dir path='s'/><format type='cifs'/></source><fs:mount_opts \
             xmlns:fs='http://libvirt.org/schemas/storagepool/fs/1.0'><fs:option name='sync'/></fs:mount_opts>",
            "mount -o nodev,nosuid,noexec,guest,sync -t cifs //h/s /mnt",
        ),
        (
            "netfs",
            "<source><host name='h'/><dir path='/v'/><format type='glusterfs'/></source>",
            "mount -o nodev,nosuid,noexec,direct-io-mode=1 -t glusterfs h:/v /mnt",
        ),
    ] {
        let text = format!("<pool type='{kind}'><name>p</name>{inside}{target}</pool>");
        let command = StoragePool::parse(&text).unwrap().start_command().unwrap();
        assert_eq!(command.unwrap_or_default().join(" "), expected, "{inside}");
    }
    let iscsi =
        "<pool type='iscsi'><name>p</name><source><host name='h'/></source><target><path>/a</path></target></pool>";
    assert!(StoragePool::parse(iscsi).unwrap().start_command().is_err());
}
