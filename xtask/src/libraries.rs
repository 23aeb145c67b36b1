//! The C libraries: made of one archive, with the symbols and version nodes that programs were linked against.

use std::path::Path;
use std::process::Command;

use crate::dist::run;

/// The libraries beside the main one; each hands its calls on to it.
pub(crate) const SMALL: [&str; 3] = ["libvirt-qemu", "libvirt-lxc", "libvirt-admin"];

/// What the archive needs of the system.
const SYSTEM: [&str; 4] = ["-lgcc_s", "-lpthread", "-lm", "-lc"];

/// Links all of them into a folder, out of the archive that cargo has built.
pub(crate) fn link(root: &Path, archive: &Path, folder: &Path) -> Result<(), String> {
    std::fs::create_dir_all(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let symbols = root.join("crates/libvirt/symbols");
    let main = shared(folder, "libvirt", &symbols);
    run(cc(main)
        .args(["-Wl,--gc-sections", "-Wl,--whole-archive"])
        .arg(archive)
        .arg("-Wl,--no-whole-archive")
        .args(SYSTEM))?;
    names(folder, "libvirt")?;
    for name in SMALL {
        let source = symbols.join(format!("{name}.c"));
        let arguments = shared(folder, name, &symbols);
        run(cc(arguments).args(["-O2", "-fPIC"]).arg(source).arg(folder.join("libvirt.so.0")))?;
        names(folder, name)?;
    }
    Ok(())
}

/// Makes the archives for static programs: of all that cargo has built, only the names of the interface can be seen, so
/// that the archive gets along with a program's own Rust.
pub(crate) fn archives(root: &Path, archive: &Path, folder: &Path) -> Result<(), String> {
    let symbols = root.join("crates/libvirt/symbols");
    let object = folder.join("libvirt.o");
    run(Command::new("ld").args(["-r", "--whole-archive", "-o"]).arg(&object).arg(archive))?;
    let keep = folder.join("libvirt.names");
    crate::dist::write(&keep, &visible(&symbols)?)?;
    let mut only = std::ffi::OsString::from("--keep-global-symbols=");
    only.push(&keep);
    // The compiler's own form of the code is of no use to a linker, and other tools stumble over it.
    let intermediate = ["--remove-section=.llvmbc", "--remove-section=.llvmcmd"];
    run(Command::new("objcopy").arg(only).arg("--strip-debug").args(intermediate).arg(&object))?;
    pack(&folder.join("libvirt.a"), &object)?;
    std::fs::remove_file(&keep).map_err(|e| format!("{}: {e}", keep.display()))?;
    for name in SMALL {
        let object = folder.join(format!("{name}.o"));
        run(cc(vec!["-c".to_owned(), "-O2".to_owned()]).arg(symbols.join(format!("{name}.c"))).arg("-o").arg(&object))?;
        pack(&folder.join(format!("{name}.a")), &object)?;
    }
    Ok(())
}

/// The names in the version script, one a line.
fn visible(symbols: &Path) -> Result<String, String> {
    let script = symbols.join("libvirt.syms");
    let text = std::fs::read_to_string(&script).map_err(|e| format!("{}: {e}", script.display()))?;
    let names = text.lines().filter_map(|line| line.strip_prefix("    ")?.strip_suffix(';'));
    Ok(names.filter(|name| *name != "*").map(|name| format!("{name}\n")).collect())
}

/// An archive of one object, which is gone afterwards.
fn pack(archive: &Path, object: &Path) -> Result<(), String> {
    let _ = std::fs::remove_file(archive);
    run(Command::new("ar").arg("rcs").arg(archive).arg(object))?;
    std::fs::remove_file(object).map_err(|e| format!("{}: {e}", object.display()))
}

fn cc(arguments: Vec<String>) -> Command {
    let mut command = Command::new("cc");
    command.args(arguments);
    command
}

/// What every shared library is linked with.
fn shared(folder: &Path, name: &str, symbols: &Path) -> Vec<String> {
    vec![
        "-shared".to_owned(),
        "-o".to_owned(),
        folder.join(file(name)).display().to_string(),
        format!("-Wl,-soname,{name}.so.0"),
        format!("-Wl,--version-script={}", symbols.join(format!("{name}.syms")).display()),
        "-Wl,-z,defs,-z,relro,-z,now".to_owned(),
        "-Wl,-Bsymbolic-functions,--strip-debug".to_owned(),
        // Beside each other, wherever the folder is moved.
        "-Wl,-rpath,$ORIGIN".to_owned(),
    ]
}

/// The file that the other names lead to; the release is that of the interface.
fn file(name: &str) -> String {
    format!("{name}.so.0.11003.0")
}

/// The names that programs load and that linkers look for.
fn names(folder: &Path, name: &str) -> Result<(), String> {
    for link in [format!("{name}.so.0"), format!("{name}.so")] {
        let place = folder.join(link);
        let _ = std::fs::remove_file(&place);
        std::os::unix::fs::symlink(file(name), &place).map_err(|e| format!("{}: {e}", place.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Symbol and node of everything that a library exports.
    fn exported(library: &Path) -> BTreeSet<(String, String)> {
        let output = Command::new("objdump").arg("-T").arg(library).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let lines = text.lines().filter(|line| !line.contains("*UND*") && !line.contains("*ABS*"));
        let pair = |line: &str| {
            let words: Vec<&str> = line.split_whitespace().collect();
            let [.., node, name] = words[..] else { return None };
            let node = node.trim_matches(['(', ')']);
            node.contains('_').then(|| (name.to_owned(), node.to_owned()))
        };
        lines.filter_map(pair).collect()
    }

    /// What the description says that a library exports; beside it, names of our own under a node of our own.
    fn described(api: &api_model::Api, library: &str) -> BTreeSet<(String, String)> {
        let all = api.objects.iter().flat_map(|o| {
            let functions = o.functions.iter().map(|f| (&f.header, &f.name, &f.symbol));
            functions.chain(o.variables.iter().map(|v| (&v.header, &v.name, &v.symbol)))
        });
        let of = |header: &str| match header.strip_prefix("libvirt/").and_then(|h| h.strip_suffix(".h")) {
            Some(name) if SMALL.contains(&name) => name.to_owned(),
            _ => "libvirt".to_owned(),
        };
        all.filter(|(header, ..)| of(header) == library).map(|(_, n, s)| (n.clone(), s.clone())).collect()
    }

    #[test]
    fn the_libraries_export_exactly_what_the_description_says() {
        let root = crate::root();
        let built = Command::new("cargo")
            .args(["build", "--quiet", "-p", "libvirt"])
            .env("CARGO_TARGET_DIR", crate::dist::target(&root))
            .current_dir(&root)
            .status()
            .unwrap();
        assert!(built.success());
        let archive = crate::dist::target(&root).join("debug/liblibvirt.a");
        let folder = crate::dist::target(&root).join("libraries");
        link(&root, &archive, &folder).unwrap();
        let api = api_model::Api::read(&root.join("api")).unwrap();
        for name in SMALL.into_iter().chain(["libvirt"]) {
            let found = exported(&folder.join(format!("{name}.so.0")));
            let (own, public): (BTreeSet<_>, BTreeSet<_>) =
                found.into_iter().partition(|(_, node)| node == "FERROVIRT_PRIVATE");
            assert!(own.iter().all(|(name, _)| name.starts_with("ferrovirt_")), "{own:?}");
            assert_eq!(public, described(&api, name), "{name}");
        }
    }
}
