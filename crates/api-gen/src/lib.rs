//! Writes code and documents from the interface description; one file per target.
//!
//! Every writer is a function from the model to text. Nothing here tests a call's *name*: what a writer needs to know
//! must be a word in the description.

pub mod c;
pub mod rust;

use std::path::PathBuf;

/// A file to write, relative to the root of the repository.
#[derive(Debug)]
pub struct Output {
    /// Where it goes.
    pub path: PathBuf,
    /// What it holds, not yet formatted.
    pub text: String,
}

/// Everything that is generated, in a fixed order.
pub fn outputs(api: &api_model::Api) -> Vec<Output> {
    let mut all = rust::types::outputs(api);
    all.extend(rust::drivers::outputs(api));
    all.extend(rust::gate::outputs(api));
    all.push(rust::events::output(api));
    all.push(rust::constants::output(api));
    all.push(rust::codes::output(api));
    all.extend(rust::client::outputs(api));
    all.extend(rust::server::outputs(api));
    all.push(rust::session::output(api));
    all.push(rust::procedures::output(api));
    all.push(rust::modules("crates/virt", &all));
    all.push(rust::modules("crates/rpc", &all));
    all.extend(c::shims::outputs(api));
    all.push(c::checks::output_by_hand(api));
    all.push(rust::modules("crates/libvirt", &all));
    all.extend(c::symbols::outputs(api));
    all.extend(c::headers::outputs(api));
    all
}

/// What only the installed tree has; the paths are relative to it.
pub fn installed(api: &api_model::Api) -> Vec<Output> {
    c::api_xml::outputs(api)
}
