//! The node's own network interfaces, and changes of them that can be taken back.

use std::sync::{Arc, PoisonError};

use conf::interface::Interface;
use virt::constants::*;
use virt::flags::{self, Choice};
use virt::generated::interface::*;
use virt::list::counted;
use virt::objects::{Kind, Turn};
use virt::{Error, ErrorCode, InterfaceRef, Result};

use crate::connection::TestConnection;
use crate::list::at_most;

/// An interface, at one moment.
#[derive(Debug, Clone)]
pub(crate) struct Iface {
    name: Arc<str>,
    document: Arc<Interface>,
    active: bool,
}

impl Kind for Iface {
    type Key = String;

    fn key(&self) -> String {
        self.name.to_string()
    }

    fn name(&self) -> &str {
        &self.name
    }
}

impl Iface {
    /// An interface that is down.
    pub(crate) fn new(document: Interface) -> Result<Iface> {
        let name = document.name.as_deref().ok_or_else(|| Error::xml("interface has no name"))?;
        Ok(Iface { name: name.into(), document: Arc::new(document), active: false })
    }

    /// The same, up.
    pub(crate) fn up(self) -> Iface {
        Iface { active: true, ..self }
    }

    fn mac(&self) -> &str {
        self.document.mac.as_deref().unwrap_or_default()
    }

    fn reference(&self) -> InterfaceRef {
        InterfaceRef { name: self.name.to_string(), mac: self.mac().to_owned() }
    }

    /// Refuses to go on if the interface is up, or if it is not.
    fn check(&self, active: bool) -> Result<()> {
        match self.active == active {
            true => Ok(()),
            false => Err(Error::operation_invalid(format!(
                "interface '{}' is {}",
                self.name,
                if self.active { "already up" } else { "not up" }
            ))),
        }
    }
}

const CHOICES: &[&[Choice<Iface>]] =
    &[&[(VIR_CONNECT_LIST_INTERFACES_ACTIVE, |i| i.active), (VIR_CONNECT_LIST_INTERFACES_INACTIVE, |i| !i.active)]];

fn missing(what: String) -> Error {
    Error::new(ErrorCode::NO_INTERFACE, format!("no interface with matching {what}"))
}

impl TestConnection {
    fn iface(&self, iface: &InterfaceRef) -> Result<Arc<Iface>> {
        let found = self.core().interfaces.get(&iface.name);
        found.ok_or_else(|| missing(format!("name '{}'", iface.name)))
    }

    fn begin_iface(&self, iface: &InterfaceRef) -> Result<(Turn<'_, Iface>, Iface)> {
        let turn = self.core().interfaces.begin();
        let held = Iface::clone(&*self.iface(iface)?);
        Ok((turn, held))
    }

    fn ifaces(&self, active: bool) -> impl Iterator<Item = Arc<Iface>> {
        self.core().interfaces.all().into_iter().filter(move |iface| iface.active == active)
    }

    /// Does something with what was there when the open transaction began, if there is one.
    fn transaction<T>(&self, change: impl FnOnce(&mut Option<Vec<Arc<Iface>>>) -> Result<T>) -> Result<T> {
        change(&mut self.core().interface_backup.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn no_transaction() -> Error {
    Error::operation_invalid("no interface change transaction is open")
}

impl InterfaceDriver for TestConnection {
    fn num_of_interfaces(&self) -> Result<i32> {
        Ok(i32::try_from(self.ifaces(true).count()).unwrap_or(i32::MAX))
    }

    fn num_of_defined_interfaces(&self) -> Result<i32> {
        Ok(i32::try_from(self.ifaces(false).count()).unwrap_or(i32::MAX))
    }

    fn list_interfaces(&self, maxnames: i32) -> Result<Vec<String>> {
        Ok(self.ifaces(true).take(at_most(maxnames)).map(|iface| iface.key()).collect())
    }

    fn list_defined_interfaces(&self, maxnames: i32) -> Result<Vec<String>> {
        Ok(self.ifaces(false).take(at_most(maxnames)).map(|iface| iface.key()).collect())
    }

    fn list_all_interfaces(&self, need_results: i32, flags: u32) -> Result<InterfaceListAllInterfacesReply> {
        flags::only(flags, flags::filters(CHOICES), "testConnectListAllInterfaces")?;
        let (ifaces, ret) = counted(need_results, self.core().interfaces.chosen(CHOICES, flags, Iface::reference));
        Ok(InterfaceListAllInterfacesReply { ifaces, ret })
    }

    fn lookup_by_name(&self, name: &str) -> Result<InterfaceRef> {
        Ok(self.core().interfaces.by_name(name).ok_or_else(|| missing(format!("name '{name}'")))?.reference())
    }

    fn lookup_by_mac_string(&self, mac: &str) -> Result<InterfaceRef> {
        let all = self.core().interfaces.all();
        let mut found = all.iter().filter(|iface| !mac.is_empty() && iface.mac().eq_ignore_ascii_case(mac));
        let first = found.next().ok_or_else(|| missing(format!("MAC address '{mac}'")))?;
        match found.next() {
            None => Ok(first.reference()),
            Some(second) => Err(Error::new(
                ErrorCode::MULTIPLE_INTERFACES,
                format!("both '{}' and '{}' have the MAC address '{mac}'", first.name, second.name),
            )),
        }
    }

    fn xml_desc(&self, iface: &InterfaceRef, flags: u32) -> Result<String> {
        flags::only(flags, VIR_INTERFACE_XML_INACTIVE, "testInterfaceGetXMLDesc")?;
        Ok(self.iface(iface)?.document.format())
    }

    fn define_xml(&self, xml: &str, flags: u32) -> Result<InterfaceRef> {
        flags::only(flags, VIR_INTERFACE_DEFINE_VALIDATE, "testInterfaceDefineXML")?;
        conf::documents::check_if(flags & VIR_INTERFACE_DEFINE_VALIDATE != 0, xml)?;
        let mut iface = Iface::new(Interface::parse(xml)?)?;
        let turn = self.core().interfaces.begin();
        iface.active = turn.get(&iface.key()).is_some_and(|known| known.active);
        Ok(turn.publish(iface, None).reference())
    }

    fn undefine(&self, iface: &InterfaceRef) -> Result<()> {
        let (turn, iface) = self.begin_iface(iface)?;
        turn.remove(&iface.key(), None);
        Ok(())
    }

    fn create(&self, iface: &InterfaceRef, flags: u32) -> Result<()> {
        flags::only(flags, 0, "testInterfaceCreate")?;
        let (turn, iface) = self.begin_iface(iface)?;
        iface.check(false)?;
        turn.publish(Iface { active: true, ..iface }, None);
        Ok(())
    }

    fn destroy(&self, iface: &InterfaceRef, flags: u32) -> Result<()> {
        flags::only(flags, 0, "testInterfaceDestroy")?;
        let (turn, iface) = self.begin_iface(iface)?;
        iface.check(true)?;
        turn.publish(Iface { active: false, ..iface }, None);
        Ok(())
    }

    fn is_active(&self, iface: &InterfaceRef) -> Result<i32> {
        Ok(self.iface(iface)?.active.into())
    }

    fn change_begin(&self, flags: u32) -> Result<()> {
        flags::only(flags, 0, "testInterfaceChangeBegin")?;
        let turn = self.core().interfaces.begin();
        self.transaction(|backup| match backup {
            Some(_) => Err(Error::operation_invalid("there is another transaction running")
                .remedy("commit it or take it back first")),
            None => {
                *backup = Some(turn.all());
                Ok(())
            }
        })
    }

    fn change_commit(&self, flags: u32) -> Result<()> {
        flags::only(flags, 0, "testInterfaceChangeCommit")?;
        let _turn = self.core().interfaces.begin();
        self.transaction(|backup| backup.take().map(drop).ok_or_else(no_transaction))
    }

    fn change_rollback(&self, flags: u32) -> Result<()> {
        flags::only(flags, 0, "testInterfaceChangeRollback")?;
        let turn = self.core().interfaces.begin();
        let before = self.transaction(|backup| backup.take().ok_or_else(no_transaction))?;
        turn.replace(before);
        Ok(())
    }
}
