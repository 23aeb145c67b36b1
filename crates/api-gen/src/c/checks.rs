//! What a C function refuses before a driver is asked: statements in regular shims, functions for irregular ones.

use api_model::{Api, Check, Condition, Demand, Function, Rule};

use super::shims::{KEYWORD, handle_of, irregular, number};
use crate::Output;
use crate::rust::{ident, output};

/// Whether a call that the function makes needs a connection that is not for reading only.
fn writes(api: &Api, function: &Function) -> bool {
    api.calls().any(|(_, call)| call.write && call.serves.contains(&function.name))
}

/// The function's checks in order. What writes wants a writable connection first, unless its checks name the place.
fn checks_of(api: &Api, function: &Function) -> Vec<Check> {
    let mut checks = function.checks.clone();
    if writes(api, function) && checks.iter().all(|check| check.rule != Rule::Writable) {
        checks.insert(0, Check { rule: Rule::Writable, when: vec![] });
    }
    checks
}

/// The statements of a shim that has `object`.
pub(crate) fn statements(api: &Api, function: &Function) -> String {
    let one = |check: &Check| {
        let statement = statement(function, &check.rule);
        let when: Vec<String> = check.when.iter().map(|when| condition(function, when)).collect();
        match when.is_empty() {
            true => statement,
            false => format!("if {} {{ {statement} }}\n", when.join(" && ")),
        }
    };
    checks_of(api, function).iter().map(one).collect()
}

fn argument(name: &str) -> String {
    match name.strip_prefix('*') {
        Some(name) => format!("*{}", ident(&name.to_lowercase())),
        None => ident(&name.to_lowercase()),
    }
}

fn statement(function: &Function, rule: &Rule) -> String {
    let at = &function.name;
    match rule {
        Rule::Writable => format!("object.handle().writable(\"{at}\")?;\n"),
        Rule::Argument(name, demand) => {
            let id = argument(name);
            if let Demand::Object | Demand::Writable = demand {
                let handle = type_of(function, name).and_then(handle_type).unwrap_or("VirConnect");
                let writable = match demand {
                    Demand::Writable => format!(".handle().writable(\"{at}\")?"),
                    _ => String::new(),
                };
                return format!("{handle}::get({id}, \"{at}\")?{writable};\n");
            }
            let (check, more) = match demand {
                Demand::NotNull => ("not_null", String::new()),
                Demand::Null => ("null", String::new()),
                Demand::NotEmpty => ("not_empty", String::new()),
                Demand::Zero => ("zero", String::new()),
                Demand::NotZero => ("not_zero", String::new()),
                Demand::Positive => ("positive", String::new()),
                Demand::NotNegative => ("not_negative", String::new()),
                Demand::AtLeast(least) => ("at_least", format!("{least}, ")),
                Demand::AtMost(most) => ("at_most", format!("{most}, ")),
                Demand::Fits(most) => ("fits", format!("{most}, ")),
                Demand::Socket => ("socket", String::new()),
                // Written above.
                Demand::Object | Demand::Writable => return String::new(),
            };
            format!("checks::{check}({id}, {more}\"{name}\", \"{at}\")?;\n")
        }
        Rule::Exclusive(flags) => format!("checks::exclusive(flags, &[{}], \"{at}\")?;\n", named(flags)),
        Rule::Needs(flags, needed) => {
            format!("checks::needs(flags, &[{}], &[{}], \"{at}\")?;\n", named(flags), named(needed))
        }
    }
}

fn named(flags: &[String]) -> String {
    let pairs: Vec<String> = flags.iter().map(|flag| format!("(constants::{flag}, \"{flag}\")")).collect();
    pairs.join(", ")
}

fn condition(function: &Function, condition: &Condition) -> String {
    let list = |names: &[String], end: &str| {
        let one = |name: &String| match name.parse::<i64>() {
            Ok(number) => number.to_string(),
            Err(_) => format!("constants::{name}{end}"),
        };
        let names: Vec<String> = names.iter().map(one).collect();
        names.join(", ")
    };
    match condition {
        Condition::There(name) if name.starts_with('*') || is_number(function, name) => {
            format!("{} != 0", argument(name))
        }
        Condition::There(name) => format!("!{}.is_null()", argument(name)),
        Condition::Missing(name) if name.starts_with('*') || is_number(function, name) => {
            format!("{} == 0", argument(name))
        }
        Condition::Missing(name) => format!("{}.is_null()", argument(name)),
        Condition::Is(name, values) => format!("checks::is({}, &[{}])", argument(name), list(values, ".into()")),
        Condition::IsNot(name, values) => {
            format!("!checks::is({}, &[{}])", argument(name), list(values, ".into()"))
        }
        Condition::Has(name, flags) => format!("checks::has({}, &[{}])", argument(name), list(flags, "")),
        Condition::Lacks(name, flags) => format!("!checks::has({}, &[{}])", argument(name), list(flags, "")),
    }
}

/// The library's type of a handle.
fn handle_type(c_type: &str) -> Option<&'static str> {
    match c_type {
        "virConnectPtr" | "virAdmConnectPtr" => Some("VirConnect"),
        "virStreamPtr" => Some("VirStream"),
        other => handle_of(other).map(|(_, handle, _)| *handle),
    }
}

fn type_of<'a>(function: &'a Function, name: &str) -> Option<&'a str> {
    function.args.iter().find(|(known, _)| known == name).map(|(_, ty)| ty.as_str())
}

fn is_number(function: &Function, name: &str) -> bool {
    type_of(function, name).is_some_and(|ty| number(ty).is_some())
}

/// How a check's function takes an argument.
fn rust_type(c_type: &str) -> String {
    if let Some(handle) = handle_type(c_type) {
        return format!("*mut {handle}");
    }
    match (number(c_type), c_type) {
        (Some(number), _) => number.to_owned(),
        (None, "const char *" | "char *") => "*const c_char".to_owned(),
        (None, other) => match other.strip_suffix(" *").and_then(number) {
            Some(number) => format!("*const {number}"),
            None => "*const impl Sized".to_owned(),
        },
    }
}

/// The checks of a function that is written by hand, as a function of its object and the arguments they are about.
fn by_itself(api: &Api, function: &Function) -> Option<String> {
    let checks = checks_of(api, function);
    let (first, receiver) = function.args.first()?;
    let handle = handle_type(receiver);
    if checks.is_empty() {
        return None;
    }
    let wanted: Vec<&str> = checks.iter().flat_map(Check::arguments).collect();
    let body = statements(api, function);
    let object = handle.filter(|_| body.contains("object.")).map(|handle| format!("object: &{handle}"));
    let is_more = |name: &String| (handle.is_none() || name != first) && wanted.contains(&name.as_str());
    let more = function.args.iter().filter(|(name, _)| is_more(name));
    let more = more.map(|(name, ty)| format!("{}: {}", argument(name), rust_type(ty)));
    let arguments: Vec<String> = object.into_iter().chain(more).collect();
    let (word, body) =
        match body.contains("(*") || body.contains("if *") || body.contains("not_empty") || body.contains("::get(") {
            true => {
                let body = format!("// SAFETY: the caller keeps to the C declaration.\n{KEYWORD} {{\n{body}}}\n");
                (format!("{KEYWORD} "), body)
            }
            false => (String::new(), body),
        };
    Some(format!(
        "/// What `{0}` refuses.\npub(crate) {word}fn {0}({1}) -> Result<()> {{\n{body}Ok(())\n}}\n\n",
        function.name,
        arguments.join(", ")
    ))
}

/// The checks of all functions that are written by hand.
pub fn output_by_hand(api: &Api) -> Output {
    let functions: String = irregular(api).into_iter().filter_map(|function| by_itself(api, function)).collect();
    let body = format!("use ferrovirt::Result;\n\nuse crate::prelude::*;\n\n{functions}");
    output("crates/libvirt/src/generated/refusals.rs", "*", "What functions that are written by hand refuse.", &body)
}

#[cfg(test)]
mod tests {
    use super::*;

    const INTERFACE: &str = "\
object domain

/// Sets.
call set
    wire remote 1 SET low
    serves virDomainSet
    access domain:write
    write
    in dom DomainRef

function virDomainSet(domain: virDomainPtr, xml: const char *, nparams: int *, type: int, st: virStreamPtr, flags: unsigned int) -> int
    header libvirt/libvirt-domain.h
    symbol LIBVIRT_1 since 1
    check xml not-null
    check writable
    check exclusive A B
    check A needs B|C
    check *nparams positive if flags lacks A and xml
    check type at-most 7 if type is-not 9|D
    check st object if no xml

function virDomainGet(domain: virDomainPtr, flags: unsigned int) -> int
    header libvirt/libvirt-domain.h
    symbol LIBVIRT_1 since 1
";

    fn interface(name: &str) -> Api {
        let folder = std::env::temp_dir().join(format!("ferrovirt-api-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("domain.api"), INTERFACE).unwrap();
        let api = Api::read(&folder).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        api
    }

    #[test]
    fn each_check_is_a_statement_in_its_order() {
        let api = interface("statements");
        let [set, get] = &api.objects[0].functions[..] else { panic!("two functions") };
        let expected = [
            "checks::not_null(xml, \"xml\", \"virDomainSet\")?;",
            "object.handle().writable(\"virDomainSet\")?;",
            "checks::exclusive(flags, &[(constants::A, \"A\"), (constants::B, \"B\")], \"virDomainSet\")?;",
            "checks::needs(flags, &[(constants::A, \"A\")], &[(constants::B, \"B\"), (constants::C, \"C\")], \"virDomainSet\")?;",
            "if !checks::has(flags, &[constants::A]) && !xml.is_null() { checks::positive(*nparams, \"*nparams\", \"virDomainSet\")?;",
            " }",
            "if !checks::is(type_, &[9, constants::D.into()]) { checks::at_most(type_, 7, \"type\", \"virDomainSet\")?;",
            " }",
            "if xml.is_null() { VirStream::get(st, \"virDomainSet\")?;",
            " }",
        ];
        assert_eq!(statements(&api, set).lines().collect::<Vec<_>>(), expected);
        assert_eq!(statements(&api, get), "");
    }

    #[test]
    fn a_function_by_hand_gets_its_checks_with_the_arguments_they_need() {
        let api = interface("by-hand");
        let [set, get] = &api.objects[0].functions[..] else { panic!("two functions") };
        let text = by_itself(&api, set).unwrap();
        let signature = "fn virDomainSet(object: &VirDomain, xml: *const c_char, nparams: *const c_int, type_: c_int, st: *mut VirStream, flags: c_uint) -> Result<()> {";
        assert!(text.contains(signature), "{text}");
        assert!(text.contains(KEYWORD), "what points somewhere is read");
        assert_eq!(by_itself(&api, get), None);
    }
}
