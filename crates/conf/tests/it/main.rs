//! Domain documents: small ones of our own with their printed form, hostile ones, and what must hold for all.

mod damaged;
mod errors;
mod twin;

use std::path::{Path, PathBuf};

use conf::domain::status::DomainStatus;
use conf::domain::{Domain, FormatFlags, ParseFlags, defaults, validate};
use virt::ErrorCode;

fn data(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(folder)
}

/// Reads `NAME.xml`, prints it as a definition, compares with `NAME.out.xml` (`BLESS=1` writes that file).
fn check_definition(input: &Path) {
    let text = std::fs::read_to_string(input).unwrap();
    let domain = Domain::parse(&text, ParseFlags::INACTIVE).unwrap_or_else(|e| panic!("{}: {e}", input.display()));
    let printed = domain.format(FormatFlags::DEFINITION);
    let expected = input.with_extension("out.xml");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&expected, &printed).unwrap();
    }
    let golden = std::fs::read_to_string(&expected).unwrap();
    assert_eq!(printed, golden, "{}", input.display());
    check_fixpoint(&printed, &input.display().to_string());
}

/// What was printed reads as the same document and prints as the same text.
fn check_fixpoint(text: &str, name: &str) {
    let domain = Domain::parse(text, ParseFlags::LIVE).unwrap_or_else(|e| panic!("{name}: {e}"));
    let flags = FormatFlags { secure: true, ..FormatFlags::default() };
    assert_eq!(domain.format(flags), text, "{name}");
}

#[test]
fn documents_come_out_in_libvirts_form() {
    let mut count = 0;
    for entry in std::fs::read_dir(data("domain")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.ends_with(".xml") && !name.ends_with(".out.xml") {
            check_definition(&path);
            count += 1;
        }
    }
    assert!(count >= 3, "only {count} documents found");
}

fn minimal(inside: &str) -> String {
    format!("<domain type='kvm'><name>a</name><memory>1024</memory><os><type>hvm</type></os>{inside}</domain>")
}

#[test]
fn complaints_have_libvirts_codes() {
    for (text, code, message) in [
        ("", ErrorCode::XML_DETAIL, "at line 1: Document is empty"),
        ("\n\n", ErrorCode::XML_DETAIL, "at line 1: Document is empty"),
        ("<domain>", ErrorCode::XML_DETAIL, "at line 1: Premature end of data in tag domain line 1"),
        ("<domain type='kvm'>\0</domain>", ErrorCode::XML_DETAIL, "at line 1: PCDATA invalid Char value 0"),
        ("<network/>", ErrorCode::XML_ERROR, "XML error: expecting root element of 'domain', not 'network'"),
        ("<domain/>", ErrorCode::INTERNAL_ERROR, "internal error: missing domain type attribute"),
        (&minimal("<uuid>x</uuid>"), ErrorCode::INTERNAL_ERROR, "internal error: 1:80: malformed uuid element"),
        (&minimal("<vcpu>0</vcpu>"), ErrorCode::XML_ERROR, "XML error: 1:80: maximum vcpus count must be"),
        (
            &minimal("<devices><disk><target dev='sda' bus='x'/></disk></devices>"),
            ErrorCode::XML_ERROR,
            "XML error: 1:113: Invalid value for attribute 'bus' in element 'target': 'x'.",
        ),
        (
            &minimal("<devices><interface type='user'><mac address='1:2'/></interface></devices>"),
            ErrorCode::XML_ERROR,
            "XML error: 1:112: unable to parse mac address '1:2'",
        ),
        (
            &minimal("<devices><sound model='ac97'><address type='pci' slot='0x20'/></sound></devices>"),
            ErrorCode::XML_ERROR,
            "XML error: 1:129: Invalid value for attribute 'slot' in element 'address': '0x20'.",
        ),
    ] {
        let error = Domain::parse(text, ParseFlags::INACTIVE).unwrap_err();
        assert!(error.to_string().starts_with(message), "{text}: {error}");
        assert_eq!(error.code(), code, "{text}");
    }
}

#[test]
fn names_that_are_no_names_are_refused() {
    for (name, code) in [
        ("", ErrorCode::NO_NAME),
        ("a/b", ErrorCode::XML_ERROR),
        ("..", ErrorCode::XML_ERROR),
        (".", ErrorCode::XML_ERROR),
        ("a\nb", ErrorCode::XML_DETAIL),
        (&"x".repeat(300), ErrorCode::XML_ERROR),
    ] {
        assert_eq!(validate::name(name).unwrap_err().code(), code, "{name:?}");
    }
    validate::name("a guest, quoted 'so'").unwrap();
}

#[test]
fn damaged_documents_never_panic() {
    let text = std::fs::read_to_string(data("domain").join("server.xml")).unwrap();
    let mut random = |bytes: &mut [u8]| bytes.fill(7);
    for (i, _) in text.char_indices() {
        for damaged in [text[..i].to_owned(), format!("{}{}", &text[..i], &text[(i + 1).min(text.len())..])] {
            if let Ok(mut domain) = Domain::parse(&damaged, ParseFlags::INACTIVE) {
                defaults::identities(&mut domain, &mut random, [0x52, 0x54, 0]);
                let _ = defaults::memory(&mut domain, false);
                let _ = validate::domain(&domain);
                let printed = domain.format(FormatFlags::DEFINITION);
                Domain::parse(&printed, ParseFlags::INACTIVE).unwrap_or_else(|e| panic!("{e}:\n{printed}"));
            }
        }
    }
}

#[test]
fn passwords_and_run_time_parts_are_shown_to_those_who_ask() {
    let text = minimal(
        "<devices><graphics type='vnc' port='5901' autoport='yes' passwd='pw'/><input type='mouse' bus='ps2'>\
         <alias name='input0'/></input></devices>",
    );
    let mut domain = Domain::parse(&text, ParseFlags::LIVE).unwrap();
    domain.id = Some(1);
    let plain = domain.format(FormatFlags::default());
    assert!(plain.contains("port='5901'") && plain.contains("input0") && !plain.contains("pw'"), "{plain}");
    let definition = domain.format(FormatFlags::DEFINITION);
    assert!(definition.contains("port='-1'") && !definition.contains("input0"), "{definition}");
    assert!(definition.contains("passwd='pw'"), "{definition}");
}

#[test]
fn a_summary_tells_what_lists_show() {
    let text = std::fs::read_to_string(data("domain").join("server.xml")).unwrap();
    let summary = Domain::parse(&text, ParseFlags::INACTIVE).unwrap().summary();
    assert_eq!((summary.name.as_str(), summary.os_type.as_str()), ("server", "hvm"));
    assert_eq!(
        (summary.max_memory_kib, summary.memory_kib, summary.vcpus, summary.max_vcpus),
        (2 << 20, 1 << 20, 2, 4)
    );
    assert_eq!(summary.disks[0].source.as_deref(), Some("/var/lib/images/server.qcow2"));
    assert_eq!(summary.interfaces[0].mac, "52:54:00:01:02:03");
}

#[test]
fn run_time_files_keep_all_they_say() {
    let text = "<domstatus state='running' reason='booted' pid='42'>\n  <monitor path='/run/m.sock' type='unix'/>\n  \
                <vcpus>\n    <vcpu id='0' pid='43'/>\n  </vcpus>\n  <qemuCaps>\n    <flag name='kvm'/>\n  </qemuCaps>\n  \
                <job type='none'/>\n  <devices>\n    <device alias='net0'/>\n  </devices>\n  <libDir path='/l'/>\n  \
                <chardevStdioLogd/>\n  <allowReboot value='yes'/>\n  <nodename index='7'/>\n  \
                <agentTimeout>-2</agentTimeout>\n";
    let domain = Domain::parse(&minimal(""), ParseFlags::LIVE).unwrap();
    let flags = FormatFlags { secure: true, status: true, ..FormatFlags::default() };
    let inner: String = domain.format(flags).lines().map(|line| format!("  {line}\n")).collect();
    let whole = format!("{text}{inner}</domstatus>\n");
    let status = DomainStatus::parse(&whole).unwrap();
    assert_eq!((status.pid, status.domain.name.as_str()), (42, "a"));
    assert_eq!(status.format(), whole);
    assert_eq!(
        DomainStatus::parse("<domstatus state='running' reason='x' pid='1'/>").unwrap_err().code(),
        ErrorCode::INTERNAL_ERROR
    );
}

/// Every document that libvirt prints is a fixpoint; needs the shared vectors.
#[test]
fn printed_documents_are_fixpoints() {
    let Some(shared) = std::env::var_os("FERROVIRT_SHARED") else {
        eprintln!("skipped: FERROVIRT_SHARED is not set");
        return;
    };
    let folder = Path::new(&shared).join("vectors/data/domain");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        // `NAME.VARIANT.xml` is what libvirt printed for `NAME.xml`.
        if name.ends_with(".xml") && name.matches('.').count() > 1 {
            let text = std::fs::read_to_string(&path).unwrap();
            let domain = Domain::parse(&text, ParseFlags::INACTIVE).unwrap_or_else(|e| panic!("{name}: {e}"));
            let again = domain.format(FormatFlags::DEFINITION);
            let third = Domain::parse(&again, ParseFlags::INACTIVE).unwrap().format(FormatFlags::DEFINITION);
            assert_eq!(third, again, "{name}");
            count += 1;
        }
    }
    assert!(count > 300, "only {count} documents found");
}

/// A document with thousands of disks costs thousands of these, whatever each of them says.
#[test]
fn devices_are_small() {
    assert!(size_of::<conf::domain::disk::Disk>() <= 1536);
    assert!(size_of::<conf::domain::interface::Interface>() <= 1536);
}

/// Earlier daemons did not keep the names of objects that follow from the devices' own.
#[test]
fn run_time_files_of_earlier_daemons_are_completed() {
    let disk = "<devices><disk type='network' device='disk'><driver name='qemu' type='raw'/>\
                <source protocol='vxhs' name='v' tls='yes'><host name='h'/>\
                <encryption format='luks'><secret type='passphrase' uuid='0a81f5b2-8403-7b23-c8d6-21ccc2f80d6f'/></encryption></source>\
                <target dev='vda' bus='virtio'/><alias name='virtio-disk0'/></disk></devices>";
    let text = format!(
        "<domstatus state='running' reason='booted' pid='42'><monitor path='/m' type='unix'/>{}</domstatus>",
        minimal(disk)
    );
    let mut status = DomainStatus::parse(&text).unwrap();
    status.complete("/ram");
    let printed = status.format();
    for part in [
        "<host name='h' port='9999'/>",
        "<encryption format='luks' engine='qemu'>",
        "<secret type='encryption' alias='virtio-disk0-luks-secret0'/>",
        "<TLSx509 alias='objvirtio-disk0_tls0'/>",
    ] {
        assert!(printed.contains(part), "{part}\n{printed}");
    }
    let known = printed.replace("virtio-disk0-luks-secret0", "another");
    let mut again = DomainStatus::parse(&known).unwrap();
    again.complete("/ram");
    assert_eq!(again.format(), known);
}
