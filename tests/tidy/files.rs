//! The tree as git sees it: tracked and new files, without what is ignored.

use std::path::Path;
use std::process::Command;

pub struct File {
    /// From the root, with `/`.
    pub path: String,
    pub text: String,
}

impl File {
    pub fn has_extension(&self, extensions: &[&str]) -> bool {
        Path::new(&self.path)
            .extension()
            .and_then(|extension| extension.to_str())
            .is_some_and(|extension| extensions.contains(&extension))
    }
}

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every path of the tree.
pub fn tree() -> Vec<String> {
    let listing = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .current_dir(root())
        .output()
        .expect("git lists the tree");
    let listing = String::from_utf8(listing.stdout).expect("paths are UTF-8");
    listing.lines().map(str::to_owned).filter(|path| root().join(path).is_file()).collect()
}

/// Sources with their text; generated files are left out.
pub fn source_files() -> Vec<File> {
    let sources = ["rs", "ts", "vue", "md", "toml", "sh", "css", "mjs", "py", "sql"];
    tree()
        .into_iter()
        .filter(|path| !path.ends_with("schema.d.ts"))
        .filter_map(|path| {
            let text = std::fs::read_to_string(root().join(&path)).ok()?;
            Some(File { path, text })
        })
        .filter(|file| file.has_extension(&sources))
        .collect()
}
