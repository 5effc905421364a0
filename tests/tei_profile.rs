//! The bundled profile: what it allows TEI allows, and what the project demands beyond TEI it demands.

#[path = "common/arbitrary.rs"]
mod arbitrary;
#[path = "common/generate.rs"]
mod generate;
#[path = "common/judges.rs"]
mod judges;

use std::process::Command;

use generate::Generator;

#[test]
fn what_the_profile_allows_is_valid_tei() {
    let (Some(tei_all), true) = (judges::tei_all(), judges::has("trang")) else {
        judges::skipped("jing, trang or the third-party schema is not at hand");
        return;
    };
    let folder = judges::Folder::new("profile");
    let xml_syntax = folder.0.join("teiscribe.rng");
    assert!(Command::new("trang").arg(judges::profile()).arg(&xml_syntax).status().expect("trang runs").success());
    let mut generator = Generator::new(&std::fs::read_to_string(&xml_syntax).expect("the schema in XML"));
    let files: Vec<_> = (0..1_000).map(|seed| folder.write(&format!("{seed}.xml"), generator.document(seed))).collect();
    let missed: Vec<_> = generator.declared().difference(&generator.written).cloned().collect();
    assert!(missed.is_empty(), "the documents lack {missed:?}");
    assert_eq!(judges::jing(&judges::profile(), &files[..200]), "", "the generator follows the profile");
    assert_eq!(judges::jing(&tei_all, &files), "", "the profile follows TEI");
}
