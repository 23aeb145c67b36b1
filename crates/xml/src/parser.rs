//! The reader of XML text: well-formedness, limits, and complaints in the words users know from libxml2.

use std::borrow::Cow;

use crate::tree::{Attribute, Document, Id, Kind, NONE, NodeData};
use crate::{Error, ErrorKind, Result};

/// Line and column (in characters) of a byte offset.
pub(crate) fn position(text: &str, offset: usize) -> (u32, u32) {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    let before = &text[..offset];
    let line = before.bytes().filter(|b| *b == b'\n').count() + 1;
    let column = before[before.rfind('\n').map_or(0, |n| n + 1)..].chars().count() + 1;
    (u32::try_from(line).unwrap_or(u32::MAX), u32::try_from(column).unwrap_or(u32::MAX))
}

/// A complaint with the input's line and a pointer into it, as libvirt prints it.
pub(crate) fn malformed(text: &str, offset: usize, message: impl Into<String>) -> Error {
    const SHOWN: usize = 160;
    let (line, column) = position(text, offset);
    let whole = text.lines().nth(line as usize - 1).unwrap_or("");
    let column_index = (column as usize - 1).min(whole.chars().count());
    // A long line is shown around the place.
    let skip = if column_index > SHOWN / 2 && whole.chars().count() > SHOWN { column_index - SHOWN / 2 } else { 0 };
    let shown: String = whole.chars().skip(skip).take(SHOWN).map(|c| if c.is_control() { ' ' } else { c }).collect();
    let excerpt = Some(format!("{shown}\n{}^", "-".repeat(column_index - skip)));
    Error { kind: ErrorKind::Malformed, line, column, message: message.into(), excerpt, suggestion: None }
}

/// Reads a whole document.
pub(crate) fn parse(text: &str) -> Result<Document<'_>> {
    if text.len() > Document::MAX_BYTES {
        return Err(malformed("", 0, format!("document is larger than {} bytes", Document::MAX_BYTES)));
    }
    let estimate = text.len() / 40;
    let mut parser = Parser {
        text,
        bytes: text.as_bytes(),
        at: 0,
        document: Document {
            text,
            nodes: Vec::with_capacity(estimate + 8),
            attributes: Vec::with_capacity(estimate + 8),
            root: NONE,
        },
        open: Vec::new(),
    };
    parser.prolog()?;
    parser.content()?;
    parser.epilog()?;
    Ok(parser.document)
}

struct Parser<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    document: Document<'a>,
    open: Vec<Id>,
}

impl<'a> Parser<'a> {
    fn error<T>(&self, at: usize, message: impl Into<String>) -> Result<T> {
        Err(malformed(self.text, at, message))
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn looking_at(&self, what: &str) -> bool {
        self.bytes[self.at..].starts_with(what.as_bytes())
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    /// Everything before the root element.
    fn prolog(&mut self) -> Result<()> {
        if self.looking_at("\u{feff}") {
            self.at += 3;
        }
        if self.text[self.at..].trim().is_empty() {
            return self.error(self.at, "Document is empty");
        }
        if self.looking_at("<?xml") && matches!(self.bytes.get(self.at + 5), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.declaration()?;
        }
        self.misc()?;
        match (self.peek(), self.bytes.get(self.at + 1)) {
            (Some(b'<'), Some(_)) => Ok(()),
            _ => self.error(self.at, "Start tag expected, '<' not found"),
        }
    }

    /// `<?xml version=… encoding=…?>`: only UTF-8 (and its subset ASCII) is read.
    fn declaration(&mut self) -> Result<()> {
        let Some(length) = self.text[self.at..].find("?>") else {
            return self.error(self.at, "parsing XML declaration: '?>' expected");
        };
        let declaration = &self.text[self.at..self.at + length];
        if let Some(found) = declaration.find("encoding") {
            let value = declaration[found + 8..].trim_start().trim_start_matches('=').trim_start();
            let quote = value.chars().next().unwrap_or(' ');
            let name = value.trim_start_matches(quote).split(quote).next().unwrap_or("");
            if !["utf-8", "utf8", "us-ascii", "ascii"].contains(&name.to_ascii_lowercase().as_str()) {
                return self.error(self.at + found, format!("Unsupported encoding: {}", name.escape_default()));
            }
        }
        self.at += length + 2;
        Ok(())
    }

    /// Space, comments and processing instructions outside the root.
    fn misc(&mut self) -> Result<()> {
        loop {
            self.skip_space();
            if self.looking_at("<!--") {
                self.comment()?;
            } else if self.looking_at("<?") {
                self.instruction()?;
            } else if self.looking_at("<!DOCTYPE") {
                return self.error(self.at, "document type declarations are not accepted");
            } else {
                return Ok(());
            }
        }
    }

    fn epilog(&mut self) -> Result<()> {
        self.misc()?;
        match self.at == self.bytes.len() {
            true => Ok(()),
            false => self.error(self.at, "Extra content at the end of the document"),
        }
    }

    fn comment(&mut self) -> Result<()> {
        let start = self.at;
        let Some(length) = self.text[start + 4..].find("--") else {
            return self.error(start, "Comment not terminated");
        };
        let end = start + 4 + length;
        if self.bytes.get(end + 2) != Some(&b'>') {
            return self.error(end, "Double hyphen within comment");
        }
        self.characters_allowed(start, end)?;
        if !self.open.is_empty() {
            self.push(Kind::Comment(&self.text[start..end + 3]), start)?;
        }
        self.at = end + 3;
        Ok(())
    }

    fn instruction(&mut self) -> Result<()> {
        if self.text[self.at + 2..].get(..3).is_some_and(|t| t.eq_ignore_ascii_case("xml"))
            && !matches!(self.bytes.get(self.at + 5), Some(b) if is_name_byte(*b))
        {
            return self.error(self.at, "XML or text declaration not at start of entity");
        }
        match self.text[self.at..].find("?>") {
            Some(length) => {
                self.at += length + 2;
                Ok(())
            }
            None => self.error(self.at, "ParsePI: PI never end ..."),
        }
    }

    /// The root element and all inside, without recursion.
    fn content(&mut self) -> Result<()> {
        self.start_tag()?;
        while let Some(&top) = self.open.last() {
            match self.peek() {
                None => {
                    let name = self.element_name(top);
                    let line = self.line_of(top);
                    return self.error(self.at, format!("Premature end of data in tag {name} line {line}"));
                }
                Some(b'<') if self.looking_at("</") => self.end_tag(top)?,
                Some(b'<') if self.looking_at("<!--") => self.comment()?,
                Some(b'<') if self.looking_at("<![CDATA[") => self.cdata()?,
                Some(b'<') if self.looking_at("<?") => self.instruction()?,
                Some(b'<') => self.start_tag()?,
                Some(_) => self.text()?,
            }
        }
        Ok(())
    }

    fn element_name(&self, id: Id) -> &'a str {
        match self.document.nodes.get(id as usize) {
            Some(NodeData { kind: Kind::Element { name, .. }, .. }) => name,
            _ => "",
        }
    }

    /// The line of an element, for a complaint: it is counted from the start of the text each time.
    fn line_of(&self, id: Id) -> u32 {
        self.document.nodes.get(id as usize).map_or(0, |node| self.document.position(node.start).0)
    }

    fn name(&mut self) -> Option<&'a str> {
        let start = self.at;
        let first = self.peek()?;
        if !starts_name(first) {
            return None;
        }
        while self.peek().is_some_and(is_name_byte) {
            self.at += 1;
        }
        Some(&self.text[start..self.at])
    }

    fn push(&mut self, kind: Kind<'a>, start: usize) -> Result<Id> {
        let id = self.document.nodes.len() as Id;
        let parent = self.open.last().copied().unwrap_or(NONE);
        self.document.nodes.push(NodeData {
            kind,
            first_child: NONE,
            last_child: NONE,
            next: NONE,
            parent,
            start: start as u32,
        });
        if parent != NONE {
            let nodes = &mut self.document.nodes;
            match nodes[parent as usize].last_child {
                NONE => nodes[parent as usize].first_child = id,
                last => nodes[last as usize].next = id,
            }
            nodes[parent as usize].last_child = id;
        }
        Ok(id)
    }

    fn start_tag(&mut self) -> Result<()> {
        let start = self.at;
        if self.open.len() >= Document::MAX_DEPTH {
            return self.error(start, format!("Excessive depth in document: {} levels", Document::MAX_DEPTH));
        }
        self.at += 1;
        let Some(name) = self.name() else {
            return self.error(self.at, "StartTag: invalid element name");
        };
        let first = self.document.attributes.len();
        let empty = loop {
            let before = self.at;
            self.skip_space();
            match self.peek() {
                Some(b'>') => {
                    self.at += 1;
                    break false;
                }
                Some(b'/') if self.bytes.get(self.at + 1) == Some(&b'>') => {
                    self.at += 2;
                    break true;
                }
                Some(_) if before < self.at => {
                    if !self.attribute(first)? {
                        return self.unfinished_start(name, start);
                    }
                }
                _ => return self.unfinished_start(name, start),
            }
        };
        let attributes = (first as u32, self.document.attributes.len() as u32);
        let id = self.push(Kind::Element { name, attributes }, start)?;
        if self.open.is_empty() {
            self.document.root = id;
        }
        if !empty {
            self.open.push(id);
        }
        Ok(())
    }

    fn unfinished_start(&self, name: &str, start: usize) -> Result<()> {
        let line = position(self.text, start).0;
        self.error(self.at, format!("Couldn't find end of Start Tag {name} line {line}"))
    }

    /// One `name='value'`; false if no name stands here.
    fn attribute(&mut self, first: usize) -> Result<bool> {
        let start = self.at;
        let Some(name) = self.name() else { return Ok(false) };
        self.skip_space();
        if self.peek() != Some(b'=') {
            return self.error(self.at, format!("Specification mandates value for attribute {name}"));
        }
        self.at += 1;
        self.skip_space();
        let quote = match self.peek() {
            Some(quote @ (b'"' | b'\'')) => quote,
            _ => return self.error(self.at, "AttValue: \" or ' expected"),
        };
        self.at += 1;
        let from = self.at;
        while self.peek().is_some_and(|b| b != quote && b != b'<') {
            self.at += 1;
        }
        match self.peek() {
            None => return self.error(self.at, "AttValue: ' expected"),
            Some(b'<') => return self.error(self.at, "Unescaped '<' not allowed in attributes values"),
            Some(_) => (),
        }
        if self.at - from > Document::MAX_ATTRIBUTE_BYTES {
            return self.error(start, format!("value of attribute {name} is too long"));
        }
        let value = self.unescape(from, self.at, true)?;
        self.at += 1;
        let siblings = &self.document.attributes[first..];
        if siblings.iter().any(|a| a.name == name) {
            return self.error(self.at - 1, format!("Attribute {name} redefined"));
        }
        if siblings.len() >= Document::MAX_ATTRIBUTES {
            return self.error(start, format!("more than {} attributes in one element", Document::MAX_ATTRIBUTES));
        }
        self.document.attributes.push(Attribute { name, value, start: start as u32 });
        Ok(true)
    }

    fn end_tag(&mut self, top: Id) -> Result<()> {
        self.at += 2;
        let name = self.name().unwrap_or("");
        let open = self.element_name(top);
        self.skip_space();
        if self.peek() == Some(b'>') {
            self.at += 1;
        } else {
            return self.error(self.at, "expected '>'");
        }
        if name != open {
            let line = self.line_of(top);
            return self.error(self.at, format!("Opening and ending tag mismatch: {open} line {line} and {name}"));
        }
        self.open.pop();
        Ok(())
    }

    fn text(&mut self) -> Result<()> {
        let start = self.at;
        while self.peek().is_some_and(|b| b != b'<') {
            self.at += 1;
        }
        let value = self.unescape(start, self.at, false)?;
        self.push(Kind::Text(value), start)?;
        Ok(())
    }

    fn cdata(&mut self) -> Result<()> {
        let start = self.at;
        let inside = start + "<![CDATA[".len();
        let Some(length) = self.text[inside..].find("]]>") else {
            return self.error(start, "CData section not finished");
        };
        self.characters_allowed(inside, inside + length)?;
        let value = Cow::Borrowed(&self.text[inside..inside + length]);
        self.at = inside + length + 3;
        self.push(Kind::Text(value), start)?;
        Ok(())
    }

    /// Refuses the characters that XML has no way to write.
    fn characters_allowed(&self, from: usize, to: usize) -> Result<()> {
        for (i, b) in self.bytes[from..to].iter().enumerate() {
            if *b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r') {
                return self.error(from + i, format!("PCDATA invalid Char value {b}"));
            }
        }
        Ok(())
    }

    /// The value that a piece of text stands for; borrows it where nothing has to change.
    fn unescape(&self, from: usize, to: usize, attribute: bool) -> Result<Cow<'a, str>> {
        let source = &self.text[from..to];
        let plain = source.bytes().all(|b| b >= 0x20 && b != b'&' || !attribute && matches!(b, b'\n' | b'\t'));
        if plain {
            return Ok(Cow::Borrowed(source));
        }
        self.characters_allowed(from, to)?;
        let mut out = String::with_capacity(source.len());
        let mut rest = source;
        while let Some(found) = rest.find(['&', '\r', '\n', '\t']) {
            out.push_str(&rest[..found]);
            rest = &rest[found..];
            let at = to - rest.len();
            let used = match rest.as_bytes()[0] {
                b'&' => self.reference(rest, at, &mut out)?,
                b'\r' => {
                    out.push(if attribute { ' ' } else { '\n' });
                    if rest.as_bytes().get(1) == Some(&b'\n') { 2 } else { 1 }
                }
                other => {
                    out.push(if attribute { ' ' } else { char::from(other) });
                    1
                }
            };
            rest = &rest[used..];
        }
        out.push_str(rest);
        Ok(Cow::Owned(out))
    }

    /// `&name;` or `&#N;`; returns how many bytes it takes.
    fn reference(&self, rest: &str, at: usize, out: &mut String) -> Result<usize> {
        let Some(end) = rest.bytes().take(64).position(|b| b == b';') else {
            return self.error(at, "EntityRef: expecting ';'");
        };
        let name = &rest[1..end];
        let character = match name {
            "lt" => '<',
            "gt" => '>',
            "amp" => '&',
            "apos" => '\'',
            "quot" => '"',
            _ => {
                let Some(number) = name.strip_prefix('#') else {
                    return self.error(at + end + 1, format!("Entity '{name}' not defined"));
                };
                let code = match number.strip_prefix('x') {
                    Some(hex) => u32::from_str_radix(hex, 16),
                    None => number.parse(),
                };
                match code.ok().and_then(char::from_u32) {
                    Some(c) if c >= ' ' || matches!(c, '\t' | '\n' | '\r') => c,
                    _ => return self.error(at, format!("xmlParseCharRef: invalid character reference '{name}'")),
                }
            }
        };
        out.push(character);
        Ok(end + 1)
    }
}

/// Bytes that names are made of; beyond ASCII all are let in, as the text is known to be UTF-8.
/// Whether a text may be the name of an element or attribute.
pub(crate) fn is_name(text: &str) -> bool {
    text.bytes().all(is_name_byte) && text.bytes().next().is_some_and(starts_name)
}

/// Whether a name may start so.
fn starts_name(b: u8) -> bool {
    is_name_byte(b) && !matches!(b, b'-' | b'.' | b'0'..=b'9')
}

fn is_name_byte(b: u8) -> bool {
    b.is_ascii_alphanumeric() || matches!(b, b'_' | b':' | b'-' | b'.') || b >= 0x80
}
