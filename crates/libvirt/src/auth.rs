//! Asking a person for credentials: the structures, and the questions on a terminal that programs get by default.

use std::ffi::{CStr, CString, c_char, c_int, c_uint, c_void};
use std::ptr::{null, null_mut};

use ferrovirt::constants::*;
use ferrovirt::{Ask, Question, Result, Terminal, nobody_to_ask};

use crate::text;

/// Most answers that are asked for at once.
const MAX_QUESTIONS: c_uint = 64;

/// `virConnectCredential`
#[repr(C)]
#[allow(missing_docs, reason = "the fields are C's")]
pub struct VirConnectCredential {
    pub kind: c_int,
    pub prompt: *const c_char,
    pub challenge: *const c_char,
    pub defresult: *const c_char,
    pub result: *mut c_char,
    pub resultlen: c_uint,
}

/// `virConnectAuthCallbackPtr`
type AskFunction = unsafe extern "C" fn(*mut VirConnectCredential, c_uint, *mut c_void) -> c_int;

/// `virConnectAuth`
#[repr(C)]
#[allow(missing_docs, reason = "the fields are C's")]
pub struct VirConnectAuth {
    pub credtype: *const c_int,
    pub ncredtype: c_uint,
    pub cb: Option<AskFunction>,
    pub cbdata: *mut c_void,
}

// SAFETY: the one that is ours never changes; programs keep theirs to themselves.
unsafe impl Sync for VirConnectAuth {}

/// The kinds of questions that a terminal can ask.
static KINDS: [c_int; 5] = Terminal::KINDS;

static DEFAULT: VirConnectAuth =
    VirConnectAuth { credtype: KINDS.as_ptr(), ncredtype: 5, cb: Some(ask), cbdata: null_mut() };

/// A program's callback, asked on the thread that opens the connection.
pub struct Callback<'a>(&'a VirConnectAuth);

impl VirConnectAuth {
    /// The program's callback.
    ///
    /// # Safety
    /// `auth` is NULL or points to a structure that lives for `'a`, whose list of kinds is as long as it says, and whose
    /// function can be called with its data.
    pub unsafe fn callback<'a>(auth: *const VirConnectAuth) -> Option<Callback<'a>> {
        // SAFETY: as the caller promises.
        unsafe { auth.as_ref() }.map(Callback)
    }
}

impl Ask for Callback<'_> {
    fn kinds(&self) -> Vec<i32> {
        if self.0.credtype.is_null() {
            return vec![];
        }
        // SAFETY: as whoever made the callback has promised.
        unsafe { std::slice::from_raw_parts(self.0.credtype, self.0.ncredtype.min(MAX_QUESTIONS) as usize) }.to_vec()
    }

    fn ask(&self, question: &Question) -> Result<Option<String>> {
        let function = self.0.cb.ok_or_else(nobody_to_ask)?;
        let prompt = CString::new(question.prompt.as_str()).unwrap_or_default();
        let challenge = question.challenge.as_deref().map(|text| CString::new(text).unwrap_or_default());
        let mut credential = VirConnectCredential {
            kind: question.kind,
            prompt: prompt.as_ptr(),
            challenge: challenge.as_ref().map_or(null(), |text| text.as_ptr()),
            defresult: null(),
            result: null_mut(),
            resultlen: 0,
        };
        // SAFETY: the texts live longer than the call, and the function takes one credential and its data.
        let answer = unsafe { function(&raw mut credential, 1, self.0.cbdata) };
        // SAFETY: the result is NULL or a text from `malloc`, which now belongs to us.
        let text = unsafe { text::take(credential.result) };
        Ok(text.filter(|_| answer >= 0))
    }
}

/// A pointer that C reads.
#[repr(transparent)]
pub struct Exported(*const VirConnectAuth);

// SAFETY: what it points to is shared and never changes.
unsafe impl Sync for Exported {}

/// Questions on the terminal, for programs that have no better way to ask.
#[unsafe(no_mangle)]
pub static virConnectAuthPtrDefault: Exported = Exported(&raw const DEFAULT);

/// Asks a person at the terminal.
unsafe extern "C" fn ask(credentials: *mut VirConnectCredential, count: c_uint, _data: *mut c_void) -> c_int {
    let asked = std::panic::catch_unwind(|| {
        if credentials.is_null() || count > MAX_QUESTIONS {
            return -1;
        }
        for i in 0..count as usize {
            // SAFETY: the caller has as many as it says.
            let question = unsafe { &mut *credentials.add(i) };
            // SAFETY: a question's texts are NULL or end with NUL.
            if !unsafe { answer(question) } {
                return -1;
            }
        }
        0
    });
    asked.unwrap_or(-1)
}

/// # Safety
/// The texts are NULL or end with NUL.
unsafe fn answer(question: &mut VirConnectCredential) -> bool {
    let secret = match question.kind {
        VIR_CRED_EXTERNAL => return true,
        VIR_CRED_PASSPHRASE | VIR_CRED_NOECHOPROMPT => true,
        VIR_CRED_USERNAME | VIR_CRED_AUTHNAME | VIR_CRED_ECHOPROMPT => false,
        _ => return false,
    };
    let text_of = |pointer: *const c_char| {
        // SAFETY: as the caller promises.
        (!pointer.is_null()).then(|| unsafe { CStr::from_ptr(pointer) }.to_string_lossy().into_owned())
    };
    let prompt = text_of(question.prompt).unwrap_or_default();
    let Some(mut given) = Terminal::line(&prompt, secret) else { return false };
    if given.is_empty() {
        given = text_of(question.defresult).unwrap_or_default();
    }
    question.result = text::give(&given);
    question.resultlen = c_uint::try_from(given.len()).unwrap_or(0);
    true
}
