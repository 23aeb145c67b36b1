//! Where a command's words go: text as people and scripts know it, or one JSON value.

use std::io::{self, Write};

use serde_json::{Value, json};

/// How data is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// Tables and lines.
    #[default]
    Text,
    /// One JSON value per command.
    Json,
}

impl Format {
    /// Reads the value of `--output`.
    pub fn parse(text: &str) -> Result<Format, String> {
        match text {
            "text" => Ok(Format::Text),
            "json" => Ok(Format::Json),
            _ => Err(format!("unknown output format '{text}', expecting 'text' or 'json'")),
        }
    }
}

/// The output of one command.
#[derive(Debug)]
pub struct Output {
    format: Format,
    is_quiet: bool,
    data: Option<Value>,
    /// In JSON mode, the text that would have been printed.
    text: String,
}

impl Output {
    /// Nothing printed yet.
    pub fn new(format: Format, is_quiet: bool) -> Output {
        Output { format, is_quiet, data: None, text: String::new() }
    }

    /// Whether only the data counts.
    pub fn is_json(&self) -> bool {
        self.format == Format::Json
    }

    /// Whether messages and decoration are left out.
    pub fn is_quiet(&self) -> bool {
        self.is_quiet
    }

    /// Prints text, without adding a line end.
    pub fn say(&mut self, text: impl AsRef<str>) {
        match self.format {
            Format::Text => write_out(text.as_ref()),
            Format::Json => self.text.push_str(text.as_ref()),
        }
    }

    /// Prints text that scripts do not need.
    pub fn remark(&mut self, text: impl AsRef<str>) {
        if !self.is_quiet {
            self.say(text);
        }
    }

    /// Sets the value that JSON output consists of.
    pub fn data(&mut self, value: Value) {
        self.data = Some(value);
    }

    /// Adds a member to the object that JSON output consists of.
    pub fn add(&mut self, key: &str, value: Value) {
        if let Value::Object(object) = self.data.get_or_insert_with(|| json!({})) {
            object.insert(key.to_owned(), value);
        }
    }

    /// Ends the command: the JSON value, or nothing.
    pub fn finish(&mut self, succeeded: bool) {
        if self.format == Format::Text {
            return;
        }
        let text = std::mem::take(&mut self.text);
        let message = text.trim();
        let value = match self.data.take() {
            Some(value) => with_twins(value),
            None if !succeeded || message.is_empty() => return,
            None if message.starts_with('<') => with_twins(json!({ "xml": message })),
            None => json!({ "message": message }),
        };
        write_out(&format!("{value:#}\n"));
    }
}

/// The value with its document in JSON, under the name of the document's type, where the type is known.
fn with_twins(mut value: Value) -> Value {
    let twin = value["xml"].as_str().and_then(|text| conf::documents::to_json(text).ok());
    if let (Some(object), Some(Value::Object(twin))) = (value.as_object_mut(), twin) {
        object.remove("xml");
        object.extend(twin);
    }
    value
}

/// A value as it stands in text output.
pub fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// Writes to standard output; a reader that went away ends the program quietly, like any filter.
pub fn write_out(text: &str) {
    let mut out = io::stdout().lock();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    if written.is_err_and(|e| e.kind() == io::ErrorKind::BrokenPipe) {
        std::process::exit(1);
    }
}

/// A table: columns as wide as their widest cell, a header and a line below it unless quiet.
#[derive(Debug)]
pub struct Table {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table without rows.
    pub fn new(header: &[&str]) -> Table {
        Table { header: header.iter().map(|h| (*h).to_owned()).collect(), rows: vec![] }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells.iter().map(|cell| printable(cell)).collect());
    }

    /// The whole text.
    pub fn text(&self, is_quiet: bool) -> String {
        let shown = if is_quiet { None } else { Some(&self.header) };
        let lines: Vec<&Vec<String>> = shown.into_iter().chain(&self.rows).collect();
        let column = |i: usize| lines.iter().filter_map(|l| l.get(i)).map(|cell| width(cell)).max().unwrap_or(0);
        let widths: Vec<usize> = (0..self.header.len()).map(column).collect();
        let mut text = String::new();
        for (number, line) in lines.iter().enumerate() {
            for (i, cell) in line.iter().enumerate() {
                text.push(' ');
                text.push_str(cell);
                if i + 1 < line.len() {
                    let padding = widths[i] - width(cell) + 2;
                    text.extend(std::iter::repeat_n(' ', padding));
                }
            }
            text.push('\n');
            if number == 0 && !is_quiet {
                let total: usize = widths.iter().map(|w| w + 3).sum();
                text.extend(std::iter::repeat_n('-', total));
                text.push('\n');
            }
        }
        text
    }
}

/// Control characters as escapes, so that a cell cannot break its row.
fn printable(cell: &str) -> String {
    let mut text = String::new();
    for c in cell.chars() {
        if c.is_control() {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                text.push_str(&format!("\\x{byte:02x}"));
            }
        } else {
            text.push(c);
        }
    }
    text
}

/// Columns a text takes on a terminal: East Asian wide characters take two, combining marks none.
fn width(text: &str) -> usize {
    text.chars()
        .map(|c| match c as u32 {
            0x300..=0x36f | 0x200b..=0x200f | 0xfe00..=0xfe0f => 0,
            0x1100..=0x115f | 0x2e80..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff | 0xfe30..=0xfe6f => 2,
            0xff00..=0xff60 | 0xffe0..=0xffe6 | 0x1f300..=0x1f64f | 0x20000..=0x3fffd => 2,
            _ => 1,
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_layout() {
        let mut table = Table::new(&["Id", "Name", "State"]);
        assert_eq!(table.text(false), " Id   Name   State\n--------------------\n");
        assert_eq!(table.text(true), "");
        table.row(vec!["1".into(), "test".into(), "running".into()]);
        let expected = " Id   Name   State\n----------------------\n 1    test   running\n";
        assert_eq!(table.text(false), expected);
        assert_eq!(table.text(true), " 1   test   running\n");
        table.row(vec!["-".into(), "日本\n".into(), "shut off".into()]);
        assert_eq!(table.text(true), " 1   test       running\n -   日本\\x0a   shut off\n");
    }
}
