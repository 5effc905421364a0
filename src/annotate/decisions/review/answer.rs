//! What an editor types about an item: "y", "who = Holt; mode = indirect", "a speech it was late; who = Holt; mode = indirect".

use super::super::kind::CLASSES;
use super::super::{Key, Kind};

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// It is right.
    Confirm,
    /// It is wrong.
    Reject,
    /// Something about it is wrong: keys with values.
    Change(Vec<(&'static Key, String)>),
    /// It is about other words.
    Extent(String),
    /// The candidate of this number, from 1.
    Candidate(usize),
    /// Something is missing.
    Add(Kind, String, Vec<(&'static Key, String)>),
    /// An entry that the register lacks.
    New(&'static str, String),
    /// People are one, or with `false` are not.
    People(bool, Vec<String>),
    /// Later.
    Skip,
    /// Takes the last answer back.
    Undo,
    /// Shows the item again.
    Again,
    /// Writes what is decided and ends.
    Quit,
    /// Ends and writes nothing.
    Leave,
    /// Shows what can be answered.
    Help,
}

/// Reads an answer about something of the kind `kind`, `None` for people.
///
/// # Errors
/// What cannot be understood, and why.
pub(super) fn read(line: &str, kind: Option<Kind>) -> Result<Answer, String> {
    let line = line.trim();
    let (word, rest) = line.split_once(char::is_whitespace).map_or((line, ""), |(word, rest)| (word, rest.trim()));
    Ok(match (word, rest) {
        ("", _) | ("s", "") => Answer::Skip,
        ("y", "") => Answer::Confirm,
        ("n", "") => Answer::Reject,
        ("u", "") => Answer::Undo,
        ("d", "") => Answer::Again,
        ("q", "") => Answer::Quit,
        ("quit!", "") => Answer::Leave,
        ("?", _) => Answer::Help,
        (number, "") if number.bytes().all(|byte| byte.is_ascii_digit()) => Answer::Candidate(number.parse().unwrap_or(usize::MAX)),
        ("x", words) if !words.is_empty() => Answer::Extent(words.to_owned()),
        ("a", rest) => addition(rest)?,
        ("new", rest) => entry(rest)?,
        ("same" | "apart", names) if !names.is_empty() => Answer::People(word == "same", list(names)),
        _ => change(line, word, rest, kind)?,
    })
}

/// Names between semicolons: commas stand inside names.
pub(super) fn list(names: &str) -> Vec<String> {
    names.split(';').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect()
}

/// "who = Holt; mode = direct", "w Holt", "m direct".
fn change(line: &str, word: &str, rest: &str, kind: Option<Kind>) -> Result<Answer, String> {
    let Some(kind) = kind else { return Err("answer y where they are one, n where they are not".to_owned()) };
    if line.contains('=') {
        let fields = line.split(';').map(|part| field(part, kind).ok_or_else(|| unknown(part, kind))).collect::<Result<_, _>>()?;
        return Ok(Answer::Change(fields));
    }
    let key = short(word, kind).filter(|_| !rest.is_empty());
    key.map(|key| Answer::Change(vec![(key, rest.to_owned())])).ok_or_else(|| unknown(word, kind))
}

/// The key that a letter stands for.
fn short(letter: &str, kind: Kind) -> Option<&'static Key> {
    let name = match letter {
        "w" => "who",
        "t" => "to",
        "m" => "mode",
        "r" => "ref",
        "c" => "class",
        "f" => "function",
        other => other,
    };
    kind.keys().iter().find(|key| key.name == name)
}

/// `key = value`, of a key that the kind has.
fn field(part: &str, kind: Kind) -> Option<(&'static Key, String)> {
    let (name, value) = part.split_once('=')?;
    kind.keys().iter().find(|key| key.name == name.trim()).map(|key| (key, value.trim().to_owned()))
}

fn unknown(part: &str, kind: Kind) -> String {
    let keys: Vec<&str> = kind.keys().iter().map(|key| key.name).collect();
    let keys = if keys.is_empty() { "nothing can be changed but x WORDS".to_owned() } else { format!("the keys are {}", keys.join(", ")) };
    format!("`{}` is no answer; of a {} {keys}; ? lists all answers", part.trim(), kind.name())
}

/// "speech it was late; who = Holt; mode = indirect": what stands behind the words are keys of the kind.
fn addition(rest: &str) -> Result<Answer, String> {
    let (name, rest) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let Some(kind) = Kind::ALL.iter().copied().find(|kind| kind.name() == name && *kind != Kind::Turn) else {
        let names: Vec<&str> = Kind::ALL.iter().filter(|kind| **kind != Kind::Turn).map(|kind| kind.name()).collect();
        return Err(format!("write a KIND WORDS; KEY = VALUE; the kinds are {}", names.join(", ")));
    };
    let mut words = rest;
    let mut fields = Vec::new();
    while let Some((before, last)) = words.rsplit_once(';')
        && let Some(field) = field(last, kind)
    {
        fields.insert(0, field);
        words = before;
    }
    let words = words.trim();
    if words.is_empty() { Err(format!("quote the words that are a {name}")) } else { Ok(Answer::Add(kind, words.to_owned(), fields)) }
}

fn entry(rest: &str) -> Result<Answer, String> {
    let (class, name) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    match CLASSES.iter().find(|known| **known == class) {
        Some(class) if !name.trim().is_empty() => Ok(Answer::New(class, name.trim().to_owned())),
        _ => Err(format!("write new CLASS NAME; the classes are {}", CLASSES.join(", "))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_letters_keys_and_quoted_words() {
        let speech = |line| read(line, Some(Kind::Speech));
        assert_eq!(speech(" y "), Ok(Answer::Confirm));
        assert_eq!(speech(""), Ok(Answer::Skip));
        assert_eq!(speech("2"), Ok(Answer::Candidate(2)));
        let values = |answer: Result<Answer, String>| match answer {
            Ok(Answer::Change(fields)) => fields.into_iter().map(|(key, value)| (key.name, value)).collect(),
            _ => Vec::new(),
        };
        assert_eq!(values(speech("w Holt")), [("who", "Holt".to_owned())]);
        assert_eq!(values(speech("who = Holt; mode=direct")), [("who", "Holt".to_owned()), ("mode", "direct".to_owned())]);
        assert!(speech("w").is_err() && speech("whom = Holt").is_err() && speech("yes").is_err() && read("w Holt", None).is_err());
        assert!(
            matches!(speech("a speech late; very late; who = Holt"), Ok(Answer::Add(Kind::Speech, words, fields)) if words == "late; very late" && fields.len() == 1)
        );
        assert_eq!(speech("same K. Anders; Anders"), Ok(Answer::People(true, vec!["K. Anders".to_owned(), "Anders".to_owned()])));
        assert_eq!(speech("new person Jan Brandt"), Ok(Answer::New("person", "Jan Brandt".to_owned())));
    }
}
