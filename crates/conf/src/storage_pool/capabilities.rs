//! `<storagepoolCapabilities>`: which kinds of pools there are, and their formats.

use super::PoolKind;
use crate::words::YesNo;
use xml::{Inner, Mode, Shape, Writer};

/// Prints the document for a daemon that has drivers for the kinds for which `is_supported` holds.
pub fn format(is_supported: &dyn Fn(PoolKind) -> bool) -> String {
    let mut writer = Writer::new(Mode::INACTIVE);
    let w = &mut writer;
    w.begin("storagepoolCapabilities");
    for kind in PoolKind::ALL {
        w.begin("pool");
        w.attr("type", kind.as_str());
        w.attr("supported", YesNo::from(is_supported(kind)).as_str());
        w.open();
        if let Some(default) = kind.default_source_format() {
            formats("poolOptions", "sourceFormatType", default, kind.source_formats(), w);
        }
        if let (Some(default), Some(words)) = (kind.default_volume_format(), kind.volume_formats()) {
            formats("volOptions", "targetFormatType", default, words, w);
        }
        w.end("pool");
    }
    w.end("storagepoolCapabilities");
    writer.finish()
}

/// What may stand in the document.
pub(crate) fn declare(shape: &mut Shape) {
    shape.inner("pool", Inner::said("PoolSupport", declare_pool)).repeated();
}

fn declare_pool(shape: &mut Shape) {
    shape.attr::<PoolKind>("type").attr::<YesNo>("supported");
    for block in ["poolOptions", "volOptions"] {
        shape.inner(block, Inner::said("Formats", declare_formats)).optional();
    }
}

fn declare_formats(shape: &mut Shape) {
    let values = |shape: &mut Shape| _ = shape.attr::<String>("name").text::<String>("value").repeated();
    let default = |shape: &mut Shape| _ = shape.attr::<String>("type");
    shape.inner("defaultFormat", Inner::said("DefaultFormat", default)).optional();
    shape.inner("enum", Inner::said("Values", values)).repeated();
}

fn formats(block: &str, name: &str, default: &str, words: &[&str], w: &mut Writer) {
    w.begin(block);
    w.leaf("defaultFormat", &[("type", default)]);
    w.begin("enum");
    w.attr("name", name);
    w.open();
    for word in words {
        w.text("value", word);
    }
    w.end("enum");
    w.end(block);
}
