//! Builds the crate anew when the user interface was: its files are embedded. Where it is not built, the
//! binary serves a page that says how to.

fn main() {
    println!("cargo::rerun-if-changed=../ui/dist");
}
