//! The firewall's rules on the host: made in one transaction, found again, removed.
//!
//! Which rules are a network's own is known in two ways: by the numbers that the packet filter gave them (kept in the
//! network's state file, for whichever daemon removes them), and by their text. A number alone is never trusted: after
//! somebody has emptied the firewall, the numbers start again and belong to others.

use std::io::ErrorKind;
use std::time::Duration;

use conf::network::Network;
use conf::network::status::NetworkStatus;
use host::process::Exit;
use host::program::{Answer, Run};
use virt::{Error, Result};
use xml::{Raw, RawChild};

use crate::core::Core;
use crate::rules::{Family, Rule, TABLE, canonical, chains, entrances, mentions, rules};

/// How long a program of the firewall may take.
const LIMIT: Duration = Duration::from_secs(20);

/// How often a transaction is tried when others change the same tables meanwhile.
const TRIES: usize = 3;

/// A rule as the packet filter holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Held {
    family: Family,
    chain: String,
    /// In the spelling of [`canonical`].
    text: String,
    handle: u64,
}

/// Makes the rules that a network lacks and says how to remove them; what is whole already stays untouched.
pub(crate) fn ensure(core: &Core, status: &NetworkStatus) -> Result<Vec<Raw>> {
    let wanted = rules(&status.network)?;
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    core.backend.check()?;
    remove_foreign(core, status);
    let mut made = transaction(core, status, &wanted);
    for _ in 1..TRIES {
        match &made {
            Err(error) => log::debug!("the firewall is asked again: {error}"),
            Ok(_) => break,
        }
        made = transaction(core, status, &wanted);
    }
    let mut actions: Vec<Raw> = made?.iter().rev().map(removal).collect();
    if let Some(undo) = checksums(core, status) {
        actions.push(undo);
    }
    Ok(vec![document(actions)])
}

/// Removes the rules of a network; what cannot be removed is logged, because the network stops all the same.
pub(crate) fn remove(core: &Core, status: &NetworkStatus) {
    remove_foreign(core, status);
    let expected = rules(&status.network).unwrap_or_default();
    let held = match held(core) {
        Ok(held) => held,
        Err(error) => return log::warn!("firewall rules of network '{}' stay: {error}", status.network.name),
    };
    let script: String = own(&held, status, &expected).map(deletion).collect();
    if !script.is_empty()
        && let Err(error) = nft(core, &["-f", "-"], &script)
    {
        log::warn!("firewall rules of network '{}' stay: {error}", status.network.name);
    }
}

/// One attempt: removes what is left of the network's rules, makes all anew, and says which they are.
fn transaction(core: &Core, status: &NetworkStatus, wanted: &[Rule]) -> Result<Vec<Held>> {
    let held = held(core)?;
    let (old, entered): (Vec<&Held>, bool) = (own(&held, status, wanted).collect(), are_held(&held, &all_entrances()));
    if entered && old.len() == wanted.len() && are_held(&held, wanted) {
        // In the order in which they were made, which their numbers show.
        let mut whole: Vec<Held> = old.into_iter().cloned().collect();
        whole.sort_by_key(|rule| (rule.family, rule.handle));
        return Ok(whole);
    }
    let mut script = String::new();
    for family in Family::ALL {
        for line in chains(family) {
            script.push_str(&line);
            script.push('\n');
        }
    }
    for rule in all_entrances().iter().filter(|rule| !are_held(&held, std::slice::from_ref(rule))) {
        script.push_str(&insertion(rule));
    }
    script.extend(old.into_iter().map(deletion));
    script.extend(wanted.iter().map(insertion));
    let made = parse_made(&nft(core, &["-ae", "-f", "-"], &script)?.output);
    match made.len() == wanted.len() {
        true => Ok(made),
        false => Err(Error::internal(format!("nft made {} of {} firewall rules", made.len(), wanted.len()))),
    }
}

fn all_entrances() -> Vec<Rule> {
    Family::ALL.into_iter().flat_map(entrances).collect()
}

fn is_same(held: &Held, rule: &Rule) -> bool {
    held.family == rule.family && held.chain == rule.chain && held.text == canonical(&rule.text)
}

fn are_held(held: &[Held], wanted: &[Rule]) -> bool {
    wanted.iter().all(|rule| held.iter().any(|held| is_same(held, rule)))
}

/// The rules that belong to a network: those that its state file numbers, and those that read like its own.
fn own<'a>(held: &'a [Held], status: &'a NetworkStatus, wanted: &'a [Rule]) -> impl Iterator<Item = &'a Held> {
    let numbered = numbered(status);
    held.iter().filter(move |held| {
        let is_numbered = || {
            numbered.iter().any(|(layer, chain, handle)| {
                *layer == held.family.layer() && *chain == held.chain && *handle == held.handle
            })
        };
        wanted.iter().any(|rule| is_same(held, rule)) || mentions(&status.network, &held.text) && is_numbered()
    })
}

fn insertion(rule: &Rule) -> String {
    format!("insert rule {} {TABLE} {} {}\n", rule.family.word(), rule.chain, rule.text)
}

fn deletion(held: &Held) -> String {
    format!("delete rule {} {TABLE} {} handle {}\n", held.family.word(), held.chain, held.handle)
}

/// All rules of the tables.
fn held(core: &Core) -> Result<Vec<Held>> {
    let mut all = Vec::new();
    for family in Family::ALL {
        let answer = run(core, "nft", &["-a", "list", "table", family.word(), TABLE], "")?;
        // A table that is not there has no rules; any other failure comes back when rules are made.
        if answer.exit == Exit::Code(0) {
            all.extend(parse_held(family, &answer.output));
        }
    }
    Ok(all)
}

fn parse_held(family: Family, listing: &str) -> Vec<Held> {
    let (mut chain, mut all) = (String::new(), Vec::new());
    for line in listing.lines().map(str::trim) {
        if let Some(rest) = line.strip_prefix("chain ") {
            chain = rest.split_ascii_whitespace().next().unwrap_or_default().to_owned();
        } else if let Some((text, handle)) = split_handle(line)
            && !text.ends_with('{')
        {
            all.push(Held { family, chain: chain.clone(), text: canonical(text), handle });
        }
    }
    all
}

fn split_handle(line: &str) -> Option<(&str, u64)> {
    let (text, handle) = line.rsplit_once(" # handle ")?;
    Some((text, handle.trim().parse().ok()?))
}

/// The network's rules in the answer to a transaction.
fn parse_made(answer: &str) -> Vec<Held> {
    let parse = |line: &str| {
        let (text, handle) = split_handle(line.trim())?;
        let mut words = text.strip_prefix("insert rule ")?.splitn(4, ' ');
        let family = match words.next()? {
            "ip" => Family::V4,
            "ip6" => Family::V6,
            _ => return None,
        };
        let (_, chain) = (words.next().filter(|table| *table == TABLE)?, words.next()?.to_owned());
        let held = Held { family, chain, text: canonical(words.next()?), handle };
        (!entrances(family).iter().any(|entrance| is_same(&held, entrance))).then_some(held)
    };
    answer.lines().filter_map(parse).collect()
}

fn item(text: &str) -> RawChild {
    let children = vec![RawChild::Text(text.to_owned())];
    RawChild::Element("item".to_owned(), Raw { attributes: Vec::new(), children })
}

fn action(layer: &str, words: &[&str]) -> Raw {
    let args = Raw { attributes: Vec::new(), children: words.iter().map(|word| item(word)).collect() };
    let attributes = vec![("layer".to_owned(), layer.to_owned())];
    Raw { attributes, children: vec![RawChild::Element("args".to_owned(), args)] }
}

fn removal(rule: &Held) -> Raw {
    let handle = rule.handle.to_string();
    let words = ["delete", "rule", rule.family.word(), TABLE, &rule.chain, "handle", &handle];
    action(rule.family.layer(), &words)
}

fn document(actions: Vec<Raw>) -> Raw {
    let named = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let children = actions.into_iter().map(|action| RawChild::Element("action".to_owned(), action)).collect();
    let group = Raw { attributes: vec![named("ignoreErrors", "yes")], children };
    Raw {
        attributes: vec![named("name", "fwRemoval"), named("backend", "nftables")],
        children: vec![RawChild::Element("group".to_owned(), group)],
    }
}

/// Each way of removing that a state file names: the layer and the program's words.
fn actions(firewall: &Raw) -> Vec<(&str, Vec<String>)> {
    let groups = firewall.children_named("group");
    let actions = groups.flat_map(|group| group.children_named("action"));
    actions
        .filter_map(|action| {
            let words = action.child("args")?.children_named("item").map(Raw::text).collect();
            Some((action.attr("layer")?, words))
        })
        .collect()
}

/// Layer, chain and number of the rules that a state file says how to remove.
fn numbered(status: &NetworkStatus) -> Vec<(&str, String, u64)> {
    let nftables = status.firewalls.iter().filter(|firewall| firewall.attr("backend") == Some("nftables"));
    let numbered = |(layer, words): (_, Vec<String>)| match words.as_slice() {
        [delete, rule, _, table, chain, handle, number]
            if [delete, rule, handle] == ["delete", "rule", "handle"] && table == TABLE =>
        {
            Some((layer, chain.clone(), number.parse().ok()?))
        }
        _ => None,
    };
    nftables.flat_map(actions).filter_map(numbered).collect()
}

/// Removes what a daemon has made by the older program of the firewall, whose rules have no numbers.
fn remove_foreign(core: &Core, status: &NetworkStatus) {
    let older = status.firewalls.iter().filter(|firewall| firewall.attr("backend") == Some("iptables"));
    for (layer, words) in older.flat_map(actions) {
        let program = match layer {
            "ipv4" => "iptables",
            "ipv6" => "ip6tables",
            _ => continue,
        };
        let words: Vec<&str> = ["-w"].into_iter().chain(words.iter().map(String::as_str)).collect();
        match run(core, program, &words, "") {
            Ok(answer) if answer.exit == Exit::Code(0) => (),
            Ok(answer) => log::debug!("{program} {}: {}", words.join(" "), answer.complaint.trim()),
            Err(error) => log::warn!("firewall rules of network '{}' stay: {error}", status.network.name),
        }
    }
}

/// Where the answers of the address service would be handed to guests without a checksum, adds what computes it; says
/// how to remove that. Old guests drop such answers; a kernel that cannot do it serves all others.
fn checksums(core: &Core, status: &NetworkStatus) -> Option<Raw> {
    let network = &status.network;
    let bridge = network.bridge_name()?;
    let filter = [
        "filter", "add", "dev", bridge, "prio", "2", "protocol", "ip", "parent", "1:", "u32", "match", "ip", "dport",
        "68", "ffff", "action", "csum", "ip", "and", "udp",
    ];
    let mut undo = filter;
    undo[1] = "del";
    let undo = action("tc", &undo);
    let known = status.firewalls.iter().flat_map(actions).any(|(layer, _)| layer == "tc");
    if known && tc(core, network, &["filter", "show", "dev", bridge]).is_some_and(|shown| shown.contains("csum")) {
        return Some(undo);
    }
    let shown = tc(core, network, &["qdisc", "show", "dev", bridge, "handle", "1:"])?;
    let adds = shown.trim().is_empty();
    if adds {
        tc(core, network, &["qdisc", "add", "dev", bridge, "root", "handle", "1:", "htb", "default", "2"])?;
    }
    if tc(core, network, &filter).is_none() {
        if adds {
            let _ = tc(core, network, &["qdisc", "del", "dev", bridge, "root"]);
        }
        return None;
    }
    Some(undo)
}

fn tc(core: &Core, network: &Network, words: &[&str]) -> Option<String> {
    let complaint = match run(core, "tc", words, "") {
        Ok(answer) if answer.exit == Exit::Code(0) => return Some(answer.output),
        Ok(answer) => answer.complaint.lines().next().unwrap_or_default().to_owned(),
        Err(error) => error.to_string(),
    };
    log::info!("old guests of network '{}' may see wrong checksums of DHCP: {complaint}", network.name);
    None
}

fn nft(core: &Core, words: &[&str], script: &str) -> Result<Answer> {
    let answer = run(core, "nft", words, script)?;
    match answer.exit {
        Exit::Code(0) => Ok(answer),
        exit => {
            let complaint = answer.complaint.trim();
            let cause = if complaint.is_empty() { exit.to_string() } else { complaint.to_owned() };
            Err(Error::internal("the firewall's rules cannot be changed by nft").because(cause))
        }
    }
}

/// Runs one of the firewall's programs.
fn run(core: &Core, program: &'static str, words: &[&str], input: &str) -> Result<Answer> {
    let args = words.iter().map(|word| (*word).to_owned()).collect();
    let run = Run { program, args, env: Vec::new(), input: input.to_owned(), limit: LIMIT };
    core.programs.run(&run).map_err(|error| match error.kind() {
        ErrorKind::NotFound => {
            let package = match program {
                "nft" => "nftables",
                "tc" => "iproute2",
                _ => "iptables",
            };
            Error::config_unsupported(format!("the program '{program}' is missing"))
                .remedy(format!("install the package {package}"))
        }
        ErrorKind::TimedOut => Error::operation_failed(format!("'{program}' did not end in {} s", LIMIT.as_secs())),
        _ => Error::system(format!("cannot run '{program}'"), &error),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_found_in_what_nft_prints() {
        let listing = "table ip libvirt_network { # handle 1\n\tchain forward { # handle 1\n\
            \t\ttype filter hook forward priority filter; policy accept;\n\
            \t\tcounter packets 4 bytes 5 jump guest_cross # handle 7\n\t}\n\tchain guest_output { # handle 2\n\
            \t\tiif \"b0\" counter packets 0 bytes 0 reject # handle 9\n\t}\n}\n";
        let held = parse_held(Family::V4, listing);
        let found: Vec<_> = held.iter().map(|held| (held.chain.as_str(), held.text.as_str(), held.handle)).collect();
        let expected = [("forward", "counter jump guest_cross", 7), ("guest_output", "iif b0 counter reject", 9)];
        assert_eq!(found, expected);
    }

    #[test]
    fn made_rules_are_those_of_the_network_only() {
        let answer = "add table ip libvirt_network # handle 1\n\
            insert rule ip libvirt_network forward counter packets 0 bytes 0 jump guest_cross # handle 7\n\
            insert rule ip6 libvirt_network guest_input oif \"b0\" counter packets 0 bytes 0 reject # handle 12\n\
            # new generation 2 by process 7 (nft)\n";
        let made = parse_made(answer);
        assert_eq!(made.len(), 1);
        let removal = actions(&document(vec![removal(&made[0])])).concat_words();
        assert_eq!(removal, ["ipv6: delete rule ip6 libvirt_network guest_input handle 12"]);
    }

    trait Words {
        fn concat_words(&self) -> Vec<String>;
    }

    impl Words for Vec<(&str, Vec<String>)> {
        fn concat_words(&self) -> Vec<String> {
            self.iter().map(|(layer, words)| format!("{layer}: {}", words.join(" "))).collect()
        }
    }
}
