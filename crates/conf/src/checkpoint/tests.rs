//! Checkpoint documents of our own, and bad ones.

use super::*;
use crate::domain;

const REDEFINE: ParseFlags = ParseFlags { redefine: true, internal: false, offline: false };

fn parse(text: &str, flags: ParseFlags) -> Result<Checkpoint> {
    Checkpoint::parse(text, flags, &mut |_| Ok(()))
}

fn guest() -> Domain {
    let text = "<domain type='kvm'><name>a</name><memory>1024</memory><os><type>hvm</type></os><devices>\
                <disk type='file'><source file='/a'/><target dev='vda'/></disk>\
                <disk type='file'><source file='/b'/><target dev='vdb'/></disk>\
                <disk type='file' device='cdrom'><target dev='hdc'/></disk></devices></domain>";
    Domain::parse(text, domain::ParseFlags::INACTIVE).unwrap()
}

fn aligned(disks: &str) -> Result<String> {
    let text = format!("<domaincheckpoint><disks>{disks}</disks></domaincheckpoint>");
    let mut checkpoint = parse(&text, ParseFlags::default())?;
    checkpoint.stamp(7);
    checkpoint.align(&guest())?;
    Ok(checkpoint
        .format(FormatFlags::default())
        .lines()
        .filter(|line| line.contains("<disk "))
        .map(str::trim)
        .collect())
}

#[test]
fn every_disk_records_or_not() {
    for (disks, expected) in [
        (
            "",
            "<disk name='vda' checkpoint='bitmap' bitmap='7'/><disk name='vdb' checkpoint='bitmap' bitmap='7'/>\
             <disk name='hdc' checkpoint='no'/>",
        ),
        (
            "<disk name='/b' bitmap='x'/>",
            "<disk name='vda' checkpoint='no'/><disk name='vdb' checkpoint='bitmap' bitmap='x'/>\
             <disk name='hdc' checkpoint='no'/>",
        ),
    ] {
        assert_eq!(aligned(disks).unwrap(), expected);
    }
    for (disks, message) in [
        ("<disk name='vdz'/>", "no disk named 'vdz'"),
        ("<disk name='vda'/><disk name='/a'/>", "disk '/a' specified twice"),
        ("<disk/>", "1:26: missing name from disk checkpoint element"),
        ("<disk name='a' checkpoint='x'/>", "1:41: Invalid value for attribute 'checkpoint'"),
        ("<disk name='a' checkpoint='no' bitmap='x'/>", "1:26: disk checkpoint bitmap 'a' requires"),
    ] {
        let error = aligned(disks).unwrap_err();
        assert!(error.to_string().contains(message), "{disks}: {error}");
    }
}

#[test]
fn a_redefinition_has_to_be_whole() {
    for (inside, message) in [
        ("", "1:1: a redefined checkpoint must have a name"),
        ("<name>a</name>", "1:1: missing creationTime from existing checkpoint"),
        ("<name>a</name><creationTime>1</creationTime>", "1:1: expecting domain definition"),
    ] {
        let error = parse(&format!("<domaincheckpoint>{inside}</domaincheckpoint>"), REDEFINE).unwrap_err();
        assert!(error.to_string().contains(message), "{inside}: {error}");
    }
    let domain = guest().format(domain::FormatFlags::DEFINITION);
    let text = format!(
        "<domaincheckpoint><name>a</name><creationTime>1</creationTime><parent><name>p</name></parent>{domain}\
         </domaincheckpoint>"
    );
    let checkpoint = parse(&text, REDEFINE).unwrap();
    let disks = |domain: &Domain| domain.devices.disks.iter().map(|d| d.target.dev.clone()).collect::<Vec<_>>();
    assert_eq!(checkpoint.domain.as_deref().map(disks), Some(disks(&guest())));
    let short = checkpoint.format(FormatFlags { no_domain: true, ..FormatFlags::default() });
    let expected = "<domaincheckpoint>\n  <name>a</name>\n  <parent>\n    <name>p</name>\n  </parent>\n  \
                    <creationTime>1</creationTime>\n</domaincheckpoint>\n";
    assert_eq!(short, expected);
}
