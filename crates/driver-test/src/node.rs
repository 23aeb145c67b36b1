//! The hardware that the node pretends to have.

use conf::capabilities::*;
use conf::cpu::{CpuFlags, HostCpu, PageKind};
use conf::words::YesNo;
use virt::constants::*;
use virt::generated::connect::*;
use virt::{Error, NodeCpuStat, Result, flags};
use xml::Text;

use crate::core::Core;

/// Sizes of the hardware; the memory of one NUMA node is part of all of it.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) model: String,
    pub(crate) memory_kib: u64,
    pub(crate) cpus: u32,
    pub(crate) mhz: u32,
    pub(crate) nodes: u32,
    pub(crate) sockets: u32,
    pub(crate) cores: u32,
    pub(crate) threads: u32,
}

impl Default for Node {
    fn default() -> Node {
        Node {
            model: "i686".to_owned(),
            memory_kib: 3 << 20,
            cpus: 16,
            mhz: 1400,
            nodes: 2,
            sockets: 2,
            cores: 2,
            threads: 2,
        }
    }
}

/// The most CPUs of a guest.
pub(crate) const MAX_VCPUS: u32 = 32;
/// NUMA nodes whose sizes are told; the file may say another number for the sum.
pub(crate) const CELLS: u32 = 2;
/// CPUs of each.
const CELL_CPUS: u32 = 8;
/// CPUs whose use is told; every other one of the first six is on line.
const MAPPED_CPUS: u32 = 8;
const ONLINE: u8 = 0b0001_0101;

fn int(value: u32) -> i32 {
    i32::try_from(value).unwrap_or(i32::MAX)
}

/// A text as a fixed array of C characters.
fn chars(text: &str, length: usize) -> Vec<i8> {
    let mut chars: Vec<i8> = text.bytes().take(length - 1).map(|byte| byte as i8).collect();
    chars.resize(length, 0);
    chars
}

pub(crate) fn info(core: &Core) -> Result<ConnectNodeInfoReply> {
    let node = &core.node;
    Ok(ConnectNodeInfoReply {
        model: chars(&node.model, 32),
        memory: node.memory_kib,
        cpus: int(node.cpus),
        mhz: int(node.mhz),
        nodes: int(node.nodes),
        sockets: int(node.sockets),
        cores: int(node.cores),
        threads: int(node.threads),
    })
}

/// Compat: the sum does not follow the nodes, and is in KiB where the call promises bytes.
pub(crate) fn free_memory(_core: &Core) -> Result<u64> {
    Ok(u64::from(CELLS * (CELLS + 1) / 2) << 20)
}

/// The memory of a NUMA node.
pub(crate) fn cell_kib(cell: u32) -> u64 {
    u64::from(cell + 1) << 21
}

pub(crate) fn cells_free_memory(start: i32, count: i32) -> Result<Vec<u64>> {
    let start = u32::try_from(start).ok().filter(|start| *start < CELLS);
    let start = start.ok_or_else(|| Error::invalid_arg("Range exceeds available cells"))?;
    Ok((start..CELLS).take(usize::try_from(count).unwrap_or(0)).map(cell_kib).collect())
}

pub(crate) fn free_pages(pages: &[u32], start: i32, count: u32, flags: u32) -> Result<Vec<u64>> {
    flags::only(flags, 0, "testNodeGetFreePages")?;
    let start = u32::try_from(start).ok();
    let start = start.ok_or_else(|| Error::invalid_arg("the first NUMA node must not be negative"))?;
    let most = u32::try_from(virt::generated::limits::REMOTE_NODE_MAX_CELLS).unwrap_or(u32::MAX);
    let cells = u64::from(start)..u64::from(start) + u64::from(count.min(most));
    // Every figure differs from every other, so that one in the wrong place shows.
    let figures =
        |cell: u64| std::iter::successors(Some(7 + 12 * cell), |last| Some(last.wrapping_mul(2).wrapping_add(7)));
    Ok(cells.flat_map(|cell| figures(cell).take(pages.len())).collect())
}

pub(crate) fn cpu_stats(nparams: i32, flags: u32) -> Result<ConnectNodeGetCpuStatsReply> {
    flags::only(flags, 0, "testNodeGetCPUStats")?;
    let stats: [(&str, u64); 4] = [
        (VIR_NODE_CPU_STATS_USER, 9_797_400_000),
        (VIR_NODE_CPU_STATS_KERNEL, 34_678_723_400_000),
        (VIR_NODE_CPU_STATS_IDLE, 87_264_900_000),
        (VIR_NODE_CPU_STATS_IOWAIT, 763_600_000),
    ];
    let params = stats.iter().take(usize::try_from(nparams).unwrap_or(0));
    let params = params.map(|(field, value)| NodeCpuStat { field: (*field).to_owned(), value: *value });
    Ok(ConnectNodeGetCpuStatsReply { params: params.collect(), nparams: 4 })
}

pub(crate) fn cpu_map(need_map: i32, need_online: i32, flags: u32) -> Result<ConnectNodeGetCpuMapReply> {
    flags::only(flags, 0, "testNodeGetCPUMap")?;
    Ok(ConnectNodeGetCpuMapReply {
        cpumap: if need_map != 0 { vec![ONLINE] } else { Vec::new() },
        online: if need_online != 0 { ONLINE.count_ones() } else { 0 },
        ret: int(MAPPED_CPUS),
    })
}

pub(crate) fn security_model() -> Result<ConnectNodeGetSecurityModelReply> {
    let model = chars(SECURITY_MODEL, 257);
    Ok(ConnectNodeGetSecurityModelReply { model: trimmed(model), doi: vec![0] })
}

/// Up to the first NUL, which stays.
fn trimmed(mut chars: Vec<i8>) -> Vec<i8> {
    let end = chars.iter().position(|char| *char == 0).map_or(chars.len(), |end| end + 1);
    chars.truncate(end);
    chars
}

const SECURITY_MODEL: &str = "testSecurity";

pub(crate) fn sysinfo(flags: u32) -> Result<String> {
    flags::only(flags, 0, "testConnectGetSysinfo")?;
    let entries = [("vendor", "LENOVO"), ("version", "G4ETA1WW (2.61 )"), ("date", "05/07/2014"), ("release", "2.61")];
    let entries: String =
        entries.iter().map(|(name, text)| format!("    <entry name='{name}'>{text}</entry>\n")).collect();
    Ok(format!("<sysinfo type='smbios'>\n  <bios>\n{entries}  </bios>\n</sysinfo>\n"))
}

/// The document of the host and of the guests that it can run.
pub(crate) fn capabilities(core: &Core) -> String {
    let model = Text(core.node.model.clone());
    let flags = Some(CpuFlags { pae: true, nonpae: true, ..CpuFlags::default() });
    let sizes = [4, 8, 2048, 1 << 20].map(|size| PageKind { unit: Some("KiB".to_owned()), size });
    let cpu = HostCpu { arch: Some(model.clone()), flags, pages: sizes.into(), ..HostCpu::default() };
    let cells = Cells { num: CELLS, cell: (0..CELLS).map(cell).collect() };
    let security =
        SecurityModel { model: Text(SECURITY_MODEL.to_owned()), doi: Text(String::new()), baselabel: Vec::new() };
    let host = Host {
        cpu: Some(cpu),
        power_management: Some(PowerManagement::default()),
        iommu: Some(Iommu { support: YesNo::No }),
        topology: Some(HostTopology { cells, interconnects: None }),
        security: vec![security],
        ..Host::default()
    };
    let guests = ["hvm", "xen"].map(|os_type| Guest {
        os_type: Text(os_type.to_owned()),
        arch: GuestArch {
            name: model.0.clone(),
            wordsize: Text(32),
            emulator: Some(Text("/usr/bin/test-hv".to_owned())),
            domain: vec![GuestDomain { kind: "test".to_owned(), ..GuestDomain::default() }],
            ..GuestArch::default()
        },
        features: Some(GuestFeatures { pae: true, nonpae: true, ..GuestFeatures::default() }),
    });
    Capabilities { host, guests: guests.into() }.format()
}

fn pages(cell: u32) -> Vec<Pages> {
    let kib = u64::from(cell + 1) * 4;
    [(kib, 1 << 19), (2048, 0), (1 << 20, 0)].map(|(size, count)| Pages { unit: "KiB".to_owned(), size, count }).into()
}

fn cell(id: u32) -> Cell {
    let cpus = (0..CELL_CPUS).map(|core| {
        let number = id * CELL_CPUS + core;
        CellCpu {
            id: number,
            socket_id: Some(int(id)),
            die_id: Some(0),
            cluster_id: Some(0),
            core_id: Some(int(core)),
            siblings: Some(number.to_string()),
        }
    });
    Cell {
        id,
        memory: Some(Amount { unit: "KiB".to_owned(), amount: cell_kib(id) }),
        pages: pages(id),
        cpus: Some(CellCpus { num: CELL_CPUS, cpu: cpus.collect() }),
        ..Cell::default()
    }
}
