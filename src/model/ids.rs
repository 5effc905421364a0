//! Readable ids: `tito`, `popovic-koca`, `p25`, `p25.s14`.

use std::collections::BTreeSet;

/// A name as an XML id and IRI fragment: Latin letters, digits and hyphens, in lower case.
///
/// ```
/// assert_eq!(teiscribe::model::slug("Akmolinskaya Oblast'"), "akmolinskaya-oblast");
/// assert_eq!(teiscribe::model::slug("Koča Popović"), "koca-popovic");
/// assert_eq!(teiscribe::model::slug("Хрущёв"), "khrushchev");
/// ```
pub fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for character in name.chars().flat_map(char::to_lowercase) {
        match character {
            'a'..='z' | '0'..='9' => slug.push(character),
            '\'' | '’' | 'ʼ' | 'ь' | 'ъ' | '.' | '\u{300}'..='\u{36F}' => {}
            _ => match latin(character) {
                Some(letters) => slug.push_str(letters),
                None if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
                None => {}
            },
        }
    }
    let slug = slug.trim_end_matches('-');
    match slug.chars().next() {
        None => "x".to_owned(),
        Some('0'..='9') => format!("n{slug}"),
        Some(_) if is_numbered(slug) => format!("{slug}-"),
        Some(_) => slug.to_owned(),
    }
}

/// Whether a slug looks like an id the tool numbers itself (`p25`, `sp3`), which entries must not take.
pub(super) fn is_numbered(slug: &str) -> bool {
    let letters = slug.trim_end_matches(|character: char| character.is_ascii_digit());
    letters.len() < slug.len() && matches!(letters, "p" | "sp" | "l" | "u" | "ab" | "t" | "note" | "event" | "setting" | "q")
}

/// `wanted`, or with the first free number from 2 behind it; the result is added to `taken`.
pub(crate) fn unique(wanted: &str, taken: &mut BTreeSet<String>) -> String {
    let mut id = wanted.to_owned();
    let mut number = 1;
    while !taken.insert(id.clone()) {
        number += 1;
        id = format!("{wanted}-{number}");
    }
    id
}

/// Transliteration of a lower-case letter (Cyrillic after BGN/PCGN; others without their diacritic).
fn latin(character: char) -> Option<&'static str> {
    Some(match character {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' | 'а' => "a",
        'æ' => "ae",
        'б' => "b",
        'ç' | 'ć' | 'č' | 'ĉ' => "c",
        'ď' | 'đ' | 'ð' | 'д' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ę' | 'ě' | 'ė' | 'е' | 'э' | 'є' | 'ё' => "e",
        'ф' => "f",
        'г' | 'ґ' | 'ğ' => "g",
        'х' => "kh",
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'į' | 'ı' | 'и' | 'і' | 'ї' => "i",
        'й' | 'ы' | 'ý' | 'ÿ' => "y",
        'к' => "k",
        'ł' | 'ľ' | 'л' => "l",
        'м' => "m",
        'ñ' | 'ń' | 'ň' | 'н' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' | 'о' => "o",
        'œ' => "oe",
        'п' => "p",
        'ř' | 'ŕ' | 'р' => "r",
        'ś' | 'š' | 'ş' | 'ș' | 'с' => "s",
        'ß' => "ss",
        'ť' | 'ţ' | 'ț' | 'т' => "t",
        'þ' => "th",
        'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' | 'ų' | 'у' => "u",
        'в' => "v",
        'ź' | 'ż' | 'ž' | 'з' => "z",
        'ж' => "zh",
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        'ю' => "yu",
        'я' => "ya",
        _ => return None,
    })
}
