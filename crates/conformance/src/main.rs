//! Answers the conformance vectors: one JSON request per line in, one JSON answer per line out.

fn main() {}
