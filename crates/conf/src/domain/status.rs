//! `<domstatus>`: the run-time file from which a daemon takes a running guest over.
