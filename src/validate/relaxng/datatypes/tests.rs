//! Values that each datatype holds or does not, and which are the same.

use super::*;

fn param(name: &str, value: &str) -> Param {
    Param { name: name.into(), value: value.into(), span: crate::source::Span::default(), annotations: super::super::syntax::Annotations::default() }
}

fn datatype(name: &str, params: &[(&str, &str)]) -> Result<Arc<dyn Datatype>, Refusal> {
    let params: Vec<Param> = params.iter().map(|(name, value)| param(name, value)).collect();
    XmlSchema.datatype(name, &params, &Context::default())
}

fn allows(name: &str, params: &[(&str, &str)], value: &str) -> bool {
    datatype(name, params).expect("a datatype").allows(value, &Context::default()).is_ok()
}

fn same(name: &str, left: &str, right: &str) -> bool {
    let datatype = datatype(name, &[]).expect("a datatype");
    let context = Context::default();
    assert!(datatype.allows(left, &context).is_ok() && datatype.allows(right, &context).is_ok(), "{name}: {left}, {right}");
    datatype.canonical(left, &context) == datatype.canonical(right, &context)
}

#[test]
fn values_are_told_from_others() {
    let cases: &[(&str, &[&str], &[&str])] = &[
        ("boolean", &["true", " 0 "], &["TRUE", "yes", ""]),
        ("decimal", &["-1.", ".5", "+007.250", "123456789012345678901234567890.1"], &["", ".", "1e3", "1,5", "--1"]),
        ("integer", &["-0", "123456789012345678901234567890"], &["1.0", "1.", ""]),
        ("unsignedByte", &["255", "+0"], &["256", "-1"]),
        ("long", &["-9223372036854775808"], &["9223372036854775808"]),
        ("double", &["1e10", "-INF", "NaN", ".5E-3"], &["inf", "1e", "1e1.5", "+INF", "0x1"]),
        ("duration", &["P1Y", "-P1DT2.5S", "PT0S"], &["P", "P1YT", "P1S", "1Y", "P-1Y", "PT1.S"]),
        (
            "dateTime",
            &["1956-09-26T18:30:00", "1956-09-26T24:00:00Z", "-0044-03-15T12:00:00.5+14:00"],
            &["1956-09-26", "1956-09-26T24:00:01", "1956-09-26T18:30:00+14:01"],
        ),
        ("date", &["1956-02-29", "12006-01-01", "1956-09-26Z"], &["1955-02-29", "0000-01-01", "56-09-26", "1956-9-26", "01956-09-26", "1956-13-01"]),
        ("gYear", &["1956", "-0001", "1956+02:00"], &["956", "0000"]),
        ("gMonthDay", &["--02-29"], &["--02-30", "02-29"]),
        ("gDay", &["---31"], &["---32", "--31"]),
        ("gMonth", &["--12"], &["--13", "--1"]),
        ("time", &["18:30:00", "24:00:00"], &["18:30", "25:00:00"]),
        ("hexBinary", &["", "0aFF"], &["0", "0g"]),
        ("base64Binary", &["", "TWFu", "TW E=", "TQ=="], &["TWF", "TWF=====", "TR=="]),
        ("anyURI", &["", "a b", "http://x/é?q#f", "../a:b"], &["%zz", "a#b#c", "1:a"]),
        ("language", &["en", "sr-Latn-RS"], &["", "e1", "en-", "toolonglang"]),
        ("NMTOKEN", &["1-a", ".x"], &["", "a b"]),
        ("NMTOKENS", &["a b", " 1 "], &["", "a,b"]),
        ("NCName", &["_a-1", "é"], &["a:b", "1a", ""]),
        ("ID", &["p25.s14"], &["25"]),
        ("QName", &["a", "xml:lang"], &["b:c", ":a", "xml:", "a b"]),
    ];
    for (name, good, bad) in cases {
        for value in *good {
            assert!(allows(name, &[], value), "{name} allows {value:?}");
        }
        for value in *bad {
            assert!(!allows(name, &[], value), "{name} does not allow {value:?}");
        }
    }
}

#[test]
fn one_value_may_be_written_in_several_ways() {
    for (name, left, right) in [
        ("decimal", "1.50", "+01.5"),
        ("decimal", "-0", "0.0"),
        ("boolean", "1", "true"),
        ("double", "1e2", "100"),
        ("duration", "P1Y", "P12M"),
        ("duration", "P1D", "PT24H"),
        ("dateTime", "1956-09-26T24:00:00", "1956-09-27T00:00:00"),
        ("dateTime", "1956-09-26T12:00:00+02:00", "1956-09-26T10:00:00.0Z"),
        ("hexBinary", "0a", "0A"),
        ("token", " a  b ", "a b"),
    ] {
        assert!(same(name, left, right), "{name}: {left} and {right}");
    }
    assert!(!same("string", "a", "a "));
    assert!(!same("date", "1956-09-26", "1956-09-26Z"));
    assert!(!same("duration", "P1M", "P30D"));
}

#[test]
fn facets_bound_values() {
    for (name, params, good, bad) in [
        ("string", &[("length", "3")][..], "añb", "ab"),
        ("NMTOKENS", &[("maxLength", "2")], "a b", "a b c"),
        ("hexBinary", &[("minLength", "2")], "0a0b", "0a"),
        ("decimal", &[("totalDigits", "3"), ("fractionDigits", "1")], "012.30", "1.25"),
        ("integer", &[("minInclusive", "-5"), ("maxExclusive", "5")], "-5", "5"),
        ("date", &[("minInclusive", "1956-01-01")], "1956-01-01", "1955-12-31"),
        ("date", &[("minInclusive", "1956-01-01Z")], "1956-01-03", "1956-01-01"),
        ("duration", &[("maxInclusive", "P1M")], "P27D", "P28D"),
        ("duration", &[("maxInclusive", "P1M")], "P1M", "P31D"),
        ("string", &[("pattern", "[a-z-[aeiou]]+")], "xyz", "xaz"),
        ("string", &[("pattern", r"\p{IsCyrillic}+\s\d{2,3}")], "Тито 56", "Tito 56"),
        ("string", &[("pattern", r"\i\c*")], "a-1", "-a"),
        ("string", &[("pattern", "a|b")], "b", "ab"),
        ("string", &[("pattern", "^a$")], "^a$", "a"),
        ("string", &[("pattern", ".")], "x", "\n"),
        ("string", &[("pattern", r"[\^\-\]]")], "]", "\\"),
    ] {
        assert!(allows(name, params, good), "{name} {params:?} allows {good:?}");
        assert!(!allows(name, params, bad), "{name} {params:?} does not allow {bad:?}");
    }
}

#[test]
fn a_schema_learns_what_is_wrong_with_its_parameters() {
    for (name, params) in [
        ("date", ("length", "3")),
        ("string", ("minInclusive", "a")),
        ("string", ("enumeration", "a")),
        ("string", ("whiteSpace", "collapse")),
        ("string", ("length", "-1")),
        ("integer", ("minInclusive", "a")),
        ("string", ("pattern", "[a")),
        ("string", ("pattern", "a)")),
        ("string", ("pattern", "*")),
        ("string", ("pattern", r"\q")),
        ("string", ("pattern", "a{2,1}")),
        ("string", ("pattern", r"\p{IsKlingon}")),
    ] {
        let refusal = datatype(name, &[params]).expect_err("a refusal");
        assert_eq!(refusal.param, Some(0), "{refusal:?}");
    }
    assert!(datatype("anyType", &[]).is_err());
}

#[test]
fn a_pattern_runs_in_linear_time() {
    let hostile = datatype("string", &[("pattern", "(a*)*b")]).expect("a pattern");
    assert!(hostile.allows(&"a".repeat(200_000), &Context::default()).is_err());
}
