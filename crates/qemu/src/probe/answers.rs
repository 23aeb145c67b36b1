//! The answers of a probe, and looking things up in them.

use std::collections::{BTreeSet, HashMap};

use serde_json::Value;

use super::Question;

/// The answer to one command; `None` where QEMU refused it.
pub type Reply = Option<Value>;

/// All answers of one QEMU.
#[derive(Debug, Default)]
pub struct Answers {
    replies: Vec<(String, Value, Reply)>,
    types: BTreeSet<String>,
    commands: BTreeSet<String>,
    schema: HashMap<String, Value>,
}

impl Answers {
    /// Pairs questions with their replies, in order.
    pub fn new(pairs: impl IntoIterator<Item = (Question, Reply)>) -> Answers {
        let mut answers = Answers::default();
        for (question, reply) in pairs {
            answers.add(question.command, question.arguments.unwrap_or(Value::Null), reply);
        }
        answers
    }

    /// Adds one answer.
    pub fn add(&mut self, command: &str, arguments: Value, reply: Reply) {
        let names = |list: &Value| -> BTreeSet<String> {
            let names = list.as_array().into_iter().flatten().filter_map(|item| item.get("name")?.as_str());
            names.map(str::to_owned).collect()
        };
        match (command, &reply) {
            ("qom-list-types", Some(list)) => self.types = names(list),
            ("query-qmp-schema", Some(list)) => {
                for item in list.as_array().into_iter().flatten() {
                    let Some(name) = item.get("name").and_then(Value::as_str) else { continue };
                    if item.get("meta-type").and_then(Value::as_str) == Some("command") {
                        self.commands.insert(name.to_owned());
                    }
                    self.schema.insert(name.to_owned(), item.clone());
                }
            }
            _ => {}
        }
        self.replies.push((command.to_owned(), arguments, reply));
    }

    /// The reply to a command without arguments.
    pub fn reply(&self, command: &str) -> Option<&Value> {
        self.replies.iter().find(|(name, ..)| name == command)?.2.as_ref()
    }

    /// The reply to a CPU model expansion of this kind, of this model, for guests that can (or cannot) migrate.
    pub(super) fn expansion(&self, kind: &str, model: &str, migratable: bool, hyperv: bool) -> Option<&Value> {
        let fits = |arguments: &Value| {
            let asked = arguments.get("model");
            let props = asked.and_then(|asked| asked.get("props"));
            let set = |name: &str| props.and_then(|props| props.get(name)).and_then(Value::as_bool);
            arguments.get("type").and_then(Value::as_str) == Some(kind)
                && asked.and_then(|asked| asked.get("name")).and_then(Value::as_str) == Some(model)
                && set("migratable").unwrap_or(true) == migratable
                && set("hv-passthrough").unwrap_or(false) == hyperv
        };
        let found =
            self.replies.iter().find(|(name, arguments, _)| name == "query-cpu-model-expansion" && fits(arguments));
        found?.2.as_ref()?.get("model")
    }

    /// Whether this object type exists.
    pub(super) fn has_type(&self, name: &str) -> bool {
        self.types.contains(name)
    }

    /// Whether this command exists.
    pub(super) fn has_command(&self, name: &str) -> bool {
        self.commands.contains(name)
    }

    /// Whether a device or object type has a property.
    pub(super) fn has_property(&self, typename: &str, property: &str) -> bool {
        self.properties(typename).any(|item| item.get("name").and_then(Value::as_str) == Some(property))
    }

    fn properties(&self, typename: &str) -> impl Iterator<Item = &Value> {
        let is_version =
            move |asked: &str| typename == "virt-machine" && asked.starts_with("virt-") && asked.ends_with("-machine");
        let about = move |arguments: &Value| {
            let asked = arguments.get("typename").and_then(Value::as_str);
            asked.is_some_and(|asked| asked == typename || is_version(asked))
        };
        let list = self.replies.iter().find(|(name, arguments, _)| {
            matches!(name.as_str(), "device-list-properties" | "qom-list-properties") && about(arguments)
        });
        list.and_then(|(.., reply)| reply.as_ref()?.as_array()).into_iter().flatten()
    }

    /// Whether a named list (of objects with a name, or of words) contains a word.
    pub(super) fn lists(&self, command: &str, word: &str) -> bool {
        let list = self.reply(command).and_then(Value::as_array).into_iter().flatten();
        list.into_iter().any(|item| {
            let name =
                item.as_str().or_else(|| item.get("name")?.as_str()).or_else(|| item.get("capability")?.as_str());
            name == Some(word)
        })
    }

    /// Whether a command line option takes a parameter.
    pub(super) fn has_option(&self, option: &str, parameter: &str) -> bool {
        let list = self.reply("query-command-line-options").and_then(Value::as_array).into_iter().flatten();
        let mut found = list.into_iter().filter(|item| item.get("option").and_then(Value::as_str) == Some(option));
        found.any(|item| {
            let parameters = item.get("parameters").and_then(Value::as_array).into_iter().flatten();
            parameters.into_iter().any(|p| p.get("name").and_then(Value::as_str) == Some(parameter))
        })
    }

    /// Follows a path through the schema, from a command or type: a word is a member, `+word` a variant, `^word` a
    /// value of an enumeration, `$word` a feature.
    pub(super) fn has_schema(&self, path: &str) -> bool {
        let mut steps = path.split('/');
        let Some(mut here) = steps.next().and_then(|name| self.schema.get(name)) else { return false };
        for step in steps {
            let next = match step.split_at_checked(1) {
                Some(("^", value)) => return enum_has(here, value),
                Some(("$", feature)) => return features_have(here, feature),
                Some(("+", variant)) => self.variant(here, variant),
                _ => self.member(here, step),
            };
            match next {
                Some(next) => here = next,
                None => return false,
            }
        }
        true
    }

    fn follow(&self, item: &Value, field: &str) -> Option<&Value> {
        let mut next = self.schema.get(item.get(field)?.as_str()?)?;
        // A list stands for its elements.
        while next.get("meta-type").and_then(Value::as_str) == Some("array") {
            next = self.schema.get(next.get("element-type")?.as_str()?)?;
        }
        Some(next)
    }

    fn member(&self, item: &Value, name: &str) -> Option<&Value> {
        match item.get("meta-type")?.as_str()? {
            "command" => self.follow(item, name),
            "object" => {
                let members = item.get("members")?.as_array()?;
                let member = members.iter().find(|member| member.get("name").and_then(Value::as_str) == Some(name))?;
                self.follow(member, "type")
            }
            "alternate" => {
                let members = item.get("members")?.as_array()?;
                members
                    .iter()
                    .filter_map(|member| self.follow(member, "type"))
                    .find_map(|inner| self.member(inner, name))
            }
            _ => None,
        }
    }

    fn variant(&self, item: &Value, name: &str) -> Option<&Value> {
        let variants = item.get("variants")?.as_array()?;
        let variant = variants.iter().find(|variant| variant.get("case").and_then(Value::as_str) == Some(name))?;
        self.follow(variant, "type")
    }
}

fn enum_has(item: &Value, value: &str) -> bool {
    let words = item.get("values").and_then(Value::as_array).into_iter().flatten();
    words.into_iter().any(|word| word.as_str() == Some(value))
}

fn features_have(item: &Value, feature: &str) -> bool {
    let words = item.get("features").and_then(Value::as_array).into_iter().flatten();
    words.into_iter().any(|word| word.as_str() == Some(feature))
}
