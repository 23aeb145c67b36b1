//! Reads `api/*.api`, the interface as text, into plain structs.
//!
//! One file describes one object kind. The grammar is line based: an item starts in column 1, its properties are
//! indented, `///` lines above it are its documentation, `//!` lines at the top of the file that of the object.
//! `docs/api-grammar.md` lists every word.

mod c_types;
mod checks;
mod parse;

use std::collections::BTreeMap;
use std::path::Path;

pub use checks::{Check, Condition, Demand, Rule};
pub use parse::ParseError;

/// Everything that `api/` says.
#[derive(Debug, Default)]
pub struct Api {
    /// One entry per file, in the order of the file names.
    pub objects: Vec<Object>,
}

/// One `.api` file.
#[derive(Debug, Default)]
pub struct Object {
    /// The stem shared by the file, the driver trait and the generated modules.
    pub name: String,
    /// What the object is.
    pub doc: String,
    /// Calls from client to server.
    pub calls: Vec<Call>,
    /// Messages from server to client.
    pub events: Vec<Event>,
    /// Structures on the wire.
    pub structs: Vec<Struct>,
    /// Limits of lists and byte fields.
    pub limits: BTreeMap<String, u64>,
    /// Enumerations and flag sets of the C interface.
    pub enums: Vec<Enum>,
    /// Structures and handles of the C interface.
    pub records: Vec<Record>,
    /// Functions that programs hand to the C interface.
    pub callbacks: Vec<Callback>,
    /// Other names of C types.
    pub aliases: Vec<Alias>,
    /// Functions of the C interface.
    pub functions: Vec<Function>,
    /// Variables that the C library exports.
    pub variables: Vec<Variable>,
    /// Groups of typed parameters.
    pub params: Vec<ParamGroup>,
    /// String constants of the C interface.
    pub strings: Vec<Constant>,
    /// Number constants of the C interface.
    pub numbers: Vec<Constant>,
}

/// How soon the server looks at a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Priority {
    /// Answered even when every ordinary worker is busy.
    High,
    /// Queued with the others.
    Low,
}

/// Which way data flows on a call's stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StreamDirection {
    /// From server to client.
    Read,
    /// From client to server.
    Write,
}

/// A remote procedure and the driver function behind it.
#[derive(Debug)]
pub struct Call {
    /// The driver trait's method.
    pub name: String,
    /// One precise sentence at least.
    pub doc: String,
    /// The RPC program.
    pub program: String,
    /// The procedure's number in the program.
    pub number: i32,
    /// The procedure's enumerator in the protocol.
    pub procedure: String,
    /// Queueing class.
    pub priority: Priority,
    /// The C functions that send it.
    pub serves: Vec<String>,
    /// Permissions needed: `object:permission[:flag…]`.
    pub access: Vec<String>,
    /// Permissions that filter the objects in the answer.
    pub filter: Vec<String>,
    /// Whether it changes anything; a read-only connection may not use it.
    pub write: bool,
    /// Allowed before authentication.
    pub before_auth: bool,
    /// Answered by the server's session, not by a driver.
    pub session: bool,
    /// Reads published state only, so it never waits and needs no worker.
    pub published: bool,
    /// The stream it opens.
    pub stream: Option<StreamDirection>,
    /// The flag that turns on holes in the stream.
    pub sparse: Option<String>,
    /// File descriptors travel with the call.
    pub fds_in: bool,
    /// File descriptors travel with the reply.
    pub fds_out: bool,
    /// Arguments in wire order.
    pub ins: Vec<Field>,
    /// Results in wire order.
    pub outs: Vec<Field>,
}

/// A message the server sends by itself.
#[derive(Debug)]
pub struct Event {
    /// Its name, also that of the generated variant.
    pub name: String,
    /// One precise sentence at least.
    pub doc: String,
    /// The RPC program.
    pub program: String,
    /// The message's number.
    pub number: i32,
    /// The message's enumerator in the protocol.
    pub procedure: String,
    /// Number of the message for clients that register without a callback id.
    pub legacy: Option<i32>,
    /// The event id that clients register for, and its enumerator.
    pub id: Option<(String, i32)>,
    /// Whether the callback's id precedes the fields.
    pub callback_id: bool,
    /// Payload in wire order.
    pub fields: Vec<Field>,
}

/// A structure on the wire.
#[derive(Debug)]
pub struct Struct {
    /// Its name in Rust.
    pub name: String,
    /// One sentence.
    pub doc: String,
    /// Members in wire order.
    pub fields: Vec<Field>,
}

/// A named value on the wire.
#[derive(Debug)]
pub struct Field {
    /// Its name in Rust.
    pub name: String,
    /// Its type.
    pub ty: Type,
}

/// The type of a value on the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    /// A number type, spelled as in Rust.
    Number(&'static str),
    /// Text without NUL.
    String,
    /// 16 bytes.
    Uuid,
    /// Bytes, at most as many as the named limit.
    Bytes(String),
    /// A structure by name.
    Struct(String),
    /// A value or nothing.
    Optional(Box<Type>),
    /// Values, at most as many as the named limit.
    List(Box<Type>, String),
    /// Exactly so many values.
    FixedList(Box<Type>, usize),
}

/// An enumeration or a set of flags.
#[derive(Debug)]
pub struct Enum {
    /// The C name.
    pub name: String,
    /// One sentence.
    pub doc: String,
    /// Whether members are bits that can be combined.
    pub flags: bool,
    /// The release that had it first.
    pub since: String,
    /// The C header that declares it.
    pub header: String,
    /// Members in order.
    pub members: Vec<Member>,
}

/// A member of an [`Enum`].
#[derive(Debug)]
pub struct Member {
    /// The C name.
    pub name: String,
    /// Its value.
    pub value: i64,
    /// The release that had it first, where later than the enum.
    pub since: Option<String>,
    /// The other member whose value it takes.
    pub alias: Option<String>,
    /// Only visible to programs that ask for sentinels.
    pub sentinel: bool,
}

/// A structure of the C interface, or a handle: one whose inside is nobody's business.
#[derive(Debug, Default)]
pub struct Record {
    /// The C name of the type.
    pub name: String,
    /// One sentence.
    pub doc: String,
    /// The name behind `struct`.
    pub tag: String,
    /// The name of the pointer to it, if it has one.
    pub pointer: Option<String>,
    /// Name and C type of each member, none for a handle. `char[N]` is an array, `NAME.MEMBER` a member of a union.
    pub fields: Vec<(String, String)>,
    /// The release that had it first.
    pub since: String,
    /// The C header that declares it.
    pub header: String,
}

/// The type of a function that programs hand to the C interface.
#[derive(Debug)]
pub struct Callback {
    /// The C name of the type.
    pub name: String,
    /// One sentence.
    pub doc: String,
    /// Name and C type of each argument.
    pub args: Vec<(String, String)>,
    /// The C type it returns.
    pub returns: String,
    /// The release that had it first.
    pub since: String,
    /// The C header that declares it.
    pub header: String,
}

/// Another name of a C type.
#[derive(Debug)]
pub struct Alias {
    /// The C name.
    pub name: String,
    /// One sentence.
    pub doc: String,
    /// What it stands for.
    pub ty: String,
    /// The name of the pointer to it, if it has one.
    pub pointer: Option<String>,
    /// The release that had it first.
    pub since: String,
    /// The C header that declares it.
    pub header: String,
}

/// A function of the C interface.
#[derive(Debug)]
pub struct Function {
    /// Its C name.
    pub name: String,
    /// One sentence, where no call says what it does.
    pub doc: String,
    /// Name and C type of each argument.
    pub args: Vec<(String, String)>,
    /// The C type it returns.
    pub returns: String,
    /// The C header that declares it.
    pub header: String,
    /// The symbol version node that exports it.
    pub symbol: String,
    /// The release that had it first.
    pub since: String,
    /// Works in the client alone.
    pub local: bool,
    /// Arguments that languages with defaults leave out.
    pub optional: Vec<String>,
    /// What it makes of the object's number, which the handle keeps.
    pub number: NumberAfter,
    /// Arguments that name files: relative names are made absolute, as a daemon has another current folder.
    pub paths: Vec<String>,
    /// What it refuses before a driver is asked, in order.
    pub checks: Vec<Check>,
}

/// What a call makes of the number of the object that it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NumberAfter {
    /// It stays.
    #[default]
    Same,
    /// The object runs and has a new one.
    New,
    /// The object runs no more and has none.
    Gone,
}

/// A variable that the C library exports.
#[derive(Debug)]
pub struct Variable {
    /// Its C name.
    pub name: String,
    /// One sentence.
    pub doc: String,
    /// Its C type.
    pub ty: String,
    /// The C header that declares it.
    pub header: String,
    /// The symbol version node that exports it.
    pub symbol: String,
    /// The release that had it first.
    pub since: String,
}

/// Typed parameters that belong together.
#[derive(Debug)]
pub struct ParamGroup {
    /// The group's name.
    pub name: String,
    /// One sentence.
    pub doc: String,
    /// The C functions that carry it.
    pub used_by: Vec<String>,
    /// The C struct that carries it where it is not a typed parameter.
    pub carrier: Option<String>,
    /// The fields.
    pub fields: Vec<Param>,
}

/// A typed parameter.
#[derive(Debug)]
pub struct Param {
    /// Name or pattern (`<num>` is an index).
    pub name: String,
    /// Types of its value.
    pub types: Vec<String>,
    /// The C constant with the name.
    pub constant: Option<String>,
    /// The release that had it first.
    pub since: Option<String>,
}

/// A named constant.
#[derive(Debug)]
pub struct Constant {
    /// The C name.
    pub name: String,
    /// Its text or number.
    pub value: String,
    /// The release that had it first.
    pub since: String,
    /// The C header that declares it.
    pub header: String,
}

impl Api {
    /// Reads every `.api` file of a folder.
    pub fn read(folder: &Path) -> Result<Api, ParseError> {
        let whole = |e: std::io::Error| ParseError::new(&folder.display().to_string(), 0, e.to_string());
        let mut paths: Vec<_> =
            std::fs::read_dir(folder).map_err(whole)?.filter_map(|e| Some(e.ok()?.path())).collect();
        paths.retain(|p| p.extension().is_some_and(|e| e == "api"));
        paths.sort();
        let mut api = Api::default();
        for path in paths {
            let name = path.display().to_string();
            let text = std::fs::read_to_string(&path).map_err(|e| ParseError::new(&name, 0, e.to_string()))?;
            api.objects.push(parse::object(&name, &text)?);
        }
        Ok(api)
    }

    /// All calls of all objects.
    pub fn calls(&self) -> impl Iterator<Item = (&Object, &Call)> {
        self.objects.iter().flat_map(|o| o.calls.iter().map(move |c| (o, c)))
    }

    /// The value of a named limit.
    pub fn limit(&self, name: &str) -> Option<u64> {
        self.objects.iter().find_map(|o| o.limits.get(name).copied())
    }

    /// The structure of a name.
    pub fn structure(&self, name: &str) -> Option<&Struct> {
        self.objects.iter().flat_map(|o| &o.structs).find(|s| s.name == name)
    }
}
