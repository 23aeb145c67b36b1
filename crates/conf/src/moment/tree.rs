//! All moments of one kind of one guest, and how they descend from each other.

use super::Parent;
use std::collections::BTreeMap;
use std::sync::Arc;
use virt::constants::*;
use virt::{Error, ErrorCode, Result};

/// A moment that knows the one before it.
pub trait Moment: Clone {
    /// What it is called in messages.
    const WHAT: &'static str;
    /// The error of a name that no moment has.
    const MISSING: ErrorCode;
    /// Everything that lists of such moments may be told.
    const LIST_FLAGS: u32;
    /// Its name; empty until it has one.
    fn name(&self) -> &str;
    /// The moment before it.
    fn parent(&self) -> &Option<Parent>;
    /// The same, to change it.
    fn parent_mut(&mut self) -> &mut Option<Parent>;
    /// Whether it passes a list's filters, apart from those that the tree answers.
    fn passes(&self, flags: u32) -> bool;
}

/// A guest's moments by name.
#[derive(Debug, Clone)]
pub struct Tree<M> {
    all: BTreeMap<String, Arc<M>>,
    current: Option<String>,
}

impl<M> Default for Tree<M> {
    fn default() -> Tree<M> {
        Tree { all: BTreeMap::new(), current: None }
    }
}

/// Has the number of DESCENDANTS, which lists of children take instead.
const ROOTS: u32 = VIR_DOMAIN_SNAPSHOT_LIST_ROOTS;
const LEAVES: u32 = VIR_DOMAIN_SNAPSHOT_LIST_LEAVES;
const NO_LEAVES: u32 = VIR_DOMAIN_SNAPSHOT_LIST_NO_LEAVES;

/// Whether a question that a list is asked, if it is, has this answer.
pub(crate) fn allows(flags: u32, answers: &[(u32, bool)]) -> bool {
    answers.iter().all(|(flag, _)| flags & flag == 0) || answers.iter().any(|(flag, is)| flags & flag != 0 && *is)
}

impl<M: Moment> Tree<M> {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// The one with this name.
    pub fn get(&self, name: &str) -> Option<&Arc<M>> {
        self.all.get(name)
    }

    /// The one with this name, or the error for its absence.
    pub fn find(&self, name: &str) -> Result<&Arc<M>> {
        let message = || format!("no domain {} with matching name '{name}'", M::WHAT);
        self.get(name).ok_or_else(|| Error::new(M::MISSING, message()))
    }

    /// All of them, in the order of their names.
    pub fn all(&self) -> impl Iterator<Item = (&str, &Arc<M>)> {
        self.all.iter().map(|(name, moment)| (name.as_str(), moment))
    }

    /// The one that the guest's present state descends from.
    pub fn current(&self) -> Option<&str> {
        self.current.as_deref()
    }

    /// Says which one the guest's present state descends from.
    pub fn set_current(&mut self, name: Option<&str>) {
        self.current = name.filter(|name| self.all.contains_key(*name)).map(str::to_owned);
    }

    /// Adds or replaces one.
    pub fn insert(&mut self, moment: M) {
        if !moment.name().is_empty() {
            self.all.insert(moment.name().to_owned(), Arc::new(moment));
        }
    }

    /// Refuses a redefinition whose parent is not there, or descends from it.
    pub fn check_parent(&self, moment: &M) -> Result<()> {
        let (what, name) = (M::WHAT, moment.name());
        let Some(parent) = parent_of(moment) else { return Ok(()) };
        if self.get(parent).is_none() {
            return Err(Error::invalid_arg(format!("parent {parent} for {what} {name} not found")));
        }
        if self.descends(parent, name) {
            return Err(Error::invalid_arg(format!("parent {parent} would create cycle to {name}")));
        }
        Ok(())
    }

    /// Adds a new one, which from now on the guest's present state descends from.
    pub fn add(&mut self, mut moment: M) {
        let parent = self.current.take().map(|name| Parent { name: xml::Text(name) });
        *moment.parent_mut() = parent;
        let name = moment.name().to_owned();
        self.insert(moment);
        self.set_current(Some(&name));
    }

    /// Removes one; its children become its parent's. Returns the names of the children.
    pub fn remove(&mut self, name: &str) -> Vec<String> {
        let Some(removed) = self.all.remove(name) else { return Vec::new() };
        let children: Vec<String> = self.with_parent(Some(name)).map(str::to_owned).collect();
        for child in &children {
            if let Some(child) = self.all.get_mut(child) {
                Arc::make_mut(child).parent_mut().clone_from(removed.parent());
            }
        }
        if self.current.as_deref() == Some(name) {
            self.current = parent_of(&*removed).map(str::to_owned);
            self.current.take_if(|parent| !self.all.contains_key(parent));
        }
        children
    }

    /// The parent of one, if it has one that still exists.
    pub fn parent(&self, name: &str) -> Option<&str> {
        let parent = parent_of(&**self.get(name)?)?;
        self.all.get_key_value(parent).map(|(name, _)| name.as_str())
    }

    /// The same, or the error for its absence.
    pub fn find_parent(&self, name: &str) -> Result<&str> {
        self.find(name)?;
        let message = || format!("{} '{name}' does not have a parent", M::WHAT);
        self.parent(name).ok_or_else(|| Error::new(M::MISSING, message()))
    }

    /// The one that the guest's present state descends from, or the error for its absence.
    pub fn find_current(&self) -> Result<&str> {
        let message = || format!("the domain does not have a current {}", M::WHAT);
        self.current().ok_or_else(|| Error::new(M::MISSING, message()))
    }

    /// Names that a list asks for, below one or of all; the flags of the list are checked.
    pub fn list(&self, from: Option<&str>, flags: u32, call: &str) -> Result<Vec<String>> {
        virt::flags::only(flags, M::LIST_FLAGS, call)?;
        if let Some(from) = from {
            self.find(from)?;
        }
        Ok(self.select(from, flags).into_iter().map(str::to_owned).collect())
    }

    /// What goes when one is deleted, the youngest first: all that descend from it if its `children` go, itself unless
    /// `only_children` go.
    pub fn doomed(&self, name: &str, children: bool, only_children: bool) -> Result<Vec<String>> {
        self.find(name)?;
        let mut doomed: Vec<String> = Vec::new();
        if children || only_children {
            doomed.extend(self.select(Some(name), ROOTS).into_iter().rev().map(str::to_owned));
        }
        if !only_children {
            doomed.push(name.to_owned());
        }
        Ok(doomed)
    }

    /// Removes one of those that go with `name`. Where only its children go, the guest's present state descends from it
    /// then.
    pub fn remove_doomed(&mut self, name: &str, doomed: &[String], one: &str) {
        let was_current = self.current().is_some_and(|current| doomed.iter().any(|name| name == current));
        self.remove(one);
        if was_current && !doomed.iter().any(|one| one == name) {
            self.set_current(Some(name));
        }
    }

    /// Whether `name` descends from `ancestor`, or is it.
    pub fn descends(&self, name: &str, ancestor: &str) -> bool {
        // No chain is longer than there are moments; files made by hand may have circles.
        std::iter::successors(Some(name), |name| self.parent(name)).take(self.len() + 1).any(|name| name == ancestor)
    }

    /// Whether all parents are there, and nothing descends from itself.
    pub fn is_whole(&self) -> bool {
        let has_parent = |moment: &M| parent_of(moment).is_none_or(|parent| self.all.contains_key(parent));
        self.all.values().all(|moment| has_parent(moment)) && self.select(None, 0).len() == self.len()
    }

    /// The children of all, each with its siblings in the order of their names; `None` has those without a parent.
    fn children(&self) -> BTreeMap<Option<&str>, Vec<&str>> {
        let mut children: BTreeMap<Option<&str>, Vec<&str>> = BTreeMap::new();
        for (name, moment) in &self.all {
            let parent = parent_of(&**moment).filter(|parent| self.all.contains_key(*parent));
            children.entry(parent).or_default().push(name);
        }
        children
    }

    fn with_parent<'t>(&'t self, parent: Option<&'t str>) -> impl Iterator<Item = &'t str> {
        let is_child = move |moment: &M| match parent_of(moment) {
            Some(name) if self.all.contains_key(name) || Some(name) == parent => Some(name) == parent,
            _ => parent.is_none(),
        };
        self.all.iter().filter(move |(_, moment)| is_child(moment)).map(|(name, _)| name.as_str())
    }

    /// Names below `from` (all if `None`), parents before children, that pass the filter `flags`.
    pub fn select<'t>(&'t self, from: Option<&'t str>, flags: u32) -> Vec<&'t str> {
        let deep = (flags & ROOTS == 0) == from.is_none();
        let children = self.children();
        let below = |name: Option<&'t str>| children.get(&name).into_iter().flatten().copied();
        let (mut found, mut visited) = (Vec::new(), 0);
        let mut waiting: Vec<&str> = below(from).rev().collect();
        while let Some(name) = waiting.pop() {
            let has_children = below(Some(name)).next().is_some();
            let passes = allows(flags, &[(LEAVES, !has_children), (NO_LEAVES, has_children)]);
            if passes && self.get(name).is_some_and(|moment| moment.passes(flags)) {
                found.push(name);
            }
            visited += 1;
            if deep && visited <= self.len() {
                waiting.extend(below(Some(name)).rev());
            }
        }
        found
    }
}

fn parent_of<M: Moment>(moment: &M) -> Option<&str> {
    moment.parent().as_ref().map(|parent| parent.name.0.as_str())
}
