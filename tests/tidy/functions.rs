//! Where functions begin and end, by the layout that rustfmt gives: the closing brace stands under the
//! line that opened it. Macros' inner functions count like others.

pub struct Function {
    pub line: usize,
    pub name: String,
    pub lines: usize,
}

/// All functions of a formatted Rust source.
pub fn functions(text: &str) -> Vec<Function> {
    let lines: Vec<&str> = text.lines().collect();
    lines
        .iter()
        .enumerate()
        .filter_map(|(index, line)| {
            let name = function_name(line)?;
            let indent = line.len() - line.trim_start().len();
            let closing = format!("{}}}", " ".repeat(indent));
            let length = lines[index..]
                .iter()
                .position(|&other| other == closing || other == format!("{closing},"))?;
            Some(Function { line: index + 1, name, lines: length + 1 })
        })
        .collect()
}

fn function_name(line: &str) -> Option<String> {
    let mut words = line.trim_start().split(' ');
    let qualifiers = ["pub", "pub(crate)", "pub(super)", "const", "async", "unsafe"];
    let keyword = words.find(|word| !qualifiers.contains(word))?;
    if keyword != "fn" || line.trim_end().ends_with(';') || line.trim_end().ends_with("{}") {
        return None;
    }
    let name = words.next()?.split(['(', '<']).next()?;
    Some(name.to_owned())
}
