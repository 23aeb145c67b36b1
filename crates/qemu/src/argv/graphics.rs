//! Graphics servers and cards.

use conf::domain::graphics::{Graphics, Listen, ListenType, Spice, Vnc};
use conf::domain::video::Video;
use conf::words::{OnOff, YesNo};
use virt::{Error, Result};

use super::Build;
use super::props::{Props, escape, virtio_name};

impl Build<'_> {
    /// A guest without a screen gets none.
    pub(super) fn display(&mut self) {
        let graphics = &self.domain.devices.graphics;
        if graphics.is_empty() {
            self.option("-display", "none");
        }
    }

    pub(super) fn graphics(&mut self) -> Result<()> {
        for graphics in &self.domain.devices.graphics {
            match graphics {
                Graphics::Vnc(vnc) => self.vnc(vnc)?,
                Graphics::Spice(spice) => self.spice(spice)?,
                Graphics::Sdl { gl, fullscreen, .. } => {
                    if *fullscreen == Some(YesNo::Yes) {
                        self.flag("-full-screen");
                    }
                    let enable = gl.as_ref().map(|g| g.enable);
                    let gl = enable.map(|e| format!(",gl={}", if e.is_yes() { "on" } else { "off" }));
                    self.option("-display", format!("sdl{}", gl.unwrap_or_default()));
                }
                Graphics::EglHeadless { gl } => {
                    let node = gl.as_ref().map(|g| &g.rendernode).or(self.runtime.render_node.as_ref());
                    let node = node.map(|n| format!(",rendernode={}", escape(n)));
                    self.option("-display", format!("egl-headless{}", node.unwrap_or_default()));
                }
                Graphics::Dbus { p2p, address, gl, audio } => {
                    if audio.is_some() {
                        return Err(Error::config_unsupported("sound over D-Bus is not supported yet"));
                    }
                    let mut words = "dbus".to_owned();
                    if *p2p == Some(YesNo::Yes) {
                        words.push_str(",p2p=on");
                    } else if let Some(address) = address {
                        words.push_str(&format!(",addr={}", escape(address)));
                    } else {
                        return Err(Error::config_unsupported("a private D-Bus daemon is not supported yet"));
                    }
                    if let Some(gl) = gl {
                        words.push_str(&format!(",gl={}", if gl.enable.is_yes() { "on" } else { "off" }));
                        if let Some(node) = &gl.rendernode {
                            words.push_str(&format!(",rendernode={}", escape(node)));
                        }
                    }
                    self.option("-display", words);
                }
                Graphics::Rdp(_) => return Err(Error::config_unsupported("graphics type 'rdp' is not supported yet")),
                Graphics::Desktop { .. } => {
                    return Err(Error::config_unsupported("unsupported graphics type 'desktop'"));
                }
            }
        }
        Ok(())
    }

    /// The port: what the document says, or what was chosen.
    fn port(&self, fixed: Option<i32>, key: &str) -> Result<u32> {
        if let Some(port) = fixed.and_then(|p| u32::try_from(p).ok()) {
            return Ok(port);
        }
        let chosen = self.runtime.ports.get(key).copied();
        chosen.ok_or_else(|| Error::internal(format!("no port was chosen for {key}")))
    }

    fn socket_path(&self, listen: &Listen, name: &str) -> String {
        listen.socket.clone().unwrap_or_else(|| format!("{}/{name}.sock", self.runtime.lib_dir))
    }

    fn vnc(&mut self, vnc: &Vnc) -> Result<()> {
        let Some(listen) = vnc.listens.listens.first() else {
            return Err(Error::internal("missing VNC listen element"));
        };
        let mut words = match listen.kind {
            ListenType::Socket => format!("vnc=unix:{}", escape(&self.socket_path(listen, "vnc"))),
            ListenType::None => "none".to_owned(),
            ListenType::Address | ListenType::Network => {
                let port = self.port(vnc.port.port.filter(|_| !vnc.port.autoport), "vnc0")?;
                let Some(display) = port.checked_sub(5900) else {
                    return Err(Error::config_unsupported(format!("vnc port {port} is below 5900")));
                };
                let address = listen.address.as_deref().unwrap_or(&self.runtime.vnc_listen);
                match address.contains(':') {
                    true => format!("[{address}]:{display}"),
                    false => format!("{address}:{display}"),
                }
            }
        };
        if let Some(websocket) = vnc.websocket {
            let port = if websocket == -1 { self.port(None, "vnc0-websocket")? } else { websocket.unsigned_abs() };
            words.push_str(&format!(",websocket={port}"));
        }
        if let Some(policy) = &vnc.share_policy {
            words.push_str(&format!(",share={policy}"));
        }
        if vnc.password.passwd.is_some() || self.runtime.vnc_password {
            words.push_str(",password=on");
        }
        if let Some(certificates) = &self.runtime.vnc_certificates {
            self.certificates(certificates, "vnc-tls-creds0", "vnc-tls-creds0-secret0", "server")?;
            words.push_str(",tls-creds=vnc-tls-creds0");
        }
        if self.runtime.vnc_sasl {
            words.push_str(",sasl=on");
        }
        if let Some(power) = vnc.power_control {
            words.push_str(&format!(",power-control={}", if power.is_yes() { "on" } else { "off" }));
        }

        let audio = vnc.audio.as_ref().map_or(1, |a| a.id);
        if !self.domain.devices.audios.is_empty() {
            words.push_str(&format!(",audiodev=audio{audio}"));
        }
        self.option("-vnc", words);
        if let Some(keymap) = vnc.keymap.clone() {
            self.option("-k", keymap);
        }
        Ok(())
    }

    fn spice(&mut self, spice: &Spice) -> Result<()> {
        let listen = spice.listens.listens.first().cloned().unwrap_or_default();
        let mut words = Vec::new();
        let secure = self.spice_place(spice, &listen, &mut words);
        if self.runtime.spice_sasl {
            words.push("sasl=on".to_owned());
        } else if spice.password.passwd.is_none() && !self.runtime.spice_password {
            words.push("disable-ticketing=on".to_owned());
        }
        if secure {
            words.push(format!("x509-dir={}", escape(&self.runtime.spice_tls_dir)));
        }
        spice_options(spice, &mut words);
        words.push("seamless-migration=on".to_owned());
        if let Some(keymap) = spice.keymap.clone() {
            self.option("-k", keymap);
        }
        self.option("-spice", words.join(","));
        Ok(())
    }

    /// Where SPICE listens; whether it does so with TLS.
    fn spice_place(&mut self, spice: &Spice, listen: &Listen, words: &mut Vec<String>) -> bool {
        let mut secure = false;
        match listen.kind {
            ListenType::Socket => {
                words.push("unix=on".to_owned());
                words.push(format!("addr={}", escape(&self.socket_path(listen, "spice"))));
            }
            ListenType::None => words.push("port=0".to_owned()),
            ListenType::Address | ListenType::Network => {
                let ports = &spice.port;
                let auto = ports.autoport;
                let plain =
                    if auto { self.port(None, "spice0").ok() } else { ports.port.and_then(|p| u32::try_from(p).ok()) };
                let tls = if auto {
                    self.port(None, "spice0-tls").ok()
                } else {
                    ports.tls_port.and_then(|p| u32::try_from(p).ok())
                };
                words.extend(plain.map(|p| format!("port={p}")));
                words.extend(tls.map(|p| format!("tls-port={p}")));
                secure = tls.is_some();
                let address = listen.address.as_deref().unwrap_or(&self.runtime.spice_listen);
                words.push(format!("addr={address}"));
            }
        }
        secure
    }

    pub(super) fn videos(&mut self) -> Result<()> {
        for video in &self.domain.devices.videos {
            if video.model.kind.as_deref() == Some("none") {
                continue;
            }
            let props = self.video(video)?;
            self.device(props);
        }
        Ok(())
    }

    fn video(&self, video: &Video) -> Result<Props> {
        let model = &video.model;
        let primary = model.primary == Some(YesNo::Yes);
        if video.driver.as_ref().and_then(|d| d.name.as_deref()) == Some("vhostuser") {
            return Err(Error::config_unsupported("video driver 'vhostuser' is not supported yet"));
        }
        let kind = model.kind.as_deref().unwrap_or("");
        let accelerated = model.acceleration.as_ref().and_then(|a| a.accel3d) == Some(YesNo::Yes);
        let has_vga = self.caps.has("virtio-vga") || self.machine.is_x86() || self.machine.is_ppc64();
        let name = match (kind, primary) {
            ("qxl", true) => "qxl-vga".to_owned(),
            ("qxl", false) => "qxl".to_owned(),
            ("vga", true) => "VGA".to_owned(),
            ("vga", false) => "secondary-vga".to_owned(),
            ("cirrus", _) => "cirrus-vga".to_owned(),
            ("vmvga", _) => "vmware-svga".to_owned(),
            ("bochs", _) => "bochs-display".to_owned(),
            ("ramfb", _) => "ramfb".to_owned(),
            ("virtio", primary) => {
                let gl = if accelerated && self.caps.has("virtio-gpu-gl-pci") { "-gl" } else { "" };
                match primary && has_vga {
                    true => format!("virtio-vga{gl}"),
                    false => virtio_name(&format!("virtio-gpu{gl}"), None, &video.info),
                }
            }
            (other, _) => return Err(Error::config_unsupported(format!("invalid model for video type '{other}'"))),
        };
        let mut props = Props::driver(&name);
        if kind == "virtio" {
            props = props.virtio(video.driver.as_ref().map(|d| &d.virtio));
        }
        props = props.with("id", video.info.alias());
        match kind {
            "qxl" => {
                let kib = |value: Option<u32>| u64::from(value.unwrap_or(0)) * 1024;
                props = props
                    .maybe("max_outputs", model.heads)
                    .with("ram_size", kib(model.ram))
                    .with("vram_size", kib(model.vram))
                    .with("vram64_size_mb", model.vram64.unwrap_or(0) / 1024)
                    .with("vgamem_mb", model.vgamem.unwrap_or(0) / 1024);
            }
            "virtio" => props = props.maybe("max_outputs", model.heads).switch("blob", model.blob),
            "vga" | "vmvga" => props = props.maybe("vgamem_mb", model.vram.map(|v| v / 1024)),
            "bochs" => props = props.maybe("vgamem", model.vram.map(|v| u64::from(v) * 1024)),
            _ => (),
        }
        if let Some(resolution) = &model.resolution {
            props = props.with("xres", resolution.x).with("yres", resolution.y);
        }
        props = props.maybe("edid", model.edid.map(OnOff::is_on));
        self.place(props, &video.info)
    }
}

/// What SPICE's channels do.
fn spice_options(spice: &Spice, words: &mut Vec<String>) {
    match spice.default_mode.as_deref() {
        Some("secure") => words.push("tls-channel=default".to_owned()),
        Some("insecure") => words.push("plaintext-channel=default".to_owned()),
        _ => (),
    }
    for channel in &spice.channels {
        match channel.mode.as_str() {
            "secure" => words.push(format!("tls-channel={}", channel.name)),
            "insecure" => words.push(format!("plaintext-channel={}", channel.name)),
            _ => (),
        }
    }
    for (option, value) in [
        ("image-compression", &spice.image),
        ("jpeg-wan-compression", &spice.jpeg),
        ("zlib-glz-wan-compression", &spice.zlib),
        ("playback-compression", &spice.playback),
    ] {
        words.extend(value.as_ref().map(|v| format!("{option}={}", v.compression)));
    }
    if let Some(mode) = spice.streaming.as_ref().map(|s| s.mode.as_str()) {
        words.push(format!("streaming-video={mode}"));
    }
    if let Some(mode) = spice.mouse.as_ref().map(|m| m.mode.as_str()) {
        words.push(format!("agent-mouse={}", if mode == "client" { "on" } else { "off" }));
    }
    if spice.clipboard.as_ref().is_some_and(|c| !c.copypaste.is_yes()) {
        words.push("disable-copy-paste=on".to_owned());
    }
    if spice.filetransfer.as_ref().is_some_and(|f| !f.enable.is_yes()) {
        words.push("disable-agent-file-xfer=on".to_owned());
    }
    if let Some(gl) = &spice.gl {
        let on = gl.enable.is_yes();
        words.push(format!("gl={}", if on { "on" } else { "off" }));
        words.extend(gl.rendernode.as_ref().map(|node| format!("rendernode={}", escape(node))));
    }
}
