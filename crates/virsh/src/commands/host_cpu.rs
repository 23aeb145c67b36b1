//! CPU models: which there are, and which fit a host.

use ferrovirt::constants::*;
use serde_json::json;
use xml::{Document, Mode, Node};

use super::files;
use crate::context::Context;
use crate::failure::{Failure, Lead, Outcome};
use crate::table::{Command, Complete, flag, string};

/// The rows of this file.
pub const COMMANDS: &[Command] = &[
    Command {
        name: "cpu-models",
        help: "CPU models",
        about: "Get the CPU models for an arch.",
        options: &[string("arch", "architecture").required()],
        run: cpu_models,
        ..Command::EMPTY
    },
    Command {
        name: "cpu-compare",
        help: "compare host CPU with a CPU described by an XML file",
        about: "compare CPU with host CPU",
        options: &[
            string("file", "file containing an XML CPU description").required().completes(Complete::File),
            flag("error", "report error if CPUs are incompatible"),
            flag("validate", "validate the XML document against schema"),
        ],
        run: cpu_compare,
        ..Command::EMPTY
    },
    Command {
        name: "cpu-baseline",
        help: "compute baseline CPU",
        about: "Compute baseline CPU for a set of given CPUs.",
        options: &[
            string("file", "file containing XML CPU descriptions").required().completes(Complete::File),
            flag("features", "Show features that are part of the CPU model type"),
            flag("migratable", "Do not include features that block migration"),
        ],
        run: cpu_baseline,
        ..Command::EMPTY
    },
    Command {
        name: "domcapabilities",
        help: "domain capabilities",
        about: "Returns capabilities of emulator with respect to host and libvirt.",
        options: &[
            string("virttype", "virtualization type (/domain/@type)").unlisted(),
            string("emulatorbin", "path to emulator binary (/domain/devices/emulator)").unlisted(),
            string("arch", "domain architecture (/domain/os/type/@arch)").unlisted(),
            string("machine", "machine type (/domain/os/type/@machine)").unlisted(),
            string("xpath", "xpath expression to filter the XML document"),
            flag("wrap", "wrap xpath results in an common root element"),
            flag("disable-deprecated-features", "report host CPU model with deprecated features disabled"),
        ],
        run: domcapabilities,
        ..Command::EMPTY
    },
    Command {
        name: "hypervisor-cpu-compare",
        help: "compare a CPU with the CPU created by a hypervisor on the host",
        about: "compare CPU with hypervisor CPU",
        options: &[
            string("file", "file containing an XML CPU description").required().completes(Complete::File),
            string("virttype", "virtualization type (/domain/@type)").unlisted(),
            string("emulator", "path to emulator binary (/domain/devices/emulator)").unlisted(),
            string("arch", "CPU architecture (/domain/os/type/@arch)").unlisted(),
            string("machine", "machine type (/domain/os/type/@machine)").unlisted(),
            flag("error", "report error if CPUs are incompatible"),
            flag("validate", "validate the XML document against schema"),
        ],
        run: hypervisor_cpu_compare,
        ..Command::EMPTY
    },
    Command {
        name: "hypervisor-cpu-baseline",
        help: "compute baseline CPU usable by a specific hypervisor",
        about: "Compute baseline CPU for a set of given CPUs. The result will be tailored to the specified hypervisor.",
        options: &[
            string("file", "file containing XML CPU descriptions").unlisted().completes(Complete::File),
            string("virttype", "virtualization type (/domain/@type)").unlisted(),
            string("emulator", "path to emulator binary (/domain/devices/emulator)").unlisted(),
            string("arch", "CPU architecture (/domain/os/type/@arch)").unlisted(),
            string("machine", "machine type (/domain/os/type/@machine)").unlisted(),
            flag("features", "Show features that are part of the CPU model type"),
            flag("migratable", "Do not include features that block migration"),
            string("model", "Shortcut for calling the command with a single CPU model and no additional features")
                .unlisted(),
        ],
        run: hypervisor_cpu_baseline,
        ..Command::EMPTY
    },
    Command {
        name: "hypervisor-cpu-models",
        help: "Hypervisor reported CPU models",
        about: "Get the CPU models reported by the hypervisor.",
        options: &[
            string("virttype", "virtualization type (/domain/@type)"),
            string("emulator", "path to emulator binary (/domain/devices/emulator)"),
            string("arch", "CPU architecture (/domain/os/type/@arch)"),
            string("machine", "machine type (/domain/os/type/@machine)"),
            flag("all", "include all CPU models known to the hypervisor for the architecture"),
        ],
        run: hypervisor_cpu_models,
        ..Command::EMPTY
    },
];

fn cpu_models(cx: &mut Context<'_>) -> Outcome {
    let arch = cx.args.required("arch")?.to_owned();
    let models = cx.conn()?.connect.cpu_model_names(&arch, 1, 0).lead("failed to get CPU model names")?.models;
    if models.is_empty() {
        cx.out.say("all CPU models are accepted\n");
    }
    cx.out.say(models.iter().map(|model| format!("{model}\n")).collect::<String>());
    cx.out.data(json!(models));
    Ok(())
}

/// The CPUs in a file: `<cpu>` elements at the top, or inside domain, capabilities and domain capabilities documents.
fn cpus(file: &str) -> Outcome<Vec<String>> {
    let text = files::document(file)?;
    let text = text.trim_start();
    // Several documents may stand one after the other; an XML declaration may stand before them.
    let body = match text.strip_prefix("<?") {
        Some(rest) => rest.split_once("?>").map_or("", |(_, rest)| rest),
        None => text,
    };
    let wrapped = format!("<container>{body}</container>");
    let none = || {
        Failure::new(format!(
            "File '{file}' does not contain any <cpu> element or valid domain XML, host capabilities XML, or domain \
             capabilities XML"
        ))
    };
    if body.trim().is_empty() {
        return Err(none());
    }
    let bad = |e: xml::Error| Failure::new(format!("File '{file}' is no XML: {e}"));
    let document = Document::parse(&wrapped).map_err(bad)?;
    let mut found = vec![];
    collect(document.root(Mode::LIVE), &mut found);
    if found.is_empty() { Err(none()) } else { Ok(found) }
}

/// Hosts tell their architecture; guests' CPUs have none.
fn is_of_a_host(cpu: &str) -> bool {
    Document::parse(cpu).is_ok_and(|document| document.root(Mode::LIVE).first("arch").is_some())
}

fn collect(container: Node<'_>, found: &mut Vec<String>) {
    for node in container.children() {
        match node.name() {
            "cpu" => found.push(node.outer_xml()),
            "domain" => found.extend(node.first("cpu").map(|cpu| cpu.outer_xml())),
            "capabilities" => {
                found.extend(node.first("host").and_then(|host| host.first("cpu")).map(|cpu| cpu.outer_xml()));
            }
            "domainCapabilities" => {
                let modes = node.first("cpu").into_iter().flat_map(|cpu| cpu.children().collect::<Vec<Node<'_>>>());
                let model = modes.into_iter().find(|mode| mode.attr("name") == Some("host-model"));
                found.extend(model.map(|mode| {
                    let inside: String = mode.children().map(|child| child.outer_xml()).collect();
                    format!("<cpu>{inside}</cpu>")
                }));
            }
            "container" => collect(node, found),
            _ => (),
        }
    }
}

fn say_comparison(cx: &mut Context<'_>, result: i32, what: &str, file: &str) -> Outcome {
    let (word, text) = match result {
        VIR_CPU_COMPARE_INCOMPATIBLE => {
            ("incompatible", format!("CPU described in {file} is incompatible with {what}\n"))
        }
        VIR_CPU_COMPARE_IDENTICAL => ("identical", format!("CPU described in {file} is identical to {what}\n")),
        VIR_CPU_COMPARE_SUPERSET => ("superset", {
            let mut what = what.to_owned();
            if let Some(first) = what.get_mut(..1) {
                first.make_ascii_uppercase();
            }
            format!("{what} is a superset of CPU described in {file}\n")
        }),
        _ => return Err(Failure::new(format!("Failed to compare {what} with {file}"))),
    };
    cx.out.data(json!({ "result": word }));
    cx.out.say(text);
    if result == VIR_CPU_COMPARE_INCOMPATIBLE { Err(Failure::silent()) } else { Ok(()) }
}

fn compare_flags(cx: &Context<'_>) -> u32 {
    cx.args.bits(&[
        ("error", VIR_CONNECT_COMPARE_CPU_FAIL_INCOMPATIBLE),
        ("validate", VIR_CONNECT_COMPARE_CPU_VALIDATE_XML),
    ])
}

fn baseline_flags(cx: &Context<'_>) -> u32 {
    cx.args.bits(&[
        ("features", VIR_CONNECT_BASELINE_CPU_EXPAND_FEATURES),
        ("migratable", VIR_CONNECT_BASELINE_CPU_MIGRATABLE),
    ])
}

fn first_cpu(file: &str) -> Outcome<String> {
    cpus(file)?
        .into_iter()
        .next()
        .ok_or_else(|| Failure::new(format!("File '{file}' does not contain any <cpu> element")))
}

fn cpu_compare(cx: &mut Context<'_>) -> Outcome {
    let file = cx.args.required("file")?.to_owned();
    let flags = compare_flags(cx);
    let cpu = first_cpu(&file)?;
    let result = cx.conn()?.connect.compare_cpu(&cpu, flags)?;
    say_comparison(cx, result, "host CPU", &file)
}

fn cpu_baseline(cx: &mut Context<'_>) -> Outcome {
    let flags = baseline_flags(cx);
    let cpus = cpus(cx.args.required("file")?)?;
    let cpu = cx.conn()?.connect.baseline_cpu(&cpus, flags)?;
    cx.out.say(&cpu);
    cx.out.data(json!({ "xml": cpu }));
    Ok(())
}

/// Emulator, architecture, machine and domain type, as far as they were given.
fn platform(cx: &Context<'_>) -> Outcome<[Option<String>; 4]> {
    let text = |option: &str| Ok::<_, Failure>(cx.args.text(option)?.map(str::to_owned));
    Ok([text("emulator")?, text("arch")?, text("machine")?, text("virttype")?])
}

fn domcapabilities(cx: &mut Context<'_>) -> Outcome {
    let [emulator, arch, machine, virttype] = {
        let text = |option: &str| Ok::<_, Failure>(cx.args.text(option)?.map(str::to_owned));
        [text("emulatorbin")?, text("arch")?, text("machine")?, text("virttype")?]
    };
    let flags = cx
        .args
        .bits(&[("disable-deprecated-features", VIR_CONNECT_GET_DOMAIN_CAPABILITIES_DISABLE_DEPRECATED_FEATURES)]);
    let xml = cx
        .conn()?
        .connect
        .domain_capabilities(emulator.as_deref(), arch.as_deref(), machine.as_deref(), virttype.as_deref(), flags)
        .lead("failed to get emulator capabilities")?;
    super::domain_definition::say_document(cx, &xml)
}

fn hypervisor_cpu_compare(cx: &mut Context<'_>) -> Outcome {
    let file = cx.args.required("file")?.to_owned();
    let flags = compare_flags(cx);
    let [emulator, arch, machine, virttype] = platform(cx)?;
    let cpu = first_cpu(&file)?;
    let result = cx.conn()?.connect.compare_hypervisor_cpu(
        emulator.as_deref(),
        arch.as_deref(),
        machine.as_deref(),
        virttype.as_deref(),
        &cpu,
        flags,
    )?;
    say_comparison(cx, result, "the CPU provided by hypervisor on the host", &file)
}

fn hypervisor_cpu_baseline(cx: &mut Context<'_>) -> Outcome {
    let flags = baseline_flags(cx);
    let [emulator, arch, machine, virttype] = platform(cx)?;
    let cpus = match cx.args.text("file")? {
        Some(file) => {
            let found = cpus(file)?;
            // Compat: said as an error, and the command goes on.
            for _ in found.iter().filter(|cpu| is_of_a_host(cpu)) {
                cx.session.complain("using host CPU definition as input may provide incorrect results");
            }
            found
        }
        None => vec![],
    };
    let cpu = cx.conn()?.connect.baseline_hypervisor_cpu(
        emulator.as_deref(),
        arch.as_deref(),
        machine.as_deref(),
        virttype.as_deref(),
        &cpus,
        flags,
    )?;
    cx.out.say(&cpu);
    cx.out.data(json!({ "xml": cpu }));
    Ok(())
}

fn hypervisor_cpu_models(cx: &mut Context<'_>) -> Outcome {
    let all = cx.args.flag("all");
    let [emulator, arch, machine, virttype] = platform(cx)?;
    let xml = cx
        .conn()?
        .connect
        .domain_capabilities(emulator.as_deref(), arch.as_deref(), machine.as_deref(), virttype.as_deref(), 0)
        .lead("failed to get hypervisor CPU model names")?;
    let bad = |e: xml::Error| Failure::new(format!("cannot read the domain capabilities: {e}"));
    let document = Document::parse(&xml).map_err(bad)?;
    let cpu = document.root(Mode::LIVE).first("cpu");
    let modes = cpu.into_iter().flat_map(|cpu| cpu.children().collect::<Vec<Node<'_>>>());
    let custom = modes.into_iter().find(|mode| mode.attr("name") == Some("custom"));
    let models: Vec<String> = custom
        .into_iter()
        .flat_map(|mode| mode.children().collect::<Vec<Node<'_>>>())
        .filter(|node| node.name() == "model" && (all || node.attr("usable") == Some("yes")))
        .map(|node| node.text().into_owned())
        .collect();
    cx.out.say(models.iter().map(|model| format!("{model}\n")).collect::<String>());
    cx.out.data(json!(models));
    Ok(())
}
