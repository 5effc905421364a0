//! Regular expressions of XML Schema (Part 2, appendix F) as automata that run in time linear in the value.

use std::sync::OnceLock;

use regex_automata::meta::Regex;
use regex_automata::util::syntax;

use super::blocks;

/// The largest automaton a pattern may need, in bytes.
const SIZE_LIMIT: usize = 64 << 20;

/// A pattern that a whole value must match; the automaton is built when it is first needed.
#[derive(Debug)]
pub(super) struct Pattern {
    text: Box<str>,
    automaton: OnceLock<Result<Regex, String>>,
}

impl Pattern {
    pub(super) fn of(text: &str) -> Self {
        Self { text: text.into(), automaton: OnceLock::new() }
    }

    /// Builds the automaton.
    ///
    /// # Errors
    /// Why the text is no regular expression of XML Schema.
    pub(super) fn prepare(&self) -> Result<(), String> {
        self.automaton().map(drop)
    }

    fn automaton(&self) -> Result<&Regex, String> {
        self.automaton.get_or_init(|| build(&self.text)).as_ref().map_err(Clone::clone)
    }

    /// # Errors
    /// The value does not match.
    pub(super) fn check(&self, value: &str) -> Result<(), String> {
        if self.automaton()?.is_match(value) { Ok(()) } else { Err(format!("does not match the pattern `{}`", self.text)) }
    }
}

fn build(text: &str) -> Result<Regex, String> {
    let translated = Translation::of(text).map_err(|reason| format!("`{text}` is no regular expression: {reason}"))?;
    let config = Regex::config().nfa_size_limit(Some(SIZE_LIMIT)).onepass_size_limit(Some(1 << 20));
    let built = Regex::builder().configure(config).syntax(syntax::Config::new().unicode(true)).build(&translated);
    built.map_err(|_| format!("`{text}` is no regular expression that can be run: it repeats too much"))
}

/// A regular expression on its way from XML Schema's notation to the one that [`Regex`] takes.
struct Translation<'p> {
    rest: std::iter::Peekable<std::str::Chars<'p>>,
    out: String,
    depth: usize,
}

type Step = Result<(), String>;

/// How deep groups may be nested.
const DEPTH: usize = 200;

impl<'p> Translation<'p> {
    fn of(text: &'p str) -> Result<String, String> {
        let mut translation = Translation { rest: text.chars().peekable(), out: "\\A(?:".to_owned(), depth: 0 };
        translation.expression()?;
        match translation.rest.next() {
            None => Ok(translation.out + ")\\z"),
            Some(character) => Err(format!("`{character}` has no partner")),
        }
    }

    fn put(&mut self, parts: &[&str]) {
        self.out.extend(parts.iter().copied());
    }

    /// `regExp ::= branch ( '|' branch )*`
    fn expression(&mut self) -> Step {
        while let Some(&character) = self.rest.peek() {
            match character {
                ')' => return Ok(()),
                '|' => self.out.push(self.rest.next().unwrap_or_default()),
                _ => self.piece()?,
            }
        }
        Ok(())
    }

    /// `piece ::= atom quantifier?`
    fn piece(&mut self) -> Step {
        let Some(character) = self.rest.next() else { return Ok(()) };
        match character {
            '(' => self.group()?,
            '[' => self.class()?,
            '\\' => self.escape()?,
            '.' => self.out.push_str("[^\\n\\r]"),
            '?' | '*' | '+' | '{' => return Err(format!("nothing stands before `{character}`")),
            '}' | ']' => return Err(format!("`{character}` has no partner")),
            other => literal(other, &mut self.out),
        }
        self.quantifier()
    }

    fn group(&mut self) -> Step {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err("groups are nested too deep".to_owned());
        }
        self.out.push_str("(?:");
        self.expression()?;
        self.depth -= 1;
        self.out.push(')');
        if self.rest.next() == Some(')') { Ok(()) } else { Err("`(` has no partner".to_owned()) }
    }

    fn quantifier(&mut self) -> Step {
        match self.rest.peek() {
            Some('?' | '*' | '+') => {
                self.out.extend(self.rest.next());
                Ok(())
            }
            Some('{') => self.quantity(),
            _ => Ok(()),
        }
    }

    /// `{n}`, `{n,}`, `{n,m}`.
    fn quantity(&mut self) -> Step {
        let text: String = self.rest.by_ref().skip(1).take_while(|&character| character != '}').collect();
        let (least, most) = text.split_once(',').map_or((text.as_str(), None), |(least, most)| (least, Some(most)));
        let number = |digits: &str| digits.parse::<u32>().ok().filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit()));
        let wrong = || format!("`{{{text}}}` is no quantity");
        let least = number(least).ok_or_else(wrong)?;
        let translated = match most {
            None => format!("{{{least}}}"),
            Some("") => format!("{{{least},}}"),
            Some(most) => format!("{{{least},{}}}", number(most).filter(|&most| most >= least).ok_or_else(wrong)?),
        };
        self.out.push_str(&translated);
        Ok(())
    }

    /// An escape outside a class, or inside one: a class of its own in either place.
    fn escape(&mut self) -> Step {
        let Some(character) = self.rest.next() else { return Err("it ends with `\\`".to_owned()) };
        match character {
            'p' | 'P' => self.category(character == 'P')?,
            'n' => self.out.push_str("\\n"),
            'r' => self.out.push_str("\\r"),
            't' => self.out.push_str("\\t"),
            's' => self.out.push_str("[ \\t\\n\\r]"),
            'S' => self.out.push_str("[^ \\t\\n\\r]"),
            'd' => self.out.push_str("\\p{Nd}"),
            'D' => self.out.push_str("\\P{Nd}"),
            'w' => self.out.push_str("[^\\p{P}\\p{Z}\\p{C}]"),
            'W' => self.out.push_str("[\\p{P}\\p{Z}\\p{C}]"),
            'i' => self.put(&["[", blocks::NAME_START, "]"]),
            'I' => self.put(&["[^", blocks::NAME_START, "]"]),
            'c' => self.put(&["[", blocks::NAME_START, blocks::NAME_OTHER, "]"]),
            'C' => self.put(&["[^", blocks::NAME_START, blocks::NAME_OTHER, "]"]),
            '\\' | '|' | '.' | '?' | '*' | '+' | '(' | ')' | '{' | '}' | '-' | '[' | ']' | '^' | '$' => literal(character, &mut self.out),
            other => return Err(format!("`\\{other}` means nothing")),
        }
        Ok(())
    }

    /// `\p{Lu}`, `\p{IsCyrillic}`.
    fn category(&mut self, negated: bool) -> Step {
        if self.rest.next() != Some('{') {
            return Err("`\\p` is followed by a category in braces".to_owned());
        }
        let name: String = self.rest.by_ref().take_while(|&character| character != '}').collect();
        let not = if negated { "^" } else { "" };
        match name.strip_prefix("Is") {
            Some(block) => {
                let ranges = blocks::block(block).ok_or_else(|| format!("there is no block `{block}`"))?;
                self.put(&["[", not, ranges, "]"]);
            }
            None if blocks::is_category(&name) => self.put(&[if negated { "\\P{" } else { "\\p{" }, &name, "}"]),
            None => return Err(format!("there is no category `{name}`")),
        }
        Ok(())
    }

    /// `[a-z-[aeiou]]`; the opening bracket is read.
    fn class(&mut self) -> Step {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err("classes are nested too deep".to_owned());
        }
        let negated = self.rest.next_if_eq(&'^').is_some();
        self.out.push_str(if negated { "[[^" } else { "[[" });
        let mut empty = true;
        loop {
            match self.rest.next() {
                None => return Err("`[` has no partner".to_owned()),
                Some(']') if !empty => {
                    self.out.push_str("]]");
                    break;
                }
                Some('-') if !empty && self.rest.next_if_eq(&'[').is_some() => {
                    self.out.push_str("]--");
                    self.class()?;
                    self.out.push(']');
                    if self.rest.next() != Some(']') {
                        return Err("a class ends where one is taken from it".to_owned());
                    }
                    break;
                }
                Some(character) => self.member(character)?,
            }
            empty = false;
        }
        self.depth -= 1;
        Ok(())
    }

    /// A character, a range or an escape of a class.
    fn member(&mut self, first: char) -> Step {
        let Some(start) = self.single(first)? else { return Ok(()) };
        let mut ahead = self.rest.clone();
        let is_range = ahead.next() == Some('-') && !matches!(ahead.next(), Some('[' | ']') | None);
        if !is_range {
            literal(start, &mut self.out);
            return Ok(());
        }
        self.rest.next();
        let last = self.rest.next().unwrap_or_default();
        let end = self.single(last)?.filter(|&end| start <= end).ok_or_else(|| format!("the range from `{start}` ends before it begins"))?;
        literal(start, &mut self.out);
        self.out.push('-');
        literal(end, &mut self.out);
        Ok(())
    }

    /// The character meant by `first` and what follows; `None` where an escape for many was written out already.
    fn single(&mut self, first: char) -> Result<Option<char>, String> {
        match first {
            '[' => Err("`[` stands inside a class".to_owned()),
            '\\' => match self.rest.peek() {
                Some('n') => Ok(self.rest.next().map(|_| '\n')),
                Some('r') => Ok(self.rest.next().map(|_| '\r')),
                Some('t') => Ok(self.rest.next().map(|_| '\t')),
                Some('\\' | '|' | '.' | '?' | '*' | '+' | '(' | ')' | '{' | '}' | '-' | '[' | ']' | '^' | '$') => Ok(self.rest.next()),
                _ => self.escape().map(|()| None),
            },
            other => Ok(Some(other)),
        }
    }
}

/// Writes a character that stands for itself.
fn literal(character: char, out: &mut String) {
    if character.is_ascii_punctuation() {
        out.push('\\');
    }
    out.push(character);
}
