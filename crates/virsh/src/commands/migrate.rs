//! Moving guests to other hosts.

use std::time::Duration;

use ferrovirt::generated::domain::DomainDriver;
use ferrovirt::{Connect, DomainRef, TypedParam, constants::*, migration, typed_param};

use super::files;
use super::job_watch::Watch;
use crate::context::Context;
use crate::failure::{Failure, Lead, Outcome};
use crate::table::{Command, Complete, Opt, alias, flag, int, string};

/// The rows of this file.
pub const COMMANDS: &[Command] = &[Command {
    name: "migrate",
    help: "migrate domain to another host",
    about: "Migrate domain to another host.  Add --live for live migration.",
    options: OPTIONS,
    run: migrate,
    ..Command::EMPTY
}];

/// The options, in the order of `help`.
const OPTIONS: &[Opt] = &[
    string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
    string("desturi", "connection URI of the destination host as seen from the client(normal migration) or source(p2p migration)").required(),
    flag("live", "live migration"),
    flag("offline", "offline migration"),
    flag("p2p", "peer-2-peer migration"),
    flag("direct", "direct migration"),
    alias("tunneled", "tunnelled"),
    flag("tunnelled", "tunnelled migration"),
    flag("persistent", "persist VM on destination"),
    flag("undefinesource", "undefine VM on source"),
    flag("suspend", "do not restart the domain on the destination host"),
    flag("copy-storage-all", "migration with non-shared storage with full disk copy"),
    flag("copy-storage-inc", "migration with non-shared storage with incremental copy (same base image shared between source and destination)"),
    flag("copy-storage-synchronous-writes", "force guest disk writes to be synchronously written to the destination to improve storage migration convergence"),
    flag("change-protection", "prevent any configuration changes to domain until migration ends"),
    flag("unsafe", "force migration even if it may be unsafe"),
    flag("verbose", "display the progress of migration"),
    flag("compressed", "compress repeated pages during live migration"),
    flag("auto-converge", "force convergence during live migration"),
    flag("rdma-pin-all", "pin all memory before starting RDMA live migration"),
    flag("abort-on-error", "abort on soft errors during migration"),
    flag("postcopy", "enable post-copy migration; switch to it using migrate-postcopy command"),
    flag("postcopy-after-precopy", "automatically switch to post-copy migration after one pass of pre-copy"),
    flag("postcopy-resume", "resume failed post-copy migration"),
    flag("zerocopy", "use zero-copy mechanism for migrating memory pages"),
    string("migrateuri", "migration URI, usually can be omitted").unlisted(),
    string("graphicsuri", "graphics URI to be used for seamless graphics migration").unlisted(),
    string("listen-address", "listen address that destination should bind to for incoming migration").unlisted(),
    string("dname", "rename to new name during migration (if supported)").unlisted(),
    int("timeout", "run action specified by --timeout-* option (suspend by default) if live migration exceeds timeout (in seconds)").unlisted(),
    flag("timeout-suspend", "suspend the guest after timeout"),
    flag("timeout-postcopy", "switch to post-copy after timeout"),
    string("xml", "filename containing updated XML for the target").unlisted().completes(Complete::File),
    string("migrate-disks", "comma separated list of disks to be migrated").unlisted(),
    string("migrate-disks-detect-zeroes", "comma separated list of disks to be migrated with zero detection enabled"),
    int("disks-port", "port to use by target server for incoming disks migration").unlisted(),
    string("disks-uri", "URI to use for disks migration (overrides --disks-port)"),
    string("comp-methods", "comma separated list of compression methods to be used"),
    int("comp-mt-level", "compress level for multithread compression"),
    int("comp-mt-threads", "number of compression threads for multithread compression"),
    int("comp-mt-dthreads", "number of decompression threads for multithread compression"),
    int("comp-xbzrle-cache", "page cache size for xbzrle compression"),
    int("auto-converge-initial", "initial CPU throttling rate for auto-convergence"),
    int("auto-converge-increment", "CPU throttling rate increment for auto-convergence"),
    string("persistent-xml", "filename containing updated persistent XML for the target").completes(Complete::File),
    flag("tls", "use TLS for migration"),
    int("postcopy-bandwidth", "post-copy migration bandwidth limit in MiB/s"),
    flag("parallel", "enable parallel migration"),
    int("parallel-connections", "number of connections for parallel migration"),
    int("bandwidth", "migration bandwidth limit in MiB/s"),
    string("tls-destination", "override the destination host name used for TLS verification"),
    int("comp-zlib-level", "compress level for zlib compression"),
    int("comp-zstd-level", "compress level for zstd compression"),
    int("available-switchover-bandwidth", "bandwidth (in MiB/s) available for the final phase of migration"),
];

/// Options that are flags of the call.
const FLAGS: &[(&str, u32)] = &[
    ("live", VIR_MIGRATE_LIVE),
    ("offline", VIR_MIGRATE_OFFLINE),
    ("p2p", VIR_MIGRATE_PEER2PEER),
    ("tunnelled", VIR_MIGRATE_TUNNELLED),
    ("persistent", VIR_MIGRATE_PERSIST_DEST),
    ("undefinesource", VIR_MIGRATE_UNDEFINE_SOURCE),
    ("suspend", VIR_MIGRATE_PAUSED),
    ("copy-storage-all", VIR_MIGRATE_NON_SHARED_DISK),
    ("copy-storage-inc", VIR_MIGRATE_NON_SHARED_INC),
    ("copy-storage-synchronous-writes", VIR_MIGRATE_NON_SHARED_SYNCHRONOUS_WRITES),
    ("change-protection", VIR_MIGRATE_CHANGE_PROTECTION),
    ("unsafe", VIR_MIGRATE_UNSAFE),
    ("compressed", VIR_MIGRATE_COMPRESSED),
    ("auto-converge", VIR_MIGRATE_AUTO_CONVERGE),
    ("rdma-pin-all", VIR_MIGRATE_RDMA_PIN_ALL),
    ("abort-on-error", VIR_MIGRATE_ABORT_ON_ERROR),
    ("postcopy", VIR_MIGRATE_POSTCOPY),
    ("postcopy-resume", VIR_MIGRATE_POSTCOPY_RESUME),
    ("zerocopy", VIR_MIGRATE_ZEROCOPY),
    ("tls", VIR_MIGRATE_TLS),
    ("parallel", VIR_MIGRATE_PARALLEL),
];

/// What the value of an option is, which becomes a parameter of the call.
enum Kind {
    Text,
    /// The name of a file, whose content is sent.
    File,
    /// Several, each a parameter.
    List,
    Int,
    /// A number of which 0 is none.
    Port,
    Large,
}

/// Options that are parameters of the call.
const PARAMS: &[(&str, &str, Kind)] = &[
    ("migrateuri", VIR_MIGRATE_PARAM_URI, Kind::Text),
    ("graphicsuri", VIR_MIGRATE_PARAM_GRAPHICS_URI, Kind::Text),
    ("listen-address", VIR_MIGRATE_PARAM_LISTEN_ADDRESS, Kind::Text),
    ("disks-port", VIR_MIGRATE_PARAM_DISKS_PORT, Kind::Port),
    ("disks-uri", VIR_MIGRATE_PARAM_DISKS_URI, Kind::Text),
    ("dname", VIR_MIGRATE_PARAM_DEST_NAME, Kind::Text),
    ("migrate-disks", VIR_MIGRATE_PARAM_MIGRATE_DISKS, Kind::List),
    ("migrate-disks-detect-zeroes", VIR_MIGRATE_PARAM_MIGRATE_DISKS_DETECT_ZEROES, Kind::List),
    ("comp-methods", VIR_MIGRATE_PARAM_COMPRESSION, Kind::List),
    ("comp-mt-level", VIR_MIGRATE_PARAM_COMPRESSION_MT_LEVEL, Kind::Int),
    ("comp-mt-threads", VIR_MIGRATE_PARAM_COMPRESSION_MT_THREADS, Kind::Int),
    ("comp-mt-dthreads", VIR_MIGRATE_PARAM_COMPRESSION_MT_DTHREADS, Kind::Int),
    ("comp-xbzrle-cache", VIR_MIGRATE_PARAM_COMPRESSION_XBZRLE_CACHE, Kind::Large),
    ("comp-zlib-level", VIR_MIGRATE_PARAM_COMPRESSION_ZLIB_LEVEL, Kind::Int),
    ("comp-zstd-level", VIR_MIGRATE_PARAM_COMPRESSION_ZSTD_LEVEL, Kind::Int),
    ("xml", VIR_MIGRATE_PARAM_DEST_XML, Kind::File),
    ("persistent-xml", VIR_MIGRATE_PARAM_PERSIST_XML, Kind::File),
    ("auto-converge-initial", VIR_MIGRATE_PARAM_AUTO_CONVERGE_INITIAL, Kind::Int),
    ("auto-converge-increment", VIR_MIGRATE_PARAM_AUTO_CONVERGE_INCREMENT, Kind::Int),
    ("postcopy-bandwidth", VIR_MIGRATE_PARAM_BANDWIDTH_POSTCOPY, Kind::Large),
    ("parallel-connections", VIR_MIGRATE_PARAM_PARALLEL_CONNECTIONS, Kind::Int),
    ("bandwidth", VIR_MIGRATE_PARAM_BANDWIDTH, Kind::Large),
    ("tls-destination", VIR_MIGRATE_PARAM_TLS_DESTINATION, Kind::Text),
    ("available-switchover-bandwidth", VIR_MIGRATE_PARAM_BANDWIDTH_AVAIL_SWITCHOVER, Kind::Large),
];

/// Refuses options that contradict each other, or lack another.
fn check(cx: &Context<'_>) -> Outcome {
    for (one, other) in
        [("live", "offline"), ("timeout-suspend", "timeout-postcopy"), ("copy-storage-all", "copy-storage-inc")]
    {
        cx.args.exclusive(one, other)?;
    }
    for (one, other) in [
        ("postcopy-after-precopy", "postcopy"),
        ("postcopy-resume", "postcopy"),
        ("timeout-postcopy", "postcopy"),
        ("persistent-xml", "persistent"),
        ("tls-destination", "tls"),
    ] {
        cx.args.requires(one, other)?;
    }
    Ok(())
}

/// Refuses what only moves with copies of the disks have, for others.
fn check_copies(cx: &Context<'_>) -> Outcome {
    let copies = cx.args.flag("copy-storage-all") || cx.args.flag("copy-storage-inc");
    for option in ["migrate-disks", "migrate-disks-detect-zeroes"] {
        cx.args.text(option)?;
    }
    for option in ["copy-storage-synchronous-writes", "migrate-disks", "migrate-disks-detect-zeroes"] {
        if cx.args.has(option) && !copies {
            let message = format!("'--{option}' requires one of '--copy-storage-all', '--copy-storage-inc'");
            return Err(Failure::new(message));
        }
    }
    Ok(())
}

/// The parameters that the options say.
fn params(cx: &Context<'_>) -> Outcome<Vec<TypedParam>> {
    let mut params = vec![];
    for (option, field, kind) in PARAMS {
        let mut add = |value: ferrovirt::TypedValue| params.push(TypedParam::new(*field, value));
        match kind {
            Kind::Text => cx.args.text(option)?.into_iter().for_each(|text| add(text.into())),
            Kind::List => {
                cx.args.text(option)?.into_iter().flat_map(|list| list.split(',')).for_each(|text| add(text.into()));
            }
            Kind::File => {
                if let Some(path) = cx.args.text(option)? {
                    add(files::document(path).lead(format!("cannot read file '{path}'"))?.into());
                }
            }
            Kind::Int => cx.args.number::<i32>(option)?.into_iter().for_each(|number| add(number.into())),
            Kind::Port => {
                let number = cx.args.number::<i32>(option)?.filter(|number| *number != 0);
                number.into_iter().for_each(|number| add(number.into()));
            }
            Kind::Large => cx.args.number::<u64>(option)?.into_iter().for_each(|number| add(number.into())),
        }
    }
    Ok(params)
}

/// After how long something is to happen to a guest that still moves.
fn limit(cx: &Context<'_>) -> Outcome<Option<Duration>> {
    let limit = cx.args.number::<u32>("timeout")?.filter(|seconds| *seconds > 0);
    let limit = limit.map(|seconds| Duration::from_secs(seconds.into()));
    if limit.is_some() && !cx.args.flag("live") {
        return Err(Failure::new("migrate: Unexpected timeout for offline migration"));
    }
    let acts = cx.args.flag("timeout-suspend") || cx.args.flag("timeout-postcopy");
    if acts && limit.is_none() {
        return Err(Failure::new("migrate: Unexpected --timeout-* option without --timeout"));
    }
    Ok(limit)
}

/// Whether all of a guest's memory has been copied once.
fn has_been_copied(driver: &dyn DomainDriver, dom: &DomainRef) -> bool {
    let stats = driver.job_stats(dom, 0).map(|stats| stats.params).unwrap_or_default();
    let rounds = typed_param::find(&stats, VIR_DOMAIN_JOB_MEMORY_ITERATION);
    rounds.and_then(super::params::unsigned).is_some_and(|rounds| rounds > 1)
}

fn migrate(cx: &mut Context<'_>) -> Outcome {
    check(cx)?;
    let dom = cx.domain()?;
    let limit = limit(cx)?;
    check_copies(cx)?;
    let flags = cx.args.bits(FLAGS);
    let uri = cx.args.required("desturi")?.to_owned();
    let params = params(cx)?;
    let source = cx.drivers()?;
    let by_source = cx.args.flag("p2p") || cx.args.flag("direct");
    if cx.args.flag("tunnelled") && !by_source {
        return Err(Failure::new("cannot perform tunnelled migration without using peer2peer flag"));
    }
    let target = match by_source {
        true => {
            migration::check_source(cx.conn()?, flags)?;
            None
        }
        false => Some(cx.session.open_another(&uri)?),
    };
    let driver = &source.domain;
    let begin_post_copy = || driver.migrate_start_post_copy(&dom, 0);
    let act: &dyn Fn() = match cx.args.flag("timeout-postcopy") {
        true => &|| drop(begin_post_copy()),
        false => &|| drop(driver.suspend(&dom)),
    };
    let when_copied = || has_been_copied(&**driver, &dom) && begin_post_copy().is_ok();
    let watch = Watch {
        late: limit.map(|limit| (limit, act)),
        each: cx.args.flag("postcopy-after-precopy").then_some(&when_copied as &dyn Fn() -> bool),
        ..Watch::new(cx, "Migration")
    };
    let moved = watch.work(cx, &dom, || match &target {
        None => migration::peer_to_peer(&source, &dom, &uri, &params, flags),
        Some(target) => migration::managed(&source, &dom, target, params, flags).map(drop),
    })?;
    target.map(Connect::close).transpose()?;
    Ok(moved?)
}
