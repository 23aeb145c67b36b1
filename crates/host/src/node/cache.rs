//! CPU caches, as the capabilities document lists them.

use super::{Node, format_list, parse_list};

/// One cache that some CPUs share.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct CacheBank {
    /// 1 is nearest to the CPU.
    pub level: u32,
    /// Number among the caches of its level.
    pub id: u32,
    /// `code`, `data` or `both`.
    pub kind: &'static str,
    /// Size in KiB.
    pub size_kib: u64,
    /// CPUs behind it, in the kernel's list form.
    pub cpus: String,
}

/// All caches from the second level on, without repetition, in order of level and number.
pub fn cache_banks(node: &Node) -> Vec<CacheBank> {
    let mut banks = Vec::new();
    for cpu in node.cpus_online() {
        let folder = format!("sys/devices/system/cpu/cpu{cpu}/cache");
        for index in node.numbered_folders(&folder, "index") {
            banks.extend(bank(node, &format!("{folder}/index{index}")).filter(|bank| bank.level > 1));
        }
    }
    banks.sort();
    banks.dedup();
    banks
}

fn bank(node: &Node, folder: &str) -> Option<CacheBank> {
    let size = node.line(&format!("{folder}/size"))?;
    let (digits, factor) = match size.strip_suffix('M') {
        Some(digits) => (digits, 1024),
        None => (size.trim_end_matches('K'), 1),
    };
    Some(CacheBank {
        level: u32::try_from(node.number(&format!("{folder}/level"))?).ok()?,
        id: u32::try_from(node.number(&format!("{folder}/id"))?).ok()?,
        kind: match node.line(&format!("{folder}/type"))?.as_str() {
            "Data" => "data",
            "Instruction" => "code",
            _ => "both",
        },
        size_kib: digits.parse::<u64>().ok()?.checked_mul(factor)?,
        cpus: format_list(&parse_list(&node.line(&format!("{folder}/shared_cpu_list"))?)),
    })
}
