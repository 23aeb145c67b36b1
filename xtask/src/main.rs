//! `cargo xtask {gen, tidy, ci, dist}`: the only tool a developer has to learn.

fn main() {}
