//! Documents that a QEMU of ours completes, and those it refuses, by the word that the complaint is about.

use std::path::Path;

use conf::domain::{Domain, FormatFlags, ParseFlags};
use qemu::{Capabilities, defaults};

fn complete(text: &str, abi_update: bool) -> virt::Result<Domain> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/caps.xml");
    let caps = Capabilities::parse(&std::fs::read_to_string(path).unwrap()).unwrap();
    let mut domain = Domain::parse(text, ParseFlags::INACTIVE)?;
    let facts = defaults::Facts {
        caps: &caps,
        emulator: "/usr/bin/qemu-system-x86_64",
        host_arch: "x86_64",
        abi_update,
        spare_port: true,
        firmware: &[],
        nvram_dir: "/nvram",
        security_model: Some("none"),
        random: &mut |bytes: &mut [u8]| bytes.fill(1),
    };
    defaults::complete(&mut domain, facts)?;
    Ok(domain)
}

/// A guest on this machine, with more in the document and among its devices.
fn guest(machine: &str, more: &str, devices: &str) -> String {
    format!(
        "<domain type='qemu'><name>g</name><memory>1048576</memory><vcpu>4</vcpu><iothreads>2</iothreads>\
         <os><type arch='x86_64' machine='{machine}'>hvm</type></os>{more}<devices>{devices}</devices></domain>"
    )
}

fn check(machine: &str, cases: &[(&str, &str, Option<&str>)]) {
    for (more, devices, complaint) in cases {
        let text = guest(machine, more, devices);
        match (complete(&text, true), complaint) {
            (Ok(domain), None) => {
                let printed = domain.format(FormatFlags::DEFINITION);
                let again = complete(&printed, true).unwrap_or_else(|e| panic!("{e}:\n{printed}"));
                assert_eq!(again.format(FormatFlags::DEFINITION), printed, "completing twice changes {more}{devices}");
            }
            (Err(error), Some(word)) => {
                assert!(error.to_string().contains(word), "{more}{devices}: '{error}' does not name '{word}'");
            }
            (Ok(_), Some(word)) => panic!("{more}{devices} was accepted; '{word}' was expected"),
            (Err(error), None) => panic!("{more}{devices} was refused: {error}"),
        }
    }
}

#[test]
fn features_belong_to_their_machines() {
    check(
        "pc-i440fx-10.0",
        &[
            ("<features><acpi/><pae/></features>", "", None),
            ("<features><gic version='2'/></features>", "", Some("gic")),
            ("<features><smm state='on'/></features>", "", Some("smm")),
            ("<features><hpt resizing='enabled'/></features>", "", Some("pSeries")),
            ("<features><hyperv><spinlocks state='on' retries='8191'/></hyperv></features>", "", None),
            ("<features><hyperv><spinlocks state='on' retries='3'/></hyperv></features>", "", Some("4095")),
            ("<features><hyperv><stimer state='on'/></hyperv></features>", "", Some("synic")),
            ("<features><aia value='aplic'/></features>", "", Some("aia")),
            ("<features><smm state='on'><tseg unit='KiB'>1500</tseg></smm></features>", "", Some("smm")),
        ],
    );
    check(
        "pc-q35-10.0",
        &[
            ("<features><smm state='on'><tseg unit='MiB'>16</tseg></smm></features>", "", None),
            ("<features><smm state='on'><tseg unit='KiB'>1500</tseg></smm></features>", "", Some("TSEG")),
        ],
    );
}

#[test]
fn tuning_names_what_is_there() {
    let page = |nodes: &str| {
        format!(
            "<memoryBacking><hugepages><page size='2048' unit='KiB' nodeset='{nodes}'/></hugepages></memoryBacking>"
        )
    };
    let (first, second) = (page("0"), page("1"));
    let sched = |inner: &str| format!("<cputune>{inner}</cputune>");
    let fine =
        sched("<vcpusched vcpus='0-1' scheduler='fifo' priority='1'/><iothreadsched iothreads='2' scheduler='idle'/>");
    let missing = sched("<iothreadsched iothreads='3' scheduler='idle'/>");
    let unordered = sched("<vcpusched vcpus='0' scheduler='rr'/>");
    let overlap = sched("<cachetune vcpus='0-1'/><cachetune vcpus='1-2'/>");
    let short = sched("<period>5</period>");
    check(
        "pc-i440fx-10.0",
        &[
            (&fine, "", None),
            (&missing, "", Some("iothread")),
            (&unordered, "", Some("priority")),
            (&overlap, "", Some("Overlapping")),
            (&short, "", Some("period")),
            (&first, "", None),
            (&second, "", Some("hugepages")),
            ("<numatune><memory mode='strict'/></numatune>", "", Some("nodeset")),
            (
                "<numatune><memory nodeset='0'/><memnode cellid='0' mode='strict' nodeset='1'/></numatune>",
                "",
                Some("memnode"),
            ),
        ],
    );
}

#[test]
fn devices_fit_their_buses_and_each_other() {
    let scsi = "<hostdev mode='subsystem' type='scsi'><source><adapter name='scsi_host0'/>\
                <address bus='0' target='0' unit='0'/></source></hostdev>";
    let twice = format!("{scsi}{scsi}");
    check(
        "pc-i440fx-10.0",
        &[
            ("", scsi, None),
            ("", &twice, Some("already")),
            ("", "<disk><source file='/a'/><target dev='vda1' bus='virtio'/></disk>", Some("partition")),
            ("", "<disk><source file='/a'/><target dev='vda' bus='virtio'/></disk>", None),
            (
                "",
                "<disk><driver name='qemu' type='vmdk'/><source file='/a'><encryption format='luks'/></source>\
                 <target dev='vda' bus='virtio'/></disk>",
                Some("encryption"),
            ),
            (
                "",
                "<video><model type='vga' primary='yes'/></video><video><model type='qxl' primary='yes'/></video>",
                Some("primary"),
            ),
            ("", "<rng model='virtio'><backend model='egd' type='unix'><source/></backend></rng>", Some("path")),
            ("", "<panic model='s390'/>", Some("panic")),
            ("", "<iommu model='intel'/>", Some("intel")),
            ("", "<interface type='user'><portForward proto='tcp'/></interface>", Some("passt")),
            ("", "<serial type='tcp'><source host='a' service='1'/><protocol type='tls'/></serial>", Some("tls")),
            ("", "<controller type='pci' index='1' model='pcie-root-port'/>", Some("PCI")),
            ("", "<watchdog model='diag288'/>", Some("watchdog")),
        ],
    );
}

#[test]
fn firmware_and_acpi_go_together() {
    let loader = |more: &str| format!("<features>{more}</features>");
    let text = |features: &str, os: &str| {
        let text = guest("pc-q35-10.0", &loader(features), "");
        text.replace("hvm</type>", &format!("hvm</type>{os}"))
    };
    for (features, os, complaint) in [
        ("<acpi/>", "<loader readonly='yes' type='pflash'>/a.fd</loader>", None),
        ("", "<loader readonly='yes' type='pflash'>/a.fd</loader>", Some("ACPI")),
        ("<acpi/>", "<loader readonly='yes' type='pflash'/>", Some("loader")),
        (
            "<acpi/>",
            "<loader stateless='yes' readonly='yes' type='pflash'>/a</loader><nvram>/b</nvram>",
            Some("stateless"),
        ),
        ("", "<loader>/bios</loader>", None),
        ("", "<loader>/bios</loader><nvram>/b</nvram>", Some("NVRAM")),
    ] {
        match (complete(&text(features, os), true), complaint) {
            (Ok(_), None) => (),
            (Err(error), Some(word)) => assert!(error.to_string().contains(word), "{os}: {error}"),
            (result, _) => panic!("{os}: {result:?}"),
        }
    }
}

#[test]
fn what_is_left_open_is_filled_in() {
    let text = guest(
        "pc-i440fx-10.0",
        "<cpu><numa><cell id='0' cpus='0' memory='524288'><distances><sibling id='1' value='21'/></distances></cell>\
         <cell id='1' cpus='1' memory='524288'/></numa></cpu><seclabel type='none'/>",
        "<controller type='pci' index='3' model='pci-bridge'/><serial type='pty'/>\
         <console type='pty'><target type='virtio'/></console>",
    );
    let printed = complete(&text, true).unwrap().format(FormatFlags::DEFINITION);
    for part in [
        "<cell id='0' cpus='0,2-3'",
        "<sibling id='0' value='21'/>\n          <sibling id='1' value='10'/>",
        "<seclabel type='none' model='none'/>",
        "<controller type='pci' index='2' model='pci-bridge'>",
        "<target type='serial' port='0'/>",
        "<target type='virtio' port='1'/>",
    ] {
        assert!(printed.contains(part), "{part} is missing:\n{printed}");
    }
}
