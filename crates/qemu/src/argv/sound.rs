//! Sound cards and the host side of sound.

use conf::domain::video::{Audio, AudioSide, Sound};
use conf::words::YesNo;
use serde_json::Value;
use virt::{Error, Result};

use super::Build;
use super::props::{Props, virtio_name};

impl Build<'_> {
    pub(super) fn audios(&mut self) {
        for audio in &self.domain.devices.audios {
            let props = audio_props(audio);
            self.option("-audiodev", props.text());
        }
    }

    pub(super) fn sounds(&mut self) -> Result<()> {
        for sound in &self.domain.devices.sounds {
            self.sound(sound)?;
        }
        Ok(())
    }

    fn sound(&mut self, sound: &Sound) -> Result<()> {
        let alias = sound.info.alias();
        let audio = format!("audio{}", sound.audio.as_ref().map_or(1, |a| a.id));
        if sound.model == "pcspk" {
            // The PC's speaker is a property of the machine.
            return Ok(());
        }
        let (name, has_codecs) = match sound.model.as_str() {
            "es1370" => ("ES1370".to_owned(), false),
            "ac97" => ("AC97".to_owned(), false),
            "sb16" => ("sb16".to_owned(), false),
            "ich6" => ("intel-hda".to_owned(), true),
            "ich7" => ("ich7-intel-hda".to_owned(), true),
            "ich9" => ("ich9-intel-hda".to_owned(), true),
            "usb" => ("usb-audio".to_owned(), false),
            "virtio" => (virtio_name("virtio-sound", None, &sound.info), false),
            other => return Err(Error::config_unsupported(format!("unsupported sound model '{other}'"))),
        };
        let mut props = Props::driver(&name);
        if sound.model == "virtio" {
            props = props.virtio(sound.driver.as_ref().map(|d| &d.virtio));
        }
        props = props.with("id", alias);
        if !has_codecs {
            props = props.with("audiodev", audio.clone());
        }
        if sound.multichannel == Some(YesNo::Yes) {
            props = props.with("multi", true);
        }
        props = props.maybe("streams", sound.streams);
        let props = self.place(props, &sound.info)?;
        self.device(props);
        if has_codecs {
            let mut kinds: Vec<&str> = sound.codecs.iter().map(|c| c.kind.as_str()).collect();
            if kinds.is_empty() {
                kinds.push("duplex");
            }
            for (i, kind) in kinds.iter().enumerate() {
                let props = Props::driver(&format!("hda-{kind}"))
                    .with("id", format!("{alias}-codec{i}"))
                    .with("bus", format!("{alias}.0"))
                    .with("cad", i)
                    .with("audiodev", audio.clone());
                self.device(props);
            }
        }
        Ok(())
    }
}

fn audio_props(audio: &Audio) -> Props {
    let driver = match audio.kind.as_str() {
        "pulseaudio" => "pa",
        "file" => "wav",
        other => other,
    };
    let mut props = Props::default()
        .with("id", format!("audio{}", audio.id))
        .with("driver", driver)
        .maybe("timer-period", audio.timer_period);
    match audio.kind.as_str() {
        "oss" => {
            props = props
                .maybe("try-mmap", audio.try_mmap.map(YesNo::is_yes))
                .maybe("exclusive", audio.exclusive.map(YesNo::is_yes))
                .maybe("dsp-policy", audio.dsp_policy);
        }
        "pulseaudio" => props = props.maybe("server", audio.server_name.clone()),
        "file" => props = props.maybe("path", audio.path.clone()),
        _ => (),
    }
    for (name, side) in [("in", &audio.input), ("out", &audio.output)] {
        if let Some(side) = side {
            let value = side_value(&audio.kind, side);
            if value != Value::Object(serde_json::Map::new()) {
                props = props.with(name, value);
            }
        }
    }
    props
}

fn side_value(kind: &str, side: &AudioSide) -> Value {
    let mut props = Props::default()
        .maybe("mixing-engine", side.mixing_engine.map(YesNo::is_yes))
        .maybe("fixed-settings", side.fixed_settings.map(YesNo::is_yes))
        .maybe("voices", side.voices)
        .maybe("buffer-length", side.buffer_length);
    if let Some(settings) = &side.settings {
        props = props
            .maybe("frequency", settings.frequency)
            .maybe("channels", settings.channels)
            .maybe("format", settings.format.clone());
    }
    match kind {
        "alsa" => props = props.maybe("dev", side.dev.clone()),
        "coreaudio" => props = props.maybe("buffer-count", side.buffer_count),
        "jack" => {
            props = props
                .maybe("server-name", side.server_name.clone())
                .maybe("client-name", side.client_name.clone())
                .maybe("connect-ports", side.connect_ports.clone())
                .maybe("exact-name", side.exact_name.map(YesNo::is_yes));
        }
        "oss" => {
            props = props
                .maybe("dev", side.dev.clone())
                .maybe("buffer-count", side.buffer_count)
                .maybe("try-poll", side.try_poll.map(YesNo::is_yes));
        }
        "pulseaudio" | "pipewire" => {
            props = props
                .maybe("name", side.name.clone())
                .maybe("stream-name", side.stream_name.clone())
                .maybe("latency", side.latency);
        }
        _ => (),
    }
    props.value()
}
