//! Dates as texts print them, and what they mean.

use teiscribe::language::Language;
use teiscribe::language::dates::{self, Doubt, FoundDate};
use teiscribe::model::{Date, DateValue};
use teiscribe::source::Span;

fn find(text: &str, tag: &str) -> Vec<FoundDate> {
    dates::find(text, Span::new(0, text.len()), Language::of(Some(tag)))
}

fn written(value: &DateValue) -> String {
    let parts = [("", value.when), (">=", value.not_before), ("<=", value.not_after), ("from ", value.from), ("to ", value.to)];
    parts.into_iter().filter_map(|(name, date)| Some(format!("{name}{}", date?))).collect::<Vec<_>>().join(" ")
}

/// Every date of `text` as `printed=value`, missing years filled in from 6 October 1956.
fn read(text: &str, tag: &str) -> String {
    let anchor = Date::day(1956, 10, 6).expect("a day");
    let one = |date: &FoundDate| {
        let value = match (date.doubt, date.nearest(anchor)) {
            (Some(Doubt::Impossible), _) => "impossible".to_owned(),
            (Some(Doubt::Ambiguous), _) => "ambiguous".to_owned(),
            (None, value) => written(&value.expect("a value")),
        };
        let sign = if date.missing_year { "~" } else { "=" };
        format!("{}{sign}{value}", &text[date.span.range()])
    };
    find(text, tag).iter().map(one).collect::<Vec<_>>().join("; ")
}

#[track_caller]
fn assert_dates(tag: &str, cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(read(text, tag), *expected, "in {text:?}");
    }
}

#[test]
fn single_dates() {
    assert_dates(
        "en",
        &[
            ("6 October 1956", "6 October 1956=1956-10-06"),
            ("October 6, 1956", "October 6, 1956=1956-10-06"),
            ("OCTOBER 6, 1956.", "OCTOBER 6, 1956=1956-10-06"),
            ("on the 6th of October, 1956, he", "6th of October, 1956=1956-10-06"),
            ("Sept. 26, 1956 was", "Sept. 26, 1956=1956-09-26"),
            ("on 26 September.", "26 September~1956-09-26"),
            ("1 March was fixed", "1 March~1957-03-01"),
            ("in September 1956 and", "September 1956=1956-09"),
            ("due to January was", "January~1957-01"),
            ("in December in connection", "December~1956-12"),
            ("by 1960. By this time", "1960=1960"),
            ("until about 1960 in", "1960=1960"),
            ("back in 1925. But", "1925=1925"),
            ("1956-10-06", "1956-10-06=1956-10-06"),
            ("13/10/56 and 10/13/1956", "13/10/56~1956-10-13; 10/13/1956=1956-10-13"),
            ("10/6/56", "10/6/56=ambiguous"),
            ("6.X.1956", "6.X.1956=1956-10-06"),
            ("October '55", "October '55~1955-10"),
            ("in 1954, 1955 and 1956 they", "1954=1954; 1955=1955; 1956=1956"),
        ],
    );
}

#[test]
fn ranges_and_limits() {
    assert_dates(
        "en",
        &[
            ("no earlier than 24 September 1956.", "no earlier than 24 September 1956=>=1956-09-24"),
            ("not later than 1957", "not later than 1957=<=1957"),
            ("from 5 to 7 May 1956", "from 5 to 7 May 1956=from 1956-05-05 to 1956-05-07"),
            ("5-7 May", "5-7 May~from 1956-05-05 to 1956-05-07"),
            ("May 5-7, 1956", "May 5-7, 1956=from 1956-05-05 to 1956-05-07"),
            ("from 30 April to 2 May 1956", "from 30 April to 2 May 1956=from 1956-04-30 to 1956-05-02"),
            ("from December to January 1957", "from December to January 1957=from 1956-12 to 1957-01"),
            ("between 5 and 7 May 1956", "between 5 and 7 May 1956=>=1956-05-05 <=1956-05-07"),
            ("between 1954 and 1956", "between 1954 and 1956=>=1954 <=1956"),
            ("1954–1956", "1954–1956=from 1954 to 1956"),
            ("the 1956-57 plan", "1956-57=from 1956 to 1957"),
            ("the 1920s, the mid-1950's", "1920s=from 1920 to 1929; 1950's=from 1950 to 1959"),
            ("in the 19th century", "19th century=from 1801 to 1900"),
            ("from 26 December to 3 January", "from 26 December to 3 January~from 1956-12-26 to 1957-01-03"),
        ],
    );
}

#[test]
fn dates_that_count_from_the_document() {
    assert_dates(
        "en",
        &[
            ("by the end of this year then", "end of this year~<=1956-12-31"),
            ("rather next year, but", "next year~1957"),
            ("arrival here last year and", "last year~1955"),
            ("the last year of the war", ""),
            ("his last year", ""),
            ("until next month", "next month~1956-11"),
        ],
    );
}

#[test]
fn no_dates() {
    for text in [
        "250,000 tons",
        "May I ask",
        "March on",
        "they march 20 miles",
        "a year will pass",
        "room 1956",
        "1.5 million",
        "pages 12-14",
        "64-113",
        "45 September",
    ] {
        assert_eq!(read(text, "en"), "", "in {text:?}");
    }
}

#[test]
fn days_the_calendar_lacks_have_no_value() {
    assert_dates(
        "en",
        &[
            ("30 February 1956", "30 February 1956=impossible"),
            ("31 April", "31 April=impossible"),
            ("29 February 1957", "29 February 1957=impossible"),
        ],
    );
    assert_eq!(find("30 February 1956", "en")[0].value, DateValue::default());
    assert_eq!(read("29 February", "en"), "29 February~1956-02-29");
}

#[test]
fn a_weekday_chooses_the_year() {
    assert_eq!(read("on Wednesday, 26 September, they", "en"), "Wednesday, 26 September~1956-09-26");
    assert_eq!(read("on Monday, 26 September, they", "en"), "Monday, 26 September~1955-09-26");
}

#[test]
fn german_dates() {
    assert_dates(
        "de",
        &[
            ("am 6. Oktober 1956 in", "6. Oktober 1956=1956-10-06"),
            ("vom 5. bis 7. Mai 1956", "vom 5. bis 7. Mai 1956=from 1956-05-05 to 1956-05-07"),
            ("6.10.1956", "6.10.1956=1956-10-06"),
            ("am 6.10.56", "6.10.56~1956-10-06"),
            ("seit Januar und im Jahre 1957", "Januar~1957-01; 1957=1957"),
            ("zwischen dem 5. und dem 7. Mai 1956", "zwischen dem 5. und dem 7. Mai 1956=>=1956-05-05 <=1956-05-07"),
            ("Ende dieses Jahres", "Ende dieses Jahres~<=1956-12-31"),
        ],
    );
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_and_dates_lie_in_order_on_character_boundaries(text in "(\\PC|[0-9./ -]|May |of |1956|from |to |6 ){0,40}") {
        for language in Language::all() {
            let found = dates::find(&text, Span::new(0, text.len()), language);
            let mut end = 0;
            for date in found {
                assert!(date.span.start >= end && text.get(date.span.range()).is_some_and(|printed| !printed.is_empty()));
                let _ = date.nearest(Date::year(1956));
                end = date.span.end;
            }
        }
    }
}
