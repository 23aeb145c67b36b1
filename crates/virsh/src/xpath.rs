//! The part of XPath 1.0 that people use on libvirt documents: location paths with abbreviated axes, predicates,
//! comparisons, `and`, `or`, unions and the common functions.

use xml::{Document, Mode, Node};

/// What an expression selects or computes.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// Pieces of the document, each as text, in document order.
    Nodes(Vec<String>),
    /// Anything that is not a set of nodes.
    Value(String),
}

/// Expressions nested deeper than this are refused.
const DEPTH_MAX: usize = 64;

/// Evaluates an expression on a document. The error says what is wrong with either.
pub fn evaluate(document: &str, expression: &str) -> Result<Found, String> {
    let document = Document::parse(document).map_err(|e| e.to_string())?;
    let tree = Tree::new(document.root(Mode::LIVE));
    let invalid = || "XPath error : Invalid expression".to_owned();
    let mut parser = Parser { text: expression.trim(), depth: 0 };
    let parsed = parser.expression().filter(|_| parser.text.trim().is_empty()).ok_or_else(invalid)?;
    Ok(match tree.evaluate(&parsed, ROOT, (1, 1)).ok_or_else(invalid)? {
        Value::Nodes(nodes) => Found::Nodes(nodes.iter().map(|n| tree.print(*n)).collect()),
        other => Found::Value(tree.string(&other)),
    })
}

/// The text of the first node an expression selects; nothing where it selects none.
pub fn first_text(document: &str, expression: &str) -> Option<String> {
    let document = Document::parse(document).ok()?;
    let tree = Tree::new(document.root(Mode::LIVE));
    let parsed = Parser { text: expression, depth: 0 }.expression()?;
    match tree.evaluate(&parsed, ROOT, (1, 1))? {
        Value::Nodes(nodes) => nodes.first().map(|node| tree.text(*node)),
        other => Some(tree.string(&other)),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Prints an element on lines of its own, indented from `level` on; where text stands beside elements, all of it stays
/// on one line.
fn print_element(node: &Node<'_>, level: usize, out: &mut String) {
    out.push('<');
    out.push_str(node.name());
    for (name, value) in node.each_attribute() {
        out.push_str(&format!(" {name}=\"{}\"", escaped(value).replace('"', "&quot;").replace('\n', "&#10;")));
    }
    let text = node.text();
    let mut children = node.children().peekable();
    if children.peek().is_none() {
        match text.is_empty() {
            true => out.push_str("/>"),
            false => out.push_str(&format!(">{}</{}>", escaped(&text), node.name())),
        }
        return;
    }
    let is_mixed = !text.trim().is_empty();
    out.push('>');
    if is_mixed {
        out.push_str(&escaped(&text));
    }
    for child in children {
        if !is_mixed {
            out.push_str(&format!("\n{}", "  ".repeat(level + 1)));
        }
        print_element(&child, level + 1, out);
    }
    if !is_mixed {
        out.push_str(&format!("\n{}", "  ".repeat(level)));
    }
    out.push_str(&format!("</{}>", node.name()));
}

type Id = usize;

/// The node above the outermost element.
const ROOT: Id = 0;

enum Item<'a> {
    Root,
    Element(Node<'a>),
    Attribute(&'a str, &'a str),
    Text(String),
}

struct Entry<'a> {
    item: Item<'a>,
    parent: Id,
    children: Vec<Id>,
}

/// The document with attributes and texts as nodes; ids are in document order.
struct Tree<'a> {
    entries: Vec<Entry<'a>>,
}

#[derive(Debug, Clone)]
enum Value {
    Nodes(Vec<Id>),
    Text(String),
    Number(f64),
    Truth(bool),
}

#[derive(Debug, Clone)]
enum Expression {
    Path { absolute: bool, steps: Vec<Step> },
    Binary(&'static str, Box<Expression>, Box<Expression>),
    Call(String, Vec<Expression>),
    Text(String),
    Number(f64),
}

#[derive(Debug, Clone)]
struct Step {
    axis: Axis,
    test: Test,
    predicates: Vec<Expression>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Axis {
    Child,
    DescendantOrSelf,
    Attribute,
    Itself,
    Parent,
}

#[derive(Debug, Clone, PartialEq)]
enum Test {
    Name(String),
    AnyName,
    Text,
    AnyNode,
}

impl<'a> Tree<'a> {
    fn new(root: Node<'a>) -> Tree<'a> {
        let mut tree = Tree { entries: vec![Entry { item: Item::Root, parent: ROOT, children: vec![] }] };
        tree.add_element(root, ROOT);
        tree
    }

    fn add(&mut self, item: Item<'a>, parent: Id) -> Id {
        let id = self.entries.len();
        self.entries.push(Entry { item, parent, children: vec![] });
        self.entries[parent].children.push(id);
        id
    }

    /// The parser bounds how deep elements nest.
    fn add_element(&mut self, node: Node<'a>, parent: Id) {
        let id = self.add(Item::Element(node), parent);
        for (name, value) in node.each_attribute().filter(|(name, _)| !name.starts_with("xmlns")) {
            self.add(Item::Attribute(name, value), id);
        }
        let text = node.text();
        if !text.is_empty() {
            self.add(Item::Text(text.into_owned()), id);
        }
        for child in node.children() {
            self.add_element(child, id);
        }
    }

    fn print(&self, id: Id) -> String {
        match &self.entries[id].item {
            Item::Root => self.entries[id].children.first().map(|c| self.print(*c)).unwrap_or_default(),
            Item::Element(node) => {
                let mut out = String::new();
                print_element(node, 0, &mut out);
                out
            }
            Item::Attribute(name, value) => format!(" {name}=\"{}\"", escaped(value).replace('"', "&quot;")),
            Item::Text(text) => escaped(text),
        }
    }

    /// What a node counts as in comparisons: all text inside.
    fn text(&self, id: Id) -> String {
        match &self.entries[id].item {
            Item::Attribute(_, value) => (*value).to_owned(),
            Item::Text(text) => text.clone(),
            Item::Root | Item::Element(_) => {
                let is_attribute = |c: &&Id| matches!(self.entries[**c].item, Item::Attribute(..));
                self.entries[id].children.iter().filter(|c| !is_attribute(c)).map(|c| self.text(*c)).collect()
            }
        }
    }

    fn name(&self, id: Id) -> &str {
        match &self.entries[id].item {
            Item::Element(node) => node.name(),
            Item::Attribute(name, _) => name,
            _ => "",
        }
    }

    fn string(&self, value: &Value) -> String {
        match value {
            Value::Nodes(nodes) => nodes.first().map(|node| self.text(*node)).unwrap_or_default(),
            Value::Text(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            Value::Truth(truth) => truth.to_string(),
        }
    }

    fn number(&self, value: &Value) -> f64 {
        match value {
            Value::Number(number) => *number,
            Value::Truth(truth) => f64::from(u8::from(*truth)),
            other => self.string(other).trim().parse().unwrap_or(f64::NAN),
        }
    }

    fn truth(value: &Value) -> bool {
        match value {
            Value::Nodes(nodes) => !nodes.is_empty(),
            Value::Text(text) => !text.is_empty(),
            Value::Number(number) => *number != 0.0 && !number.is_nan(),
            Value::Truth(truth) => *truth,
        }
    }

    /// `place` is the position of the context node and how many there are.
    fn evaluate(&self, expression: &Expression, context: Id, place: (usize, usize)) -> Option<Value> {
        Some(match expression {
            Expression::Text(text) => Value::Text(text.clone()),
            Expression::Number(number) => Value::Number(*number),
            Expression::Path { absolute, steps } => {
                let mut nodes = vec![if *absolute { ROOT } else { context }];
                for step in steps {
                    nodes = self.step(step, &nodes)?;
                }
                Value::Nodes(nodes)
            }
            Expression::Call(name, arguments) => self.call(name, arguments, context, place)?,
            Expression::Binary(operator, left, right) => {
                let (left, right) = (self.evaluate(left, context, place)?, self.evaluate(right, context, place)?);
                self.binary(operator, left, right)?
            }
        })
    }

    fn binary(&self, operator: &str, left: Value, right: Value) -> Option<Value> {
        Some(match operator {
            "|" => match (left, right) {
                (Value::Nodes(mut nodes), Value::Nodes(more)) => {
                    nodes.extend(more);
                    nodes.sort_unstable();
                    nodes.dedup();
                    Value::Nodes(nodes)
                }
                _ => return None,
            },
            "and" => Value::Truth(Self::truth(&left) && Self::truth(&right)),
            "or" => Value::Truth(Self::truth(&left) || Self::truth(&right)),
            _ => Value::Truth(self.compare(operator, &left, &right)),
        })
    }

    /// A set of nodes compares true if any of its nodes does.
    fn compare(&self, operator: &str, left: &Value, right: &Value) -> bool {
        match (left, right) {
            (Value::Nodes(nodes), other) => {
                nodes.iter().any(|node| self.compare(operator, &Value::Text(self.text(*node)), other))
            }
            (other, Value::Nodes(nodes)) => {
                nodes.iter().any(|node| self.compare(operator, other, &Value::Text(self.text(*node))))
            }
            (Value::Text(a), Value::Text(b)) if operator == "=" => a == b,
            (Value::Text(a), Value::Text(b)) if operator == "!=" => a != b,
            _ => {
                let (a, b) = (self.number(left), self.number(right));
                match operator {
                    "=" => a == b,
                    "!=" => a != b,
                    "<" => a < b,
                    ">" => a > b,
                    "<=" => a <= b,
                    _ => a >= b,
                }
            }
        }
    }

    fn call(&self, name: &str, arguments: &[Expression], context: Id, place: (usize, usize)) -> Option<Value> {
        let values = arguments.iter().map(|a| self.evaluate(a, context, place)).collect::<Option<Vec<Value>>>()?;
        let here = || Value::Nodes(vec![context]);
        Some(match (name, values.as_slice()) {
            ("position", []) => Value::Number(place.0 as f64),
            ("last", []) => Value::Number(place.1 as f64),
            ("count", [Value::Nodes(nodes)]) => Value::Number(nodes.len() as f64),
            ("not", [value]) => Value::Truth(!Self::truth(value)),
            ("true", []) => Value::Truth(true),
            ("false", []) => Value::Truth(false),
            ("boolean", [value]) => Value::Truth(Self::truth(value)),
            ("string", []) => Value::Text(self.string(&here())),
            ("string", [value]) => Value::Text(self.string(value)),
            ("number", [value]) => Value::Number(self.number(value)),
            ("sum", [Value::Nodes(nodes)]) => {
                Value::Number(nodes.iter().map(|n| self.number(&Value::Text(self.text(*n)))).sum())
            }
            ("name" | "local-name", []) => Value::Text(self.name(context).to_owned()),
            ("name" | "local-name", [Value::Nodes(nodes)]) => {
                Value::Text(nodes.first().map(|n| self.name(*n).to_owned()).unwrap_or_default())
            }
            ("contains", [a, b]) => Value::Truth(self.string(a).contains(&self.string(b))),
            ("starts-with", [a, b]) => Value::Truth(self.string(a).starts_with(&self.string(b))),
            ("string-length", [a]) => Value::Number(self.string(a).chars().count() as f64),
            ("normalize-space", [a]) => Value::Text(self.string(a).split_whitespace().collect::<Vec<&str>>().join(" ")),
            ("concat", parts) if parts.len() >= 2 => Value::Text(parts.iter().map(|p| self.string(p)).collect()),
            _ => return None,
        })
    }

    fn step(&self, step: &Step, context: &[Id]) -> Option<Vec<Id>> {
        let mut found = vec![];
        for node in context {
            let mut nodes = vec![];
            self.along(step.axis, *node, &mut nodes);
            nodes.retain(|n| self.passes(&step.test, step.axis, *n));
            for predicate in &step.predicates {
                let count = nodes.len();
                let mut kept = vec![];
                for (at, node) in nodes.into_iter().enumerate() {
                    let is_kept = match self.evaluate(predicate, node, (at + 1, count))? {
                        Value::Number(wanted) => wanted == (at + 1) as f64,
                        other => Self::truth(&other),
                    };
                    if is_kept {
                        kept.push(node);
                    }
                }
                nodes = kept;
            }
            found.extend(nodes);
        }
        found.sort_unstable();
        found.dedup();
        Some(found)
    }

    fn along(&self, axis: Axis, node: Id, found: &mut Vec<Id>) {
        let entry = &self.entries[node];
        let is_attribute = |id: &Id| matches!(self.entries[*id].item, Item::Attribute(..));
        match axis {
            Axis::Itself => found.push(node),
            Axis::Parent if node != ROOT => found.push(entry.parent),
            Axis::Parent => (),
            Axis::Attribute => found.extend(entry.children.iter().copied().filter(is_attribute)),
            Axis::Child => found.extend(entry.children.iter().copied().filter(|c| !is_attribute(c))),
            Axis::DescendantOrSelf => {
                found.push(node);
                for child in entry.children.iter().filter(|c| !is_attribute(c)) {
                    self.along(axis, *child, found);
                }
            }
        }
    }

    fn passes(&self, test: &Test, axis: Axis, node: Id) -> bool {
        let item = &self.entries[node].item;
        match test {
            Test::AnyNode => true,
            Test::Text => matches!(item, Item::Text(_)),
            _ if axis != Axis::Attribute && !matches!(item, Item::Element(_)) => false,
            Test::AnyName => true,
            Test::Name(name) => self.name(node) == name,
        }
    }
}

/// Reads an expression by recursive descent; `None` is a syntax error.
struct Parser<'t> {
    text: &'t str,
    depth: usize,
}

const LEVELS: [&[&str]; 4] = [&["or"], &["and"], &["!=", "=", "<=", ">=", "<", ">"], &["|"]];

impl Parser<'_> {
    fn expression(&mut self) -> Option<Expression> {
        self.depth += 1;
        let parsed = (self.depth <= DEPTH_MAX).then(|| self.level(0)).flatten();
        self.depth -= 1;
        parsed
    }

    fn level(&mut self, level: usize) -> Option<Expression> {
        let Some(operators) = LEVELS.get(level) else { return self.primary() };
        let mut left = self.level(level + 1)?;
        while let Some(operator) = operators.iter().copied().find(|o| self.take(o)) {
            let right = self.level(level + 1)?;
            left = Expression::Binary(operator, Box::new(left), Box::new(right));
        }
        Some(left)
    }

    /// Takes a token if it is next; a word must end where the token does.
    fn take(&mut self, token: &str) -> bool {
        let rest = self.text.trim_start();
        let Some(after) = rest.strip_prefix(token) else { return false };
        let is_word = token.ends_with(|c: char| c.is_ascii_alphanumeric());
        if is_word && after.starts_with(is_name_char) {
            return false;
        }
        self.text = after;
        true
    }

    fn primary(&mut self) -> Option<Expression> {
        let rest = self.text.trim_start();
        self.text = rest;
        let first = rest.chars().next()?;
        match first {
            '\'' | '"' => {
                let (text, after) = rest[1..].split_once(first)?;
                self.text = after;
                Some(Expression::Text(text.to_owned()))
            }
            '0'..='9' => {
                let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
                self.text = &rest[end..];
                rest[..end].parse().ok().map(Expression::Number)
            }
            '(' => {
                self.text = &rest[1..];
                let inner = self.expression()?;
                self.take(")").then_some(inner)
            }
            _ => match self.function_name() {
                Some(name) => self.call(name),
                None => self.path(),
            },
        }
    }

    /// The name of a function, if a call is next.
    fn function_name(&self) -> Option<String> {
        let name = self.name_at()?;
        let is_call = self.text[name.len()..].trim_start().starts_with('(');
        (is_call && !["text", "node"].contains(&name)).then(|| name.to_owned())
    }

    fn name_at(&self) -> Option<&str> {
        let end = self.text.find(|c: char| !is_name_char(c)).unwrap_or(self.text.len());
        let name = &self.text[..end];
        name.starts_with(|c: char| c.is_alphabetic() || c == '_').then_some(name)
    }

    fn call(&mut self, name: String) -> Option<Expression> {
        self.text = self.text.trim_start().strip_prefix(name.as_str())?;
        if !self.take("(") {
            return None;
        }
        let mut arguments = vec![];
        if self.take(")") {
            return Some(Expression::Call(name, arguments));
        }
        loop {
            arguments.push(self.expression()?);
            if self.take(")") {
                return Some(Expression::Call(name, arguments));
            }
            if !self.take(",") {
                return None;
            }
        }
    }

    fn path(&mut self) -> Option<Expression> {
        let anywhere = || Step { axis: Axis::DescendantOrSelf, test: Test::AnyNode, predicates: vec![] };
        let mut steps = vec![];
        let absolute = self.text.starts_with('/');
        if self.take("//") {
            steps.push(anywhere());
        } else if self.take("/") && !self.text.starts_with(|c: char| is_name_char(c) || "@*.".contains(c)) {
            return Some(Expression::Path { absolute, steps });
        }
        loop {
            steps.push(self.step()?);
            if self.take("//") {
                steps.push(anywhere());
            } else if !self.take("/") {
                return Some(Expression::Path { absolute, steps });
            }
        }
    }

    fn step(&mut self) -> Option<Step> {
        let mut axis = Axis::Child;
        let mut test = Test::AnyNode;
        if self.take("..") {
            axis = Axis::Parent;
        } else if self.take(".") {
            axis = Axis::Itself;
        } else {
            if self.take("@") {
                axis = Axis::Attribute;
            }
            test = if self.take("*") {
                Test::AnyName
            } else if self.take("text()") {
                Test::Text
            } else if self.take("node()") {
                Test::AnyNode
            } else {
                let name = self.name_at()?.to_owned();
                self.text = &self.text[name.len()..];
                Test::Name(name)
            };
        }
        let mut predicates = vec![];
        while self.take("[") {
            predicates.push(self.expression()?);
            if !self.take("]") {
                return None;
            }
        }
        Some(Step { axis, test, predicates })
    }
}

fn is_name_char(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | ':' | '.')
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCUMENT: &str = "<domain id='1'><name>a</name><devices>\
        <disk type='file'><target dev='vda'/></disk><disk type='block'><target dev='vdb'/></disk>\
        <graphics type='vnc' port='5901'/></devices></domain>";

    #[track_caller]
    fn check(expression: &str, expected: &[&str]) {
        let expected: Vec<String> = expected.iter().map(|s| (*s).to_owned()).collect();
        assert_eq!(evaluate(DOCUMENT, expression), Ok(Found::Nodes(expected)), "{expression}");
    }

    #[test]
    fn paths_and_predicates() {
        check("//name", &["<name>a</name>"]);
        check("/domain/@id", &[" id=\"1\""]);
        check("//disk[1]/target", &["<target dev=\"vda\"/>"]);
        check("//disk[@type='block']/target/@dev", &[" dev=\"vdb\""]);
        check("//disk[target/@dev='vda' or @type = \"nfs\"]/@type", &[" type=\"file\""]);
        check("//disk[last()]/@type", &[" type=\"block\""]);
        check("//target[@dev='vdb']/../@type | //name/text()", &["a", " type=\"block\""]);
        check("//nosuch", &[]);
        check("/domain/devices/*[not(self)]/@port", &[" port=\"5901\""]);
    }

    #[test]
    fn values_and_errors() {
        assert_eq!(evaluate(DOCUMENT, "count(//disk)"), Ok(Found::Value("2".to_owned())));
        assert_eq!(evaluate(DOCUMENT, "string(//graphics[@type='vnc']/@port)"), Ok(Found::Value("5901".to_owned())));
        for bad in ["", "bad[", "//", "a b", "nosuch()", "1 | 2", "'x", "a[", "@", &"(".repeat(1000)] {
            assert!(evaluate(DOCUMENT, bad).is_err(), "{bad}");
        }
    }
}
