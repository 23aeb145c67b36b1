//! For whom a document is read or written.

/// The circumstances that decide which parts of a document count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Mode {
    /// The persistent definition: parts that only a running object has are neither read nor printed.
    pub inactive: bool,
    /// The daemon's own run-time file: everything, with private parts.
    pub status: bool,
    /// Passwords are printed.
    pub secure: bool,
    /// The reader may be an older daemon on another host.
    pub migratable: bool,
}

impl Mode {
    /// A running object's document.
    pub const LIVE: Mode = Mode { inactive: false, status: false, secure: false, migratable: false };
    /// A definition at rest.
    pub const INACTIVE: Mode = Mode { inactive: true, ..Mode::LIVE };
    /// The run-time file, with passwords.
    pub const STATUS: Mode = Mode { status: true, secure: true, ..Mode::LIVE };

    /// Parts of a running object count.
    pub fn live(self) -> bool {
        !self.inactive
    }
}
