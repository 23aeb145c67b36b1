//! The part of the cache file that differs by accelerator: host CPU, CPU models, machines.

use std::fmt::Write;

use serde_json::Value;

use super::Answers;
use super::document::escape;

/// Writes host CPU, models and machines of one accelerator.
pub(super) fn write_accelerator(out: &mut String, answers: &Answers, accelerator: &str, arch: &str) {
    write_host_cpu(out, answers, accelerator);
    for cpu in list(answers, "query-cpu-definitions") {
        write_cpu(out, cpu, accelerator);
    }
    let machines: Vec<&Value> = list(answers, "query-machines").collect();
    // The default machine stands first; QEMU's own choice for these is a board that nobody wants.
    let is_default = |machine: &&&Value| match arch {
        "aarch64" | "arm" | "riscv32" | "riscv64" => {
            text(machine, "name") == Some("virt") || text(machine, "alias") == Some("virt")
        }
        _ => flag(machine, "is-default"),
    };
    let ordered = machines.iter().filter(is_default).chain(machines.iter().filter(|machine| !is_default(machine)));
    for machine in ordered {
        write_machine(out, machine, accelerator);
    }
}

fn list<'a>(answers: &'a Answers, command: &str) -> impl Iterator<Item = &'a Value> {
    answers.reply(command).and_then(Value::as_array).into_iter().flatten()
}

fn text<'a>(item: &'a Value, field: &str) -> Option<&'a str> {
    item.get(field)?.as_str()
}

fn flag(item: &Value, field: &str) -> bool {
    item.get(field).and_then(Value::as_bool).unwrap_or(false)
}

fn write_host_cpu(out: &mut String, answers: &Answers, accelerator: &str) {
    let name = if accelerator == "tcg" { "max" } else { "host" };
    let migratable = answers.expansion("static", name, true, false);
    let all = answers.expansion("static", name, false, false);
    let (model, migratable) = match (all, migratable) {
        (Some(all), migratable) => (all, migratable),
        (None, Some(only)) => (only, None),
        (None, None) => match answers.expansion("full", name, true, false) {
            Some(full) => (full, None),
            None => return,
        },
    };
    let can_migrate = if migratable.is_some() { "yes" } else { "no" };
    let model_name = escape(text(model, "name").unwrap_or(name));
    let _ = writeln!(out, "  <hostCPU type='{accelerator}' model='{model_name}' migratability='{can_migrate}'>");
    for (name, value) in model.get("props").and_then(Value::as_object).into_iter().flatten() {
        let name_text = escape(name);
        let kept = migratable.and_then(|model| model.get("props")?.get(name));
        let _ = match value {
            Value::Bool(on) => {
                let suffix = match kept {
                    Some(Value::Bool(true)) if *on => " migratable='yes'",
                    Some(_) if *on => " migratable='no'",
                    _ => "",
                };
                writeln!(out, "    <property name='{name_text}' type='boolean' value='{on}'{suffix}/>")
            }
            Value::Number(number) => writeln!(out, "    <property name='{name_text}' type='number' value='{number}'/>"),
            Value::String(word) => {
                writeln!(out, "    <property name='{name_text}' type='string' value='{}'/>", escape(word))
            }
            _ => Ok(()),
        };
    }
    out.push_str("  </hostCPU>\n");
}

fn write_cpu(out: &mut String, cpu: &Value, accelerator: &str) {
    let Some(name) = text(cpu, "name") else { return };
    let _ = write!(out, "  <cpu type='{accelerator}' name='{}'", escape(name));
    if let Some(typename) = text(cpu, "typename") {
        let _ = write!(out, " typename='{}'", escape(typename));
    }
    let blockers: Option<Vec<&str>> = cpu
        .get("unavailable-features")
        .and_then(Value::as_array)
        .map(|list| list.iter().filter_map(Value::as_str).collect());
    match &blockers {
        Some(blockers) if blockers.is_empty() => out.push_str(" usable='yes'"),
        Some(_) => out.push_str(" usable='no'"),
        None => {}
    }
    if flag(cpu, "deprecated") {
        out.push_str(" deprecated='yes'");
    }
    match blockers.filter(|blockers| !blockers.is_empty()) {
        None => out.push_str("/>\n"),
        Some(blockers) => {
            out.push_str(">\n");
            for blocker in blockers {
                let _ = writeln!(out, "    <blocker name='{}'/>", escape(blocker));
            }
            out.push_str("  </cpu>\n");
        }
    }
}

fn write_machine(out: &mut String, machine: &Value, accelerator: &str) {
    let Some(name) = text(machine, "name").filter(|name| *name != "none") else { return };
    let _ = write!(out, "  <machine type='{accelerator}' name='{}'", escape(name));
    let mut attribute = |name: &str, value: Option<&str>| {
        if let Some(value) = value {
            let _ = write!(out, " {name}='{}'", escape(value));
        }
    };
    let yes = |on: bool| on.then_some("yes");
    attribute("alias", text(machine, "alias"));
    attribute("hotplugCpus", yes(flag(machine, "hotpluggable-cpus")));
    let cpus = machine.get("cpu-max").and_then(Value::as_u64).map(|max| max.to_string());
    attribute("maxCpus", cpus.as_deref());
    attribute("default", yes(flag(machine, "is-default")));
    attribute("defaultCPU", text(machine, "default-cpu-type"));
    attribute("numaMemSupported", yes(flag(machine, "numa-mem-supported")));
    attribute("defaultRAMid", text(machine, "default-ram-id"));
    attribute("deprecated", yes(flag(machine, "deprecated")));
    attribute("acpi", machine.get("acpi").and_then(Value::as_bool).map(|on| if on { "yes" } else { "no" }));
    out.push_str("/>\n");
}

/// Writes the interrupt controllers of ARM guests.
pub(super) fn write_gics(out: &mut String, answers: &Answers) {
    for gic in list(answers, "query-gic-capabilities") {
        let Some(version) = gic.get("version").and_then(Value::as_u64) else { continue };
        let word = |field: &str| if flag(gic, field) { "yes" } else { "no" };
        let (kernel, emulated) = (word("kernel"), word("emulated"));
        let _ = writeln!(out, "  <gic version='{version}' kernel='{kernel}' emulated='{emulated}'/>");
    }
}

/// Writes what the processor can do to keep guests' memory from the host.
pub(super) fn write_protections(out: &mut String, answers: &Answers) {
    if let Some(sev) = answers.reply("query-sev-capabilities") {
        out.push_str("  <sev>\n");
        let names = [
            ("cbitpos", "cbitpos"),
            ("reducedPhysBits", "reduced-phys-bits"),
            ("pdh", "pdh"),
            ("certChain", "cert-chain"),
            ("cpu0Id", "cpu0-id"),
        ];
        for (element, field) in names {
            let _ = match sev.get(field) {
                Some(Value::Number(number)) => writeln!(out, "    <{element}>{number}</{element}>"),
                Some(Value::String(word)) => writeln!(out, "    <{element}>{}</{element}>", escape(word)),
                _ => Ok(()),
            };
        }
        out.push_str("  </sev>\n");
    }
    if let Some(sgx) = answers.reply("query-sgx-capabilities").filter(|sgx| flag(sgx, "sgx")) {
        out.push_str("  <sgx supported='yes'>\n");
        for name in ["flc", "sgx1", "sgx2"] {
            let word = if flag(sgx, name) { "yes" } else { "no" };
            let _ = writeln!(out, "    <{name}>{word}</{name}>");
        }
        write_sections(out, sgx);
        out.push_str("  </sgx>\n");
    }
}

/// Writes the parts of memory that enclaves can use.
fn write_sections(out: &mut String, sgx: &Value) {
    let sections = sgx.get("sections").and_then(Value::as_array).into_iter().flatten();
    let number = |section: &Value, field: &str| section.get(field).and_then(Value::as_u64);
    let sections: Vec<(u64, u64)> =
        sections.filter_map(|section| Some((number(section, "node")?, number(section, "size")? / 1024))).collect();
    let total = sections.iter().fold(0u64, |sum, (_, kib)| sum.saturating_add(*kib));
    let _ = writeln!(out, "    <section_size unit='KiB'>{total}</section_size>\n    <sections>");
    for (node, kib) in sections {
        let _ = writeln!(out, "      <section node='{node}' size='{kib}' unit='KiB'/>");
    }
    out.push_str("    </sections>\n");
}

/// Enlightenments for Windows guests, each with the property that tells whether KVM has it.
const HYPERV: &[(&str, &str)] = &[
    ("relaxed", "hv-relaxed"),
    ("vapic", "hv-vapic"),
    ("spinlocks", "hv-spinlocks"),
    ("vpindex", "hv-vpindex"),
    ("runtime", "hv-runtime"),
    ("synic", "hv-synic"),
    ("stimer", "hv-stimer"),
    ("reset", "hv-reset"),
    ("vendor_id", "hv-vendor-id"),
    ("frequencies", "hv-frequencies"),
    ("reenlightenment", "hv-reenlightenment"),
    ("tlbflush", "hv-tlbflush"),
    ("ipi", "hv-ipi"),
    ("evmcs", "hv-evmcs"),
    ("avic", "hv-avic"),
    ("emsr_bitmap", "hv-emsr-bitmap"),
    ("xmm_input", "hv-xmm-input"),
];

/// Writes the enlightenments that KVM has, on hosts where there are any.
pub(super) fn write_hyperv(out: &mut String, answers: &Answers) {
    let Some(props) = answers.expansion("full", "host", false, true).and_then(|model| model.get("props")) else {
        return;
    };
    out.push_str("  <hypervCapabilities supported='yes'>\n");
    for (name, property) in HYPERV {
        let present = match props.get(property) {
            Some(Value::Bool(on)) => *on,
            // A number or text is a setting that exists, whatever its value.
            Some(Value::Number(_) | Value::String(_)) => true,
            _ => false,
        };
        if present {
            let _ = writeln!(out, "    <cap name='{name}'/>");
        }
    }
    out.push_str("  </hypervCapabilities>\n");
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn protections_are_told_where_there_are_any() {
        let mut answers = Answers::default();
        let mut out = String::new();
        write_protections(&mut out, &answers);
        assert_eq!(out, "");
        let sections = json!([{"node": 0, "size": 4096}, {"node": 1, "size": 2048}]);
        answers.add("query-sev-capabilities", Value::Null, Some(json!({"cbitpos": 51, "pdh": "A="})));
        answers.add(
            "query-sgx-capabilities",
            Value::Null,
            Some(json!({"sgx": true, "flc": true, "sections": sections})),
        );
        write_protections(&mut out, &answers);
        assert!(out.contains("<cbitpos>51</cbitpos>\n    <pdh>A=</pdh>\n  </sev>"), "{out}");
        assert!(out.contains("<flc>yes</flc>") && out.contains("<section_size unit='KiB'>6</section_size>"), "{out}");
    }

    #[test]
    fn interrupt_controllers_and_the_machine_that_people_want() {
        let mut answers = Answers::default();
        answers.add("query-gic-capabilities", Value::Null, Some(json!([{"version": 3, "kernel": true}])));
        let machines = json!([{"name": "board"}, {"name": "virt-1.0", "alias": "virt"}]);
        answers.add("query-machines", Value::Null, Some(machines));
        let mut out = String::new();
        write_gics(&mut out, &answers);
        assert_eq!(out, "  <gic version='3' kernel='yes' emulated='no'/>\n");
        let first = |arch: &str| {
            let mut out = String::new();
            write_accelerator(&mut out, &answers, "tcg", arch);
            out.lines().next().map(str::to_owned).unwrap_or_default()
        };
        assert!(first("aarch64").contains("virt-1.0"));
        assert!(first("m68k").contains("board"));
    }
}
