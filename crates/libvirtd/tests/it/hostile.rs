//! Documents made to hurt: each is answered soon, costs memory in proportion to its length, and leads nowhere outside.

use std::time::{Duration, Instant};

use super::support::Daemon;

/// What one document may take; unoptimised code gets more time.
const TIME: Duration = Duration::from_millis(if cfg!(debug_assertions) { 2500 } else { 200 });

/// Bytes of the daemon's memory that a byte of the document may cost at most.
const FACTOR: u64 = 10;

/// What the daemon's memory may grow beside that, whatever the document: buffers and threads that stay.
const SLACK: u64 = 24 << 20;

fn domain(inside: &str) -> String {
    format!("<domain type='qemu'><name>hostile</name><memory>1024</memory><os><type>hvm</type></os>{inside}</domain>")
}

fn many(count: usize, one: impl Fn(usize) -> String) -> String {
    (0..count).map(one).collect()
}

fn disks(count: usize) -> String {
    let disk =
        |i| format!("<disk type='file'><source file='/d/{i}'/><target dev='sd{}' bus='scsi'/></disk>", letters(i));
    domain(&format!("<devices>{}</devices>", many(count, disk)))
}

/// a, …, z, aa, ab, …
fn letters(mut i: usize) -> String {
    let mut name = String::new();
    loop {
        name.insert(0, char::from(b'a' + (i % 26) as u8));
        if i < 26 {
            return name;
        }
        i = i / 26 - 1;
    }
}

fn lollies() -> String {
    let one = |i: usize| format!("<!ENTITY l{i} \"{}\">", format!("&l{};", i - 1).repeat(10));
    format!("<!DOCTYPE d [<!ENTITY l0 \"lol\">{}]><domain>&l9;</domain>", many(9, |i| one(i + 1)))
}

fn cases(secret: &str) -> Vec<(&'static str, String)> {
    let wide = "x".repeat(1 << 20);
    vec![
        ("an entity bomb", lollies()),
        ("a quadratic entity", format!("<!DOCTYPE d [<!ENTITY a \"{wide}\">]><domain>{}</domain>", "&a;".repeat(1000))),
        (
            "an external entity",
            format!(
                "<!DOCTYPE d [<!ENTITY x SYSTEM \"file://{secret}\">]><domain type='qemu'><name>&x;</name></domain>"
            ),
        ),
        ("an external DTD", format!("<!DOCTYPE d SYSTEM \"file://{secret}\">{}", domain(""))),
        ("a parameter entity", format!("<!DOCTYPE d [<!ENTITY % p SYSTEM \"file://{secret}\">%p;]>{}", domain(""))),
        (
            "an include",
            domain(&format!(
                "<metadata><xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='{secret}'/></metadata>"
            )),
        ),
        ("deep nesting", format!("{}{}", "<a>".repeat(200_000), "</a>".repeat(200_000))),
        ("deep nesting that is never closed", "<a>".repeat(500_000)),
        (
            "deep metadata",
            domain(&format!("<metadata><x xmlns='u:x'>{}{}</x></metadata>", "<a>".repeat(5000), "</a>".repeat(5000))),
        ),
        ("a huge attribute", domain(&format!("<title a='{wide}{wide}'/>"))),
        ("a huge text", domain(&format!("<title>{wide}{wide}</title>"))),
        ("a huge name", domain("").replace("hostile", &"n".repeat(1 << 20))),
        ("many attributes", domain(&format!("<title {}/>", many(20_000, |i| format!("a{i}='1' "))))),
        ("many namespaces", domain(&format!("<metadata>{}</metadata>", many(5000, |i| format!("<a xmlns='u:{i}'/>"))))),
        ("many comments", domain(&"<!-- - -->".repeat(50_000))),
        ("many elements that nobody knows", domain(&"<what/>".repeat(100_000))),
        ("many disks", disks(2000)),
        (
            "many disks with one name",
            disks(1).replace(
                "</devices>",
                &format!(
                    "{}</devices>",
                    "<disk type='file'><source file='/d'/><target dev='sda' bus='scsi'/></disk>".repeat(5000)
                ),
            ),
        ),
        ("a CPU number without end", domain("<vcpu>4294967295</vcpu>")),
        ("CPU sets without end", domain("<vcpu cpuset='0-4294967295'>1</vcpu>")),
        (
            "a NUMA node number without end",
            domain("<vcpu>1</vcpu><cpu><numa><cell id='4294967295' cpus='0' memory='1024'/></numa></cpu>"),
        ),
        (
            "a controller number without end",
            domain(
                "<devices><controller type='usb' index='4294967295'/><controller type='pci' index='4294967295' model='pci-bridge'/></devices>",
            ),
        ),
        (
            "a disk address without end",
            domain(
                "<devices><disk type='file'><source file='/a'/><target dev='sda' bus='scsi'/><address type='drive' controller='4294967295' bus='0' target='0' unit='0'/></disk></devices>",
            ),
        ),
        (
            "a port number without end",
            domain(
                "<devices><channel type='pty'><target type='virtio'/><address type='virtio-serial' controller='4294967295' bus='0' port='4294967295'/></channel></devices>",
            ),
        ),
    ]
}

#[test]
fn hostile_documents_cost_little_and_fetch_nothing() {
    let daemon = Daemon::start("");
    let connect = daemon.connect();
    let secret = daemon.root.join("secret");
    std::fs::write(&secret, "planted-secret").unwrap();
    // What the first document needs once and for all is not its fault.
    let first = connect.domain.define_xml(&domain("")).unwrap();
    connect.domain.undefine(&first).unwrap();
    let cases = cases(secret.to_str().unwrap());
    assert!(cases.len() >= 22);
    for (what, text) in cases {
        daemon.reset_peak();
        let before = daemon.memory();
        let start = Instant::now();
        let outcome = connect.domain.define_xml(&text);
        let took = start.elapsed();
        let grown = daemon.peak_memory().saturating_sub(before) << 10;
        assert!(took < TIME, "{what} ({} bytes) takes {took:?}", text.len());
        let allowed = SLACK + FACTOR * text.len() as u64;
        assert!(grown < allowed, "{what} ({} bytes) costs {grown} bytes", text.len());
        match outcome {
            Ok(dom) => {
                assert!(!connect.domain.xml_desc(&dom, 2).unwrap().contains("planted-secret"), "{what}");
                connect.domain.undefine(&dom).unwrap();
            }
            Err(error) => assert!(!error.to_string().contains("planted-secret"), "{what}: {error}"),
        }
    }
    assert_eq!(connect.domain.num_of_defined_domains().unwrap(), 0);
}
