//! Asking a person for credentials: the structures, and the questions on a terminal that programs get by default.

use std::ffi::{CStr, c_char, c_int, c_uint, c_void};
use std::io::{BufRead, IsTerminal, Write};
use std::ptr::null_mut;

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
type Ask = unsafe extern "C" fn(*mut VirConnectCredential, c_uint, *mut c_void) -> c_int;

/// `virConnectAuth`
#[repr(C)]
#[allow(missing_docs, reason = "the fields are C's")]
pub struct VirConnectAuth {
    pub credtype: *const c_int,
    pub ncredtype: c_uint,
    pub cb: Option<Ask>,
    pub cbdata: *mut c_void,
}

// SAFETY: the one that is ours never changes; programs keep theirs to themselves.
unsafe impl Sync for VirConnectAuth {}

const USER_NAME: c_int = 1;
const AUTH_NAME: c_int = 2;
const PASS_PHRASE: c_int = 5;
const ECHO: c_int = 6;
const NO_ECHO: c_int = 7;
const EXTERNAL: c_int = 9;

/// The kinds of questions that a terminal can ask.
static KINDS: [c_int; 5] = [AUTH_NAME, ECHO, PASS_PHRASE, NO_ECHO, EXTERNAL];

static DEFAULT: VirConnectAuth =
    VirConnectAuth { credtype: KINDS.as_ptr(), ncredtype: 5, cb: Some(ask), cbdata: null_mut() };

/// A pointer that C reads.
#[repr(transparent)]
pub struct Exported(*const VirConnectAuth);

// SAFETY: what it points to is shared and never changes.
unsafe impl Sync for Exported {}

/// Questions on the terminal, for programs that have no better way to ask.
#[unsafe(no_mangle)]
pub static virConnectAuthPtrDefault: Exported = Exported(&raw const DEFAULT);

/// One line from the person at the terminal, without showing it where it is secret.
fn line(prompt: &str, secret: bool) -> Option<String> {
    let mut out = std::io::stdout();
    write!(out, "{prompt}: ").and_then(|()| out.flush()).ok()?;
    let input = std::io::stdin();
    let quiet = secret && input.is_terminal();
    let before = quiet.then(|| echo(None)).flatten();
    let mut answer = String::new();
    let read = input.lock().read_line(&mut answer);
    if quiet {
        echo(before);
        let _ = writeln!(out);
    }
    match read {
        Ok(0) | Err(_) => None,
        Ok(_) => Some(answer.trim_end_matches(['\n', '\r']).to_owned()),
    }
}

/// Turns the terminal's echo off, or back to what it was; what it was.
fn echo(back: Option<libc::termios>) -> Option<libc::termios> {
    // SAFETY: zeros are a valid structure, and both functions only use the one they are given.
    unsafe {
        let mut now: libc::termios = std::mem::zeroed();
        if libc::tcgetattr(0, &raw mut now) != 0 {
            return None;
        }
        let before = now;
        match back {
            Some(back) => now = back,
            None => now.c_lflag &= !libc::ECHO,
        }
        libc::tcsetattr(0, libc::TCSAFLUSH, &raw const now);
        Some(before)
    }
}

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
        EXTERNAL => return true,
        PASS_PHRASE | NO_ECHO => true,
        USER_NAME | AUTH_NAME | ECHO => false,
        _ => return false,
    };
    let text_of = |pointer: *const c_char| {
        // SAFETY: as the caller promises.
        (!pointer.is_null()).then(|| unsafe { CStr::from_ptr(pointer) }.to_string_lossy().into_owned())
    };
    let prompt = text_of(question.prompt).unwrap_or_default();
    let Some(mut given) = line(&prompt, secret) else { return false };
    if given.is_empty() {
        given = text_of(question.defresult).unwrap_or_default();
    }
    question.result = text::give(&given);
    question.resultlen = c_uint::try_from(given.len()).unwrap_or(0);
    true
}
