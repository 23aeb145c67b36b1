//! Committing a disk's changes into the images below, and copying a disk while the guest runs.

use ferrovirt::{DomainRef, TypedParam, constants::*};

use super::block_job::{Wait, Waited, bandwidth};
use crate::context::Context;
use crate::failure::{Failure, Lead, Outcome};
use crate::table::{Command, Complete, alias, flag, int, scaled, string};

/// The rows of this file.
pub const COMMANDS: &[Command] = &[
    Command {
        name: "blockcommit",
        help: "Start a block commit operation.",
        about: "Commit changes from a snapshot down to its backing image.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("path", "fully-qualified path of disk").required(),
            scaled("bandwidth", "bandwidth limit in MiB/s").unlisted(),
            string("base", "path of base file to commit into (default bottom of chain)").unlisted(),
            flag("shallow", "use backing file of top as base"),
            string("top", "path of top file to commit from (default top of chain)").unlisted(),
            flag("active", "trigger two-stage active commit of top file"),
            flag("delete", "delete files that were successfully committed"),
            flag("wait", "wait for job to complete (with --active, wait for job to sync)"),
            flag("verbose", "with --wait, display the progress"),
            int("timeout", "implies --wait, abort if copy exceeds timeout (in seconds)").unlisted(),
            flag("pivot", "implies --active --wait, pivot when commit is synced"),
            flag("keep-overlay", "implies --active --wait, quit when commit is synced"),
            flag("async", "with --wait, don't wait for cancel to finish"),
            flag("keep-relative", "keep the backing chain relatively referenced"),
            flag("bytes", "the bandwidth limit is in bytes/s rather than MiB/s"),
        ],
        run: blockcommit,
        ..Command::EMPTY
    },
    Command {
        name: "blockcopy",
        help: "Start a block copy operation.",
        about: "Copy a disk backing image chain to dest.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("path", "fully-qualified path of source disk").required(),
            string("dest", "path of the copy to create").unlisted().completes(Complete::File),
            scaled("bandwidth", "bandwidth limit in MiB/s").unlisted(),
            flag("shallow", "make the copy share a backing chain"),
            flag("reuse-external", "reuse existing destination"),
            alias("raw", "format=raw"),
            flag("blockdev", "copy destination is block device instead of regular file"),
            flag("wait", "wait for job to reach mirroring phase"),
            flag("verbose", "with --wait, display the progress"),
            int("timeout", "implies --wait, abort if copy exceeds timeout (in seconds)").unlisted(),
            flag("pivot", "implies --wait, pivot when mirroring starts"),
            flag("finish", "implies --wait, quit when mirroring starts"),
            flag("async", "with --wait, don't wait for cancel to finish"),
            string("xml", "filename containing XML description of the copy destination")
                .unlisted()
                .completes(Complete::File),
            string("format", "format of the destination file").unlisted(),
            int("granularity", "power-of-two granularity to use during the copy").unlisted(),
            int("buf-size", "maximum amount of in-flight data during the copy").unlisted(),
            flag("bytes", "the bandwidth limit is in bytes/s rather than MiB/s"),
            flag("transient-job", "the copy job is not persisted if VM is turned off"),
            flag(
                "synchronous-writes",
                "the copy job forces guest writes to be synchronously written to the destination",
            ),
            flag("print-xml", "print the XML used to start the copy job instead of starting the job"),
        ],
        run: blockcopy,
        ..Command::EMPTY
    },
];

/// Whether a command waits for its job: because it was told to, or because what it was told comes after the end. `stop`
/// is the option that ends the job and keeps the disk.
fn waits(cx: &Context<'_>, stop: &str) -> Outcome<bool> {
    let limit = super::events::timeout(cx)?;
    let waits = limit.is_some() || ["wait", "pivot", stop].into_iter().any(|option| cx.args.flag(option));
    for option in ["verbose", "async"] {
        if cx.args.flag(option) && !waits {
            let message = format!("--{option} requires at least one of --timeout, --wait, --pivot, or --{stop}");
            return Err(Failure::new(message));
        }
    }
    Ok(waits)
}

fn blockcommit(cx: &mut Context<'_>) -> Outcome {
    cx.args.exclusive("pivot", "keep-overlay")?;
    let waits = waits(cx, "keep-overlay")?;
    let active = ["active", "pivot", "keep-overlay"].into_iter().any(|option| cx.args.flag(option));
    let in_bytes = cx.args.flag("bytes");
    let speed = bandwidth(cx, in_bytes)?.unwrap_or(0);
    let mut flags = cx.args.bits(&[
        ("shallow", VIR_DOMAIN_BLOCK_COMMIT_SHALLOW),
        ("delete", VIR_DOMAIN_BLOCK_COMMIT_DELETE),
        ("keep-relative", VIR_DOMAIN_BLOCK_COMMIT_RELATIVE),
        ("bytes", VIR_DOMAIN_BLOCK_COMMIT_BANDWIDTH_BYTES),
    ]);
    if active {
        flags |= VIR_DOMAIN_BLOCK_COMMIT_ACTIVE;
    }
    let dom = cx.domain()?;
    let path = cx.args.required("path")?.to_owned();
    let (base, top) = (cx.args.text("base")?.map(str::to_owned), cx.args.text("top")?.map(str::to_owned));
    cx.conn()?.domain.block_commit(&dom, &path, base.as_deref(), top.as_deref(), speed, flags)?;
    let words = Words {
        started: if active { "Active Block Commit started" } else { "Block Commit started" },
        title: "Block commit",
        aborted: "Commit aborted",
        gone: "Commit complete",
        ready: "Now in synchronized phase",
        stop: ("keep-overlay", "Commit complete, overlay image kept"),
    };
    see_through(cx, &dom, &path, waits, words)
}

fn blockcopy(cx: &mut Context<'_>) -> Outcome {
    for (one, other) in [("dest", "xml"), ("format", "xml"), ("blockdev", "xml"), ("pivot", "finish")] {
        cx.args.exclusive(one, other)?;
    }
    let waits = waits(cx, "finish")?;
    let in_bytes = cx.args.flag("bytes");
    let speed = bandwidth(cx, in_bytes)?;
    let params = copy_params(cx)?;
    let flags = cx.args.bits(&[
        ("shallow", VIR_DOMAIN_BLOCK_COPY_SHALLOW),
        ("reuse-external", VIR_DOMAIN_BLOCK_COPY_REUSE_EXT),
        ("transient-job", VIR_DOMAIN_BLOCK_COPY_TRANSIENT_JOB),
        ("synchronous-writes", VIR_DOMAIN_BLOCK_COPY_SYNCHRONOUS_WRITES),
    ]);
    if !cx.args.has("dest") && !cx.args.has("xml") {
        return Err(Failure::new("need either --dest or --xml"));
    }
    let dom = cx.domain()?;
    let path = cx.args.required("path")?.to_owned();
    let document = destination(cx)?;
    if cx.args.flag("print-xml") {
        cx.out.say(document);
        return Ok(());
    }
    match params.is_empty().then(|| rebase_flags(cx)).transpose()?.flatten() {
        Some(flags) => {
            let dest = cx.args.required("dest")?.to_owned();
            cx.conn()?.domain.block_rebase(&dom, &path, Some(&dest), speed.unwrap_or(0), flags)?;
        }
        None => {
            let speed = speed.map(|speed| if in_bytes { speed } else { speed << 20 });
            let speed = speed.map(|bytes| TypedParam::new(VIR_DOMAIN_BLOCK_COPY_BANDWIDTH, bytes));
            let params: Vec<_> = speed.into_iter().chain(params).collect();
            cx.conn()?.domain.block_copy(&dom, &path, &document, &params, flags)?;
        }
    }
    let words = Words {
        started: "Block Copy started",
        title: "Block Copy",
        aborted: "Copy aborted",
        gone: "Copy complete",
        ready: "Now in mirroring phase",
        stop: ("finish", "Successfully copied"),
    };
    see_through(cx, &dom, &path, waits, words)
}

/// What else than a bandwidth the options say of how data is copied.
fn copy_params(cx: &Context<'_>) -> Outcome<Vec<TypedParam>> {
    let granularity = cx.args.number::<u32>("granularity")?.filter(|granularity| *granularity > 0);
    let size = cx.args.number::<u64>("buf-size")?.filter(|size| *size > 0);
    let granularity = granularity.map(|granularity| TypedParam::new(VIR_DOMAIN_BLOCK_COPY_GRANULARITY, granularity));
    let size = size.map(|size| TypedParam::new(VIR_DOMAIN_BLOCK_COPY_BUF_SIZE, size));
    Ok(granularity.into_iter().chain(size).collect())
}

/// The flags of the older call, which every daemon has, where it can say what the options say.
fn rebase_flags(cx: &Context<'_>) -> Outcome<Option<u32>> {
    let newer = ["xml", "transient-job", "synchronous-writes"].into_iter().any(|option| cx.args.has(option));
    let raw = match cx.args.text("format")? {
        _ if newer => return Ok(None),
        None => 0,
        Some("raw") => VIR_DOMAIN_BLOCK_REBASE_COPY_RAW,
        Some(_) => return Ok(None),
    };
    let flags = cx.args.bits(&[
        ("shallow", VIR_DOMAIN_BLOCK_REBASE_SHALLOW),
        ("reuse-external", VIR_DOMAIN_BLOCK_REBASE_REUSE_EXT),
        ("blockdev", VIR_DOMAIN_BLOCK_REBASE_COPY_DEV),
        ("bytes", VIR_DOMAIN_BLOCK_REBASE_BANDWIDTH_BYTES),
    ]);
    Ok(Some(flags | raw | VIR_DOMAIN_BLOCK_REBASE_COPY))
}

/// The document that says where the copy goes: the user's, or one that the options make.
fn destination(cx: &Context<'_>) -> Outcome<String> {
    if let Some(file) = cx.args.text("xml")? {
        return super::files::read(file);
    }
    let quoted = |text: &str| {
        let mut out = String::new();
        xml::escape(&mut out, text);
        out
    };
    let dest = quoted(cx.args.required("dest")?);
    let (kind, attribute) = if cx.args.flag("blockdev") { ("block", "dev") } else { ("file", "file") };
    let format = cx.args.text("format")?.map(|format| format!("  <driver type='{}'/>\n", quoted(format)));
    let format = format.unwrap_or_default();
    Ok(format!("<disk type='{kind}'>\n  <source {attribute}='{dest}'/>\n{format}</disk>\n"))
}

/// How one kind of job is spoken of.
struct Words {
    started: &'static str,
    title: &'static str,
    aborted: &'static str,
    gone: &'static str,
    ready: &'static str,
    /// The option that ends the job and keeps the disk, and what is said then.
    stop: (&'static str, &'static str),
}

/// Says that a job has started; or, if that was asked for, waits for it and ends it as the options say.
fn see_through(cx: &mut Context<'_>, dom: &DomainRef, path: &str, waits: bool, words: Words) -> Outcome {
    if !waits {
        cx.out.remark(words.started);
        return Ok(());
    }
    let wait = Wait {
        title: words.title,
        verbose: cx.args.flag("verbose"),
        limit: super::events::timeout(cx)?,
        asynchronous: cx.args.flag("async"),
        until_ready: true,
    };
    let waited = wait.run(cx, dom, path)?;
    let end = |cx: &mut Context<'_>, flags: u32, what: &str| {
        let ended = cx.drivers()?.domain.block_job_abort(dom, path, flags);
        ended.lead(format!("failed to {what} job for disk {path}"))
    };
    let said = match waited {
        Waited::Aborted => {
            cx.out.remark(format!("\n{}", words.aborted));
            return Err(Failure::silent());
        }
        Waited::Gone => words.gone,
        Waited::Ready if cx.args.flag("pivot") => {
            end(cx, VIR_DOMAIN_BLOCK_JOB_ABORT_PIVOT, "pivot")?;
            "Successfully pivoted"
        }
        Waited::Ready if cx.args.flag(words.stop.0) => {
            end(cx, 0, "finish")?;
            words.stop.1
        }
        Waited::Ready => words.ready,
    };
    cx.out.remark(format!("\n{said}"));
    Ok(())
}
