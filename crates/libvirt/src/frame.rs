//! The frame of functions that are written by hand: like a shim's, around a body.

/// Runs a body with the object behind a handle; the whole body may use what the C declaration promises.
macro_rules! with {
    ($handle:ident, $pointer:expr, $function:expr, |$object:ident| $body:expr) => {
        // SAFETY: the caller keeps to the C declaration, on which everything in the body rests.
        unsafe {
            $crate::call::run($handle::whose($pointer), || {
                let $object = $handle::get($pointer, $function)?;
                $body
            })
        }
    };
}

pub(crate) use with;
