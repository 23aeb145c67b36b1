//! Plugging virtual CPUs into a running guest.

use serde_json::{Map, Value, json};
use virt::{Error, Result};

use crate::core::Core;
use crate::live::Live;
use crate::start::monitor::vcpu_threads;
use crate::vm::Vm;

/// What says where a CPU sits, from the outside in: CPUs are plugged in this order.
const PLACES: &[&str] =
    &["node-id", "drawer-id", "book-id", "socket-id", "die-id", "cluster-id", "module-id", "core-id", "thread-id"];

/// A place that QEMU has for a CPU and where none is.
#[derive(Debug, Clone, PartialEq)]
struct Free {
    driver: String,
    place: Map<String, Value>,
}

/// The free places, in the order in which they are used. Places that take several CPUs at once are left out.
fn free_places(reply: &Value) -> Vec<Free> {
    let entries = reply.as_array().into_iter().flatten().filter(|entry| entry.get("qom-path").is_none());
    let single = entries.filter(|entry| entry.get("vcpus-count").and_then(Value::as_u64) == Some(1));
    let mut places: Vec<Free> = single
        .filter_map(|entry| {
            let driver = entry.get("type")?.as_str()?.to_owned();
            Some(Free { driver, place: entry.get("props")?.as_object()?.clone() })
        })
        .collect();
    let order = |free: &Free| -> Vec<u64> {
        PLACES.iter().map(|name| free.place.get(*name).and_then(Value::as_u64).unwrap_or(0)).collect()
    };
    places.sort_by_key(order);
    places
}

/// Brings a running guest, whose job the caller holds, to this number of CPUs.
pub(crate) fn set_count(core: &Core, vm: &Vm, live: &Live, count: u32) -> Result<()> {
    let vcpu = live.document().domain.vcpu.clone();
    let (current, most) = (vcpu.current(), vcpu.count);
    if count > most {
        let message = "requested vcpus is greater than max allowable vcpus for the live domain";
        return Err(Error::invalid_arg(format!("{message}: {count} > {most}")));
    }
    if count < current {
        return Err(Error::operation_unsupported("virtual CPUs cannot be unplugged from a running guest"));
    }
    if count == current {
        return Ok(());
    }
    let places = free_places(&live.command("query-hotpluggable-cpus", None)?);
    let mut reached = current;
    let mut plugged = Ok(());
    for number in current..count {
        let place = usize::try_from(number - current).ok().and_then(|index| places.get(index));
        plugged = match place {
            Some(place) => plug(live, number, place),
            None => Err(Error::operation_unsupported(format!("QEMU has no place for virtual CPU {number}"))),
        };
        if plugged.is_err() {
            break;
        }
        reached += 1;
    }
    if reached > current {
        let mut domain = live.document().domain.clone();
        domain.vcpu.current = Some(reached).filter(|reached| *reached < most);
        live.set_vcpu_threads(vcpu_threads(&live.command("query-cpus-fast", None)?));
        let placed = crate::tuning::groups::place_vcpus(live, &domain);
        live.set_document(domain);
        plugged = plugged.and(placed);
        core.save_status(vm)?;
    }
    plugged
}

fn plug(live: &Live, number: u32, free: &Free) -> Result<()> {
    let mut arguments = free.place.clone();
    arguments.insert("driver".to_owned(), free.driver.as_str().into());
    arguments.insert("id".to_owned(), json!(format!("vcpu{number}")));
    live.command("device_add", Some(Value::Object(arguments))).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_used_in_order_and_taken_ones_left_alone() {
        let cpu = |socket: u64, core: u64| json!({"type": "x-cpu", "vcpus-count": 1, "props": {"socket-id": socket, "core-id": core, "thread-id": 0}});
        let mut taken = cpu(0, 0);
        taken["qom-path"] = json!("/machine/unattached/device[0]");
        let several = json!({"type": "x-cpu", "vcpus-count": 8, "props": {"core-id": 0}});
        let reply = json!([cpu(1, 1), cpu(1, 0), several, cpu(0, 1), taken, 7]);
        let sockets: Vec<(u64, u64)> = free_places(&reply)
            .iter()
            .map(|free| (free.place["socket-id"].as_u64().unwrap(), free.place["core-id"].as_u64().unwrap()))
            .collect();
        assert_eq!(sockets, [(0, 1), (1, 0), (1, 1)]);
        assert!(free_places(&Value::Null).is_empty());
    }
}
