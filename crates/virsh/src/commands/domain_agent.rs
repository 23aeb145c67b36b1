//! What a guest's own agent knows and does.

use ferrovirt::constants::*;
use serde_json::{Map, Value, json};

use super::{files, params};
use crate::context::Context;
use crate::failure::{Failure, Lead, Outcome};
use crate::output::Table;
use crate::table::{Command, Complete, argv, flag, int, string};
use crate::time::Civil;

/// The rows of this file.
pub const COMMANDS: &[Command] = &[
    Command {
        name: "domtime",
        help: "domain time",
        about: "Gets or sets the domain's system time",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            flag("now", "set to the time of the host running virsh"),
            flag("pretty", "print domain's time in human readable form"),
            flag("sync", "instead of setting given time, synchronize from domain's RTC"),
            int("time", "time to set").unlisted(),
        ],
        run: domtime,
        ..Command::EMPTY
    },
    Command {
        name: "domhostname",
        help: "print the domain's hostname",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("source", "address source: 'lease' or 'agent'").unlisted(),
        ],
        run: domhostname,
        ..Command::EMPTY
    },
    Command {
        name: "domfsinfo",
        help: "Get information of domain's mounted filesystems.",
        about: "Get information of domain's mounted filesystems.",
        options: &[string("domain", "domain name, id or uuid").required().completes(Complete::Domain)],
        run: domfsinfo,
        ..Command::EMPTY
    },
    Command {
        name: "domfsfreeze",
        help: "Freeze domain's mounted filesystems.",
        about: "Freeze domain's mounted filesystems.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            argv("mountpoint", "mountpoint path to be frozen").positional(),
        ],
        run: domfsfreeze,
        ..Command::EMPTY
    },
    Command {
        name: "domfsthaw",
        help: "Thaw domain's mounted filesystems.",
        about: "Thaw domain's mounted filesystems.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            argv("mountpoint", "mountpoint path to be thawed").positional(),
        ],
        run: domfsthaw,
        ..Command::EMPTY
    },
    Command {
        name: "domfstrim",
        help: "Invoke fstrim on domain's mounted filesystems.",
        about: "Invoke fstrim on domain's mounted filesystems.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            int("minimum", "Just a hint to ignore contiguous free ranges smaller than this (Bytes)").unlisted(),
            string("mountpoint", "which mount point to trim").unlisted(),
        ],
        run: domfstrim,
        ..Command::EMPTY
    },
    Command {
        name: "guestinfo",
        help: "query information about the guest (via agent)",
        about: "Use the guest agent to query various information from guest's point of view",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            flag("user", "report active users"),
            flag("os", "report operating system information"),
            flag("timezone", "report timezone information"),
            flag("hostname", "report hostname"),
            flag("filesystem", "report filesystem information"),
            flag("disk", "report disk information"),
            flag("interface", "report interface information"),
            flag("load", "report load averages information"),
        ],
        run: guestinfo,
        ..Command::EMPTY
    },
    Command {
        name: "guestvcpus",
        help: "query or modify state of vcpu in the guest (via agent)",
        about: "Use the guest agent to query or set cpu state from guest's point of view",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("cpulist", "list of cpus to enable or disable").unlisted(),
            flag("enable", "enable cpus specified by cpulist"),
            flag("disable", "disable cpus specified by cpulist"),
        ],
        run: guestvcpus,
        ..Command::EMPTY
    },
    Command {
        name: "set-user-password",
        help: "set the user password inside the domain",
        about: "changes the password of the specified user inside the domain",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("user", "the username").required(),
            string("password", "the new password").required(),
            flag("encrypted", "the password is already encrypted"),
        ],
        run: set_user_password,
        ..Command::EMPTY
    },
    Command {
        name: "get-user-sshkeys",
        help: "list authorized SSH keys for given user (via agent)",
        about: "Use the guest agent to query authorized SSH keys for given user",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("user", "user to list authorized keys for").required(),
        ],
        run: get_user_sshkeys,
        ..Command::EMPTY
    },
    Command {
        name: "set-user-sshkeys",
        help: "manipulate authorized SSH keys file for given user (via agent)",
        about: "Append, reset or remove specified key from the authorized keys file for given user",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("user", "user to set authorized keys for").required(),
            string("file", "optional file to read keys from").positional().completes(Complete::File),
            flag("reset", "clear out authorized keys file before adding new keys"),
            flag("remove", "remove keys from the authorized keys file"),
        ],
        run: set_user_sshkeys,
        ..Command::EMPTY
    },
];

fn domtime(cx: &mut Context<'_>) -> Outcome {
    for (one, other) in [("time", "now"), ("time", "sync"), ("now", "sync")] {
        cx.args.exclusive(one, other)?;
    }
    let dom = cx.domain()?;
    let time: Option<i64> = cx.args.number("time")?;
    let (now, sync) = (cx.args.flag("now"), cx.args.flag("sync"));
    let domain = &cx.conn()?.domain;
    if now || sync || time.is_some() {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        let since = since.map_err(|_| Failure::new("Unable to get current time"))?;
        let (seconds, nanoseconds) = match time {
            Some(seconds) => (seconds, 0),
            None if now => (since.as_secs() as i64, since.subsec_nanos()),
            None => (0, 0),
        };
        let flags = if sync { VIR_DOMAIN_TIME_SYNC } else { 0 };
        return Ok(domain.set_time(&dom, seconds, nanoseconds, flags)?);
    }
    let reply = domain.time(&dom, 0)?;
    let shown = match cx.args.flag("pretty") {
        true => Civil::from_seconds(reply.seconds).text('-', ' '),
        false => reply.seconds.to_string(),
    };
    cx.out.say(format!("Time: {shown}"));
    cx.out.data(json!({ "seconds": reply.seconds, "nanoseconds": reply.nseconds }));
    Ok(())
}

fn domhostname(cx: &mut Context<'_>) -> Outcome {
    let flags = match cx.args.text("source")? {
        None => 0,
        Some("lease") => VIR_DOMAIN_GET_HOSTNAME_LEASE,
        Some("agent") => VIR_DOMAIN_GET_HOSTNAME_AGENT,
        Some(other) => return Err(Failure::new(format!("Unknown data source '{other}'"))),
    };
    let dom = cx.domain()?;
    let name = cx.conn()?.domain.hostname(&dom, flags).lead("failed to get hostname")?;
    cx.out.say(format!("{name}\n"));
    cx.out.data(json!({ "hostname": name }));
    Ok(())
}

fn domfsinfo(cx: &mut Context<'_>) -> Outcome {
    let dom = cx.domain()?;
    let systems = cx.conn()?.domain.fsinfo(&dom, 0).lead("Unable to get filesystem information")?.info;
    if systems.is_empty() {
        cx.out.say("No filesystems are mounted in the domain");
    }
    let mut table = Table::new(&["Mountpoint", "Name", "Type", "Target"]);
    let mut values = vec![];
    for system in &systems {
        table.row(vec![
            system.mountpoint.clone(),
            system.name.clone(),
            system.fstype.clone(),
            system.dev_aliases.join(","),
        ]);
        values.push(json!({
            "mountpoint": system.mountpoint, "name": system.name, "type": system.fstype,
            "targets": system.dev_aliases,
        }));
    }
    if !systems.is_empty() {
        let text = table.text(cx.out.is_quiet());
        cx.out.say(text);
    }
    cx.out.data(Value::Array(values));
    Ok(())
}

fn mountpoints(cx: &Context<'_>) -> Vec<String> {
    cx.args.list("mountpoint").into_iter().map(str::to_owned).collect()
}

fn domfsfreeze(cx: &mut Context<'_>) -> Outcome {
    let points = mountpoints(cx);
    let dom = cx.domain()?;
    let count = cx.conn()?.domain.fsfreeze(&dom, &points, 0).lead("Unable to freeze filesystems")?;
    cx.out.remark(format!("Froze {count} filesystem(s)\n"));
    cx.out.data(json!({ "frozen": count }));
    Ok(())
}

fn domfsthaw(cx: &mut Context<'_>) -> Outcome {
    let points = mountpoints(cx);
    let dom = cx.domain()?;
    let count = cx.conn()?.domain.fsthaw(&dom, &points, 0).lead("Unable to thaw filesystems")?;
    cx.out.remark(format!("Thawed {count} filesystem(s)\n"));
    cx.out.data(json!({ "thawed": count }));
    Ok(())
}

fn domfstrim(cx: &mut Context<'_>) -> Outcome {
    let minimum = cx.args.number("minimum")?.unwrap_or(0);
    let point = cx.args.text("mountpoint")?.map(str::to_owned);
    let dom = cx.domain()?;
    cx.conn()?.domain.fstrim(&dom, point.as_deref(), minimum, 0).lead("Unable to invoke fstrim")
}

/// Prints parameters one on a line, and keeps them as data.
fn say_params(cx: &mut Context<'_>, list: &[ferrovirt::TypedParam]) {
    let mut object = Map::new();
    for param in list {
        cx.out.say(format!("{:<20}: {}\n", param.field, param.value));
        object.insert(param.field.to_string(), params::json(&param.value));
    }
    cx.out.data(Value::Object(object));
}

fn guestinfo(cx: &mut Context<'_>) -> Outcome {
    let types = cx.args.bits(&[
        ("user", VIR_DOMAIN_GUEST_INFO_USERS),
        ("os", VIR_DOMAIN_GUEST_INFO_OS),
        ("timezone", VIR_DOMAIN_GUEST_INFO_TIMEZONE),
        ("hostname", VIR_DOMAIN_GUEST_INFO_HOSTNAME),
        ("filesystem", VIR_DOMAIN_GUEST_INFO_FILESYSTEM),
        ("disk", VIR_DOMAIN_GUEST_INFO_DISKS),
        ("interface", VIR_DOMAIN_GUEST_INFO_INTERFACES),
        ("load", VIR_DOMAIN_GUEST_INFO_LOAD),
    ]);
    let dom = cx.domain()?;
    let info = cx.conn()?.domain.guest_info(&dom, types, 0)?;
    say_params(cx, &info);
    Ok(())
}

fn guestvcpus(cx: &mut Context<'_>) -> Outcome {
    cx.args.exclusive("enable", "disable")?;
    let list = cx.args.text("cpulist")?.map(str::to_owned);
    let (enable, disable) = (cx.args.flag("enable"), cx.args.flag("disable"));
    if (enable || disable) && list.is_none() {
        return Err(Failure::new("options --enable and --disable require a cpulist"));
    }
    let Some(list) = list else {
        let dom = cx.domain()?;
        let vcpus = cx.conn()?.domain.guest_vcpus(&dom, 0)?;
        let mut object = Map::new();
        for param in &vcpus {
            cx.out.say(format!("{:<15}: {}\n", param.field, param.value));
            object.insert(param.field.to_string(), params::json(&param.value));
        }
        cx.out.data(Value::Object(object));
        return Ok(());
    };
    if !enable && !disable {
        return Err(Failure::new("One of options --enable or --disable is required by option --cpulist"));
    }
    let dom = cx.domain()?;
    Ok(cx.conn()?.domain.set_guest_vcpus(&dom, &list, i32::from(enable), 0)?)
}

fn set_user_password(cx: &mut Context<'_>) -> Outcome {
    let user = cx.args.required("user")?.to_owned();
    let password = cx.args.required("password")?.to_owned();
    let flags = cx.args.bits(&[("encrypted", VIR_DOMAIN_PASSWORD_ENCRYPTED)]);
    let dom = cx.domain()?;
    cx.conn()?.domain.set_user_password(&dom, Some(&user), Some(&password), flags)?;
    cx.out.remark(format!("Password set successfully for {user} in {}", dom.name));
    Ok(())
}

fn get_user_sshkeys(cx: &mut Context<'_>) -> Outcome {
    let user = cx.args.required("user")?.to_owned();
    let dom = cx.domain()?;
    let keys = cx.conn()?.domain.authorized_ssh_keys_get(&dom, &user, 0)?;
    cx.out.say(keys.iter().map(|key| format!("{key}\n")).collect::<String>());
    cx.out.data(json!(keys));
    Ok(())
}

fn set_user_sshkeys(cx: &mut Context<'_>) -> Outcome {
    cx.args.exclusive("reset", "remove")?;
    let user = cx.args.required("user")?.to_owned();
    let (reset, remove) = (cx.args.flag("reset"), cx.args.flag("remove"));
    let keys: Vec<String> = match cx.args.text("file")? {
        Some(file) => {
            let text = files::read(file)?;
            let keys: Vec<String> = text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect();
            if keys.is_empty() {
                return Err(Failure::new(format!("File {file} contains no keys")));
            }
            keys
        }
        None if reset => vec![],
        None => return Err(Failure::new("Option --file is required")),
    };
    let flags = match (reset, remove) {
        (true, _) => 0,
        (_, true) => VIR_DOMAIN_AUTHORIZED_SSH_KEYS_SET_REMOVE,
        _ => VIR_DOMAIN_AUTHORIZED_SSH_KEYS_SET_APPEND,
    };
    let dom = cx.domain()?;
    Ok(cx.conn()?.domain.authorized_ssh_keys_set(&dom, &user, &keys, flags)?)
}
