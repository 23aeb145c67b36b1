//! The frame of every function that C calls: the last error is reset, a panic becomes an error, a failure is told.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr::null_mut;

use ferrovirt::{Error, Result};

use crate::error;
use crate::object::Whose;

/// What a C function returns, and what it returns when it fails.
pub trait Returned {
    /// The value that tells C of the failure.
    const FAILED: Self;
}

macro_rules! negative {
    ($($t:ty)*) => { $( impl Returned for $t { const FAILED: $t = -1; } )* };
}
negative!(i32 i64);

macro_rules! zero {
    ($($t:ty)*) => { $( impl Returned for $t { const FAILED: $t = 0; } )* };
}
zero!(u64);

impl<T> Returned for *mut T {
    const FAILED: *mut T = null_mut();
}

impl<T> Returned for *const T {
    const FAILED: *const T = std::ptr::null();
}

/// Runs the inside of a function. `whose` is told of a failure beside the thread's last error.
pub fn run<T: Returned>(whose: Whose, inside: impl FnOnce() -> Result<T>) -> T {
    error::reset();
    settle(whose, inside)
}

/// The same for functions that leave the last error alone when all is well.
pub fn settle<T: Returned>(whose: Whose, inside: impl FnOnce() -> Result<T>) -> T {
    match catch_unwind(AssertUnwindSafe(inside)) {
        Ok(Ok(value)) => value,
        Ok(Err(failure)) => {
            error::raise(&failure.in_domain(whose.error_domain()), whose);
            T::FAILED
        }
        Err(_) => {
            error::raise(&Error::internal("a defect in the library has ended this call"), whose);
            T::FAILED
        }
    }
}
