//! Log messages of programs, where `LIBVIRT_DEBUG`, `LIBVIRT_LOG_FILTERS` or `LIBVIRT_LOG_OUTPUTS` asks for them.

use std::sync::Once;

use logging::Settings;

/// What asks for messages.
const VARIABLES: [&str; 3] = ["LIBVIRT_DEBUG", "LIBVIRT_LOG_FILTERS", "LIBVIRT_LOG_OUTPUTS"];
/// Where they go when nothing is said.
const OUTPUT: &str = "1:stderr";

/// Heeds the environment, at the first connection of the process; a program's own logger stays where it is.
pub(crate) fn apply() {
    static FIRST: Once = Once::new();
    FIRST.call_once(|| {
        if VARIABLES.iter().all(|name| std::env::var_os(name).is_none_or(|value| value.is_empty())) {
            return;
        }
        // Errors only, unless more is asked for. A variable that makes no sense is no reason to fail.
        let settings = Settings::parse_with_environment(Some(4), None, Some(OUTPUT));
        if let Err(problem) = settings.and_then(|settings| logging::apply(&settings)) {
            eprintln!("libvirt: {problem}");
        }
    });
}
