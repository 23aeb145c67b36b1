//! Devices that are given away, on a kernel that is played by a few lines.

use std::ffi::OsString;
use std::os::unix::fs::symlink;

use host::files::{Durability, Identity, Owner};
use virt::ErrorCode;

use super::*;

/// Acts on what is written into the tree as the kernel does.
struct Kernel {
    /// Whether the driver for guests takes what it is offered.
    takes: bool,
}

impl Kernel {
    fn act(&self, path: &Path, text: &str) -> io::Result<()> {
        let name = path.file_name().unwrap().to_str().unwrap();
        let text = text.trim_end();
        if name == "unbind" {
            let driver = path.parent().unwrap();
            return std::fs::remove_file(driver);
        }
        if name != "drivers_probe" {
            return Ok(());
        }
        let sys = path.ancestors().nth(3).unwrap();
        let device = sys.join("devices/pci0000:00").join(text);
        let wish = std::fs::read_to_string(device.join("driver_override"))?;
        let driver = match wish.trim_end() {
            "vfio-pci" if !self.takes => return Ok(()),
            "" | "(null)" => "e1000e",
            other => other,
        };
        let _ = std::fs::remove_file(device.join("driver"));
        symlink(format!("../../../bus/pci/drivers/{driver}"), device.join("driver"))
    }
}

impl Files for Kernel {
    fn write_into(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        // The kernel takes the whole of what is written; a link to a driver's folder leads nowhere once it is unbound.
        match path.exists() {
            true => std::fs::write(path, content)?,
            false => return Err(io::ErrorKind::NotFound.into()),
        }
        self.act(path, std::str::from_utf8(content).unwrap())
    }
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        SystemFiles.read(path, limit)
    }
    fn write_atomic(&self, path: &Path, content: &[u8], mode: u32, durability: Durability) -> io::Result<()> {
        SystemFiles.write_atomic(path, content, mode, durability)
    }
    fn remove(&self, path: &Path, durability: Durability) -> io::Result<()> {
        SystemFiles.remove(path, durability)
    }
    fn symlink(&self, target: &Path, link: &Path) -> io::Result<()> {
        SystemFiles.symlink(target, link)
    }
    fn create_folder(&self, path: &Path, mode: u32) -> io::Result<()> {
        SystemFiles.create_folder(path, mode)
    }
    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        SystemFiles.remove_folder(path)
    }
    fn list(&self, path: &Path) -> io::Result<Vec<OsString>> {
        SystemFiles.list(path)
    }
    fn identity(&self, path: &Path) -> io::Result<Identity> {
        SystemFiles.identity(path)
    }
    fn read_link(&self, path: &Path) -> io::Result<PathBuf> {
        SystemFiles.read_link(path)
    }
    fn chown(&self, path: &Path, owner: Owner) -> io::Result<Owner> {
        SystemFiles.chown(path, owner)
    }
    fn attribute(&self, path: &Path, name: &str) -> io::Result<Option<String>> {
        SystemFiles.attribute(path, name)
    }
    fn set_attribute(&self, path: &Path, name: &str, value: Option<&str>) -> io::Result<()> {
        SystemFiles.set_attribute(path, name, value)
    }
}

const NAME: &str = "pci_0000_00_02_0";

/// A machine with a card that the host uses.
fn stage(name: &str, takes: bool) -> Stage {
    let stage = Stage::with(name, Arc::new(Kernel { takes }));
    stage.pci("0000:00:02.0");
    stage.write("vfio", "");
    stage.write("sys/kernel/iommu_groups/1/type", "DMA\n");
    stage.link("devices/pci0000:00/0000:00:02.0/iommu_group", "kernel/iommu_groups/1");
    for driver in ["e1000e", "vfio-pci"] {
        stage.write(&format!("sys/bus/pci/drivers/{driver}/unbind"), "");
    }
    stage.write("sys/bus/pci/drivers_probe", "");
    stage.link("devices/pci0000:00/0000:00:02.0/driver", "bus/pci/drivers/e1000e");
    stage
}

fn driver_of(driver: &Arc<dyn NodeDeviceDriver>) -> String {
    let xml = driver.xml_desc(NAME, 0).unwrap();
    xml.split("<driver>\n    <name>").nth(1).and_then(|rest| rest.split('<').next()).unwrap_or("none").to_owned()
}

#[test]
fn a_device_is_given_away_and_back() {
    let stage = stage("assign", true);
    stage.attributes("pci0000:00/0000:00:02.0", &[("reset", "")]);
    let driver = stage.open();
    assert_eq!(driver_of(&driver), "e1000e");
    assert_eq!(driver.reset(NAME).unwrap_err().code(), ErrorCode::OPERATION_INVALID, "the host uses it");
    driver.dettach(NAME).unwrap();
    assert_eq!(driver_of(&driver), "vfio-pci");
    driver.detach_flags(NAME, Some("vfio"), 0).unwrap();
    driver.reset(NAME).unwrap();
    driver.re_attach(NAME).unwrap();
    assert_eq!(driver_of(&driver), "e1000e");
    driver.re_attach(NAME).unwrap();
    for bad in ["", "-f", "a b", "x;y", "../x"] {
        assert_eq!(driver.detach_flags(NAME, Some(bad), 0).unwrap_err().code(), ErrorCode::INVALID_ARG, "{bad}");
    }
    assert_eq!(driver_of(&driver), "e1000e");
}

#[test]
fn a_device_that_nobody_takes_goes_back_to_its_driver() {
    let stage = stage("refused", false);
    let driver = stage.open();
    assert_eq!(driver.dettach(NAME).unwrap_err().code(), ErrorCode::OPERATION_FAILED);
    assert_eq!(driver_of(&driver), "e1000e");
    assert_eq!(driver.reset(NAME).unwrap_err().code(), ErrorCode::INTERNAL_ERROR, "it has no way to be reset");
}

#[test]
fn nothing_is_given_away_where_the_host_cannot_protect_itself() {
    let stage = stage("bare", true);
    std::fs::remove_dir_all(stage.root.join("sys/kernel")).unwrap();
    let driver = stage.open();
    assert_eq!(driver.dettach(NAME).unwrap_err().code(), ErrorCode::ARGUMENT_UNSUPPORTED);
    stage.write("sys/kernel/iommu_groups/7/type", "DMA\n");
    std::fs::remove_file(stage.root.join("sys/devices/pci0000:00/0000:00:02.0/iommu_group")).unwrap();
    assert_eq!(driver.dettach(NAME).unwrap_err().code(), ErrorCode::OPERATION_FAILED);
    assert_eq!(driver_of(&driver), "e1000e");
}
