//! Words and small shapes that many documents share.

use xml::{Hex, Xml};

/// `yes` or `no`.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum YesNo {
    /// `yes`
    Yes,
    /// `no`
    No,
}

/// `on` or `off`.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnOff {
    /// `on`
    On,
    /// `off`
    Off,
}

impl YesNo {
    /// The claim that the word makes.
    pub fn is_yes(self) -> bool {
        self == YesNo::Yes
    }
}

impl OnOff {
    /// The claim that the word makes.
    pub fn is_on(self) -> bool {
        self == OnOff::On
    }
}

impl From<bool> for YesNo {
    fn from(yes: bool) -> YesNo {
        if yes { YesNo::Yes } else { YesNo::No }
    }
}

impl From<bool> for OnOff {
    fn from(on: bool) -> OnOff {
        if on { OnOff::On } else { OnOff::Off }
    }
}

/// `<x name='…'/>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Named {
    /// The name.
    pub name: String,
}

/// `<x path='…'/>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct PathAttr {
    /// The path.
    pub path: String,
}

/// `<x state='on'/>`
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct State {
    /// On or off.
    pub state: OnOff,
}

/// `<x enabled='yes'/>`
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct Enabled {
    /// Yes or no; absent means that the choice is the hypervisor's.
    pub enabled: Option<YesNo>,
}

/// `<x value='…'/>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct ValueAttr {
    /// The value.
    pub value: String,
}

/// `<address domain='0x0000' bus='0x00' slot='0x00' function='0x0'/>`: a PCI function where nothing else can be meant.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct PlainPciAddress {
    /// The domain.
    pub domain: Hex<4>,
    /// The bus.
    pub bus: Hex<2>,
    /// The slot.
    pub slot: Hex<2>,
    /// The function.
    pub function: Hex<1>,
}
