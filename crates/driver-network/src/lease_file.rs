//! The file with the addresses that a network has handed out; dnsmasq tells of each by running a program.
//!
//! The file is libvirt's: a list of objects in JSON, one file for each bridge, so that leases survive a change of
//! daemons.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use host::files::{Durability, Files};
use serde_json::{Map, Value, json};

/// The environment variable that tells the program the network's bridge.
pub const BRIDGE_VARIABLE: &str = "VIR_BRIDGE_NAME";
/// The environment variable that tells the program the folder of the files.
pub const FOLDER_VARIABLE: &str = "FERROVIRT_LEASE_FOLDER";

/// Largest file.
const MAX_FILE: u64 = 32 << 20;

/// One lease.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lease {
    /// When it ends, in seconds since 1970; 0 is never.
    pub expires: i64,
    /// The address.
    pub ip: String,
    /// The card, where the client has said which one it is.
    pub mac: Option<String>,
    /// The name of the client.
    pub hostname: Option<String>,
    /// How the client calls itself.
    pub client_id: Option<String>,
    /// The client's number of its card, for IPv6.
    pub iaid: Option<String>,
    /// How the server calls itself, for IPv6.
    pub server_duid: Option<String>,
}

/// The file of a bridge.
pub fn path(folder: &Path, bridge: &str) -> PathBuf {
    folder.join(format!("{bridge}.status"))
}

impl Lease {
    fn parse(value: &Value) -> Option<Lease> {
        let text = |name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
        let expires = value.get("expiry-time").and_then(Value::as_i64).unwrap_or(0);
        let (mac, hostname, client_id) = (text("mac-address"), text("hostname"), text("client-id"));
        let (iaid, server_duid) = (text("iaid"), text("server-duid"));
        Some(Lease { expires, ip: text("ip-address")?, mac, hostname, client_id, iaid, server_duid })
    }

    fn format(&self) -> Value {
        let mut object = Map::new();
        let parts = [
            ("iaid", &self.iaid),
            ("ip-address", &Some(self.ip.clone())),
            ("mac-address", &self.mac),
            ("hostname", &self.hostname),
            ("client-id", &self.client_id),
            ("server-duid", &self.server_duid),
        ];
        for (name, text) in parts {
            if let Some(text) = text {
                object.insert(name.to_owned(), json!(text));
            }
        }
        object.insert("expiry-time".to_owned(), json!(self.expires));
        Value::Object(object)
    }
}

/// All leases of a file; one that does not exist or makes no sense has none.
pub fn read(files: &dyn Files, path: &Path) -> Vec<Lease> {
    let bytes = match files.read(path, MAX_FILE) {
        Ok(bytes) => bytes,
        Err(error) => {
            if error.kind() != ErrorKind::NotFound {
                log::warn!("cannot read leases from '{}': {error}", path.display());
            }
            return Vec::new();
        }
    };
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Vec::new();
    }
    match serde_json::from_slice::<Value>(&bytes) {
        Ok(Value::Array(list)) => list.iter().filter_map(Lease::parse).collect(),
        _ => {
            log::warn!("'{}' holds no list of leases", path.display());
            Vec::new()
        }
    }
}

/// Writes all leases.
pub fn write(files: &dyn Files, path: &Path, leases: &[Lease]) -> io::Result<()> {
    let list = Value::Array(leases.iter().map(Lease::format).collect());
    let mut text = serde_json::to_string_pretty(&list).map_err(io::Error::other)?;
    text.push('\n');
    files.write_atomic(path, text.as_bytes(), 0o644, Durability::Volatile)
}

/// Does what dnsmasq asks of the program by its arguments and environment, at the moment `now`; what is returned is for
/// its standard output.
pub fn answer(
    files: &dyn Files,
    args: &[String],
    environment: &BTreeMap<String, String>,
    now: i64,
) -> Result<String, String> {
    let variable = |name: &str| environment.get(name).filter(|text| !text.is_empty()).cloned();
    let bridge = variable(BRIDGE_VARIABLE).or_else(|| variable("DNSMASQ_INTERFACE"));
    let bridge = bridge.ok_or_else(|| format!("{BRIDGE_VARIABLE} does not say which network this is about"))?;
    if bridge.contains('/') {
        return Err(format!("{BRIDGE_VARIABLE}: '{bridge}' is no name for a network device"));
    }
    let folder = variable(FOLDER_VARIABLE).unwrap_or_else(|| "/var/lib/libvirt/dnsmasq".to_owned());
    let path = path(Path::new(&folder), &bridge);
    let mut leases = read(files, &path);
    leases.retain(|lease| lease.expires == 0 || lease.expires >= now);
    match args {
        [action] if action == "init" => return Ok(database(&leases)),
        [action, id, ip, rest @ ..] if matches!(action.as_str(), "add" | "old" | "del") => {
            let former = leases.iter().position(|lease| lease.ip == *ip).map(|at| leases.remove(at));
            if action != "del" {
                let told = Told { id, ip, hostname: rest.first().cloned() };
                leases.push(told.lease(former, &variable));
            }
        }
        // Other news, as of a file that was fetched, is not about leases.
        _ => return Ok(String::new()),
    }
    write(files, &path, &leases).map_err(|error| format!("cannot write '{}': {error}", path.display()))?;
    Ok(String::new())
}

/// What the arguments tell of a lease.
struct Told<'a> {
    id: &'a str,
    ip: &'a str,
    hostname: Option<String>,
}

impl Told<'_> {
    /// The lease, with what is known of it from before where nothing new is said.
    fn lease(self, former: Option<Lease>, variable: &dyn Fn(&str) -> Option<String>) -> Lease {
        let former = former.unwrap_or_default();
        let iaid = variable("DNSMASQ_IAID");
        let is_ipv6 = self.ip.contains(':');
        // With IPv6 the first argument is the name that the client gives itself.
        let (mac, client_id) = match is_ipv6 {
            true => (variable("DNSMASQ_MAC").or(former.mac), Some(self.id.to_owned())),
            // A kind of card before the address is only said where it is not Ethernet.
            false => (Some(self.id.to_owned()), variable("DNSMASQ_CLIENT_ID").or(former.client_id)),
        };
        let number = |name: &str| variable(name).and_then(|text| text.parse::<i64>().ok());
        Lease {
            expires: number("DNSMASQ_LEASE_EXPIRES").unwrap_or(former.expires),
            ip: self.ip.to_owned(),
            mac,
            hostname: self.hostname.or_else(|| variable("DNSMASQ_OLD_HOSTNAME")),
            client_id,
            iaid: if is_ipv6 { iaid.or(former.iaid) } else { None },
            server_duid: if is_ipv6 { variable("DNSMASQ_SERVER_DUID").or(former.server_duid) } else { None },
        }
    }
}

/// All leases as dnsmasq reads them when it starts.
fn database(leases: &[Lease]) -> String {
    fn or_star(text: &Option<String>) -> &str {
        text.as_deref().unwrap_or("*")
    }
    let mut out = String::new();
    for lease in leases.iter().filter(|lease| !lease.ip.contains(':')) {
        let (mac, name, id) = (or_star(&lease.mac), or_star(&lease.hostname), or_star(&lease.client_id));
        let _ = writeln!(out, "{} {mac} {} {name} {id}", lease.expires, lease.ip);
    }
    let of_ipv6 = || leases.iter().filter(|lease| lease.ip.contains(':'));
    if let Some(duid) = of_ipv6().find_map(|lease| lease.server_duid.as_ref()) {
        let _ = writeln!(out, "duid {duid}");
        for lease in of_ipv6() {
            let (iaid, name, id) = (or_star(&lease.iaid), or_star(&lease.hostname), or_star(&lease.client_id));
            let _ = writeln!(out, "{} {iaid} {} {name} {id}", lease.expires, lease.ip);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use host::files::SystemFiles;

    fn tell(folder: &Path, line: &str, variables: &[(&str, &str)], now: i64) -> Result<String, String> {
        let folder = folder.display().to_string();
        let fixed = [(BRIDGE_VARIABLE, "b0"), (FOLDER_VARIABLE, folder.as_str())];
        let all = fixed.iter().chain(variables).map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let args: Vec<String> = line.split(' ').map(str::to_owned).collect();
        answer(&SystemFiles, &args, &all.collect(), now)
    }

    #[test]
    fn leases_come_change_and_go() {
        let folder = std::env::temp_dir().join(format!("ferrovirt-leases-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let (mac, expires) = ("52:54:00:00:00:01", ("DNSMASQ_LEASE_EXPIRES", "1000"));
        tell(&folder, &format!("add {mac} 10.0.0.2 guest"), &[expires, ("DNSMASQ_CLIENT_ID", "01:52")], 5).unwrap();
        let duid = ("DNSMASQ_SERVER_DUID", "00:01");
        tell(&folder, "add 00:03:52 fd00::2", &[expires, duid, ("DNSMASQ_IAID", "17")], 5).unwrap();
        let text = std::fs::read_to_string(path(&folder, "b0")).unwrap();
        assert!(text.starts_with("[\n  {\n    \"ip-address\": \"10.0.0.2\",\n    \"mac-address\": \"52:"), "{text}");
        assert_eq!(
            tell(&folder, "init", &[], 5).unwrap(),
            format!("1000 {mac} 10.0.0.2 guest 01:52\nduid 00:01\n1000 17 fd00::2 * 00:03:52\n")
        );
        // A new name, and nothing new of the rest.
        tell(&folder, &format!("old {mac} 10.0.0.2 other"), &[], 5).unwrap();
        tell(&folder, "tftp 17 10.0.0.2 /file", &[], 5).unwrap();
        tell(&folder, "del 00:03:52 fd00::2", &[], 5).unwrap();
        assert_eq!(tell(&folder, "init", &[], 5).unwrap(), format!("1000 {mac} 10.0.0.2 other 01:52\n"));
        assert_eq!(tell(&folder, "init", &[], 1001).unwrap(), "");
        assert!(answer(&SystemFiles, &["init".to_owned()], &BTreeMap::new(), 0).is_err());
        assert!(tell(&folder, "init", &[(BRIDGE_VARIABLE, "../b")], 0).is_err());
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_broken_file_has_no_leases() {
        let path = std::env::temp_dir().join(format!("ferrovirt-broken-leases-{}", std::process::id()));
        for (text, count) in [("", 0), ("{", 0), ("{}", 0), ("[{}, 7, {\"ip-address\": \"10.0.0.1\"}]", 1)] {
            std::fs::write(&path, text).unwrap();
            assert_eq!(read(&SystemFiles, &path).len(), count, "{text}");
        }
        std::fs::remove_file(&path).unwrap();
    }
}
