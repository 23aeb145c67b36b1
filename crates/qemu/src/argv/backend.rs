//! The host side of a character device, from the words of `-chardev` to what the monitor is told.

use serde_json::{Map, Value, json};
use virt::{Error, Result};

/// `KIND,key=value,…`, in which a comma inside a value is doubled.
struct Words {
    kind: String,
    values: Vec<(String, String)>,
}

impl Words {
    fn read(text: &str) -> Words {
        let mut parts = vec![String::new()];
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            match (c, chars.peek()) {
                (',', Some(',')) => {
                    chars.next();
                    if let Some(part) = parts.last_mut() {
                        part.push(',');
                    }
                }
                (',', _) => parts.push(String::new()),
                (c, _) => {
                    if let Some(part) = parts.last_mut() {
                        part.push(c);
                    }
                }
            }
        }
        let mut parts = parts.into_iter();
        let kind = parts.next().unwrap_or_default();
        let values = parts.filter_map(|part| part.split_once('=').map(|(k, v)| (k.to_owned(), v.to_owned())));
        Words { kind, values: values.collect() }
    }

    fn text(&self, key: &str) -> Option<&str> {
        self.values.iter().find(|(k, _)| k == key).map(|(_, value)| value.as_str())
    }

    fn required(&self, key: &str) -> Result<&str> {
        self.text(key).ok_or_else(|| Error::internal(format!("a chardev of type '{}' has no '{key}'", self.kind)))
    }

    fn is_on(&self, key: &str) -> Option<bool> {
        self.text(key).map(|value| value == "on")
    }

    fn number(&self, key: &str) -> Option<u64> {
        self.text(key)?.parse().ok()
    }
}

/// The arguments of `chardev-add`.
pub(super) fn arguments(text: &str) -> Result<Value> {
    let words = Words::read(text);
    let mut data = data(&words)?;
    if let Some(path) = words.text("logfile") {
        data.insert("logfile".to_owned(), path.into());
        data.insert("logappend".to_owned(), words.is_on("logappend").unwrap_or(false).into());
    }
    let id = words.required("id")?;
    Ok(json!({ "id": id, "backend": { "type": words.kind, "data": data } }))
}

fn map(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

fn data(words: &Words) -> Result<Map<String, Value>> {
    Ok(match words.kind.as_str() {
        "null" | "pty" | "vc" => Map::new(),
        "serial" | "parallel" | "pipe" => map(json!({ "device": words.required("path")? })),
        "file" => map(json!({ "out": words.required("path")?, "append": words.is_on("append").unwrap_or(false) })),
        "socket" => socket(words)?,
        "udp" => udp(words)?,
        "spicevmc" => map(json!({ "type": words.required("name")? })),
        "spiceport" => map(json!({ "fqdn": words.required("name")? })),
        "dbus" => map(json!({ "name": words.required("name")? })),
        "qemu-vdagent" => {
            let mut data = Map::new();
            for key in ["clipboard", "mouse"] {
                data.extend(words.is_on(key).map(|on| (key.to_owned(), on.into())));
            }
            data
        }
        other => {
            let message = format!("a character device of type '{other}' cannot be plugged into a running guest");
            return Err(Error::operation_unsupported(message));
        }
    })
}

fn internet(host: &str, port: &str) -> Value {
    json!({ "type": "inet", "data": { "host": host, "port": port } })
}

fn socket(words: &Words) -> Result<Map<String, Value>> {
    let address = match (words.text("fd"), words.text("path")) {
        (Some(fd), _) => json!({ "type": "fd", "data": { "str": fd } }),
        (_, Some(path)) => json!({ "type": "unix", "data": { "path": path } }),
        _ => internet(words.required("host")?, words.required("port")?),
    };
    // The monitor takes who says nothing for a server, the command line does not.
    let server = words.is_on("server").unwrap_or(false);
    let mut data = map(json!({ "addr": address, "server": server }));
    if server {
        data.insert("wait".to_owned(), words.is_on("wait").unwrap_or(true).into());
    }
    data.extend(words.is_on("telnet").map(|on| ("telnet".to_owned(), on.into())));
    data.extend(words.text("tls-creds").map(|id| ("tls-creds".to_owned(), id.into())));
    for key in ["reconnect", "reconnect-ms"] {
        data.extend(words.number(key).map(|wait| (key.to_owned(), wait.into())));
    }
    Ok(data)
}

fn udp(words: &Words) -> Result<Map<String, Value>> {
    let mut data = map(json!({ "remote": internet(words.required("host")?, words.required("port")?) }));
    let (host, port) = (words.text("localaddr").unwrap_or(""), words.text("localport").unwrap_or("0"));
    if !host.is_empty() || port != "0" {
        data.insert("local".to_owned(), internet(host, port));
    }
    Ok(data)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_what_the_monitor_knows() {
        for (words, expected) in [
            ("pty,id=charserial0", json!({ "type": "pty", "data": {} })),
            (
                "socket,id=c,path=/a,,b,reconnect-ms=2000",
                json!({ "type": "socket", "data": {
                    "addr": { "type": "unix", "data": { "path": "/a,b" } }, "server": false, "reconnect-ms": 2000 } }),
            ),
            (
                "socket,id=c,host=h,port=1,telnet=on,server=on,wait=off",
                json!({ "type": "socket", "data": { "addr": { "type": "inet", "data": { "host": "h", "port": "1" } },
                    "server": true, "wait": false, "telnet": true } }),
            ),
            (
                "udp,id=c,host=h,port=1,localaddr=,localport=0",
                json!({ "type": "udp", "data": { "remote": { "type": "inet", "data": { "host": "h", "port": "1" } } } }),
            ),
            (
                "file,id=c,path=/dev/fdset/1,append=on,logfile=/l,logappend=on",
                json!({ "type": "file", "data": {
                    "out": "/dev/fdset/1", "append": true, "logfile": "/l", "logappend": true } }),
            ),
        ] {
            assert_eq!(arguments(words).unwrap()["backend"], expected, "{words}");
        }
        assert!(arguments("stdio,id=c").is_err());
        assert!(arguments("socket,id=c").is_err());
        assert!(arguments("pty").is_err());
    }
}
