//! What a command's function works with: the session, its arguments, its output.

use ferrovirt::{Connect, Connection, DomainRef, constants};

use crate::arguments::Arguments;
use crate::failure::Outcome;
use crate::lookup;
use crate::output::Output;
use crate::session::Session;

/// One command being carried out.
pub struct Context<'a> {
    /// What outlives the command.
    pub session: &'a mut Session,
    /// The values of its options.
    pub args: &'a Arguments,
    /// Where its words go.
    pub out: Output,
}

impl Context<'_> {
    /// The connection.
    pub fn conn(&mut self) -> Outcome<&Connect> {
        self.session.connection()
    }

    /// The drivers behind the connection, for commands that print between calls.
    pub fn drivers(&mut self) -> Outcome<Connection> {
        Ok((**self.conn()?).clone())
    }

    /// The guest that the option `domain` names.
    pub fn domain(&mut self) -> Outcome<DomainRef> {
        let name = self.args.required("domain")?.to_owned();
        lookup::domain(self.conn()?, &name)
    }

    /// The guest that the option `domain` names in some ways.
    pub fn domain_by(&mut self, by: lookup::By) -> Outcome<DomainRef> {
        let name = self.args.required("domain")?.to_owned();
        lookup::domain_by(self.conn()?, &name, by)
    }

    /// What a change is to affect, from the options `current`, `live` and `config`.
    pub fn impact(&self) -> Outcome<u32> {
        self.args.exclusive("current", "live")?;
        self.args.exclusive("current", "config")?;
        let flags = [("config", constants::VIR_DOMAIN_AFFECT_CONFIG), ("live", constants::VIR_DOMAIN_AFFECT_LIVE)];
        Ok(self.args.bits(&flags))
    }
}
