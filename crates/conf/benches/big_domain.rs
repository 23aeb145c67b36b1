//! How long it takes to read, complete and print a guest of 200 devices: `cargo bench -p conf`.

use std::fmt::Write;
use std::hint::black_box;
use std::time::{Duration, Instant};

use conf::domain::{Domain, FormatFlags, ParseFlags, defaults};

const DEVICES: usize = 200;
/// Each measurement is the median of this many.
const ROUNDS: usize = 301;

/// `vda`, …, `vdz`, `vdaa`, …
fn disk_name(number: usize) -> String {
    let letter = |n: usize| char::from(b'a' + (n % 26) as u8);
    match number.checked_sub(26) {
        None => format!("vd{}", letter(number)),
        Some(rest) => format!("vd{}{}", letter(rest / 26), letter(rest)),
    }
}

/// Disks, network cards, channels and USB devices in equal parts.
fn document() -> String {
    let mut devices = String::new();
    for i in 0..DEVICES {
        let device = match i % 4 {
            0 => format!(
                "<disk type='file' device='disk'><driver name='qemu' type='qcow2' cache='none' io='native'/><source \
                 file='/img/d{i}.qcow2'/><target dev='{}' bus='virtio'/><serial>s{i}</serial></disk>",
                disk_name(i / 4)
            ),
            1 => format!(
                "<interface type='network'><mac address='52:54:00:00:{:02x}:{:02x}'/><source network='default'/><model \
                 type='virtio'/></interface>",
                i / 256,
                i % 256
            ),
            2 => format!(
                "<channel type='unix'><source mode='bind' path='/tmp/c{i}'/><target type='virtio' name='org.bench.{i}'/>\
                 </channel>"
            ),
            _ => format!(
                "<hostdev mode='subsystem' type='usb'><source><address bus='{}' device='{}'/></source></hostdev>",
                1 + i / 100,
                1 + i % 100
            ),
        };
        _ = write!(devices, "{device}");
    }
    format!(
        "<domain type='test'><name>bench-big</name><uuid>b0b0b0b0-0000-4000-8000-000000000001</uuid><memory unit='MiB'>1024\
         </memory><vcpu>2</vcpu><os><type arch='x86_64'>hvm</type></os><devices>{devices}</devices></domain>"
    )
}

fn median(mut work: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        let start = Instant::now();
        work();
        times.push(start.elapsed());
    }
    times.sort_unstable();
    times.get(ROUNDS / 2).copied().unwrap_or_default()
}

fn define(text: &str) -> virt::Result<Domain> {
    let mut domain = Domain::parse(text, ParseFlags::INACTIVE)?;
    defaults::complete(&mut domain, "x86_64", &mut |bytes: &mut [u8]| bytes.fill(1))?;
    Ok(domain)
}

fn main() -> virt::Result<()> {
    let text = document();
    let domain = define(&text)?;
    let printed = domain.format(FormatFlags::DEFINITION);
    println!("{DEVICES} devices, {} bytes in, {} bytes out", text.len(), printed.len());
    for (what, time) in [
        ("read and complete", median(|| _ = black_box(define(&text)))),
        ("print", median(|| _ = black_box(domain.format(FormatFlags::DEFINITION)))),
        ("read and complete what was printed", median(|| _ = black_box(define(&printed)))),
        ("check strictly", median(|| _ = black_box(conf::documents::check(&printed)))),
        ("to JSON", median(|| _ = black_box(conf::documents::to_json(&printed)))),
    ] {
        println!("{what:36} {:8.3} ms", time.as_secs_f64() * 1e3);
    }
    Ok(())
}
