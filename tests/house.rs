//! The layers of ARCHITECTURE.md: no module uses one above it or beside it.

use std::fs;
use std::path::{Path, PathBuf};

const LAYERS: &[&[&str]] = &[
    &["source"],
    &["diagnostic", "error"],
    &["xml", "json", "model", "files"],
    &["language", "interchange", "render"],
    &["read", "annotate", "write", "validate", "diff", "report"],
    &["convert"],
    &["snapshot", "workspace"],
    &["cli"],
];

fn layer_of(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

/// Every module that `text` names as `crate::module`, in `use` lines, in grouped imports and in paths.
fn modules_used(text: &str) -> Vec<String> {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let mut used = Vec::new();
    for rest in code.split("crate::").skip(1) {
        if let Some(group) = rest.strip_prefix('{') {
            used.extend(group.split('}').next().unwrap_or_default().split(',').map(|item| first_word(item.trim())));
        } else {
            used.push(first_word(rest));
        }
    }
    used
}

fn first_word(text: &str) -> String {
    text.chars().take_while(|character| character.is_alphanumeric() || *character == '_').collect()
}

fn breaks_layers(module: &str, text: &str) -> Vec<String> {
    let own = layer_of(module);
    modules_used(text).into_iter().filter(|used| used != module && layer_of(used).is_some_and(|layer| Some(layer) >= own)).collect()
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of the project").flatten() {
        let path = entry.path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn layers_point_down() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    rust_files(&root, &mut files);
    assert!(files.len() > 10, "the sources were found");
    for path in files {
        let inner = path.strip_prefix(&root).expect("below src");
        let module = inner.components().next().expect("a name").as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned();
        if module == "lib" || module == "main" {
            continue;
        }
        assert!(layer_of(&module).is_some(), "{} stands in no layer", inner.display());
        let broken = breaks_layers(&module, &fs::read_to_string(&path).expect("a source file"));
        assert!(broken.is_empty(), "{} uses {broken:?}, which is not beneath it", inner.display());
    }
}

#[test]
fn a_broken_layer_is_seen() {
    assert_eq!(breaks_layers("model", "use crate::write::Edition;"), ["write"]);
    assert_eq!(breaks_layers("read", "use crate::{model::Block, annotate};"), ["annotate"]);
    assert!(breaks_layers("write", "use crate::model::Weave;\n// crate::cli is above").is_empty());
}
