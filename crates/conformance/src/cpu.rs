//! Operations on CPUs.

use ::cpu::{Comparison, Data, Kind, Nearest, Offered, Register, Signature, Sought, Table, Terms, Word};
use conf::cpu::{AnyCpu, HostCpu};
use conf::domain::cpu::{Cpu, CpuFeature, CpuMatch, CpuMode, CpuModel, FeaturePolicy};
use conf::words::Named;
use serde_json::Value;
use virt::{Error, Result};
use xml::{Document, Mode, Text};

use crate::request::{Outcome, Request};

pub(crate) fn perform(op: &str, request: &Request) -> Outcome {
    let result = match op {
        "cpu.compare" => compare(request),
        "cpu.update" => update(request),
        "cpu.baseline" => request.input("cpus").and_then(|text| baseline(request, AnyCpu::parse_list(&text)?)),
        "cpu.baseline-list" => ["cpu0", "cpu1"]
            .map(|name| document(request, name))
            .into_iter()
            .collect::<Result<_>>()
            .and_then(|cpus| baseline(request, cpus)),
        "cpu.has-feature" => has_feature(request),
        "cpu.guest" => guest(request),
        "cpu.decode-host" => decode_host(request),
        "cpu.decode-guest" => decode_guest(request),
        "cpu.from-qmp" => from_qmp(request),
        "cpu.signature" => signature(request),
        "cpu.validate-features" => document(request, "cpu")
            .and_then(|cpu| ::cpu::validate_features(arch(request), &cpu))
            .map(|()| "ok".to_owned()),
        _ => return Outcome::Unsupported,
    };
    Outcome::from(result)
}

fn arch(request: &Request) -> &str {
    request.text("arch").unwrap_or("x86_64")
}

fn document(request: &Request, name: &str) -> Result<AnyCpu> {
    AnyCpu::parse(&request.input(name)?)
}

fn host(request: &Request) -> Result<HostCpu> {
    match document(request, "host")? {
        AnyCpu::Host(host) => Ok(host),
        AnyCpu::Guest(_) => Err(Error::xml("Missing CPU architecture")),
    }
}

fn guest_document(request: &Request) -> Result<Cpu> {
    match document(request, "cpu")? {
        AnyCpu::Guest(cpu) => Ok(cpu),
        AnyCpu::Host(_) => Err(Error::xml("a guest's CPU is expected")),
    }
}

fn compare(request: &Request) -> Result<String> {
    let comparison = ::cpu::compare(arch(request), &AnyCpu::Host(host(request)?), &document(request, "cpu")?)?;
    Ok(match comparison {
        Comparison::Incompatible(_) => "incompatible",
        Comparison::Identical => "identical",
        Comparison::Superset => "superset",
    }
    .to_owned())
}

fn update(request: &Request) -> Result<String> {
    let cpu = ::cpu::update(arch(request), &AnyCpu::Host(host(request)?), &guest_document(request)?)?;
    Ok(conf::cpu::format(&cpu))
}

fn baseline(request: &Request, cpus: Vec<AnyCpu>) -> Result<String> {
    let terms = Terms { migratable: request.flag("migratable"), ..Terms::default() };
    let mut cpu = ::cpu::baseline(arch(request), &cpus, terms)?;
    if request.flag("expand_features") {
        ::cpu::expand(arch(request), &mut cpu)?;
    }
    Ok(conf::cpu::format(&cpu))
}

fn has_feature(request: &Request) -> Result<String> {
    let feature = request.text("feature").unwrap_or_default();
    let has = ::cpu::has_feature(arch(request), &AnyCpu::Host(host(request)?), feature)?;
    Ok(if has { "yes" } else { "no" }.to_owned())
}

fn guest(request: &Request) -> Result<String> {
    let usable = request.option("usable_models").and_then(Value::as_array);
    let usable: Option<Vec<&str>> = usable.map(|names| names.iter().filter_map(Value::as_str).collect());
    let cpu = ::cpu::for_guest(arch(request), &host(request)?, &guest_document(request)?, usable.as_deref())?;
    Ok(conf::cpu::format(&cpu))
}

/// The registers of a `<cpudata>` document.
fn registers(request: &Request) -> Result<Data> {
    let text = request.input("cpuid")?;
    let document = Document::parse(&text).map_err(conf::error)?;
    let mut data = Data::default();
    for node in document.root(Mode::LIVE).children() {
        let number = |name: &str| node.value::<u32>(name).map(Option::unwrap_or_default).map_err(conf::error);
        let (kind, index, subleaf) = match node.name() {
            "cpuid" => (Kind::Cpuid, number("eax_in")?, number("ecx_in")?),
            "msr" => (Kind::Msr, number("index")?, 0),
            _ => continue,
        };
        for name in ["eax", "ebx", "ecx", "edx"] {
            if let Some(register) = Register::parse(name) {
                data.add(Word { kind, index, subleaf, register }, number(name)?);
            }
        }
    }
    Ok(data)
}

/// QEMU's answers: the expanded model, and the models that it offers.
struct Answers(Vec<Value>);

impl Answers {
    fn of(request: &Request) -> Result<Option<Answers>> {
        if !request.has_input("qmp") {
            return Ok(None);
        }
        let text = request.input("qmp")?;
        let answers = serde_json::Deserializer::from_str(&text).into_iter::<Value>().collect::<serde_json::Result<_>>();
        answers.map(|answers| Some(Answers(answers))).map_err(|e| Error::internal(format!("no QMP answers: {e}")))
    }

    fn props(&self) -> Option<&serde_json::Map<String, Value>> {
        self.0.iter().find_map(|answer| answer.pointer("/return/model/props")?.as_object())
    }

    fn offered(&self) -> Option<Vec<Offered<'_>>> {
        let list = self.0.iter().find_map(|answer| answer.get("return")?.as_array())?;
        Some(list.iter().filter_map(offered).collect())
    }

    fn signature(&self) -> Signature {
        let number = |name: &str| {
            let value = self.props().and_then(|props| props.get(name)?.as_u64());
            value.and_then(|value| u32::try_from(value).ok()).unwrap_or(0)
        };
        let stepping = number("stepping");
        Signature { family: number("family"), model: number("model"), steppings: Some((stepping, stepping)) }
    }
}

fn offered(model: &Value) -> Option<Offered<'_>> {
    let blockers = model.get("unavailable-features").and_then(Value::as_array).into_iter().flatten();
    Some(Offered { name: model.get("name")?.as_str()?, blockers: blockers.filter_map(Value::as_str).collect() })
}

fn decode_host(request: &Request) -> Result<String> {
    let table = Table::x86();
    let data = registers(request)?;
    let signature = data.signature();
    let vendor = data.vendor(table).map(|vendor| vendor.name);
    let sought = Sought { features: table.features_of(&data), vendor, signature: Some(signature), ..Sought::default() };
    let nearest = ::cpu::nearest_for_host(table, &sought).ok_or_else(no_model)?;
    let text = |text: &str| Some(Text(text.to_owned()));
    let stepping = signature.steppings.map_or(0, |(first, _)| first);
    let cpu = HostCpu {
        arch: text(arch(request)),
        model: text(nearest.model.name),
        vendor: vendor.and_then(text),
        signature: Some(conf::cpu::Signature { family: signature.family, model: signature.model, stepping }),
        features: nearest.more.iter().map(|name| Named { name: (*name).to_owned() }).collect(),
        ..HostCpu::default()
    };
    Ok(AnyCpu::Host(cpu).format())
}

fn no_model() -> Error {
    Error::operation_failed("no CPU model fits the data")
}

fn decode_guest(request: &Request) -> Result<String> {
    let table = Table::x86();
    let data = registers(request)?;
    let answers = Answers::of(request)?;
    let vendor = data.vendor(table).map(|vendor| vendor.name);
    let offered = answers.as_ref().and_then(Answers::offered);
    guest_like(table, table.features_of(&data), vendor, data.signature(), offered.as_deref())
}

fn from_qmp(request: &Request) -> Result<String> {
    let table = Table::x86();
    let answers = Answers::of(request)?.ok_or_else(no_model)?;
    let props = answers.props().ok_or_else(no_model)?;
    let on = props.iter().filter(|(_, value)| value.as_bool() == Some(true)).map(|(name, _)| name.as_str());
    let string = props.get("vendor").and_then(Value::as_str).unwrap_or_default();
    let vendor = table.vendors.iter().find(|vendor| vendor.string == string).map(|vendor| vendor.name);
    guest_like(table, table.features_named(on), vendor, answers.signature(), answers.offered().as_deref())
}

fn guest_like(
    table: &Table,
    features: ::cpu::Features,
    vendor: Option<&str>,
    signature: Signature,
    offered: Option<&[Offered<'_>]>,
) -> Result<String> {
    let sought = Sought { features, vendor, signature: Some(signature), offered, ..Sought::default() };
    let Nearest { model, more, less } = ::cpu::nearest_for_guest(table, &sought).ok_or_else(no_model)?;
    let feature = |policy| move |name: &&str| CpuFeature { policy: Some(policy), name: (*name).to_owned() };
    let required = more.iter().map(feature(FeaturePolicy::Require));
    Ok(conf::cpu::format(&Cpu {
        mode: Some(CpuMode::Custom),
        match_: Some(CpuMatch::Exact),
        model: Some(CpuModel { fallback: Some("forbid".to_owned()), vendor_id: None, name: model.name.to_owned() }),
        vendor: vendor.map(|vendor| Text(vendor.to_owned())),
        features: required.chain(less.iter().map(feature(FeaturePolicy::Disable))).collect(),
        ..Cpu::default()
    }))
}

fn signature(request: &Request) -> Result<String> {
    let signature = match request.has_input("cpuid") {
        true => registers(request)?.signature(),
        false => Answers::of(request)?.ok_or_else(no_model)?.signature(),
    };
    let (family, model) = (signature.family, signature.model);
    let stepping = signature.steppings.map_or(0, |(first, _)| first);
    Ok(format!(
        "{:06x}\nfamily:    {family:2} (0x{family:02x})\nmodel:    {model:3} (0x{model:02x})\n\
         stepping:  {stepping:2} (0x{stepping:02x})\n",
        signature.word()
    ))
}
