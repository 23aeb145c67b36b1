//! Undoing what a failed operation has done so far, last step first.

/// Steps to undo unless the operation is committed.
#[derive(Default)]
pub(crate) struct Rollback<'a>(Vec<Box<dyn FnOnce() + 'a>>);

impl<'a> Rollback<'a> {
    /// Nothing to undo yet.
    pub(crate) fn new() -> Rollback<'a> {
        Rollback(Vec::new())
    }

    /// Remembers how to undo the step just done.
    pub(crate) fn push(&mut self, undo: impl FnOnce() + 'a) {
        self.0.push(Box::new(undo));
    }

    /// The operation is done: nothing will be undone.
    pub(crate) fn commit(mut self) {
        self.0.clear();
    }
}

impl Drop for Rollback<'_> {
    fn drop(&mut self) {
        while let Some(undo) = self.0.pop() {
            undo();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::RefCell;

    #[test]
    fn undone_last_first_unless_committed() {
        let log = RefCell::new(String::new());
        let mut undo = Rollback::new();
        undo.push(|| log.borrow_mut().push('a'));
        undo.push(|| log.borrow_mut().push('b'));
        drop(undo);
        assert_eq!(*log.borrow(), "ba");
        let mut kept = Rollback::new();
        kept.push(|| log.borrow_mut().push('c'));
        kept.commit();
        assert_eq!(*log.borrow(), "ba");
    }
}
