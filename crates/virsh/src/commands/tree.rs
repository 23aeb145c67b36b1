//! Names as a tree of parents and children.

/// Trees deeper than this are cut; a loop of parents has no end.
const DEPTH_MAX: usize = 64;

/// Draws names below their parents. A name whose parent is not among the names is a root.
pub fn text(pairs: &[(String, Option<String>)]) -> String {
    let is_known = |name: &str| pairs.iter().any(|(known, _)| known == name);
    let mut out = String::new();
    for (name, parent) in pairs {
        if parent.as_ref().is_none_or(|parent| !is_known(parent)) {
            out.push_str(&format!("{name}\n"));
            draw_children(pairs, name, ("", true), 0, &mut out);
        }
    }
    out
}

fn draw_children(
    pairs: &[(String, Option<String>)],
    name: &str,
    (indent, is_last): (&str, bool),
    depth: usize,
    out: &mut String,
) {
    let children: Vec<&String> =
        pairs.iter().filter(|(_, parent)| parent.as_deref() == Some(name)).map(|(child, _)| child).collect();
    if children.is_empty() || depth > DEPTH_MAX {
        // A line below the last of its siblings, unless it has children of its own.
        if is_last {
            out.push_str(&format!("{indent}\n"));
        }
        return;
    }
    out.push_str(&format!("{indent}  |\n"));
    for (number, child) in children.iter().enumerate() {
        out.push_str(&format!("{indent}  +- {child}\n"));
        // The line goes on beside what is below a child as long as there are more children.
        let beside = if number + 1 < children.len() { "  | " } else { "    " };
        let is_last = number + 1 == children.len();
        draw_children(pairs, child, (&format!("{indent}{beside}"), is_last), depth + 1, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawn_as_known() {
        let pair = |name: &str, parent: Option<&str>| (name.to_owned(), parent.map(str::to_owned));
        let pairs = [pair("a", None), pair("b", Some("a")), pair("c", Some("b")), pair("d", Some("a"))];
        let expected = "a\n  |\n  +- b\n  |   |\n  |   +- c\n  |     \n  +- d\n    \n";
        assert_eq!(text(&pairs), expected);
        assert_eq!(text(&[pair("alone", None)]), "alone\n\n");
        // Parents that run in a circle have no root, and nothing is drawn for ever.
        assert_eq!(text(&[pair("x", Some("y")), pair("y", Some("x"))]), "");
    }
}
