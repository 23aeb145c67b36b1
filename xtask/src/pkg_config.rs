//! The `.pc` files, by which builds find the libraries; they name their own place, so the tree can be moved.

/// The release of the interface that programs ask for.
const RELEASE: &str = "11.3.0";

/// What the archive needs of the system where a program links it statically.
pub(crate) const STATIC_LIBRARIES: &str = "-lutil -lrt -lpthread -lm -ldl";

/// Name and text of each file.
pub(crate) fn files() -> Vec<(&'static str, String)> {
    vec![
        ("libvirt.pc", file("libvirt", "libvirt_api", "libvirt", "Virtual machines, networks and storage")),
        ("libvirt-qemu.pc", file("libvirt-qemu", "libvirt_qemu_api", "libvirt-qemu", "What only QEMU's driver can do")),
        (
            "libvirt-lxc.pc",
            file("libvirt-lxc", "libvirt_lxc_api", "libvirt-lxc", "What only the driver for Linux containers can do"),
        ),
        (
            "libvirt-admin.pc",
            file("libvirt-admin", "libvirt_admin_api", "libvirt-admin", "The administration of libvirt's daemons"),
        ),
    ]
}

fn file(library: &str, variable: &str, name: &str, description: &str) -> String {
    let (requires, private) = match library {
        "libvirt" => ("", format!("Libs.private: {STATIC_LIBRARIES}\n")),
        _ => ("Requires: libvirt\n", String::new()),
    };
    let link = library.trim_start_matches("lib");
    format!(
        "prefix=${{pcfiledir}}/../..\nlibdir=${{prefix}}/lib\nincludedir=${{prefix}}/include\ndatadir=${{prefix}}/share\n\n\
         {variable}=${{datadir}}/libvirt/api/{library}-api.xml\n\n\
         Name: {name}\nDescription: {description}\nVersion: {RELEASE}\n{requires}\
         Libs: -L${{libdir}} -l{link}\n{private}Cflags: -I${{includedir}}\n"
    )
}
