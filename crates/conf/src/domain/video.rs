//! `<video>`, `<sound>`, `<audio>`, `<input>`: what people see, hear and touch.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

use super::address::{DeviceInfo, VirtioOptions};
use crate::words::{OnOff, YesNo};
use xml::Xml;

/// `<video>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Video {
    pub driver: Option<VideoDriver>,
    #[xml(default)]
    pub model: VideoModel,
    #[xml(flatten)]
    pub info: DeviceInfo,
}

/// `<driver>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct VideoDriver {
    #[xml(flatten)]
    pub virtio: VirtioOptions,
    pub name: Option<String>,
    pub vgaconf: Option<String>,
}

/// `<model>`: the graphics card.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct VideoModel {
    #[xml("type")]
    pub kind: Option<String>,
    pub ram: Option<u32>,
    pub vram: Option<u32>,
    pub vram64: Option<u32>,
    pub vgamem: Option<u32>,
    pub heads: Option<u32>,
    pub primary: Option<YesNo>,
    pub blob: Option<OnOff>,
    pub edid: Option<OnOff>,
    pub acceleration: Option<Acceleration>,
    pub resolution: Option<Resolution>,
}

/// `<resolution x=… y=…>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Resolution {
    pub x: u32,
    pub y: u32,
}

/// `<acceleration>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Acceleration {
    pub accel3d: Option<YesNo>,
    pub accel2d: Option<YesNo>,
    pub rendernode: Option<String>,
}

/// `<input>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Input {
    #[xml("type")]
    pub kind: String,
    pub bus: Option<String>,
    pub model: Option<String>,
    #[xml(with = crate::text::unless_empty)]
    pub driver: Option<super::address::VirtioDriver>,
    pub source: Option<InputSource>,
    #[xml(flatten)]
    pub info: DeviceInfo,
}

/// `<source>`: a host device whose events the guest gets.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct InputSource {
    pub dev: Option<String>,
    pub evdev: Option<String>,
    pub grab: Option<String>,
    #[xml("grabToggle")]
    pub grab_toggle: Option<String>,
    pub repeat: Option<OnOff>,
}

/// `<sound>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Sound {
    pub model: String,
    pub multichannel: Option<YesNo>,
    pub streams: Option<u32>,
    #[xml("codec")]
    pub codecs: Vec<Codec>,
    pub audio: Option<AudioRef>,
    #[xml(with = crate::text::unless_empty)]
    pub driver: Option<super::address::VirtioDriver>,
    #[xml(flatten)]
    pub info: DeviceInfo,
}

/// `<codec type=…>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Codec {
    #[xml("type")]
    pub kind: String,
}

/// `<audio id=…>`: which host side it plays to.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct AudioRef {
    pub id: u32,
}

/// `<audio>`: the host side.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Audio {
    #[xml(with = positive)]
    pub id: u32,
    #[xml("type")]
    pub kind: String,
    #[xml("timerPeriod")]
    pub timer_period: Option<u32>,
    pub driver: Option<String>,
    pub path: Option<String>,
    #[xml("tryMMap")]
    pub try_mmap: Option<YesNo>,
    pub exclusive: Option<YesNo>,
    #[xml("dspPolicy")]
    pub dsp_policy: Option<i32>,
    #[xml("serverName")]
    pub server_name: Option<String>,
    #[xml("runtimeDir")]
    pub runtime_dir: Option<String>,
    pub input: Option<AudioSide>,
    pub output: Option<AudioSide>,
}

/// Numbers of host sides start with 1.
mod positive {
    use xml::{Field, Node, Result, Writer};

    pub(super) fn parse(node: &Node, name: &str) -> Result<u32> {
        match node.field(name)? {
            0 => Err(node.bad_value(name)),
            id => Ok(id),
        }
    }

    pub(super) fn format(value: &u32, name: &str, writer: &mut Writer) {
        value.format(name, writer);
    }
}

/// `<input>` or `<output>` of the host side.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct AudioSide {
    #[xml("mixingEngine")]
    pub mixing_engine: Option<YesNo>,
    #[xml("fixedSettings")]
    pub fixed_settings: Option<YesNo>,
    pub voices: Option<u32>,
    #[xml("bufferLength")]
    pub buffer_length: Option<u32>,
    pub dev: Option<String>,
    #[xml("bufferCount")]
    pub buffer_count: Option<u32>,
    #[xml("tryPoll")]
    pub try_poll: Option<YesNo>,
    pub name: Option<String>,
    #[xml("streamName")]
    pub stream_name: Option<String>,
    pub latency: Option<u32>,
    #[xml("serverName")]
    pub server_name: Option<String>,
    #[xml("clientName")]
    pub client_name: Option<String>,
    #[xml("connectPorts")]
    pub connect_ports: Option<String>,
    #[xml("exactName")]
    pub exact_name: Option<YesNo>,
    pub settings: Option<AudioSettings>,
}

impl AudioSide {
    /// Keeps what a kind of host side knows.
    pub(super) fn keep_known(&mut self, kind: &str) {
        let knows = |kinds: &[&str]| kinds.contains(&kind);
        if !knows(&["alsa", "oss"]) {
            self.dev = None;
        }
        if kind != "oss" {
            self.try_poll = None;
        }
        if !knows(&["coreaudio", "oss", "sdl"]) {
            self.buffer_count = None;
        }
        if !knows(&["pulseaudio", "pipewire"]) {
            self.name = None;
            self.stream_name = None;
            self.latency = None;
        }
        if kind != "jack" {
            self.server_name = None;
            self.client_name = None;
            self.connect_ports = None;
            self.exact_name = None;
        }
    }
}

/// `<settings>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct AudioSettings {
    pub frequency: Option<u32>,
    pub channels: Option<u32>,
    pub format: Option<String>,
}
