//! The daemon: `libvirtd`, and under their own names `virtqemud` and its siblings.

mod args;
mod background;
mod config;
mod drivers;
mod listen;
mod pidfile;
mod places;
mod server;
mod signals;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use args::Args;
use config::Config;
use logging::Settings as LogSettings;
use places::Places;
use server::{Limits, Server, Settings, Wake};
use virt::{Error, Result};

fn main() -> ExitCode {
    let mut words = std::env::args();
    let program = words.next().unwrap_or_default();
    let name = Path::new(&program).file_name().map_or("libvirtd".into(), |n| n.to_string_lossy().into_owned());
    let args = match Args::parse(words) {
        Ok(args) => args,
        Err(message) => {
            eprintln!("{name}: {message}\n{}", Args::usage(&name));
            return ExitCode::from(1);
        }
    };
    if args.help {
        print!("{}", Args::usage(&name));
        return ExitCode::SUCCESS;
    }
    if args.version {
        println!("{name} (ferrovirt) {}", env!("CARGO_PKG_VERSION"));
        return ExitCode::SUCCESS;
    }
    if args.background {
        let program = std::env::current_exe().unwrap_or_else(|_| PathBuf::from(&program));
        return background::start(&program).unwrap_or_else(|e| {
            eprintln!("{name}: cannot go to the background: {e}");
            ExitCode::from(1)
        });
    }
    match serve(&name, &args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            log::error!("{error}");
            eprintln!("{name}: {error}");
            ExitCode::from(6)
        }
    }
}

/// Freed memory that is kept for the next request: what bulk statistics of about 10,000 guests take.
const KEPT_MEMORY: usize = 16 << 20;

/// Larger blocks are the kernel's to give and take; few answers are as long.
const LARGE_BLOCK: usize = 8 << 20;

/// Runs the daemon until it is told to end.
fn serve(name: &str, args: &Args) -> Result<()> {
    let places = Places::new(args.state_root.as_deref(), name);
    let config_path = args.config.clone().unwrap_or_else(|| places.config.join(format!("{name}.conf")));
    let config = Config::read(&config_path)?;
    configure_logging(&config, args)?;
    for key in config.unknown() {
        log::warn!("{}: unknown key '{key}' is ignored", config_path.display());
    }
    raise_descriptor_limit();
    host::allocator::keep(KEPT_MEMORY, LARGE_BLOCK);
    let signals = signals::Signals::redirect().map_err(|e| Error::system("cannot redirect signals", &e))?;
    let pid_path = args.pid_file.clone().unwrap_or_else(|| places.pid_file.clone());
    let _pid_file = pidfile::PidFile::acquire(&pid_path)?;
    let settings = settings(&config, args)?;
    // Definitions are read and running guests re-attached before anybody can ask for them.
    let hypervisors = drivers::open(&places)?;
    let stem = if name == "libvirtd" { "libvirt" } else { name };
    let mut sockets = listen::open(&places, &config, stem, settings.group)?;
    let listeners = std::mem::take(&mut sockets.listeners);
    let mut server = Server::new(listeners, signals, hypervisors, settings)
        .map_err(|e| Error::system("cannot start the server", &e))?;
    host::activation::notify("READY=1");
    if background::is_second() {
        background::detach().map_err(|e| Error::system("cannot leave the terminal", &e))?;
    }
    log::info!("{name} (ferrovirt) {} serves in '{}'", env!("CARGO_PKG_VERSION"), places.run.display());
    loop {
        match server.run().map_err(|e| Error::system("the server's loop failed", &e))? {
            Wake::Terminate | Wake::Idle => break,
            Wake::Reload => reload(&mut server, &config_path, args),
        }
    }
    host::activation::notify("STOPPING=1");
    server.close();
    Ok(())
}

/// Reads the configuration again; a broken file changes nothing.
fn reload(server: &mut Server, path: &Path, args: &Args) {
    host::activation::notify("RELOADING=1");
    let read = Config::read(path).and_then(|config| {
        configure_logging(&config, args)?;
        settings(&config, args)
    });
    match read {
        Ok(settings) => server.apply(settings),
        Err(e) => log::error!("the configuration is not changed: {e}"),
    }
    server.hypervisors().iter().for_each(|h| h.reload());
    host::activation::notify("READY=1");
}

fn configure_logging(config: &Config, args: &Args) -> Result<()> {
    let level = config.number("log_level", 0)?;
    let level = if args.verbose && level == 0 { 2 } else { level };
    let outputs = config.text("log_outputs")?;
    // Without a word on it: the journal if we have it, else standard error.
    let journal = Path::new("/run/systemd/journal/socket").exists()
        && !args.verbose
        && std::env::var_os("JOURNAL_STREAM").is_some();
    let default = if journal { "1:journald" } else { "1:stderr" };
    let settings = LogSettings::parse_with_environment(
        u8::try_from(level).ok(),
        config.text("log_filters")?,
        outputs.or(Some(default)),
    )
    .map_err(Error::conf_syntax)?;
    logging::apply(&settings).map_err(Error::conf_syntax)
}

fn settings(config: &Config, args: &Args) -> Result<Settings> {
    let keepalive = config.number("keepalive_interval", 5)?;
    let count = config.count("keepalive_count", 5)?;
    let group = match config.text("unix_sock_group")? {
        Some(name) if rustix::process::geteuid().is_root() => Some(group(name)?),
        _ => None,
    };
    // Upstream's 20 anonymous clients lock everybody out when they stay silent; here they only stand in line.
    let waiting = config.count("max_queued_clients", 1000)?;
    Ok(Settings {
        limits: Limits { clients: config.count("max_clients", 5000)?, waiting },
        requests_max: config.count("max_client_requests", 5)?.max(1),
        keepalive: u64::try_from(keepalive)
            .ok()
            .filter(|i| *i > 0)
            .map(|i| (i, u32::try_from(count).unwrap_or(u32::MAX))),
        idle_timeout: args.timeout.map(Duration::from_secs),
        group,
    })
}

fn group(name: &str) -> Result<u32> {
    let found =
        host::account::group_by_name(name).map_err(|e| Error::system(format!("cannot look up group '{name}'"), &e))?;
    found.ok_or_else(|| Error::conf_syntax(format!("unix_sock_group: there is no group '{name}'")))
}

/// Lets the daemon hold as many descriptors as its account may.
fn raise_descriptor_limit() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limit = getrlimit(Resource::Nofile);
    if let Err(e) = setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, maximum: limit.maximum }) {
        log::debug!("the descriptor limit stays as it is: {e}");
    }
}
