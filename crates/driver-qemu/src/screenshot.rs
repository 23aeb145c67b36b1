//! A picture of a guest's screen.

use serde_json::json;
use virt::{DomainRef, Error, Result, Stream, StreamEnd};

use crate::core::Core;
use crate::flags;

/// Takes the picture into a file that only its descriptor keeps alive.
pub(crate) fn screenshot(core: &Core, dom: &DomainRef, screen: u32, flags: u32) -> Result<(Option<String>, Stream)> {
    flags::only(flags, 0, "qemuDomainScreenshot")?;
    let vm = core.table.find(dom)?;
    let _job = vm.begin_job("screenshot")?;
    let snapshot = vm.snapshot();
    let live = snapshot.running()?;
    let document = live.document();
    let videos = &document.domain.devices.videos;
    if videos.is_empty() {
        return Err(Error::operation_unsupported("no screens to take screenshot from"));
    }
    let index = usize::try_from(screen).unwrap_or(usize::MAX);
    let video = videos.get(index).ok_or_else(|| Error::invalid_arg("no such screen"))?;
    // Only QEMU's own folder is writable for it; the name goes as soon as the file is open here.
    let path = live.private_folder.join("screenshot.png");
    let mut arguments = json!({"filename": path.to_string_lossy(), "format": "png"});
    if screen > 0
        && let Some(object) = arguments.as_object_mut()
    {
        object.insert("device".to_owned(), video.info.alias().into());
    }
    live.command("screendump", Some(arguments))?;
    let opened = host::files::open_foreign(&path);
    let _ = core.files.remove(&path, host::files::Durability::Volatile);
    let file = opened.map_err(|e| Error::system(format!("unable to open {}", path.display()), &e))?;
    let end = StreamEnd { fd: file.into(), read: true, write: false, length: None, sparse: false, held: None };
    Ok((Some("image/png".to_owned()), Stream::End(end)))
}
