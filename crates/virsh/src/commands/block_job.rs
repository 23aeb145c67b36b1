//! Jobs on a guest's disks: pulling, their progress, their end.

use std::time::Duration;

use ferrovirt::{DomainRef, constants::*};
use serde_json::json;

use crate::context::Context;
use crate::failure::{Failure, Lead, Outcome};
use crate::interrupt::{Interrupt, Woken};
use crate::table::{Command, Complete, flag, int, scaled, string};
use crate::words::pick;

/// The rows of this file.
pub const COMMANDS: &[Command] = &[
    Command {
        name: "blockjob",
        help: "Manage active block operations",
        about: "Query, adjust speed, or cancel active block operations.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("path", "fully-qualified path of disk").required(),
            flag("abort", "abort the active job on the specified disk"),
            flag("async", "implies --abort; request but don't wait for job end"),
            flag("pivot", "implies --abort; conclude and pivot a copy or commit job"),
            flag("info", "get active job information for the specified disk"),
            flag("bytes", "get/set bandwidth in bytes rather than MiB/s"),
            flag("raw", "implies --info; output details rather than human summary"),
            scaled("bandwidth", "set the bandwidth limit in MiB/s").unlisted(),
        ],
        run: blockjob,
        ..Command::EMPTY
    },
    Command {
        name: "blockpull",
        help: "Populate a disk from its backing image.",
        about: "Populate a disk from its backing image.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("path", "fully-qualified path of disk").required(),
            scaled("bandwidth", "bandwidth limit in MiB/s").unlisted(),
            string("base", "path of backing file in chain for a partial pull").unlisted(),
            flag("wait", "wait for job to finish"),
            flag("verbose", "with --wait, display the progress"),
            int("timeout", "with --wait, abort if pull exceeds timeout (in seconds)").unlisted(),
            flag("async", "with --wait, don't wait for cancel to finish"),
            flag("keep-relative", "keep the backing chain relatively referenced"),
            flag("bytes", "the bandwidth limit is in bytes/s rather than MiB/s"),
        ],
        run: blockpull,
        ..Command::EMPTY
    },
];

/// The option `bandwidth`, in MiB/s or, with `bytes`, in bytes/s; a number with a unit is whole MiB of that many bytes.
pub(super) fn bandwidth(cx: &Context<'_>, in_bytes: bool) -> Outcome<Option<u64>> {
    // Compat: here the option is called with its dashes.
    let dashed = |mut failure: Failure| {
        failure.lines.iter_mut().for_each(|line| *line = line.replace("<bandwidth>", "<--bandwidth>"));
        failure
    };
    // A number that is nothing else is taken as it is, and a negative one counts down from the largest.
    let plain = cx.args.value("bandwidth").and_then(|text| text.trim_start().parse::<i128>().ok());
    if let Some(plain) = plain.filter(|plain| plain.unsigned_abs() <= u128::from(u64::MAX)) {
        return Ok(Some(plain as u64));
    }
    let shift = if in_bytes { 0 } else { 20 };
    let bytes = cx.args.scaled("bandwidth", 1 << shift, u64::MAX).map_err(dashed)?;
    Ok(bytes.map(|bytes| bytes >> shift))
}

const KINDS: &[&str] = &["Unknown job", "Block Pull", "Block Copy", "Block Commit", "Active Block Commit", "Backup"];

fn blockjob(cx: &mut Context<'_>) -> Outcome {
    for (one, other) in [("raw", "abort"), ("raw", "pivot"), ("raw", "bandwidth"), ("info", "abort")] {
        cx.args.exclusive(one, other)?;
    }
    let (abort, wait, pivot) = (cx.args.flag("abort"), cx.args.flag("async"), cx.args.flag("pivot"));
    let in_bytes = cx.args.flag("bytes");
    let dom = cx.domain()?;
    let path = cx.args.required("path")?.to_owned();
    if abort || wait || pivot {
        let flags = if wait { VIR_DOMAIN_BLOCK_JOB_ABORT_ASYNC } else { 0 };
        let flags = flags | if pivot { VIR_DOMAIN_BLOCK_JOB_ABORT_PIVOT } else { 0 };
        return Ok(cx.conn()?.domain.block_job_abort(&dom, &path, flags)?);
    }
    if let Some(speed) = bandwidth(cx, in_bytes)? {
        let flags = if in_bytes { VIR_DOMAIN_BLOCK_JOB_SPEED_BANDWIDTH_BYTES } else { 0 };
        return Ok(cx.conn()?.domain.block_job_set_speed(&dom, &path, speed, flags)?);
    }
    info(cx, &dom, &path, in_bytes)
}

fn info(cx: &mut Context<'_>, dom: &DomainRef, path: &str, in_bytes: bool) -> Outcome {
    let flags = if in_bytes { VIR_DOMAIN_BLOCK_JOB_INFO_BANDWIDTH_BYTES } else { 0 };
    let job = cx.conn()?.domain.block_job_info(dom, path, flags)?;
    if job.found == 0 {
        if !cx.args.flag("raw") {
            cx.out.remark(format!("No current block job for {path}"));
        }
        cx.out.data(serde_json::Value::Null);
        return Ok(());
    }
    let kind = pick(KINDS, job.type_).unwrap_or(KINDS[0]);
    cx.out.data(json!({
        "type": kind, "bandwidth": job.bandwidth, "current": job.cur, "end": job.end,
    }));
    if cx.args.flag("raw") {
        let numbers = format!(" type={kind}\n bandwidth={}\n cur={}\n end={}\n", job.bandwidth, job.cur, job.end);
        cx.out.say(numbers);
        return Ok(());
    }
    cx.out.say(format!("{kind}: [{:.2} %]", percent(job.cur, job.end)));
    if job.bandwidth != 0 {
        let unit = if in_bytes { "bytes/s" } else { "MiB/s" };
        cx.out.say(format!("    Bandwidth limit: {} {unit}", job.bandwidth));
    }
    cx.out.say("\n");
    Ok(())
}

/// How far a job is; one that has nothing to do is done.
fn percent(current: u64, end: u64) -> f64 {
    if end == 0 || current >= end { 100.0 } else { current as f64 / end as f64 * 100.0 }
}

/// How often a job that is waited for is asked how far it is.
const TURN: Duration = Duration::from_millis(500);

fn blockpull(cx: &mut Context<'_>) -> Outcome {
    let in_bytes = cx.args.flag("bytes");
    let (verbose, asynchronous) = (cx.args.flag("verbose"), cx.args.flag("async"));
    let limit = super::events::timeout(cx)?;
    let waits = cx.args.flag("wait") || limit.is_some();
    for (given, option) in [(verbose, "verbose"), (asynchronous, "async")] {
        if given && !waits {
            return Err(Failure::new(format!("Option --wait is required by option --{option}")));
        }
    }
    let speed = bandwidth(cx, in_bytes)?.unwrap_or(0);
    let keep_relative = cx.args.flag("keep-relative");
    let dom = cx.domain()?;
    let path = cx.args.required("path")?.to_owned();
    let base = cx.args.text("base")?.map(str::to_owned);
    let domain = &cx.conn()?.domain;
    if base.is_some() || keep_relative {
        let mut flags = if in_bytes { VIR_DOMAIN_BLOCK_REBASE_BANDWIDTH_BYTES } else { 0 };
        if keep_relative {
            flags |= VIR_DOMAIN_BLOCK_REBASE_RELATIVE;
        }
        domain.block_rebase(&dom, &path, base.as_deref(), speed, flags)?;
    } else {
        let flags = if in_bytes { VIR_DOMAIN_BLOCK_PULL_BANDWIDTH_BYTES } else { 0 };
        domain.block_pull(&dom, &path, speed, flags)?;
    }
    if !waits {
        cx.out.remark("Block Pull started");
        return Ok(());
    }
    let wait = Wait { title: "Block Pull", verbose, limit, asynchronous, until_ready: false };
    match wait.run(cx, &dom, &path)? {
        Waited::Aborted => {
            cx.out.remark("\nPull aborted");
            Err(Failure::silent())
        }
        Waited::Gone | Waited::Ready => {
            cx.out.remark("\nPull complete");
            Ok(())
        }
    }
}

/// How to wait for a job.
pub(super) struct Wait {
    /// What the job is called where its progress is shown.
    pub(super) title: &'static str,
    pub(super) verbose: bool,
    pub(super) limit: Option<Duration>,
    /// Nobody waits for the end of a job that is cancelled.
    pub(super) asynchronous: bool,
    /// Not its end is waited for, but that both disks are the same.
    pub(super) until_ready: bool,
}

/// How waiting has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Waited {
    /// There is no job any more.
    Gone,
    /// Both disks are the same.
    Ready,
    /// Control-C or the time-out has cancelled it.
    Aborted,
}

impl Wait {
    /// Waits; Control-C and the time-out cancel the job.
    pub(super) fn run(&self, cx: &mut Context<'_>, dom: &DomainRef, path: &str) -> Outcome<Waited> {
        let interrupt = Interrupt::catch()?;
        let started = std::time::Instant::now();
        let driver = cx.drivers()?.domain;
        let ready = |document: &str| {
            let mirrors = super::disks::devices(document, |node| {
                let is_it = node.name() == "disk" && names(&node, path);
                is_it.then(|| node.first("mirror").is_some_and(|mirror| mirror.attr("ready").is_some()))
            });
            mirrors.map(|mirrors| mirrors.contains(&true))
        };
        loop {
            let job = driver.block_job_info(dom, path, 0).lead(format!("failed to query job for disk {path}"))?;
            let is_full = job.found != 0 && job.end > 0 && job.cur == job.end;
            let is_ready = self.until_ready && is_full && ready(&driver.xml_desc(dom, 0)?)?;
            if job.found == 0 || is_ready {
                if self.verbose {
                    eprint!("\n{}: [100.00 %]", self.title);
                }
                return Ok(if is_ready { Waited::Ready } else { Waited::Gone });
            }
            if self.verbose {
                eprint!("\r{}: [{:5.2} %]", self.title, percent(job.cur, job.end));
            }
            let woken = interrupt.wait(&[], Some(TURN))?;
            if woken == Woken::Interrupted || self.limit.is_some_and(|limit| started.elapsed() >= limit) {
                let flags = if self.asynchronous { VIR_DOMAIN_BLOCK_JOB_ABORT_ASYNC } else { 0 };
                driver.block_job_abort(dom, path, flags).lead(format!("failed to abort job for disk '{path}'"))?;
                return Ok(Waited::Aborted);
            }
        }
    }
}

/// Whether a disk is the one of this name in the guest, or of this image.
fn names(disk: &xml::Node<'_>, path: &str) -> bool {
    let source = disk.first("source");
    let image = source.and_then(|s| ["file", "dev", "dir", "name"].into_iter().find_map(|a| s.attr(a)));
    image == Some(path) || disk.first("target").and_then(|target| target.attr("dev")) == Some(path)
}
