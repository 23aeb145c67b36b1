//! Reads `api/*.api`, the interface as text, into plain structs.
