//! `qemu.conf`: which account guests run as, which ports they get, and other choices of the administrator.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use host::files::Files;
use host::process::Credentials;
use virt::{Error, Result};

use crate::config_displays::{Access, Tls};

/// Largest configuration file.
const MAX_SIZE: u64 = 1 << 20;

/// The administrator's choices, with defaults filled in.
#[derive(Debug, Clone)]
pub(crate) struct Config {
    /// Account of guests; `None` means this process's own.
    pub(crate) credentials: Option<Credentials>,
    /// Whether images are given to the guests' account while they run.
    pub(crate) dynamic_ownership: bool,
    /// Address VNC listens on.
    pub(crate) vnc_listen: String,
    /// Address SPICE listens on.
    pub(crate) spice_listen: String,
    /// Who may look at VNC displays.
    pub(crate) vnc: Access,
    /// Encryption of VNC displays.
    pub(crate) vnc_tls: Tls,
    /// Who may look at SPICE displays.
    pub(crate) spice: Access,
    /// Encryption of SPICE displays.
    pub(crate) spice_tls: Tls,
    /// Encryption of character devices.
    pub(crate) chardev_tls: Tls,
    /// Encryption of the way to NBD servers.
    pub(crate) nbd_tls: Tls,
    /// First port of displays.
    pub(crate) display_port_min: u16,
    /// Last port of displays.
    pub(crate) display_port_max: u16,
    /// First port of displays over websockets.
    pub(crate) websocket_port_min: u16,
    /// Last port of displays over websockets.
    pub(crate) websocket_port_max: u16,
    /// Whether QEMU confines itself by a system call filter.
    pub(crate) seccomp_sandbox: bool,
    /// Whether a guest's memory goes into core files.
    pub(crate) dump_guest_core: bool,
    /// Whether QEMU puts time stamps before its messages.
    pub(crate) log_timestamp: bool,
    /// Most processes of the guests' account, where limited.
    pub(crate) max_processes: Option<u64>,
    /// Most open files of a guest, where limited.
    pub(crate) max_files: Option<u64>,
    /// Largest core file of a guest.
    pub(crate) max_core: u64,
    /// Seconds between two guests that start with the host.
    pub(crate) auto_start_delay_ms: u64,
    /// Folder for memory files.
    pub(crate) memory_backing_dir: Option<PathBuf>,
}

impl Config {
    /// Defaults for an instance that runs as root (`privileged`) or as a user.
    pub(crate) fn defaults(privileged: bool) -> Config {
        Config {
            credentials: None,
            dynamic_ownership: privileged,
            vnc_listen: "127.0.0.1".to_owned(),
            spice_listen: "127.0.0.1".to_owned(),
            vnc: Access::default(),
            vnc_tls: Tls::default(),
            spice: Access::default(),
            spice_tls: Tls::default(),
            chardev_tls: Tls::default(),
            nbd_tls: Tls::default(),
            display_port_min: 5900,
            display_port_max: 65535,
            websocket_port_min: 5700,
            websocket_port_max: 65535,
            seccomp_sandbox: true,
            dump_guest_core: false,
            log_timestamp: true,
            max_processes: None,
            max_files: None,
            max_core: u64::MAX,
            auto_start_delay_ms: 0,
            memory_backing_dir: None,
        }
    }

    /// Reads the file; a missing one means defaults.
    pub(crate) fn load(files: &dyn Files, path: &Path, privileged: bool) -> Result<Config> {
        let text = match files.read(path, MAX_SIZE) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(Error::system(format!("Failed to read '{}'", path.display()), &error)),
        };
        let settings = parse(&text).map_err(|error| error.context(path.display()))?;
        Config::from_settings(&settings, files, privileged)
    }

    fn from_settings(settings: &Settings, files: &dyn Files, privileged: bool) -> Result<Config> {
        let mut config = Config::defaults(privileged);
        let number = |key: &str| settings.number(key);
        let port = |key: &str, default: u16| match number(key)? {
            None => Ok(default),
            Some(value) => u16::try_from(value).map_err(|_| Error::conf_syntax(format!("{key}: {value} is no port"))),
        };
        config.dynamic_ownership = settings.switch("dynamic_ownership")?.unwrap_or(privileged);
        config.display_port_min = port("remote_display_port_min", 5900)?;
        config.display_port_max = port("remote_display_port_max", 65535)?;
        config.websocket_port_min = port("remote_websocket_port_min", 5700)?;
        config.websocket_port_max = port("remote_websocket_port_max", 65535)?;
        if let Some(address) = settings.text("vnc_listen") {
            config.vnc_listen = address.to_owned();
        }
        if let Some(address) = settings.text("spice_listen") {
            config.spice_listen = address.to_owned();
        }
        config.vnc = Access::read(settings, "vnc")?;
        config.vnc_tls = Tls::read(settings, files, "vnc")?;
        config.spice = Access::read(settings, "spice")?;
        config.spice_tls = Tls::read(settings, files, "spice")?;
        config.chardev_tls = Tls::read(settings, files, "chardev")?;
        config.nbd_tls = Tls::read(settings, files, "nbd")?;
        config.seccomp_sandbox = settings.switch("seccomp_sandbox")?.unwrap_or(true);
        config.dump_guest_core = settings.switch("dump_guest_core")?.unwrap_or(false);
        config.log_timestamp = settings.switch("log_timestamp")?.unwrap_or(true);
        let positive = |value: i64| u64::try_from(value).ok().filter(|value| *value > 0);
        config.max_processes = number("max_processes")?.and_then(positive);
        config.max_files = number("max_files")?.and_then(positive);
        config.max_core = match settings.text("max_core") {
            Some("unlimited") | None => {
                number("max_core")?.and_then(|value| u64::try_from(value).ok()).unwrap_or(u64::MAX)
            }
            Some(other) => {
                return Err(Error::conf_syntax(format!("max_core: '{other}' is neither a size nor 'unlimited'")));
            }
        };
        let delay = number("auto_start_delay")?.and_then(positive).unwrap_or(0);
        config.auto_start_delay_ms = delay.saturating_mul(1000);
        config.memory_backing_dir = settings.text("memory_backing_dir").map(|dir| Path::new(dir).join("libvirt/qemu"));
        if privileged {
            config.credentials = Some(credentials(settings.text("user"), settings.text("group"))?);
        }
        Ok(config)
    }
}

/// Debian's account for guests; other systems' is `qemu`.
const USERS: [&str; 2] = ["libvirt-qemu", "qemu"];

fn credentials(user: Option<&str>, group: Option<&str>) -> Result<Credentials> {
    let failed = |error: std::io::Error| Error::system("cannot read the account database", &error);
    let named = |name: &str| match name.strip_prefix('+').or(Some(name)).and_then(|digits| digits.parse().ok()) {
        Some(uid) => host::account::user_by_uid(uid).map_err(failed).map(|user| {
            Some(user.unwrap_or(host::account::User { name: String::new(), uid, gid: uid, home: String::new() }))
        }),
        None => host::account::user_by_name(name).map_err(failed),
    };
    let account = match user {
        Some(name) => named(name)?.ok_or_else(|| Error::conf_syntax(format!("user '{name}' does not exist")))?,
        None => {
            let mut found = None;
            for name in USERS {
                if found.is_none() {
                    found = host::account::user_by_name(name).map_err(failed)?;
                }
            }
            match found {
                Some(account) => account,
                None => named("root")?.ok_or_else(|| Error::conf_syntax("user 'root' does not exist"))?,
            }
        }
    };
    let gid = match group {
        // Packages that make an account for guests make a group of the same name beside it.
        None => host::account::group_by_name(&account.name).map_err(failed)?.unwrap_or(account.gid),
        Some(name) => match name.strip_prefix('+').unwrap_or(name).parse() {
            Ok(gid) => gid,
            Err(_) => host::account::group_by_name(name)
                .map_err(failed)?
                .ok_or_else(|| Error::conf_syntax(format!("group '{name}' does not exist")))?,
        },
    };
    let groups = match account.name.is_empty() {
        true => vec![gid],
        // The account's main group stays among its groups: access to /dev/kvm often hangs on it.
        false => {
            let mut groups = host::account::groups_of(&account.name, account.gid).map_err(failed)?;
            if !groups.contains(&gid) {
                groups.push(gid);
            }
            groups
        }
    };
    Ok(Credentials { uid: account.uid, gid, groups })
}

/// Keys and values of a configuration file.
#[derive(Debug, Default)]
pub(crate) struct Settings(BTreeMap<String, Setting>);

#[derive(Debug, PartialEq, Eq)]
enum Setting {
    Number(i64),
    Text(String),
    List(Vec<String>),
}

impl Settings {
    /// A yes or no.
    pub(crate) fn switch(&self, key: &str) -> Result<Option<bool>> {
        Ok(self.number(key)?.map(|value| value != 0))
    }

    fn number(&self, key: &str) -> Result<Option<i64>> {
        match self.0.get(key) {
            None | Some(Setting::Text(_)) => Ok(None),
            Some(Setting::Number(value)) => Ok(Some(*value)),
            Some(Setting::List(_)) => Err(Error::conf_syntax(format!("{key}: expected a number"))),
        }
    }

    pub(crate) fn text(&self, key: &str) -> Option<&str> {
        match self.0.get(key) {
            Some(Setting::Text(text)) => Some(text),
            _ => None,
        }
    }
}

/// Reads `key = value` lines: numbers, quoted texts, and lists of texts that may go over several lines.
pub(crate) fn parse(text: &str) -> Result<Settings> {
    let mut settings = Settings::default();
    let mut lines = text.lines().enumerate();
    while let Some((index, line)) = lines.next() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let bad = |what: &str| Error::conf_syntax(format!("line {}: {what}", index + 1));
        let (key, value) = line.split_once('=').ok_or_else(|| bad("expecting an assignment"))?;
        let mut value = value.trim().to_owned();
        if value.starts_with('[') {
            while !value.ends_with(']') {
                let (_, more) = lines.next().ok_or_else(|| bad("list is not closed with ]"))?;
                let more = more.trim();
                if !more.starts_with('#') {
                    value.push_str(more);
                }
            }
        }
        settings.0.insert(key.trim().to_owned(), parse_value(&value).ok_or_else(|| bad("expecting a value"))?);
    }
    Ok(settings)
}

fn parse_value(text: &str) -> Option<Setting> {
    if let Some(list) = text.strip_prefix('[') {
        let list = list.strip_suffix(']')?.trim().trim_end_matches(',');
        let parts = list.split(',').map(str::trim).filter(|part| !part.is_empty());
        return Some(Setting::List(parts.map(unquote).collect::<Option<_>>()?));
    }
    match text.starts_with(['"', '\'']) {
        true => Some(Setting::Text(unquote(text)?)),
        false => text.parse().ok().map(Setting::Number),
    }
}

fn unquote(text: &str) -> Option<String> {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let inside = text.strip_prefix(quote)?;
    let (inside, rest) = inside.split_once(quote)?;
    let rest = rest.trim();
    (rest.is_empty() || rest.starts_with('#')).then(|| inside.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_every_kind_are_read() {
        let settings = parse("# c\nuser = \"root\"\nvnc_tls = 1\nlist = [ \"a\",\n # no\n 'b', ]\n\n").unwrap();
        assert_eq!(settings.text("user"), Some("root"));
        assert_eq!(settings.number("vnc_tls").unwrap(), Some(1));
        assert_eq!(settings.0["list"], Setting::List(vec!["a".to_owned(), "b".to_owned()]));
        for text in ["nonsense", "a =", "a = [ \"x\"", "a = \"x", "a = x"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn choices_replace_defaults() {
        let config = |text: &str| Config::from_settings(&parse(text).unwrap(), &host::files::SystemFiles, false);
        let plain = config("").unwrap();
        assert!(plain.seccomp_sandbox && !plain.dynamic_ownership && plain.credentials.is_none());
        let chosen = config("seccomp_sandbox = 0\nremote_display_port_min = 6000\nmax_core = 0\n").unwrap();
        assert!(!chosen.seccomp_sandbox);
        assert_eq!((chosen.display_port_min, chosen.max_core), (6000, 0));
        assert!(config("remote_display_port_min = 70000").is_err());
    }

    #[test]
    fn accounts_may_be_named_or_numbered() {
        assert_eq!(credentials(Some("root"), Some("+12")).unwrap().gid, 12);
        assert_eq!(credentials(Some("+4242"), None).unwrap().uid, 4242);
        assert!(credentials(Some("no such user"), None).is_err());
    }
}
