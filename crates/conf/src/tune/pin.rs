//! Where threads of a guest may run, as sets of the host's CPUs in bits.

use std::collections::BTreeSet;

use virt::{Error, Result, TypedParam};

use crate::domain::Domain;
use crate::domain::cpuset::{self, CpuSet};
use crate::domain::cputune::{Cputune, EmulatorPin, IothreadPin, VcpuPin};

/// A set as one bit for each of the host's CPUs, in so many bytes.
pub fn bitmap(set: Option<&CpuSet>, cpus: u32, maplen: i32) -> Result<Vec<u8>> {
    const MAX_BYTES: usize = 1 << 16;
    let length = usize::try_from(maplen).unwrap_or(0);
    if length > MAX_BYTES {
        return Err(Error::invalid_arg(format!("a CPU map has at most {MAX_BYTES} bytes")));
    }
    let mut map = vec![0; length];
    for cpu in (0..cpus).filter(|cpu| set.is_none_or(|set| set.0.contains(cpu))) {
        if let Some(byte) = map.get_mut(cpu as usize / 8) {
            *byte |= 1 << (cpu % 8);
        }
    }
    Ok(map)
}

/// The CPUs of the host that a map has bits for.
pub fn set_of(map: &[u8], cpus: u32) -> CpuSet {
    let holds = |cpu: &u32| map.get(*cpu as usize / 8).is_some_and(|byte| byte >> (cpu % 8) & 1 != 0);
    CpuSet((0..cpus).filter(holds).collect::<BTreeSet<_>>())
}

/// A thread of a guest, as the document numbers them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thread {
    /// A virtual CPU.
    Vcpu(u32),
    /// All that is neither a CPU nor an I/O thread.
    Emulator,
    /// An I/O thread.
    Iothread(u32),
}

/// Where the document says that a thread may run.
pub fn of(domain: &Domain, thread: Thread) -> Option<&CpuSet> {
    let tune = domain.cputune.as_ref()?;
    match thread {
        Thread::Vcpu(id) => tune.vcpu_pins.iter().find(|pin| pin.vcpu == id).map(|pin| &pin.cpuset),
        Thread::Emulator => tune.emulator_pin.as_ref().map(|pin| &pin.cpuset),
        Thread::Iothread(id) => tune.iothread_pins.iter().find(|pin| pin.iothread == id).map(|pin| &pin.cpuset),
    }
}

/// Says where a thread may run.
pub fn put(domain: &mut Domain, thread: Thread, cpuset: &CpuSet) {
    let tune = domain.cputune.get_or_insert_with(Box::<Cputune>::default);
    let cpuset = cpuset.clone();
    match thread {
        Thread::Vcpu(vcpu) => {
            tune.vcpu_pins.retain(|pin| pin.vcpu != vcpu);
            tune.vcpu_pins.push(VcpuPin { vcpu, cpuset });
            tune.vcpu_pins.sort_by_key(|pin| pin.vcpu);
        }
        Thread::Emulator => tune.emulator_pin = Some(EmulatorPin { cpuset }),
        Thread::Iothread(iothread) => {
            tune.iothread_pins.retain(|pin| pin.iothread != iothread);
            tune.iothread_pins.push(IothreadPin { iothread, cpuset });
            tune.iothread_pins.sort_by_key(|pin| pin.iothread);
        }
    }
}

/// How an event tells it.
pub fn told(thread: Thread, cpuset: &CpuSet) -> Vec<TypedParam> {
    let name = match thread {
        Thread::Vcpu(id) => format!("cputune.vcpupin{id}"),
        Thread::Emulator => "cputune.emulatorpin".to_owned(),
        Thread::Iothread(id) => format!("cputune.iothreadpin{id}"),
    };
    vec![TypedParam::new(name, cpuset::format(&cpuset.0))]
}
