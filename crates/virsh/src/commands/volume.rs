//! Storage volumes.

use std::fs::File;
use std::io::{Read, Write};

use ferrovirt::{StorageVolRef, StreamData, constants::*, peer};
use serde_json::{Value, json};

use super::files;
use super::virsh_itself::xml_escaped;
use crate::context::Context;
use crate::failure::{Failure, Lead, Outcome};
use crate::lookup;
use crate::output::Table;
use crate::table::{Command, Complete, flag, int, string};
use crate::words::{pick, scaled_bytes};

/// The rows of this file.
pub const COMMANDS: &[Command] = &[
    Command {
        name: "vol-create-as",
        help: "create a volume from a set of args",
        about: "Create a vol.",
        options: &[
            string("pool", "pool name").required().completes(Complete::Pool),
            string("name", "name of the volume").required(),
            string("capacity", "size of the vol, as scaled integer (default bytes)").required(),
            string("allocation", "initial allocation size, as scaled integer (default bytes)").unlisted(),
            string("format", "file format type raw,bochs,qcow,qcow2,qed,vmdk").unlisted(),
            string("backing-vol", "the backing volume if taking a snapshot").unlisted(),
            string("backing-vol-format", "format of backing volume if taking a snapshot").unlisted(),
            flag("prealloc-metadata", "preallocate metadata (for qcow2 instead of full allocation)"),
            flag("print-xml", "print XML document, but don't define/create"),
        ],
        run: vol_create_as,
        ..Command::EMPTY
    },
    Command {
        name: "vol-create",
        help: "create a vol from an XML file",
        about: "Create a vol.",
        options: &[
            string("pool", "pool name").required().completes(Complete::Pool),
            string("file", "file containing an XML vol description").required().completes(Complete::File),
            flag("prealloc-metadata", "preallocate metadata (for qcow2 instead of full allocation)"),
            flag("validate", "validate the XML against the schema"),
        ],
        run: vol_create,
        ..Command::EMPTY
    },
    Command {
        name: "vol-create-from",
        help: "create a vol, using another volume as input",
        about: "Create a vol from an existing volume.",
        options: &[
            string("pool", "pool name or uuid").required().completes(Complete::Pool),
            string("file", "file containing an XML vol description").required().completes(Complete::File),
            string("vol", "vol name, key or path").required(),
            string("inputpool", "pool name or uuid of the input volume's pool").unlisted(),
            flag("prealloc-metadata", "preallocate metadata (for qcow2 instead of full allocation)"),
            flag("reflink", "use btrfs COW lightweight copy"),
            flag("validate", "validate the XML against the schema"),
        ],
        run: vol_create_from,
        ..Command::EMPTY
    },
    Command {
        name: "vol-delete",
        help: "delete a vol",
        about: "Delete a given vol.",
        options: &[
            string("vol", "vol name, key or path").required(),
            string("pool", "pool name or uuid").positional().completes(Complete::Pool),
            flag("delete-snapshots", "delete snapshots associated with volume (must be supported by storage driver)"),
        ],
        run: vol_delete,
        ..Command::EMPTY
    },
    Command {
        name: "vol-download",
        help: "download volume contents to a file",
        about: "Download volume contents to a file",
        options: &[
            string("vol", "vol name, key or path").required(),
            string("file", "file").required().completes(Complete::File),
            string("pool", "pool name or uuid").positional().completes(Complete::Pool),
            int("offset", "volume offset to download from").unlisted(),
            int("length", "amount of data to download").unlisted(),
            flag("sparse", "preserve sparseness of volume"),
        ],
        run: vol_download,
        ..Command::EMPTY
    },
    Command {
        name: "vol-dumpxml",
        help: "vol information in XML",
        about: "Output the vol information as an XML dump to stdout.",
        options: &[
            string("vol", "vol name, key or path").required(),
            string("pool", "pool name or uuid").positional().completes(Complete::Pool),
            string("xpath", "xpath expression to filter the XML document"),
            flag("wrap", "wrap xpath results in an common root element"),
        ],
        run: vol_dumpxml,
        ..Command::EMPTY
    },
    Command {
        name: "vol-info",
        help: "storage vol information",
        about: "Returns basic information about the storage vol.",
        options: &[
            string("vol", "vol name, key or path").required(),
            string("pool", "pool name or uuid").positional().completes(Complete::Pool),
            flag("bytes", "sizes are represented in bytes rather than pretty units"),
            flag("physical", "return the physical size of the volume in allocation field"),
        ],
        run: vol_info,
        ..Command::EMPTY
    },
    Command {
        name: "vol-key",
        help: "returns the volume key for a given volume name or path",
        options: &[
            string("vol", "volume name or path").required(),
            string("pool", "pool name or uuid").positional().completes(Complete::Pool),
        ],
        run: vol_key,
        ..Command::EMPTY
    },
    Command {
        name: "vol-list",
        help: "list vols",
        about: "Returns list of vols by pool.",
        options: &[
            string("pool", "pool name or uuid").required().completes(Complete::Pool),
            flag("details", "display extended details for volumes"),
        ],
        run: vol_list,
        ..Command::EMPTY
    },
    Command {
        name: "vol-name",
        help: "returns the volume name for a given volume key or path",
        options: &[string("vol", "volume key or path").required()],
        run: vol_name,
        ..Command::EMPTY
    },
    Command {
        name: "vol-path",
        help: "returns the volume path for a given volume name or key",
        options: &[
            string("vol", "volume name or key").required(),
            string("pool", "pool name or uuid").positional().completes(Complete::Pool),
        ],
        run: vol_path,
        ..Command::EMPTY
    },
    Command {
        name: "vol-pool",
        help: "returns the storage pool for a given volume key or path",
        options: &[
            string("vol", "volume key or path").required(),
            flag("uuid", "return the pool uuid rather than pool name"),
        ],
        run: vol_pool,
        ..Command::EMPTY
    },
    Command {
        name: "vol-resize",
        help: "resize a vol",
        about: "Resizes a storage volume. This is safe only for storage volumes not in use by an active guest.\nSee blockresize for live resizing.",
        options: &[
            string("vol", "vol name, key or path").required(),
            string("capacity", "new capacity for the vol, as scaled integer (default bytes)").required(),
            string("pool", "pool name or uuid").positional().completes(Complete::Pool),
            flag("allocate", "allocate the new capacity, rather than leaving it sparse"),
            flag("delta", "use capacity as a delta to current size, rather than the new size"),
            flag("shrink", "allow the resize to shrink the volume"),
        ],
        run: vol_resize,
        ..Command::EMPTY
    },
    Command {
        name: "vol-upload",
        help: "upload file contents to a volume",
        about: "Upload file contents to a volume",
        options: &[
            string("vol", "vol name, key or path").required(),
            string("file", "file").required().completes(Complete::File),
            string("pool", "pool name or uuid").positional().completes(Complete::Pool),
            int("offset", "volume offset to upload to").unlisted(),
            int("length", "amount of data to upload").unlisted(),
            flag("sparse", "preserve sparseness of volume"),
        ],
        run: vol_upload,
        ..Command::EMPTY
    },
    Command {
        name: "vol-wipe",
        help: "wipe a vol",
        about: "Ensure data previously on a volume is not accessible to future reads",
        options: &[
            string("vol", "vol name, key or path").required(),
            string("pool", "pool name or uuid").positional().completes(Complete::Pool),
            string("algorithm", "perform selected wiping algorithm").unlisted(),
        ],
        run: vol_wipe,
        ..Command::EMPTY
    },
];

/// The volume that the options `vol` and perhaps `pool` name.
pub fn volume(cx: &mut Context<'_>) -> Outcome<StorageVolRef> {
    let pool = match cx.args.options().iter().any(|o| o.name == "pool") {
        true => cx.args.text("pool")?.map(str::to_owned),
        false => None,
    };
    let text = cx.args.required("vol")?.to_owned();
    find(cx, &text, pool.as_deref())
}

/// Finds a volume by its name in a pool, else by its key or path.
fn find(cx: &mut Context<'_>, text: &str, pool: Option<&str>) -> Outcome<StorageVolRef> {
    let connect = cx.conn()?;
    let pool = pool.map(|name| lookup::pool(connect, name)).transpose()?;
    let driver = &connect.storage_vol;
    if let Some(pool) = &pool
        && let Ok(found) = driver.lookup_by_name(pool, text)
    {
        return Ok(found);
    }
    if let Ok(found) = driver.lookup_by_key(text) {
        return Ok(found);
    }
    let hint = if pool.is_none() { ", specifying --pool might help" } else { "" };
    driver.lookup_by_path(text).lead(format!("failed to get vol '{text}'{hint}"))
}

fn say_word(cx: &mut Context<'_>, key: &str, word: &str) {
    cx.out.say(format!("{word}\n"));
    cx.out.data(json!({ key: word }));
}

fn vol_key(cx: &mut Context<'_>) -> Outcome {
    let vol = volume(cx)?;
    say_word(cx, "key", &vol.key);
    Ok(())
}

fn vol_name(cx: &mut Context<'_>) -> Outcome {
    let vol = volume(cx)?;
    say_word(cx, "name", &vol.name);
    Ok(())
}

fn vol_path(cx: &mut Context<'_>) -> Outcome {
    let vol = volume(cx)?;
    let path = cx.conn()?.storage_vol.path(&vol)?;
    say_word(cx, "path", &path);
    Ok(())
}

fn vol_pool(cx: &mut Context<'_>) -> Outcome {
    let by_uuid = cx.args.flag("uuid");
    let vol = volume(cx)?;
    let pool = cx.conn()?.storage_pool.lookup_by_volume(&vol).lead("failed to get parent pool")?;
    match by_uuid {
        true => say_word(cx, "uuid", &pool.uuid.to_string()),
        false => say_word(cx, "name", &pool.name),
    }
    Ok(())
}

const KINDS: &[&str] = &["file", "block", "dir", "network", "netdir", "ploop"];

fn vol_info(cx: &mut Context<'_>) -> Outcome {
    let (in_bytes, physical) = (cx.args.flag("bytes"), cx.args.flag("physical"));
    let vol = volume(cx)?;
    cx.out.say(format!("{:<15} {}\n", "Name:", vol.name));
    let driver = &cx.conn()?.storage_vol;
    let (kind, capacity, allocation) = match physical {
        true => driver.info_flags(&vol, VIR_STORAGE_VOL_GET_PHYSICAL).map(|i| (i.type_, i.capacity, i.allocation))?,
        false => driver.info(&vol).map(|i| (i.type_, i.capacity, i.allocation))?,
    };
    let kind = pick(KINDS, i32::from(kind)).unwrap_or("unknown");
    let size = |bytes: u64| if in_bytes { format!("{bytes} bytes") } else { scaled_bytes(bytes, 2) };
    let last = if physical { "Physical:" } else { "Allocation:" };
    cx.out.say(format!("{:<15} {kind}\n{:<15} {}\n", "Type:", "Capacity:", size(capacity)));
    cx.out.say(format!("{last:<15} {}\n", size(allocation)));
    let key = if physical { "physical" } else { "allocation" };
    cx.out.data(json!({ "name": vol.name, "type": kind, "capacity": capacity, key: allocation }));
    Ok(())
}

fn vol_list(cx: &mut Context<'_>) -> Outcome {
    let details = cx.args.flag("details");
    let pool = cx.args.required("pool")?.to_owned();
    let pool = lookup::pool(cx.conn()?, &pool)?;
    let driver = cx.drivers()?.storage_vol;
    let mut volumes = driver.list_all_volumes(&pool, 1, 0).lead("Failed to list volumes")?.vols;
    volumes.sort_by_cached_key(|vol| vol.name.to_lowercase());
    let header = ["Name", "Path", "Type", "Capacity", "Allocation"];
    let mut table = Table::new(if details { &header } else { &header[..2] });
    let mut values = vec![];
    for vol in &volumes {
        let path = driver.path(vol)?;
        let mut value = json!({ "name": vol.name, "path": path, "key": vol.key });
        let mut cells = vec![vol.name.clone(), path];
        if details {
            let info = driver.info(vol)?;
            let kind = pick(KINDS, i32::from(info.type_)).unwrap_or("unknown");
            value["type"] = json!(kind);
            value["capacity"] = json!(info.capacity);
            value["allocation"] = json!(info.allocation);
            cells.extend([kind.to_owned(), scaled_bytes(info.capacity, 2), scaled_bytes(info.allocation, 2)]);
        }
        table.row(cells);
        values.push(value);
    }
    let text = table.text(cx.out.is_quiet());
    cx.out.say(text);
    cx.out.data(Value::Array(values));
    Ok(())
}

fn vol_dumpxml(cx: &mut Context<'_>) -> Outcome {
    let vol = volume(cx)?;
    let xml = cx.conn()?.storage_vol.xml_desc(&vol, 0)?;
    super::domain_definition::say_document(cx, &xml)
}

fn create_flags(cx: &Context<'_>) -> u32 {
    let known = [
        ("prealloc-metadata", VIR_STORAGE_VOL_CREATE_PREALLOC_METADATA),
        ("reflink", VIR_STORAGE_VOL_CREATE_REFLINK),
        ("validate", VIR_STORAGE_VOL_CREATE_VALIDATE),
    ];
    known.iter().filter(|(option, _)| cx.args.has(option)).fold(0, |bits, (_, bit)| bits | bit)
}

fn vol_create(cx: &mut Context<'_>) -> Outcome {
    let flags = create_flags(cx);
    let pool = cx.args.required("pool")?.to_owned();
    let pool = lookup::pool(cx.conn()?, &pool)?;
    let file = cx.args.required("file")?;
    let xml = files::document(file)?;
    let created = cx.conn()?.storage_vol.create_xml(&pool, &xml, flags);
    let vol = created.lead(format!("Failed to create vol from {file}"))?;
    cx.out.remark(format!("Vol {} created from {file}\n", vol.name));
    Ok(())
}

fn vol_create_from(cx: &mut Context<'_>) -> Outcome {
    let flags = create_flags(cx);
    let pool = cx.args.required("pool")?.to_owned();
    let pool = lookup::pool(cx.conn()?, &pool)?;
    let file = cx.args.required("file")?.to_owned();
    let input_pool = cx.args.text("inputpool")?.map(str::to_owned);
    let input = cx.args.required("vol")?.to_owned();
    let input = find(cx, &input, input_pool.as_deref())?;
    let xml = files::document(&file)?;
    let created = cx.conn()?.storage_vol.create_xml_from(&pool, &xml, &input, flags);
    let vol = created.lead(format!("Failed to create vol from {file}"))?;
    cx.out.remark(format!("Vol {} created from input vol {}\n", vol.name, input.name));
    Ok(())
}

/// The option's size in bytes.
fn size(cx: &Context<'_>, option: &str) -> Outcome<Option<u64>> {
    let Some(text) = cx.args.text(option)? else { return Ok(None) };
    let size = cx.args.scaled(option, 1, u64::MAX);
    size.map_err(|_| Failure::new(format!("Malformed size {text}")))
}

fn vol_create_as(cx: &mut Context<'_>) -> Outcome {
    let flags = create_flags(cx);
    let pool = cx.args.required("pool")?.to_owned();
    let pool = lookup::pool(cx.conn()?, &pool)?;
    let name = cx.args.required("name")?.to_owned();
    let capacity = size(cx, "capacity")?.unwrap_or(0);
    let mut xml = format!("<volume>\n  <name>{}</name>\n  <capacity>{capacity}</capacity>\n", xml_escaped(&name));
    if let Some(allocation) = size(cx, "allocation")? {
        xml.push_str(&format!("  <allocation>{allocation}</allocation>\n"));
    }
    if let Some(format) = cx.args.text("format")? {
        xml.push_str(&format!("  <target>\n    <format type='{}'/>\n  </target>\n", xml_escaped(format)));
    }
    if let Some(backing) = cx.args.text("backing-vol")?.map(str::to_owned) {
        let found = find(cx, &backing, Some(&pool.name))?;
        let path = cx.conn()?.storage_vol.path(&found)?;
        xml.push_str(&format!("  <backingStore>\n    <path>{}</path>\n", xml_escaped(&path)));
        if let Some(format) = cx.args.text("backing-vol-format")? {
            xml.push_str(&format!("    <format type='{}'/>\n", xml_escaped(format)));
        }
        xml.push_str("  </backingStore>\n");
    }
    xml.push_str("</volume>\n");
    if cx.args.flag("print-xml") {
        cx.out.say(&xml);
        return Ok(());
    }
    let created = cx.conn()?.storage_vol.create_xml(&pool, &xml, flags);
    created.lead(format!("Failed to create vol {name}"))?;
    cx.out.remark(format!("Vol {name} created\n"));
    Ok(())
}

fn vol_delete(cx: &mut Context<'_>) -> Outcome {
    let flags = cx.args.bits(&[("delete-snapshots", VIR_STORAGE_VOL_DELETE_WITH_SNAPSHOTS)]);
    let vol = volume(cx)?;
    cx.conn()?.storage_vol.delete(&vol, flags).lead(format!("Failed to delete vol {}", vol.name))?;
    cx.out.remark(format!("Vol {} deleted\n", vol.name));
    Ok(())
}

const ALGORITHMS: &[&str] =
    &["zero", "nnsa", "dod", "bsi", "gutmann", "schneier", "pfitzner7", "pfitzner33", "random", "trim"];

fn vol_wipe(cx: &mut Context<'_>) -> Outcome {
    let algorithm = match cx.args.text("algorithm")? {
        None => None,
        Some(word) => Some(
            ALGORITHMS
                .iter()
                .position(|known| *known == word)
                .ok_or_else(|| Failure::new(format!("Unsupported algorithm '{word}'")))?,
        ),
    };
    let vol = volume(cx)?;
    let driver = &cx.conn()?.storage_vol;
    match algorithm {
        Some(number) => driver.wipe_pattern(&vol, number as u32, 0),
        None => driver.wipe(&vol, 0),
    }
    .lead(format!("Failed to wipe vol {}", vol.name))?;
    cx.out.remark(format!("Vol {} wiped\n", vol.name));
    Ok(())
}

fn vol_resize(cx: &mut Context<'_>) -> Outcome {
    let mut flags = cx.args.bits(&[
        ("allocate", VIR_STORAGE_VOL_RESIZE_ALLOCATE),
        ("delta", VIR_STORAGE_VOL_RESIZE_DELTA),
        ("shrink", VIR_STORAGE_VOL_RESIZE_SHRINK),
    ]);
    let vol = volume(cx)?;
    let text = cx.args.required("capacity")?.to_owned();
    let shrinks = text.starts_with('-');
    if shrinks && flags & VIR_STORAGE_VOL_RESIZE_SHRINK == 0 {
        return Err(Failure::new("negative size requires --shrink"));
    }
    if shrinks {
        flags |= VIR_STORAGE_VOL_RESIZE_DELTA;
    }
    let bad = || Failure::new(format!("Malformed size {text}"));
    let end = text.rfind(|c: char| c.is_ascii_digit()).map_or(0, |at| at + 1);
    let (digits, unit) = text.split_at(end);
    let number: u64 = digits.trim_start_matches('-').parse().map_err(|_| bad())?;
    let unit = crate::arguments::unit_bytes(unit.trim(), 1).ok_or_else(bad)?;
    let capacity = number.checked_mul(unit).ok_or_else(bad)?;
    let shown = text.trim_start_matches('-').to_owned();
    let how = if flags & VIR_STORAGE_VOL_RESIZE_DELTA != 0 { "by" } else { "to" };
    let resized = cx.conn()?.storage_vol.resize(&vol, capacity, flags);
    resized.lead(format!("Failed to change size of volume '{}' {how} {text}", vol.name))?;
    cx.out.remark(format!("Size of volume '{}' successfully changed {how} {shown}\n", vol.name));
    Ok(())
}

fn vol_download(cx: &mut Context<'_>) -> Outcome {
    let (offset, length) = (cx.args.number("offset")?.unwrap_or(0), cx.args.number("length")?.unwrap_or(0));
    let flags = cx.args.bits(&[("sparse", VIR_STORAGE_VOL_DOWNLOAD_SPARSE_STREAM)]);
    let vol = volume(cx)?;
    let path = cx.args.required("file")?.to_owned();
    let words = |e: std::io::Error| Failure::new(format!("cannot write to {path}: {}", files::words(&e)));
    let mut file =
        File::create(&path).map_err(|e| Failure::new(format!("cannot create {path}: {}", files::words(&e))))?;
    let stream = cx.conn()?.storage_vol.download(&vol, offset, length, flags);
    let mut stream = peer(stream.lead(format!("cannot download from volume {}", vol.name))?)?;
    let failed = format!("cannot receive data from volume {}", vol.name);
    let mut end = 0u64;
    loop {
        match stream.receive().lead(&failed)? {
            StreamData::Data(bytes) => {
                file.write_all(&bytes).map_err(words)?;
                end = end.saturating_add(bytes.len() as u64);
            }
            StreamData::Hole(bytes) => {
                end = end.checked_add(bytes).ok_or_else(|| Failure::new("a hole is larger than any file"))?;
                std::io::Seek::seek(&mut file, std::io::SeekFrom::Start(end)).map_err(words)?;
            }
            StreamData::End => break,
        }
    }
    file.set_len(end).map_err(words)?;
    stream.finish().lead(format!("cannot close volume {}", vol.name))
}

/// Bytes sent at once.
const PIECE: usize = 64 * 1024;

fn vol_upload(cx: &mut Context<'_>) -> Outcome {
    let offset = cx.args.number("offset")?.unwrap_or(0);
    let length: u64 = cx.args.number("length")?.unwrap_or(0);
    let flags = cx.args.bits(&[("sparse", VIR_STORAGE_VOL_UPLOAD_SPARSE_STREAM)]);
    let vol = volume(cx)?;
    let path = cx.args.required("file")?.to_owned();
    let words = |e: std::io::Error| Failure::new(format!("cannot read {path}: {}", files::words(&e)));
    let file = File::open(&path).map_err(words)?;
    let mut file = file.take(if length == 0 { u64::MAX } else { length });
    let stream = cx.conn()?.storage_vol.upload(&vol, offset, length, flags);
    let mut stream = peer(stream.lead(format!("cannot upload to volume {}", vol.name))?)?;
    let mut piece = vec![0; PIECE];
    loop {
        let count = match file.read(&mut piece) {
            Ok(count) => count,
            Err(e) => {
                // What went wrong is known already.
                let _ = stream.abort();
                return Err(words(e));
            }
        };
        if count == 0 {
            break;
        }
        let bytes = &piece[..count];
        if flags != 0 && bytes.iter().all(|byte| *byte == 0) {
            stream.send_hole(count as u64)
        } else {
            stream.send(bytes)
        }
        .lead(format!("cannot send data to volume {}", vol.name))?;
    }
    stream.finish().lead(format!("cannot close volume {}", vol.name))
}
