//! `#[derive(Xml)]`: the type of a field says where it stands in the document.
