//! The files that `teiscribe init` writes, with the names of folders and versions filled in.

/// What the files say that is not the same everywhere.
pub(super) struct Names<'a> {
    /// Folder of the sources and of the editions beside them.
    pub editions: &'a str,
    /// Git repository that teiscribe comes from.
    pub repository: Option<&'a str>,
}

/// A file to be written.
pub(super) struct Template {
    /// Where, as seen from the folder that is prepared.
    pub path: &'static str,
    /// All of it.
    pub text: String,
    /// Whether each of its lines stands for itself, so that those missing can be added to a file that is there.
    pub by_line: bool,
    /// What a file that is there would need.
    pub entry: Option<String>,
}

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// All files, in the order in which they are written.
pub(super) fn of(names: &Names<'_>) -> [Template; 4] {
    let whole = |path, text: &str| Template { path, text: filled(text, names), by_line: false, entry: None };
    let hook = filled(hook(names), names);
    [
        whole("teiscribe.toml", include_str!("files/teiscribe.toml")),
        whole(".github/workflows/teiscribe.yml", &include_str!("files/workflow.yml").replace("{steps}\n", &steps(names))),
        Template { entry: Some(hook.clone()), ..whole(".pre-commit-config.yaml", &format!("repos:\n{hook}")) },
        Template { by_line: true, ..whole(".gitattributes", include_str!("files/gitattributes")) },
    ]
}

fn filled(text: &str, names: &Names<'_>) -> String {
    let pattern = names.editions.replace('.', "\\.");
    let text = text.replace("{editions}", names.editions).replace("{editions-pattern}", &pattern);
    text.replace("{version}", VERSION).replace("{repository}", names.repository.unwrap_or_default())
}

const fn hook(names: &Names<'_>) -> &'static str {
    if names.repository.is_some() { include_str!("files/hook-of-repository.yaml") } else { include_str!("files/hook-of-program.yaml") }
}

/// The steps of the workflow: the action of a repository on GitHub, or the commands it is made of.
fn steps(names: &Names<'_>) -> String {
    let action = names.repository.and_then(|url| url.strip_prefix("https://github.com/")).map(|path| path.trim_end_matches(".git"));
    match (action, names.repository) {
        (Some(action), _) => include_str!("files/action-steps.yml").replace("{action}", action),
        (None, Some(_)) => include_str!("files/plain-steps.yml").replace("{crate}", "--git {repository} --tag v{version} teiscribe"),
        (None, None) => include_str!("files/plain-steps.yml").replace("{crate}", "teiscribe@{version}"),
    }
}

/// A folder of a repository, of which the name means the same in YAML, in patterns and on a command line.
///
/// # Errors
/// It lies elsewhere, or its name has other characters.
pub(super) fn folder(text: &str) -> Result<String, String> {
    let path = text.trim_end_matches('/');
    let plain = |part: &str| !matches!(part, "" | "." | "..") && !part.starts_with('-') && part.chars().all(is_plain);
    if path.split('/').all(plain) {
        Ok(path.to_owned())
    } else {
        Err("a folder inside the repository is wanted, named with letters, digits, `-`, `_` and `.`, such as `editions`".to_owned())
    }
}

fn is_plain(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '-' | '_' | '.')
}

/// The address of a git repository.
///
/// # Errors
/// It is none.
pub(super) fn repository(text: &str) -> Result<String, String> {
    let rest = ["https://", "ssh://", "file://"].iter().find_map(|scheme| text.strip_prefix(scheme));
    let plain =
        |rest: &str| !rest.is_empty() && rest.chars().all(|character| is_plain(character) || matches!(character, '/' | ':' | '@' | '~' | '%'));
    match rest {
        Some(rest) if plain(rest) => Ok(text.trim_end_matches('/').to_owned()),
        _ => Err("the address of a git repository is wanted, such as `https://example.org/editing/teiscribe`".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_to_be_filled_in() {
        for repository in [None, Some("https://github.com/example/teiscribe"), Some("https://example.org/teiscribe.git")] {
            for template in of(&Names { editions: "out.d/tei", repository }) {
                let places = template.text.replace("${{", "");
                assert!(!places.contains('{'), "{}: {}", template.path, template.text);
            }
        }
    }

    #[test]
    fn a_folder_is_one_everywhere() {
        assert_eq!(folder("out/tei/"), Ok("out/tei".to_owned()));
        for wrong in ["", "/out", "../out", "a b", "-o", "a//b", "$(id)", "a\nb"] {
            assert!(folder(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_repository_has_an_address() {
        assert!(repository("https://example.org/editing/teiscribe").is_ok());
        for wrong in ["teiscribe", "https://", "https://example.org/a b", "https://example.org/\"", "javascript:x"] {
            assert!(repository(wrong).is_err(), "{wrong}");
        }
    }
}
