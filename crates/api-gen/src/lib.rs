//! Writes code and documents from the interface description; one file per target.
