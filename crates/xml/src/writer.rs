//! The output text in libvirt's layout: two spaces a level, single quotes, empty elements closed at once.

use crate::{Mode, Union};

/// Text being written.
#[derive(Default)]
pub struct Writer {
    out: String,
    open: Vec<Frame>,
    mode: Mode,
}

/// An open element.
struct Frame {
    /// Where the element starts.
    start: usize,
    /// Where its first attribute goes.
    first: usize,
    /// Where its next attribute goes.
    end: usize,
    kind: Kind,
}

#[derive(PartialEq, Clone, Copy)]
enum Kind {
    Empty,
    Text,
    Children,
}

impl Writer {
    /// An empty text for this mode.
    pub fn new(mode: Mode) -> Writer {
        Writer { out: String::with_capacity(4096), open: Vec::new(), mode }
    }

    /// For whom the text is.
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// The finished text.
    pub fn finish(self) -> String {
        self.out
    }

    /// How deep the next element stands.
    pub fn depth(&self) -> usize {
        self.open.len()
    }

    /// Adds an attribute to the innermost open element, also after its children.
    pub fn attr(&mut self, name: &str, value: &str) {
        let Some(frame) = self.open.last_mut() else { return };
        if frame.kind == Kind::Empty {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("='");
            escape(&mut self.out, value);
            self.out.push('\'');
            frame.end = self.out.len();
        } else {
            let at = frame.end;
            self.insert(at, name, value);
        }
    }

    fn insert(&mut self, at: usize, name: &str, value: &str) {
        let mut text = format!(" {name}='");
        escape(&mut text, value);
        text.push('\'');
        self.out.insert_str(at, &text);
        if let Some(frame) = self.open.last_mut() {
            frame.end += text.len();
        }
    }

    fn indent(&mut self) {
        for _ in 0..self.open.len() {
            self.out.push_str("  ");
        }
    }

    /// Opens a child element.
    pub fn begin(&mut self, name: &str) {
        self.open();
        let start = self.out.len();
        self.indent();
        self.out.push('<');
        self.out.push_str(name);
        let end = self.out.len();
        self.open.push(Frame { start, first: end, end, kind: Kind::Empty });
    }

    /// Makes the innermost element one with children, even if none follow.
    pub fn open(&mut self) {
        if let Some(frame) = self.open.last_mut()
            && frame.kind == Kind::Empty
        {
            frame.kind = Kind::Children;
            self.out.push_str(">\n");
        }
    }

    /// Closes the innermost element, which `begin` opened under this name.
    pub fn end(&mut self, name: &str) {
        let Some(frame) = self.open.pop() else { return };
        match frame.kind {
            Kind::Empty => return self.out.push_str("/>\n"),
            Kind::Text => (),
            Kind::Children => self.indent(),
        }
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push_str(">\n");
    }

    /// Closes the innermost element, or takes it back if nothing stands in it.
    pub fn end_unless_empty(&mut self, name: &str) {
        let Some(frame) = self.open.last() else { return };
        if frame.kind != Kind::Empty || frame.end > frame.first {
            return self.end(name);
        }
        let start = frame.start;
        self.open.pop();
        self.out.truncate(start);
        // The parent was opened for this child alone.
        if let Some(parent) = self.open.last_mut()
            && parent.kind == Kind::Children
            && parent.end + 2 == start
        {
            parent.kind = Kind::Empty;
            self.out.truncate(parent.end);
        }
    }

    /// Writes the element's text.
    pub fn content(&mut self, text: &str) {
        if let Some(frame) = self.open.last_mut()
            && frame.kind == Kind::Empty
        {
            frame.kind = Kind::Text;
            self.out.push('>');
        }
        escape(&mut self.out, text);
    }

    /// Puts ready-made lines in as children.
    pub fn verbatim(&mut self, text: &str) {
        self.open();
        self.out.push_str(text);
    }

    /// A whole element with attributes only.
    pub fn leaf(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.begin(name);
        for (name, value) in attributes {
            self.attr(name, value);
        }
        self.end(name);
    }

    /// A whole element with text only.
    pub fn text(&mut self, name: &str, text: &str) {
        self.begin(name);
        self.content(text);
        self.end(name);
    }

    /// A union inside its own element.
    pub fn tagged<T: Union>(&mut self, tag: &str, value: &T) {
        self.tag(tag, value);
        value.format(self);
    }

    /// A union's tag goes before every other attribute.
    fn tag<T: Union>(&mut self, name: &str, value: &T) {
        if let Some(tag) = value.tag()
            && let Some(frame) = self.open.last()
        {
            let at = frame.first;
            self.insert(at, name, tag);
        }
    }

    /// A union whose tag stands here and whose shape is the child `body`.
    pub fn union<T: Union>(&mut self, tag: &str, body: &str, value: &T) {
        self.tag(tag, value);
        self.body(body, value);
    }

    /// The same, with the tag after the attributes that are there already.
    pub fn union_last<T: Union>(&mut self, tag: &str, body: &str, value: &T) {
        if let Some(word) = value.tag() {
            self.attr(tag, word);
        }
        self.body(body, value);
    }

    fn body<T: Union>(&mut self, body: &str, value: &T) {
        self.begin(body);
        value.format(self);
        self.end_unless_empty(body);
    }
}

/// Appends `text` with the characters that mean something to XML spelled out.
pub fn escape(out: &mut String, text: &str) {
    let mut from = 0;
    for (i, b) in text.bytes().enumerate() {
        let entity = match b {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'\'' => "&apos;",
            b'"' => "&quot;",
            // What XML cannot carry is left out.
            0..=8 | 11 | 12 | 14..=31 => "",
            _ => continue,
        };
        out.push_str(&text[from..i]);
        out.push_str(entity);
        from = i + 1;
    }
    out.push_str(&text[from..]);
}
