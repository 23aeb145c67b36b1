//! The commands of qemu-img that make a volume, as functions of its document and of the volume it is copied from.

use super::{StorageVolume, VolumeKind, VolumeTarget};
use crate::encryption::{Cipher, EncryptionFormat, IvGen};
use virt::{Error, Result};

/// What making a volume needs beside the documents.
#[derive(Debug, Clone, Copy, Default)]
pub struct CreateFacts<'a> {
    /// The file that holds the new volume's password.
    pub secret_file: &'a str,
    /// The file that holds the password of the volume that is copied.
    pub source_secret_file: &'a str,
    /// The image's own tables are written in advance.
    pub preallocate: bool,
}

impl StorageVolume {
    /// The programs and their arguments, in order; a copy to or from an encrypted volume takes two.
    pub fn create_commands(&self, source: Option<&StorageVolume>, facts: CreateFacts<'_>) -> Result<Vec<Vec<String>>> {
        let target = Image::of(self, facts.secret_file)?;
        let source = source.map(|volume| Image::of(volume, facts.source_secret_file)).transpose()?;
        match source {
            Some(source) if source.is_encrypted() || target.is_encrypted() => {
                let mut create = vec!["qemu-img".to_owned(), "create".to_owned(), "-f".to_owned(), target.driver()];
                // What is copied over the image holds everything that a backing store would.
                target.describe(&mut create, facts, None)?;
                create.push(target.path.clone());
                create.extend(target.size().or_else(|| source.size()));
                Ok(vec![create, copy(&source, &target)])
            }
            Some(source) => {
                let mut convert = vec!["qemu-img".to_owned(), "convert".to_owned(), "-f".to_owned(), source.driver()];
                convert.extend(["-O".to_owned(), target.driver()]);
                target.describe(&mut convert, facts, None)?;
                convert.extend([source.path, target.path]);
                Ok(vec![convert])
            }
            None => {
                let mut create = vec!["qemu-img".to_owned(), "create".to_owned(), "-f".to_owned(), target.driver()];
                target.describe(&mut create, facts, target.volume.backing_store.as_ref())?;
                create.push(target.path.clone());
                create.extend(target.size());
                Ok(vec![create])
            }
        }
    }
}

impl StorageVolume {
    /// The program that makes an image longer or shorter.
    pub fn resize_command(&self, bytes: u64, secret_file: &str) -> Result<Vec<String>> {
        let image = Image::of(self, secret_file)?;
        let mut words = vec!["qemu-img".to_owned(), "resize".to_owned()];
        words.extend(image.secret_object());
        // The format is said: an image's own bytes must not choose how it is read.
        match image.is_luks {
            true => words.push("--image-opts".to_owned()),
            false => words.extend(["-f".to_owned(), image.driver()]),
        }
        if bytes < self.capacity {
            words.push("--shrink".to_owned());
        }
        words.push(if image.is_luks { image.image_options() } else { image.path.clone() });
        words.push(bytes.to_string());
        Ok(words)
    }
}

fn copy(source: &Image<'_>, target: &Image<'_>) -> Vec<String> {
    let fixed = ["qemu-img", "convert", "--image-opts", "-n", "--target-image-opts"];
    let mut words: Vec<String> = fixed.map(str::to_owned).to_vec();
    words.extend(target.secret_object());
    words.extend(source.secret_object());
    words.extend([source.image_options(), target.image_options()]);
    words
}

/// A volume as qemu-img sees it.
struct Image<'a> {
    volume: &'a StorageVolume,
    path: String,
    /// A word of QEMU's; encrypted raw images are `raw` here.
    format: String,
    is_luks: bool,
    secret_file: &'a str,
}

impl<'a> Image<'a> {
    fn of(volume: &'a StorageVolume, secret_file: &'a str) -> Result<Image<'a>> {
        let name = &volume.name;
        let path = volume.target.path.clone();
        let path = path.ok_or_else(|| Error::internal(format!("storage volume '{name}' has no target path")))?;
        let format = match volume.target.format.as_deref() {
            // An ISO image and whatever stands on a block device are plain bytes.
            None | Some("iso" | "none") => "raw",
            Some(_) if volume.kind == VolumeKind::Block => "raw",
            Some(format) => format,
        };
        if format == "dir" {
            return Err(Error::internal(format!("storage volume '{name}' is a folder, no image")));
        }
        let is_luks = match volume.target.encryption.as_ref().map(|encryption| encryption.format) {
            None => false,
            Some(EncryptionFormat::Luks) if matches!(format, "raw" | "qcow2") => true,
            Some(EncryptionFormat::Luks) => {
                return Err(Error::config_unsupported(format!("volume encryption unsupported with format {format}")));
            }
            Some(other) => {
                let message = format!("unsupported volume encryption format '{}' for '{name}'", other.as_str());
                return Err(Error::config_unsupported(message).remedy("use format='luks'"));
            }
        };
        Ok(Image { volume, path, format: format.to_owned(), is_luks, secret_file })
    }

    fn is_encrypted(&self) -> bool {
        self.is_luks
    }

    /// QEMU's driver for the image.
    fn driver(&self) -> String {
        if self.is_luks && self.format == "raw" { "luks".to_owned() } else { self.format.clone() }
    }

    fn secret_id(&self) -> String {
        format!("{}_encrypt0", quoted(&self.volume.name))
    }

    fn secret_object(&self) -> Vec<String> {
        if !self.is_luks {
            return Vec::new();
        }
        let object = format!("secret,id={},file={}", self.secret_id(), quoted(self.secret_file));
        vec!["--object".to_owned(), object]
    }

    /// The image as one word.
    fn image_options(&self) -> String {
        let mut word = format!("driver={},file.filename={}", self.driver(), quoted(&self.path));
        if self.is_luks {
            let key = if self.format == "raw" { "key-secret" } else { "encrypt.key-secret" };
            word.push_str(&format!(",{key}={}", self.secret_id()));
        }
        word
    }

    /// The size in KiB; an image on top of another has that one's unless it says its own.
    fn size(&self) -> Option<String> {
        let volume = self.volume;
        let is_said = volume.capacity > 0 || volume.backing_store.is_none() && volume.has_capacity;
        is_said.then(|| format!("{}K", volume.capacity.div_ceil(1024)))
    }

    /// What the new image is like.
    fn describe(&self, words: &mut Vec<String>, facts: CreateFacts<'_>, backing: Option<&VolumeTarget>) -> Result<()> {
        let mut options = Vec::new();
        if let Some(store) = backing {
            let path = store.path.clone().unwrap_or_default();
            words.extend(["-b".to_owned(), path]);
            options.push(format!("backing_fmt={}", store.format.as_deref().unwrap_or("raw")));
        }
        words.extend(self.secret_object());
        if self.is_luks {
            self.encryption_options(&mut options);
        }
        if facts.preallocate {
            let how = if self.volume.capacity > self.volume.allocation { "metadata" } else { "falloc" };
            options.push(format!("preallocation={how}"));
        }
        self.feature_options(&mut options)?;
        if !options.is_empty() {
            words.extend(["-o".to_owned(), options.join(",")]);
        }
        Ok(())
    }

    fn encryption_options(&self, options: &mut Vec<String>) {
        let encryption = self.volume.target.encryption.as_ref();
        let prefix = if self.format == "raw" { "" } else { "encrypt." };
        if !prefix.is_empty() {
            options.push("encrypt.format=luks".to_owned());
        }
        options.push(format!("{prefix}key-secret={}", self.secret_id()));
        let mut add = |name: &str, value: &str| options.push(format!("{prefix}{name}={}", quoted(value)));
        if let Some(Cipher { name, size, mode, hash }) = encryption.and_then(|e| e.cipher.as_ref()) {
            add("cipher-alg", &format!("{name}-{size}"));
            mode.iter().for_each(|mode| add("cipher-mode", mode));
            hash.iter().for_each(|hash| add("hash-alg", hash));
        }
        if let Some(IvGen { name, hash }) = encryption.and_then(|e| e.ivgen.as_ref()) {
            add("ivgen-alg", name);
            hash.iter().for_each(|hash| add("ivgen-hash-alg", hash));
        }
    }

    fn feature_options(&self, options: &mut Vec<String>) -> Result<()> {
        let target = &self.volume.target;
        if target.nocow {
            options.push("nocow=on".to_owned());
        }
        if self.format != "qcow2" {
            return Ok(());
        }
        let compat = target.compat.as_deref().unwrap_or("1.1");
        options.push(format!("compat={compat}"));
        if let Some(bytes) = target.cluster_size.filter(|bytes| *bytes > 0) {
            options.push(format!("cluster_size={bytes}"));
        }
        let features = target.features.clone().unwrap_or_default();
        for (name, is_wanted, word) in [
            ("lazy_refcounts", features.lazy_refcounts, "lazy_refcounts"),
            ("extended_l2", features.extended_l2, "extended_l2=on"),
        ] {
            if is_wanted && compat == "0.10" {
                let message = format!("{name} not supported with compat level {compat}");
                return Err(Error::config_unsupported(message));
            }
            if is_wanted {
                options.push(word.to_owned());
            }
        }
        Ok(())
    }
}

/// A comma in a value is written twice.
fn quoted(text: &str) -> String {
    text.replace(',', ",,")
}
