//! QEMU's own long-running jobs that a call waits for: saving, loading and deleting a snapshot.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use virt::{Error, Result};

use crate::live::MONITOR_WAIT;

/// How often a job is looked at.
const INTERVAL: Duration = Duration::from_millis(20);

/// Runs the command `name`, which starts a job, until that job has ended, at most for `wait`.
pub(crate) fn run(monitor: &qmp::Monitor, name: &str, mut arguments: Value, wait: Duration) -> Result<()> {
    // Only calls that hold the guest's job come here, so one name is enough.
    let id = format!("ferrovirt-{name}");
    arguments["job-id"] = json!(id);
    monitor.execute(name, Some(arguments), MONITOR_WAIT)?;
    let deadline = Instant::now() + wait;
    let outcome = loop {
        let jobs = monitor.execute("query-jobs", None, MONITOR_WAIT)?;
        let job = jobs.as_array().into_iter().flatten().find(|job| job["id"] == json!(id)).cloned();
        let Some(job) = job else { break Err(Error::internal(format!("QEMU has lost its job '{name}'"))) };
        if job["status"] == "concluded" {
            break match job["error"].as_str() {
                None => Ok(()),
                Some(error) => Err(Error::operation_failed(format!("{name} failed: {error}"))),
            };
        }
        if Instant::now() > deadline {
            let _ = monitor.execute("job-cancel", Some(json!({ "id": id })), MONITOR_WAIT);
            break Err(Error::operation_failed(format!("{name} did not end within {} s", wait.as_secs())));
        }
        std::thread::sleep(INTERVAL);
    };
    let _ = monitor.execute("job-dismiss", Some(json!({ "id": id })), MONITOR_WAIT);
    outcome
}

/// The block nodes of the guest's disks that are open in QEMU, by the alias of the disk.
pub(crate) fn disk_nodes(monitor: &qmp::Monitor) -> Result<Vec<(String, String)>> {
    let devices = monitor.execute("query-block", None, MONITOR_WAIT)?;
    let node = |device: &Value| {
        let alias = crate::stats::alias_of(device["qdev"].as_str()?).to_owned();
        Some((alias, device["inserted"]["node-name"].as_str()?.to_owned()))
    };
    Ok(devices.as_array().into_iter().flatten().filter_map(node).collect())
}
