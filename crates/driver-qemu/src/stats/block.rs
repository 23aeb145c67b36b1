//! Statistics of disks, from QEMU while the guest runs, of the image at rest.

use std::path::Path;

use conf::domain::disk::Disk;
use serde_json::Value;

use super::Figures;
use crate::core::Core;
use crate::live::Live;
use crate::vm::Snapshot;

/// Figures of one disk of a running guest.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct BlockStats {
    /// Alias of the device.
    pub(crate) alias: String,
    /// Reads: requests, bytes, nanoseconds.
    pub(crate) rd: [u64; 3],
    /// Writes: requests, bytes, nanoseconds.
    pub(crate) wr: [u64; 3],
    /// Flushes: requests, nanoseconds.
    pub(crate) fl: [u64; 2],
    /// End of the last byte ever written.
    pub(crate) highest_offset: u64,
    /// Size that the guest sees.
    pub(crate) capacity: Option<u64>,
    /// Bytes that the image occupies.
    pub(crate) physical: Option<u64>,
}

/// The alias in a QOM path such as `/machine/peripheral/virtio-disk0/virtio-backend`.
pub(crate) fn alias_of(path: &str) -> &str {
    let rest = path.strip_prefix("/machine/peripheral/").unwrap_or(path);
    rest.split('/').next().unwrap_or(rest)
}

/// Reads the answers to `query-blockstats` and `query-named-block-nodes`.
pub(super) fn parse(stats: &Value, nodes: &Value) -> Vec<BlockStats> {
    let mut all = Vec::new();
    for item in stats.as_array().into_iter().flatten() {
        let text = |field: &str| item.get(field).and_then(Value::as_str).unwrap_or_default();
        let number = |field: &str| item.get("stats").and_then(|s| s.get(field)).and_then(Value::as_u64).unwrap_or(0);
        let node =
            nodes.as_array().into_iter().flatten().find(|node| {
                node.get("node-name").and_then(Value::as_str).is_some_and(|name| name == text("node-name"))
            });
        let image = |field: &str| node.and_then(|node| node.get("image")?.get(field)?.as_u64());
        all.push(BlockStats {
            alias: alias_of(text("qdev")).to_owned(),
            rd: [number("rd_operations"), number("rd_bytes"), number("rd_total_time_ns")],
            wr: [number("wr_operations"), number("wr_bytes"), number("wr_total_time_ns")],
            fl: [number("flush_operations"), number("flush_total_time_ns")],
            highest_offset: number("wr_highest_offset"),
            capacity: image("virtual-size"),
            physical: image("actual-size"),
        });
    }
    all
}

/// Asks QEMU for the figures of all disks.
pub(crate) fn block_stats(live: &Live) -> virt::Result<Vec<BlockStats>> {
    let flat = Some(serde_json::json!({"flat": true}));
    let stats = live.monitor.send("query-blockstats", None, crate::live::MONITOR_WAIT)?;
    let nodes = live.monitor.send("query-named-block-nodes", flat, crate::live::MONITOR_WAIT)?;
    let stats = stats.wait()?;
    Ok(parse(&stats, &nodes.wait()?))
}

/// Adds the figures of all disks.
pub(super) fn add(core: &Core, snapshot: &Snapshot, answers: Option<&Vec<BlockStats>>, out: &mut Figures) {
    let Some(live) = &snapshot.live else {
        add_at_rest(core, snapshot, out);
        return;
    };
    let document = live.document();
    let disks = &document.domain.devices.disks;
    out.add("block.count", u32::try_from(disks.len()).unwrap_or(u32::MAX));
    for (number, disk) in disks.iter().enumerate() {
        out.add(format!("block.{number}.name"), disk.target.dev.as_str());
        if let Some(path) = disk.source.path() {
            out.add(format!("block.{number}.path"), path);
        }
        if let Some(index) = disk.source.common().index {
            out.add(format!("block.{number}.backingIndex"), index);
        }
        if let Some(stats) = answers.and_then(|all| all.iter().find(|stats| stats.alias == disk.info.alias())) {
            add_one(number, disk, stats, out);
        }
    }
}

fn add_one(number: usize, disk: &Disk, stats: &BlockStats, out: &mut Figures) {
    for (word, [requests, bytes, times]) in [("rd", stats.rd), ("wr", stats.wr)] {
        out.add(format!("block.{number}.{word}.reqs"), requests);
        out.add(format!("block.{number}.{word}.bytes"), bytes);
        out.add(format!("block.{number}.{word}.times"), times);
    }
    out.add(format!("block.{number}.fl.reqs"), stats.fl[0]);
    out.add(format!("block.{number}.fl.times"), stats.fl[1]);
    if disk.source.is_empty() {
        return;
    }
    out.add(format!("block.{number}.allocation"), stats.highest_offset);
    if let Some(capacity) = stats.capacity {
        out.add(format!("block.{number}.capacity"), capacity);
    }
    if let Some(physical) = stats.physical {
        out.add(format!("block.{number}.physical"), physical);
    }
}

fn add_at_rest(core: &Core, snapshot: &Snapshot, out: &mut Figures) {
    let _ = snapshot.with_summary(|summary| {
        out.add("block.count", u32::try_from(summary.disks.len()).unwrap_or(u32::MAX));
        for (number, disk) in summary.disks.iter().enumerate() {
            out.add(format!("block.{number}.name"), disk.target.as_str());
            let Some(path) = &disk.source else { continue };
            out.add(format!("block.{number}.path"), path.as_str());
            // Only a local file that is there can be measured without waiting for a peer.
            if let Ok(identity) = core.files.identity(Path::new(path))
                && identity.is_regular()
            {
                let capacity = crate::block::virtual_size(Path::new(path)).unwrap_or(identity.size);
                out.add(format!("block.{number}.capacity"), capacity);
                out.add(format!("block.{number}.physical"), identity.size);
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn answers_are_joined_by_node_and_damage_is_survived() {
        let stats = json!([
            {"qdev": "/machine/peripheral/virtio-disk0/virtio-backend", "node-name": "libvirt-1-format",
             "stats": {"rd_operations": 2, "rd_bytes": 1024, "rd_total_time_ns": 9, "wr_highest_offset": 7}},
            {"stats": "nonsense"}, 7
        ]);
        let nodes = json!([{"node-name": "libvirt-1-format", "image": {"virtual-size": 100, "actual-size": 50}}, null]);
        let parsed = parse(&stats, &nodes);
        assert_eq!(parsed[0].alias, "virtio-disk0");
        assert_eq!((parsed[0].rd, parsed[0].highest_offset), ([2, 1024, 9], 7));
        assert_eq!((parsed[0].capacity, parsed[0].physical), (Some(100), Some(50)));
        assert_eq!(parsed[1], BlockStats::default());
        assert!(parse(&Value::Null, &Value::Null).is_empty());
    }
}
