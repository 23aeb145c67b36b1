//! Network filters, and their bindings to the ports of guests.

use std::collections::BTreeSet;
use std::sync::Arc;

use conf::domain::defaults::generate_uuid;
use conf::nwfilter::Nwfilter;
use conf::nwfilter_binding::NwfilterBinding;
use virt::constants::*;
use virt::generated::nwfilter::*;
use virt::generated::nwfilter_binding::*;
use virt::list::counted;
use virt::objects::{Kind, Objects};
use virt::{Error, ErrorCode, ErrorDomain, NwfilterBindingRef, NwfilterRef, Result, Uuid, flags};

use crate::connection::TestConnection;
use crate::list::at_most;

/// A filter.
#[derive(Debug, Clone)]
pub(crate) struct Filter(Arc<Nwfilter>);

impl Kind for Filter {
    type Key = Uuid;

    fn key(&self) -> Uuid {
        self.0.uuid
    }

    fn name(&self) -> &str {
        &self.0.name
    }
}

impl Filter {
    fn reference(&self) -> NwfilterRef {
        NwfilterRef { name: self.0.name.clone(), uuid: self.0.uuid }
    }
}

/// A filter that a port has.
#[derive(Debug, Clone)]
pub(crate) struct Binding(Arc<NwfilterBinding>);

impl Kind for Binding {
    type Key = String;

    fn key(&self) -> String {
        self.0.port_dev.clone()
    }

    fn name(&self) -> &str {
        &self.0.port_dev
    }
}

impl Binding {
    fn reference(&self) -> NwfilterBindingRef {
        NwfilterBindingRef { portdev: self.0.port_dev.clone(), filtername: self.0.filter.filter.clone() }
    }
}

fn domain(error: Error) -> Error {
    error.in_domain(ErrorDomain::NWFILTER)
}

fn missing(what: String) -> Error {
    domain(Error::new(ErrorCode::NO_NWFILTER, format!("no nwfilter with matching {what}")))
}

/// All filters that packets pass which pass this one: itself and, however deep, those that it refers to.
fn reached(filters: &Objects<Filter>, first: &str) -> BTreeSet<String> {
    let (mut reached, mut open) = (BTreeSet::new(), vec![first.to_owned()]);
    while let Some(name) = open.pop() {
        let known = filters.by_name(&name);
        if reached.insert(name)
            && let Some(filter) = known
        {
            open.extend(filter.0.references().map(str::to_owned));
        }
    }
    reached
}

/// Refuses a filter whose name or identity another has, or that would lead back to itself.
fn check(filters: &Objects<Filter>, filter: &Nwfilter) -> Result<()> {
    match (filters.get(&filter.uuid), filters.by_name(&filter.name)) {
        (Some(known), _) if known.0.name != filter.name => {
            let message = format!("filter with same UUID but different name ('{}') already exists", known.0.name);
            return Err(Error::operation_failed(message));
        }
        (None, Some(known)) => {
            let message = format!("filter '{}' already exists with uuid {}", filter.name, known.0.uuid);
            return Err(Error::operation_failed(message));
        }
        _ => (),
    }
    match filter.references().any(|name| name == filter.name || reached(filters, name).contains(&filter.name)) {
        true => Err(Error::operation_failed("filter would introduce a loop")),
        false => Ok(()),
    }
}

impl TestConnection {
    fn filter(&self, filter: &NwfilterRef) -> Result<Arc<Filter>> {
        let found = self.core().filters.get(&filter.uuid);
        found.ok_or_else(|| missing(format!("uuid '{}'", filter.uuid)))
    }

    fn binding(&self, port: &str) -> Result<Arc<Binding>> {
        let message = || format!("no nwfilter binding for port dev '{port}'");
        let missing = || domain(Error::new(ErrorCode::NO_NWFILTER_BINDING, message()));
        self.core().bindings.by_name(port).ok_or_else(missing)
    }
}

impl NwfilterDriver for TestConnection {
    fn num_of_nwfilters(&self) -> Result<i32> {
        Ok(i32::try_from(self.core().filters.all().len()).unwrap_or(i32::MAX))
    }

    fn list_nwfilters(&self, maxnames: i32) -> Result<Vec<String>> {
        Ok(self.core().filters.all().iter().take(at_most(maxnames)).map(|filter| filter.0.name.clone()).collect())
    }

    fn list_all_nwfilters(&self, need_results: i32, flags: u32) -> Result<NwfilterListAllNwfiltersReply> {
        flags::only(flags, 0, "testConnectListAllNWFilters")?;
        let (filters, ret) = counted(need_results, self.core().filters.chosen(&[], 0, Filter::reference));
        Ok(NwfilterListAllNwfiltersReply { filters, ret })
    }

    fn lookup_by_name(&self, name: &str) -> Result<NwfilterRef> {
        Ok(self.core().filters.by_name(name).ok_or_else(|| missing(format!("name '{name}'")))?.reference())
    }

    fn lookup_by_uuid(&self, uuid: &Uuid) -> Result<NwfilterRef> {
        Ok(self.core().filters.get(uuid).ok_or_else(|| missing(format!("uuid '{uuid}'")))?.reference())
    }

    fn xml_desc(&self, nwfilter: &NwfilterRef, flags: u32) -> Result<String> {
        flags::only(flags, 0, "testNWFilterGetXMLDesc")?;
        Ok(self.filter(nwfilter)?.0.format())
    }

    fn define_xml(&self, xml: &str) -> Result<NwfilterRef> {
        self.define_xml_flags(xml, 0)
    }

    fn define_xml_flags(&self, xml: &str, flags: u32) -> Result<NwfilterRef> {
        flags::only(flags, VIR_NWFILTER_DEFINE_VALIDATE, "testNWFilterDefineXMLFlags")?;
        conf::documents::check_if(flags & VIR_NWFILTER_DEFINE_VALIDATE != 0, xml)?;
        let mut filter = Nwfilter::parse(xml).map_err(domain)?;
        if filter.uuid == Uuid::default() {
            filter.uuid = self.core().with_random(|random| Ok(generate_uuid(random)))?;
        }
        let turn = self.core().filters.begin();
        check(&turn, &filter).map_err(domain)?;
        Ok(turn.publish(Filter(Arc::new(filter)), None).reference())
    }

    /// A filter that a port has stays; other filters may go on naming one that is gone.
    fn undefine(&self, nwfilter: &NwfilterRef) -> Result<()> {
        let turn = self.core().filters.begin();
        let filter = self.filter(nwfilter)?;
        let name = &filter.0.name;
        let bindings = self.core().bindings.all();
        let used = bindings.iter().find(|binding| reached(&turn, &binding.0.filter.filter).contains(name));
        if let Some(binding) = used {
            let message = format!("nwfilter '{name}' is in use by port dev '{}'", binding.0.port_dev);
            return Err(domain(Error::operation_invalid(message)));
        }
        turn.remove(&filter.key(), None);
        Ok(())
    }
}

impl NwfilterBindingDriver for TestConnection {
    fn list_all_nwfilter_bindings(
        &self,
        need_results: i32,
        flags: u32,
    ) -> Result<NwfilterBindingListAllNwfilterBindingsReply> {
        flags::only(flags, 0, "testConnectListAllNWFilterBindings")?;
        let (bindings, ret) = counted(need_results, self.core().bindings.chosen(&[], 0, Binding::reference));
        Ok(NwfilterBindingListAllNwfilterBindingsReply { bindings, ret })
    }

    fn lookup_by_port_dev(&self, name: &str) -> Result<NwfilterBindingRef> {
        Ok(self.binding(name)?.reference())
    }

    fn xml_desc(&self, nwfilter: &NwfilterBindingRef, flags: u32) -> Result<String> {
        flags::only(flags, 0, "testNWFilterBindingGetXMLDesc")?;
        Ok(self.binding(&nwfilter.portdev)?.0.format())
    }

    fn create_xml(&self, xml: &str, flags: u32) -> Result<NwfilterBindingRef> {
        flags::only(flags, VIR_NWFILTER_BINDING_CREATE_VALIDATE, "testNWFilterBindingCreateXML")?;
        conf::documents::check_if(flags & VIR_NWFILTER_BINDING_CREATE_VALIDATE != 0, xml)?;
        let binding = NwfilterBinding::parse(xml).map_err(domain)?;
        // No filter may go between the look at it and its being bound.
        let filters = self.core().filters.begin();
        let turn = self.core().bindings.begin();
        if turn.by_name(&binding.port_dev).is_some() {
            let message = format!("binding '{}' already exists", binding.port_dev);
            return Err(domain(Error::operation_failed(message)));
        }
        let needed = reached(&filters, &binding.filter.filter);
        if let Some(name) = needed.iter().find(|name| filters.by_name(name).is_none()) {
            return Err(domain(Error::internal(format!("referenced filter '{name}' is missing"))));
        }
        Ok(turn.publish(Binding(Arc::new(binding)), None).reference())
    }

    fn delete(&self, nwfilter: &NwfilterBindingRef) -> Result<()> {
        let turn = self.core().bindings.begin();
        let binding = self.binding(&nwfilter.portdev)?;
        turn.remove(&binding.key(), None);
        Ok(())
    }
}
