//! XML text to and from structs: a read-only tree with positions in, libvirt's layout out.
