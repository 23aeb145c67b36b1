//! One shim for each C function whose arguments and results follow from those of its call.
//!
//! A shim is found by walking over the C arguments and the call's fields side by side. A function for which that does
//! not come out even is irregular: `crates/libvirt` has it by hand, and [`irregular`] lists it.

use std::fmt::Write;

use api_model::{Api, Call, Field, Function, NumberAfter, Type};

use super::checks;
use crate::Output;
use crate::rust::{ident, output};

/// C's handle types: the pointer's name, the handle's type in the library, the structure on the wire.
const HANDLES: &[(&str, &str, &str)] = &[
    ("virDomainPtr", "VirDomain", "DomainRef"),
    ("virNetworkPtr", "VirNetwork", "NetworkRef"),
    ("virNetworkPortPtr", "VirNetworkPort", "NetworkPortRef"),
    ("virInterfacePtr", "VirInterface", "InterfaceRef"),
    ("virStoragePoolPtr", "VirStoragePool", "StoragePoolRef"),
    ("virStorageVolPtr", "VirStorageVol", "StorageVolRef"),
    ("virNodeDevicePtr", "VirNodeDevice", "NodeDeviceRef"),
    ("virSecretPtr", "VirSecret", "SecretRef"),
    ("virNWFilterPtr", "VirNWFilter", "NwfilterRef"),
    ("virNWFilterBindingPtr", "VirNWFilterBinding", "NwfilterBindingRef"),
    ("virDomainSnapshotPtr", "VirDomainSnapshot", "DomainSnapshotRef"),
    ("virDomainCheckpointPtr", "VirDomainCheckpoint", "DomainCheckpointRef"),
    ("virAdmServerPtr", "VirAdmServer", "ServerRef"),
    ("virAdmClientPtr", "VirAdmClient", "ClientRef"),
];

/// C's number types: in C, in Rust.
const NUMBERS: &[(&str, &str)] = &[
    ("int", "c_int"),
    ("unsigned int", "c_uint"),
    ("unsigned long", "c_ulong"),
    ("unsigned long long", "c_ulonglong"),
    ("long long", "c_longlong"),
    ("size_t", "usize"),
    ("unsigned char", "c_uchar"),
];

/// Spelled in two parts: here it is only written, and a test looks for its use.
pub(super) const KEYWORD: &str = concat!("un", "safe");

pub(super) fn handle_of(c_type: &str) -> Option<&'static (&'static str, &'static str, &'static str)> {
    HANDLES.iter().find(|(pointer, ..)| *pointer == c_type)
}

fn handle_for(reference: &str) -> Option<&'static str> {
    HANDLES.iter().find(|(.., wire)| *wire == reference).map(|(_, handle, _)| *handle)
}

pub(super) fn number(c_type: &str) -> Option<&'static str> {
    NUMBERS.iter().find(|(c, _)| *c == c_type).map(|(_, rust)| *rust)
}

/// A shim being put together.
struct Shim<'a> {
    function: &'a Function,
    call: &'a Call,
    /// The field of a connection with the call's driver.
    driver: &'a str,
    /// Arguments of the call not yet filled.
    ins: std::slice::Iter<'a, Field>,
    /// Results of the call not yet handed over.
    outs: Vec<&'a Field>,
    /// The shim's own arguments.
    arguments: Vec<String>,
    /// Statements before the call.
    before: String,
    /// What is refused before the call.
    checks: String,
    /// Arguments of the call.
    passed: Vec<String>,
    /// Statements after the call.
    after: String,
    /// The caller has an array for parameters.
    has_places: bool,
    /// The value that C gets, where an argument has decided it.
    value: Option<String>,
    /// The expression for whom an error is told.
    whose: String,
}

impl<'a> Shim<'a> {
    fn new(api: &Api, function: &'a Function, call: &'a Call, driver: &'a str) -> Shim<'a> {
        Shim {
            function,
            call,
            driver,
            ins: call.ins.iter(),
            outs: call.outs.iter().collect(),
            arguments: Vec::new(),
            before: String::new(),
            checks: checks::statements(api, function),
            passed: Vec::new(),
            after: String::new(),
            has_places: false,
            value: None,
            whose: "Whose::NONE".to_owned(),
        }
    }

    /// The text of the shim, if everything comes out even.
    fn text(mut self) -> Option<String> {
        if self.call.stream.is_some() || self.call.fds_in || self.call.fds_out || self.call.session {
            return None;
        }
        let args = &self.function.args;
        let mut at = 0;
        while let Some((name, c_type)) = args.get(at) {
            let next = args.get(at + 1).map(|(name, c_type)| (name.as_str(), c_type.as_str()));
            at += self.argument(at == 0, name, c_type, next)?;
        }
        if self.ins.len() > 0 {
            return None;
        }
        self.number_after();
        let (returns, value) = self.returned()?;
        Some(self.print(&returns, &value))
    }

    /// The handle's number after the call; an answer that is the object itself has it.
    fn number_after(&mut self) {
        match (self.function.number, self.outs.as_slice()) {
            (NumberAfter::Same, _) => (),
            (NumberAfter::Gone, _) => self.after.push_str("object.set_number(-1);\n"),
            (NumberAfter::New, [out]) if out.ty == Type::Struct("DomainRef".to_owned()) => {
                let reply = self.reply_field(out);
                let _ = writeln!(self.after, "object.set_number({reply}.id);");
                self.outs.clear();
            }
            (NumberAfter::New, _) => self.after.push_str("find_number(object);\n"),
        }
    }

    /// Takes one C argument, or two that belong together; how many it took.
    fn argument(&mut self, first: bool, name: &str, c_type: &str, next: Option<(&str, &str)>) -> Option<usize> {
        let id = ident(&name.to_lowercase());
        let function = &self.function.name;
        if first {
            return self.receiver(&id, c_type);
        }
        let wanted = self.ins.as_slice().first();
        let wanted_type = wanted.map(|field| &field.ty);
        if let (Some(rust), Some(Type::Number(n))) = (number(c_type), wanted_type) {
            // Legacy lists count the results instead of passing a number on.
            self.arguments.push(format!("{id}: {rust}"));
            let value = format!("convert::<{rust}, {n}>({id}, \"{name}\", \"{function}\")?");
            // Only flags come behind an array for parameters.
            self.passed.push(if self.has_places { format!("with_texts({value})") } else { value });
            self.ins.next();
            return Some(1);
        }
        match (c_type, wanted_type) {
            ("const char *" | "char *", Some(Type::String)) if self.function.paths.iter().any(|path| path == name) => {
                self.take(&id, "*const c_char", format!("&text::path({id}, \"{name}\", \"{function}\")?"));
                Some(1)
            }
            ("const char *" | "char *", Some(Type::String)) => {
                self.take(&id, "*const c_char", format!("text::required({id}, \"{name}\", \"{function}\")?"));
                Some(1)
            }
            ("const char *" | "char *", Some(Type::Optional(inner))) if **inner == Type::String => {
                self.take(&id, "*const c_char", format!("text::optional({id}, \"{name}\", \"{function}\")?"));
                Some(1)
            }
            ("const unsigned char *", Some(Type::Uuid)) => {
                self.take(&id, "*const u8", format!("&text::uuid({id}, \"{name}\", \"{function}\")?"));
                Some(1)
            }
            (_, Some(Type::List(inner, _))) if next.is_some() => self.list(&id, name, c_type, inner, next?),
            (_, Some(Type::Struct(wire))) => {
                let (_, handle, known) = handle_of(c_type)?;
                if known != wire {
                    return None;
                }
                let get = format!("{handle}::get({id}, \"{function}\")?.reference()");
                self.take(&id, &format!("*mut {handle}"), get);
                Some(1)
            }
            _ => self.result(&id, name, c_type, next),
        }
    }

    fn take(&mut self, id: &str, rust: &str, expression: String) {
        self.arguments.push(format!("{id}: {rust}"));
        self.passed.push(expression);
        self.ins.next();
    }

    /// The first argument: the connection, or the object that the call is about.
    fn receiver(&mut self, id: &str, c_type: &str) -> Option<usize> {
        let function = &self.function.name;
        let handle = match c_type {
            "virConnectPtr" | "virAdmConnectPtr" => "VirConnect",
            _ => {
                let (_, handle, wire) = handle_of(c_type)?;
                let field = self.ins.next()?;
                self.passed.push(match &field.ty {
                    Type::Struct(name) if name == wire => "object.reference()".to_owned(),
                    Type::String if *wire == "NodeDeviceRef" => "object.reference().name.as_str()".to_owned(),
                    _ => return None,
                });
                handle
            }
        };
        self.arguments.push(format!("{id}: *mut {handle}"));
        self.whose = format!("{handle}::whose({id})");
        let _ = writeln!(self.before, "let object = {handle}::get({id}, \"{function}\")?;");
        Some(1)
    }

    /// A list with its length beside it.
    fn list(&mut self, id: &str, name: &str, c_type: &str, inner: &Type, next: (&str, &str)) -> Option<usize> {
        let function = &self.function.name;
        let count = ident(&next.0.to_lowercase());
        let rust_count = number(next.1)?;
        match (c_type, inner) {
            ("virTypedParameterPtr", Type::Struct(wire)) if wire == "TypedParam" && next.1 == "int" => {
                self.take(id, "*mut VirTypedParameter", format!("&params::read({id}, {count}, \"{function}\")?"));
            }
            ("const char **", Type::String) => {
                let read = format!(
                    "&text::list({id}, convert::<{rust_count}, usize>({count}, \"{}\", \"{function}\")?, \"{name}\", \"{function}\")?.into_iter().map(str::to_owned).collect::<Vec<_>>()",
                    next.0
                );
                self.take(id, "*const *const c_char", read);
            }
            _ => return None,
        }
        self.arguments.push(format!("{count}: {rust_count}"));
        Some(2)
    }

    /// A place for a result.
    fn result(&mut self, id: &str, name: &str, c_type: &str, next: Option<(&str, &str)>) -> Option<usize> {
        if let Some(pointee) = c_type.strip_suffix(" **").filter(|p| p.ends_with("Ptr")) {
            return self.all(id, pointee);
        }
        if let ("char **" | "char ** const", Some((count, "int"))) = (c_type, next) {
            return self.names(id, name, count);
        }
        if let ("virTypedParameterPtr", Some((count, "int *"))) = (c_type, next) {
            return self.params_in_place(id, count);
        }
        let out = self.outs.first().copied()?;
        match (c_type, &out.ty, next) {
            ("virTypedParameterPtr *", Type::List(inner, _), Some((count, "int *"))) if is_param(inner) => {
                let count = ident(&count.to_lowercase());
                self.arguments.push(format!("{id}: *mut *mut VirTypedParameter, {count}: *mut c_int"));
                let value = self.reply_field(out);
                let _ = writeln!(self.after, "params::give(&{value}, {id}, {count});");
                self.outs.remove(0);
                Some(2)
            }
            ("char ***", Type::List(inner, _), _) if **inner == Type::String => {
                self.arguments.push(format!("{id}: *mut *mut *mut c_char"));
                let value = self.reply_field(out);
                let _ = writeln!(
                    self.after,
                    "let texts = {value};\nlet count = c_int::try_from(texts.len()).unwrap_or(c_int::MAX);"
                );
                let _ = writeln!(
                    self.after,
                    "text::put({id}, text::give_list(texts.iter().map(|t| text::give(t)).collect()));"
                );
                self.outs.remove(0);
                self.value = Some("count".to_owned());
                Some(1)
            }
            ("char **", Type::String, _) => {
                self.arguments.push(format!("{id}: *mut *mut c_char"));
                let value = self.reply_field(out);
                let _ = writeln!(self.after, "text::put({id}, text::give(&{value}));");
                self.outs.remove(0);
                Some(1)
            }
            ("char **", Type::Optional(inner), _) if **inner == Type::String => {
                self.arguments.push(format!("{id}: *mut *mut c_char"));
                let value = self.reply_field(out);
                let _ = writeln!(self.after, "text::put({id}, text::give_optional({value}.as_deref()));");
                self.outs.remove(0);
                Some(1)
            }
            (_, Type::Number(n), _) => {
                let rust = number(c_type.strip_suffix(" *")?)?;
                self.arguments.push(format!("{id}: *mut {rust}"));
                let value = self.reply_field(out);
                let convert = format!("convert::<{n}, {rust}>({value}, \"{name}\", \"{}\")?", self.function.name);
                let _ = writeln!(self.after, "text::put({id}, {convert});");
                self.outs.remove(0);
                Some(1)
            }
            _ => None,
        }
    }

    /// All objects of a kind: a NULL place asks for their number only.
    fn all(&mut self, id: &str, pointee: &str) -> Option<usize> {
        let (_, handle, wire) = handle_of(pointee)?;
        let need = self.ins.as_slice().first().filter(|field| field.name == "need_results")?;
        let Type::Number(number) = need.ty else { return None };
        let [list, ret] = self.outs.as_slice() else { return None };
        match &list.ty {
            Type::List(inner, _) if **inner == Type::Struct((*wire).to_owned()) && ret.name == "ret" => {}
            _ => return None,
        }
        let name = ident(&list.name);
        self.take(id, &format!("*mut *mut *mut {handle}"), format!("{number}::from(!{id}.is_null())"));
        let _ = writeln!(
            self.after,
            "let handles = reply.{name}.into_iter().map(|found| {handle}::new(object.handle(), found)).collect();"
        );
        let _ = writeln!(
            self.after,
            "if !{id}.is_null() {{ text::put({id}, text::give_list(handles)) }} else {{ release_all(handles); }}"
        );
        self.value = Some(format!("convert::<_, c_int>(reply.ret, \"ret\", \"{}\")?", self.function.name));
        self.outs.clear();
        Some(1)
    }

    /// Names into a caller's array.
    fn names(&mut self, id: &str, name: &str, counted: &str) -> Option<usize> {
        let count = ident(&counted.to_lowercase());
        let [list] = self.outs.as_slice() else { return None };
        if !matches!(&list.ty, Type::List(inner, _) if **inner == Type::String) {
            return None;
        }
        let field = self.ins.next()?;
        if field.ty != Type::Number("i32") {
            return None;
        }
        self.arguments.push(format!("{id}: *mut *mut c_char, {count}: c_int"));
        self.passed.push(format!("room({count}, {id}, [\"{name}\", \"{counted}\"], \"{}\")?", self.function.name));
        self.value = Some(format!("text::put_names({id}, {count}, reply)?"));
        self.outs.clear();
        Some(2)
    }

    /// Typed parameters into a caller's array; a count of 0 asks how many there are.
    fn params_in_place(&mut self, id: &str, count: &str) -> Option<usize> {
        let count = ident(&count.to_lowercase());
        let field = self.ins.as_slice().first().filter(|field| field.ty == Type::Number("i32"))?;
        let _ = field;
        let [list, number] = self.outs.as_slice() else { return None };
        if !matches!(&list.ty, Type::List(inner, _) if is_param(inner)) || number.ty != Type::Number("i32") {
            return None;
        }
        let (list, number) = (ident(&list.name), ident(&number.name));
        let read = format!("count_of({count}, {id}, \"{}\")?", self.function.name);
        self.take(id, "*mut VirTypedParameter", read);
        self.arguments.push(format!("{count}: *mut c_int"));
        self.has_places = true;
        let _ = writeln!(self.after, "hand_over(&reply.{list}, reply.{number}, {id}, {count});");
        self.outs.clear();
        Some(2)
    }

    /// The expression of one result.
    fn reply_field(&self, field: &Field) -> String {
        match self.call.outs.len() {
            1 => "reply".to_owned(),
            _ => format!("reply.{}", ident(&field.name)),
        }
    }

    /// The C type that the shim returns, and the value.
    fn returned(&mut self) -> Option<(String, String)> {
        let returns = self.function.returns.as_str();
        if let Some(value) = self.value.take() {
            return self.outs.is_empty().then(|| ("c_int".to_owned(), value));
        }
        let out = match self.outs.as_slice() {
            [] if returns == "int" => return Some(("c_int".to_owned(), "0".to_owned())),
            [out] => *out,
            _ => return None,
        };
        let reply = self.reply_field(out);
        match (returns, &out.ty) {
            ("int", Type::Number("i32")) => Some(("c_int".to_owned(), reply)),
            ("int", Type::Number("u32")) => {
                let value = format!("convert::<u32, c_int>({reply}, \"{}\", \"{}\")?", out.name, self.function.name);
                Some(("c_int".to_owned(), value))
            }
            ("unsigned long" | "unsigned long long", Type::Number("u64")) => Some(("u64".to_owned(), reply)),
            ("char *", Type::String) => Some(("*mut c_char".to_owned(), format!("text::give(&{reply})"))),
            ("char *", Type::Optional(inner)) if **inner == Type::String => {
                Some(("*mut c_char".to_owned(), format!("text::give_optional({reply}.as_deref())")))
            }
            (pointer, Type::Struct(wire)) => {
                let handle = handle_for(wire)?;
                let (_, known, _) = handle_of(pointer)?;
                (*known == handle)
                    .then(|| (format!("*mut {handle}"), format!("{handle}::new(object.handle(), {reply})")))
            }
            _ => None,
        }
    }

    fn print(&self, returns: &str, value: &str) -> String {
        let Shim { function, call, driver, arguments, before, checks, passed, after, whose, .. } = self;
        let name = &function.name;
        let doc: String = call.doc.lines().map(|line| format!("/// {line}\n")).collect();
        let value = match value.strip_suffix('?') {
            Some(fallible) => fallible.to_owned(),
            None => format!("Ok({value})"),
        };
        let export = match super::symbols::exported_name(function) {
            exported if exported == *name => "no_mangle".to_owned(),
            exported => format!("export_name = \"{exported}\""),
        };
        let uses_reply = after.contains("reply") || value.contains("reply");
        let bind = if uses_reply { "let reply = " } else { "" };
        format!(
            "{doc}#[{KEYWORD}({export})]\npub {KEYWORD} extern \"C\" fn {name}({}) -> {returns} {{\n// SAFETY: the caller keeps to the C declaration.\n{KEYWORD} {{ run({whose}, || {{\n{before}{checks}{bind}object.connect().{driver}.{}({})?;\n{after}{value}\n}}) }}\n}}\n\n",
            arguments.join(", "),
            ident(&call.name),
            passed.join(", "),
        )
    }
}

fn is_param(ty: &Type) -> bool {
    *ty == Type::Struct("TypedParam".to_owned())
}

/// The shim of a function by the first of its calls for which it comes out even.
fn shim(api: &Api, function: &Function) -> Option<String> {
    if function.local {
        return None;
    }
    let mut calls: Vec<(usize, &Call, &str)> = Vec::new();
    for object in &api.objects {
        for call in &object.calls {
            if let Some(place) = call.serves.iter().position(|name| *name == function.name) {
                calls.push((place, call, &object.name));
            }
        }
    }
    calls.sort_by_key(|(place, ..)| *place);
    calls.into_iter().find_map(|(_, call, driver)| Shim::new(api, function, call, driver).text())
}

/// Functions that have to be written by hand.
pub fn irregular(api: &Api) -> Vec<&Function> {
    let functions = api.objects.iter().flat_map(|object| &object.functions);
    functions.filter(|function| shim(api, function).is_none()).collect()
}

/// One file for each kind of object.
pub fn outputs(api: &Api) -> Vec<Output> {
    let mut all = Vec::new();
    for object in &api.objects {
        let shims: String = object.functions.iter().filter_map(|function| shim(api, function)).collect();
        if shims.is_empty() {
            continue;
        }
        let body = format!("use crate::prelude::*;\n\n{shims}");
        let path = format!("crates/libvirt/src/generated/{}.rs", object.name);
        all.push(output(&path, &object.name, "The regular functions of this kind of object.", &body));
    }
    all
}
