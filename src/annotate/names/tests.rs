//! Small texts with the names that are found in them; each case shows one phenomenon.

use std::sync::Arc;

use crate::annotate::{Knowledge, annotate, authority};
use crate::model::{Block, BlockKind, EntityKind, Genre, Mark, Transcript};
use crate::source::{Source, Span};

/// The lines of `text` as paragraphs, annotated.
pub(super) fn annotated(text: &str) -> Transcript {
    annotated_with(text, &Knowledge::default())
}

/// The same, with what the user knows.
fn annotated_with(text: &str, knowledge: &Knowledge) -> Transcript {
    let mut transcript = Transcript::new(Arc::new(Source::from_text("t", text)), "t", Genre::Reported);
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at + line.len() - line.trim_start().len();
        at += line.len();
        if !line.trim().is_empty() {
            transcript.blocks.push(Block::new(Span::new(start, start + line.trim().len()), BlockKind::Paragraph));
        }
    }
    annotate(&mut transcript, knowledge);
    transcript
}

/// The names in text order: `person Tito`, `place Brioni Islands`; a role as `role Com.`.
fn names(transcript: &Transcript) -> Vec<String> {
    let mut marked: Vec<(Span, &str)> =
        transcript.annotations.iter().filter_map(|annotation| word(&annotation.mark).map(|word| (annotation.span, word))).collect();
    marked.sort_unstable();
    marked.into_iter().map(|(span, word)| format!("{word} {}", transcript.source.slice(span))).collect()
}

fn word(mark: &Mark) -> Option<&'static str> {
    match mark {
        Mark::Role => Some("role"),
        Mark::Name(name) => Some(match name.class {
            EntityKind::Person => "person",
            EntityKind::Group => "group",
            EntityKind::Organisation => "org",
            EntityKind::Place => "place",
            EntityKind::Work => "work",
        }),
        _ => None,
    }
}

#[test]
fn a_name_behind_an_office_and_a_comma() {
    let found = names(&annotated("I was accompanied by our chargé d'affaires, Peter Lindholm. Lindholm and I left at noon."));
    assert_eq!(found, ["person Peter Lindholm", "person Lindholm"]);
}

#[test]
fn a_surname_with_two_particles() {
    let found = names(&annotated("He had met Dr. van der Meer of the Dutch Embassy. Van der Meer agreed, and van der Meer left."));
    assert_eq!(found, ["role Dr.", "person van der Meer", "org Dutch Embassy", "person Van der Meer", "person van der Meer"]);
}

#[test]
fn a_verb_makes_the_first_word_of_a_sentence_a_person() {
    let found = names(&annotated("He said nothing. Lindqvist remarked that it was late. Nobody replied."));
    assert_eq!(found, ["person Lindqvist"]);
}

#[test]
fn a_city_named_after_a_compass_point_lends_its_name() {
    let found = names(&annotated("They raised the question of West Morna. Morna was on everybody's mind, the East Goltans said."));
    assert_eq!(found, ["place West Morna", "place Morna", "group East Goltans"]);
}

#[test]
fn languages_are_no_persons() {
    assert_eq!(names(&annotated("Barna speaks Goltan and Morish. He read it in Goltan.")), ["person Barna"]);
}

fn people(transcript: &Transcript) -> Vec<String> {
    let persons = transcript.register.iter().filter(|(_, entity)| entity.kind == EntityKind::Person);
    persons.map(|(_, entity)| format!("{} = {}", entity.id, entity.forms.iter().map(String::as_str).collect::<Vec<_>>().join(" | "))).collect()
}

#[test]
fn an_initial_and_a_surname_are_one_person_with_the_full_name() {
    let transcript = annotated("Com. Koca Dravic spoke first. K. Dravic replied: no. Dravic laughed. Vel-Tempo and Vel agreed.");
    assert_eq!(people(&transcript), ["dravic-koca = Dravic | K. Dravic | Koca Dravic", "vel-tempo = Vel | Vel-Tempo"]);
    assert!(transcript.queries.is_empty());
}

#[test]
fn a_surname_of_two_persons_stays_unresolved() {
    let transcript = annotated("Mr. Ivan Orlik met Mr. Pavel Orlik. Orlik smiled.");
    assert_eq!(people(&transcript), ["orlik-ivan = Ivan Orlik", "orlik-pavel = Pavel Orlik"]);
    let query = &transcript.queries[0];
    assert_eq!((query.code.id, query.message.as_str()), ("annotate/ambiguous-name", "`Orlik` can mean Ivan Orlik or Pavel Orlik"));
    assert_eq!(query.related.len(), 2);
}

#[test]
fn a_person_and_a_place_of_one_name_are_told_apart_where_they_stand() {
    let found = names(&annotated("Mr. Marlow said that he was born in Marlow. Marlow laughed."));
    assert_eq!(found, ["role Mr.", "person Marlow", "place Marlow", "person Marlow"]);
}

#[test]
fn a_title_in_the_plural_holds_for_the_list() {
    let found = names(&annotated("There were Coms. Adra, Belk (Chairman of the Morna People's Committee), and Generals Cest, Dorn, and Evik."));
    let expected = [
        "role Coms.",
        "person Adra",
        "person Belk",
        "role Chairman of the Morna People's Committee",
        "org Morna People's Committee",
        "role Generals",
        "person Cest",
        "person Dorn",
        "person Evik",
    ];
    assert_eq!(found, expected);
}

#[test]
fn an_office_between_commas_belongs_to_the_name() {
    let found = names(&annotated("I met Halvorsen, the Minister of Trade, and his deputy. Foreign Minister Brask left with Secretary of State Ulm."));
    assert_eq!(
        found,
        ["person Halvorsen", "role the Minister of Trade", "role Foreign Minister", "person Brask", "role Secretary of State", "person Ulm"]
    );
}

#[test]
fn the_user_s_file_gives_names_ids_and_addresses() {
    let file = Source::from_text(
        "people.toml",
        "[[person]]\nid = \"jbt\"\nname = \"Josef Tarn\"\nforms = [\"Tarn\"]\nsame_as = [\"https://example.org/1\"]\n\n[[place]]\nid = \"home\"\nname = \"Morna\"\n",
    );
    let knowledge = Knowledge { authority: authority::read(&file).expect("a good file") };
    let transcript = annotated_with("Com. Tarn left the town. Morna was empty.", &knowledge);
    let entities: Vec<_> = transcript.register.iter().map(|(_, entity)| (entity.id.as_str(), entity.name.as_str(), entity.same_as.len())).collect();
    assert_eq!(entities, [("jbt", "Josef Tarn", 1), ("home", "Morna", 0)]);
    let again = authority::read(&Source::from_text("again.toml", authority::write(&transcript.register, &authority::Authority::default())))
        .expect("what was written can be read");
    let named: Vec<_> = again.entries.iter().map(|entry| (entry.id.as_deref(), entry.name.as_str(), entry.forms.clone())).collect();
    assert_eq!(named, [(Some("jbt"), "Josef Tarn", vec!["Tarn".to_owned()]), (Some("home"), "Morna", vec![])]);
    assert_eq!(
        authority::write(
            &annotated_with("Com. Tarn left the town. Morna was empty.", &Knowledge { authority: again }).register,
            &authority::Authority::default()
        ),
        authority::write(&transcript.register, &authority::Authority::default())
    );
}

#[test]
fn a_tei_list_is_an_authority_file_too() {
    let list = "<listPerson xmlns=\"http://www.tei-c.org/ns/1.0\"><person xml:id=\"tarn\" sameAs=\"https://example.org/1\"><persName><surname>Tarn</surname>, <forename>Josef</forename></persName><persName>J. Tarn</persName><occupation>Minister</occupation></person></listPerson>";
    let authority = authority::read(&Source::from_text("list.xml", list)).expect("a good list");
    let entry = &authority.entries[0];
    assert_eq!(
        (entry.id.as_deref(), entry.name.as_str(), &entry.forms[..], &entry.roles[..]),
        (Some("tarn"), "Josef Tarn", &["J. Tarn".to_owned()][..], &["Minister".to_owned()][..])
    );
}

#[test]
fn faults_of_an_authority_file_have_their_place() {
    let faults = |text: &str| -> Vec<(&str, usize, usize)> {
        let faults = authority::read(&Source::from_text("people.toml", text)).expect_err("a fault");
        faults
            .iter()
            .map(|fault| fault.place.as_ref().map_or((fault.code.id, 0, 0), |place| (fault.code.id, place.start.line, place.start.column)))
            .collect()
    };
    assert_eq!(faults("[[person]]\nid = \"p25\"\nname = \"A\"\n"), [("annotate/authority-id", 1, 1)]);
    assert_eq!(faults("[[person]]\nnmae = \"A\"\n"), [("annotate/authority-syntax", 2, 1)]);
    assert_eq!(faults("[[person]]\nid = \"a\"\nname = \"A\"\n[[place]]\nid = \"a\"\nname = \"B\"\n"), [("annotate/authority-id", 4, 1)]);
    assert_eq!(faults("[[person]]\nname = \"A\"\nsame_as = [\"118\"]\n"), [("annotate/authority-iri", 1, 1)]);
    assert_eq!(faults("<listPerson><person/></listPerson>"), [("annotate/authority-syntax", 1, 1)]);
}

fn present(transcript: &Transcript) -> Vec<&str> {
    transcript.register.iter().filter(|(_, entity)| entity.present).map(|(_, entity)| entity.name.as_str()).collect()
}

#[test]
fn those_present_and_those_mentioned_are_kept_apart() {
    let transcript =
        annotated("The conversation with Com. Adra, at which Coms. Belk and Cest were present, was held in Morna. Com. Dorn was not present.");
    assert_eq!(present(&transcript), ["Adra", "Belk", "Cest"]);
    let setting = &transcript.header.settings[0];
    assert_eq!((setting.activity.as_ref().map(|field| field.text.as_str()), setting.attendees.len()), (Some("conversation"), 3));
}

#[test]
fn four_people_and_three_names_are_a_query() {
    let transcript =
        annotated("Four people were present at the dinner. Besides Com. Adra, there were Coms. Belk (the Minister) and Cest. Com. Dorn was ill.");
    assert_eq!(present(&transcript), ["Adra", "Belk", "Cest"]);
    assert_eq!(transcript.header.said_present.map(|(number, _)| number), Some(4));
    let queries: Vec<_> = transcript.queries.iter().map(|query| (query.code.id, query.message.as_str())).collect();
    assert_eq!(queries, [("annotate/count-of-people", "4 people are said to be present, and 3 are named")]);
}

#[test]
fn as_many_people_as_names_are_no_query() {
    let transcript = annotated("Three people were present at the dinner. Besides Com. Adra, there were Coms. Belk and Cest.");
    assert!(transcript.queries.is_empty());
}

#[test]
fn a_meeting_has_the_date_and_place_of_the_sentence_that_plans_it() {
    let transcript = annotated(
        "When we flew into Morna on 26 September 1951 Adra said that he invited me to a conversation at 6:30 P.M.\n\nThe conversation, at which Coms. Adra and Belk were present, was held as planned.",
    );
    let setting = &transcript.header.settings[0];
    let date = setting.date.as_ref().expect("a date");
    assert_eq!((date.field.text.as_str(), date.inferred), ("26 September 1951", false));
    assert_eq!(setting.place.map(|place| transcript.register.get(place).name.as_str()), Some("Morna"));
}

#[test]
fn an_abbreviation_and_its_full_name_are_one_organisation() {
    let transcript = annotated("The ZTO (Zentari Trade Organization) had no money. The ZTO paid.");
    let organisations: Vec<_> =
        transcript.register.iter().map(|(_, entity)| (entity.name.as_str(), entity.forms.len(), entity.merged.len())).collect();
    assert_eq!(organisations, [("Zentari Trade Organization", 2, 1)]);
}

#[test]
fn a_people_behind_the_article_is_no_person() {
    assert_eq!(names(&annotated("The Zentari answered that it was late. Adra said so.")), ["person Adra"]);
}
