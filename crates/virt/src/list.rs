//! What all calls that list objects share.

/// What a list call answers: references, none if only their number is asked for, and how many there are.
pub fn counted<R>(need_results: i32, mut references: Vec<R>) -> (Vec<R>, u32) {
    let count = u32::try_from(references.len()).unwrap_or(u32::MAX);
    if need_results == 0 {
        references.clear();
    }
    (references, count)
}

/// A limit on how many results a caller takes, as a length.
pub fn at_most(limit: i32) -> usize {
    usize::try_from(limit).unwrap_or(0)
}

/// A number of objects as calls tell it.
pub fn count(length: usize) -> i32 {
    i32::try_from(length).unwrap_or(i32::MAX)
}
