//! Makes sure that `ui/dist` exists, so that this crate builds without the pages, and builds it again when
//! they change.

const DIST: &str = "../ui/dist";

fn main() {
    // A source tree that cannot be written to has its pages built already, or does without.
    if let Err(error) = std::fs::create_dir_all(DIST) {
        println!("cargo:warning=cannot make {DIST}: {error}");
    }
    println!("cargo:rerun-if-changed={DIST}");
}
