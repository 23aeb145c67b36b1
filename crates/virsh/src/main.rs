//! The `virsh` program.

fn main() -> std::process::ExitCode {
    virsh::main()
}
