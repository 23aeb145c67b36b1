//! Snapshot documents of our own, and bad ones.

use super::*;
use crate::domain;
use virt::Uuid;

const REDEFINE: ParseFlags = ParseFlags { redefine: true, internal: false, offline: false };

fn parse(text: &str, flags: ParseFlags) -> Result<Snapshot> {
    Snapshot::parse(text, flags, &mut |_| Ok(()))
}

fn guest() -> Domain {
    let text = "<domain type='kvm'><name>a</name><memory>1024</memory><os><type>hvm</type></os><devices>\
                <disk type='file'><driver type='qcow2'/><source file='/d.x/a.qcow2'/><target dev='vda'/></disk>\
                <disk type='file'><source file='/d.x/b'/><target dev='vdb'/></disk>\
                <disk type='file' device='cdrom'><target dev='hdc'/></disk>\
                <disk type='block'><source dev='/dev/c'/><target dev='vdc'/><readonly/></disk></devices></domain>";
    Domain::parse(text, domain::ParseFlags::INACTIVE).unwrap()
}

fn aligned(disks: &str, alignment: Alignment) -> Result<String> {
    let text = format!("<domainsnapshot><name>s1</name><disks>{disks}</disks></domainsnapshot>");
    let mut snapshot = parse(&text, ParseFlags::default())?;
    snapshot.align(&guest(), alignment)?;
    snapshot.name_files(&guest(), &|path| !path.starts_with("/dev"))?;
    let words = |disk: &SnapshotDisk| {
        let location = disk.snapshot.map_or("", |location| location.as_str());
        format!("{} {location} {}", disk.name, disk.source.display().unwrap_or_default()).trim_end().to_owned()
    };
    Ok(snapshot.disks.iter().map(words).collect::<Vec<_>>().join(", "))
}

#[test]
fn requests_are_read_without_what_only_the_maker_knows() {
    let text = "<domainsnapshot><state>running</state><parent><name>p</name></parent><creationTime>3</creationTime>\
                <description>d</description><disks><disk name='vda'><source file='/n'/><driver type='qcow2'/></disk>\
                </disks></domainsnapshot>";
    let mut snapshot = parse(text, ParseFlags::default()).unwrap();
    snapshot.stamp(77);
    let uuid = Uuid::parse("9d37b878-a7cc-9f9a-b78f-49b3abad25a8").unwrap();
    let flags = FormatFlags { domain: Some(uuid), ..FormatFlags::default() };
    let printed = "<domainsnapshot>\n  <name>77</name>\n  <description>d</description>\n  \
                   <creationTime>77</creationTime>\n  <disks>\n    <disk name='vda' snapshot='external' type='file'>\n      \
                   <driver type='qcow2'/>\n      <source file='/n'/>\n    </disk>\n  </disks>\n  <domain>\n    \
                   <uuid>9d37b878-a7cc-9f9a-b78f-49b3abad25a8</uuid>\n  </domain>\n</domainsnapshot>\n";
    assert_eq!(snapshot.format(flags), printed);
}

#[test]
fn a_redefinition_comes_back_whole() {
    let text = "<domainsnapshot>\n  <name>s</name>\n  <state>paused</state>\n  <parent>\n    <name>p</name>\n  \
                </parent>\n  <creationTime>9</creationTime>\n  <memory snapshot='external' file='/m'/>\n  <disks>\n    \
                <disk name='vda' snapshot='manual'/>\n    <disk name='vdb' snapshot='external' type='block'>\n      \
                <snapshotDeleteInProgress/>\n      <driver type='qcow2'/>\n      <source dev='/dev/x'/>\n    </disk>\n  \
                </disks>\n  <revertDisks>\n    <disk name='vda' snapshot='external' type='file'>\n      \
                <source file='/r'/>\n    </disk>\n  </revertDisks>\n  <active>1</active>\n</domainsnapshot>\n";
    let flags = ParseFlags { internal: true, ..REDEFINE };
    let snapshot = parse(text, flags).unwrap();
    assert!(snapshot.is_current && snapshot.is_external());
    assert_eq!(snapshot.format(FormatFlags { internal: true, ..FormatFlags::default() }), text);
}

#[test]
fn every_disk_gets_its_part() {
    for (disks, alignment, expected) in [
        ("", Alignment::EXTERNAL, "vda external /d.x/a.s1, vdb external /d.x/b.s1, hdc no, vdc no"),
        ("", Alignment::INTERNAL, "vda internal, vdb internal, hdc no, vdc no"),
        (
            "<disk name='vdb' snapshot='no'/><disk name='/d.x/a.qcow2'/>",
            Alignment::EXTERNAL,
            "vda external /d.x/a.s1, vdb no, hdc no, vdc no",
        ),
        (
            "<disk name='vda' type='block'><source dev='/n'/></disk><disk name='vdb' snapshot='manual'/>",
            Alignment::EXTERNAL,
            "vda external /n, vdb manual, hdc no, vdc no",
        ),
    ] {
        assert_eq!(aligned(disks, alignment).unwrap(), expected, "{disks}");
    }
    for (disks, alignment, message) in [
        ("<disk name='vdz'/>", Alignment::EXTERNAL, "no disk named 'vdz'"),
        ("<disk name='vda'/><disk name='/d.x/a.qcow2'/>", Alignment::EXTERNAL, "disk '/d.x/a.qcow2' specified twice"),
        ("<disk name='vda' snapshot='no'/>", Alignment::INTERNAL, "disk 'vda' must use snapshot mode 'internal'"),
        (
            "<disk name='vda' snapshot='internal'><source file='/n'/></disk>",
            Alignment::EXTERNAL,
            "file '/n' for disk 'vda' requires use of external snapshot mode",
        ),
        ("<disk name='hdc' snapshot='external'/>", Alignment::EXTERNAL, "for disk 'hdc' without source"),
        ("<disk name='vdc' snapshot='external'/>", Alignment::EXTERNAL, "source for disk 'vdc' is not a regular file"),
    ] {
        let error = aligned(disks, alignment).unwrap_err();
        assert!(error.message().contains(message), "{disks}: {error}");
    }
}

#[test]
fn bad_documents_are_refused_with_their_place() {
    let flags = ParseFlags::default();
    for (inside, flags, message) in [
        ("<memory file='m'/>", flags, "1:17: memory snapshot file path (m) must be absolute"),
        ("<memory snapshot='external'/>", flags, "1:17: external memory snapshots require a filename"),
        ("<memory snapshot='no' file='/m'/>", flags, "1:17: memory filename '/m' requires external snapshot"),
        ("<memory snapshot='x'/>", flags, "1:25: Invalid value for attribute 'snapshot' in element 'memory': 'x'."),
        ("<disks>\n<disk/></disks>", flags, "2:1: missing name from disk snapshot element"),
        ("<disks><disk name='a' type='dir'/></disks>", flags, "1:24: unsupported disk snapshot type 'dir'"),
        ("<disks><disk name='a'><driver type='x'/></disk></disks>", flags, "1:39: unknown disk snapshot driver 'x'"),
        ("", REDEFINE, "1:1: a redefined snapshot must have a name"),
        ("<name>a</name>", REDEFINE, "1:1: missing creationTime from existing snapshot"),
        ("<name>a</name><creationTime>1</creationTime>", REDEFINE, "1:1: missing state from existing snapshot"),
        ("<name>a</name><creationTime>1</creationTime><state>x</state>", REDEFINE, "1:61: Invalid state 'x'"),
        (
            "<memory file='/m'/>",
            ParseFlags { offline: true, ..flags },
            "1:17: memory state cannot be saved with offline or disk-only snapshot",
        ),
    ] {
        let error = parse(&format!("<domainsnapshot>{inside}</domainsnapshot>"), flags).unwrap_err();
        assert!(error.to_string().contains(message), "{inside}: {error}");
    }
    for (name, good) in [("a", true), ("a/b", false), (".a", false), ("a\nb", false)] {
        assert_eq!(moment::name(name, "snapshot").is_ok(), good, "{name:?}");
    }
}
