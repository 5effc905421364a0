//! The order in which entries count, on catalogues of the test's own.

use super::*;

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, files: &[(&str, &str)]) -> Self {
        let folder = std::env::temp_dir().join(format!("teiscribe-catalog-{name}-{}", std::process::id()));
        for (file, entries) in files {
            let path = folder.join(file);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, format!("<catalog xmlns='urn:oasis:names:tc:entity:xmlns:xml:catalog'>{entries}</catalog>")).expect("a catalogue");
        }
        Self(folder)
    }

    fn find(&self, address: &str) -> (Option<String>, usize) {
        let catalogs = Catalogs::load(&[self.0.join("catalog.xml")]).expect("a catalogue");
        let answer = catalogs.find(address);
        let below = format!("{}/", address::of_path(&self.0));
        (answer.mapped.map(|mapped| mapped.to.replace(&below, "")), answer.troubles.len())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_name_counts_before_a_beginning_and_a_beginning_before_an_end() {
    let folder = Folder::new(
        "order",
        &[(
            "catalog.xml",
            "<uriSuffix uriSuffix='tei.rng' uri='end.rng'/><uriSuffix uriSuffix='/our/tei.rng' uri='longer-end.rng'/>
             <rewriteURI uriStartString='http://a/' rewritePrefix='short/'/><rewriteURI uriStartString='http://a/b/' rewritePrefix='long/'/>
             <uri name='http://a/b/tei.rng' uri='name.rng'/><x xmlns='urn:other' uri='no'/>",
        )],
    );
    for (address, to) in [
        ("http://a/b/tei.rng", Some("name.rng")),
        ("http://a/b/c/tei.rng", Some("long/c/tei.rng")),
        ("http://a/tei.rng", Some("short/tei.rng")),
        ("http://c/tei.rng", Some("end.rng")),
        ("http://c/our/tei.rng", Some("longer-end.rng")),
        ("http://c/other.rng", None),
    ] {
        assert_eq!(folder.find(address).0.as_deref(), to, "{address}");
    }
}

#[test]
fn group_and_base_hold_for_what_is_in_them() {
    let folder = Folder::new(
        "base",
        &[(
            "catalog.xml",
            "<group xml:base='one/'><uri name='urn:x' uri='x.rng'/><group xml:base='../two/'><uri name='urn:y' uri='y%20z.rng' xml:base='three/'/></group></group><uri name='urn:z' uri='z.rng'/>",
        )],
    );
    assert_eq!(["urn:x", "urn:y", "urn:z"].map(|address| folder.find(address).0.unwrap_or_default()), ["one/x.rng", "two/three/y%20z.rng", "z.rng"]);
}

#[test]
fn system_and_public_identifiers_are_found_too() {
    let folder = Folder::new(
        "public",
        &[(
            "catalog.xml",
            "<system systemId='http://a/tei.rng' uri='s.rng'/><rewriteSystem systemIdStartString='http://b/' rewritePrefix='b/'/><systemSuffix systemIdSuffix='.odd.rng' uri='odd.rng'/><public publicId='-//TEI//SCHEMA  A\n b//EN' uri='p.rng'/>",
        )],
    );
    for (address, to) in
        [("http://a/tei.rng", "s.rng"), ("http://b/x", "b/x"), ("http://c/x.odd.rng", "odd.rng"), ("urn:publicid:-:TEI:SCHEMA+A+b:EN", "p.rng")]
    {
        assert_eq!(folder.find(address).0.as_deref(), Some(to));
    }
}

#[test]
fn a_delegate_answers_for_good_and_the_next_catalogue_otherwise() {
    let folder = Folder::new(
        "next",
        &[
            (
                "catalog.xml",
                "<delegateURI uriStartString='http://a/' catalog='a/catalog.xml'/><delegateURI uriStartString='http://a/deep/' catalog='deep.xml'/><nextCatalog catalog='next.xml'/>",
            ),
            ("a/catalog.xml", "<uri name='http://a/known' uri='known.rng'/><uri name='http://a/deep/2' uri='deep.rng'/>"),
            ("deep.xml", "<uri name='http://a/deep/1' uri='one.rng'/>"),
            ("next.xml", "<uri name='http://a/unknown' uri='never.rng'/><uri name='http://b' uri='b.rng'/>"),
        ],
    );
    for (address, to) in [
        ("http://a/known", Some("a/known.rng")),
        ("http://a/deep/1", Some("one.rng")),
        ("http://a/deep/2", Some("a/deep.rng")),
        ("http://a/unknown", None),
        ("http://b", Some("b.rng")),
    ] {
        assert_eq!(folder.find(address).0.as_deref(), to, "{address}");
    }
}

#[test]
fn catalogues_that_name_each_other_come_to_an_end() {
    let folder = Folder::new(
        "loop",
        &[
            (
                "catalog.xml",
                "<nextCatalog catalog='other.xml'/><nextCatalog catalog='catalog.xml'/><delegateURI uriStartString='urn:' catalog='catalog.xml'/>",
            ),
            ("other.xml", "<nextCatalog catalog='./catalog.xml'/><nextCatalog catalog='absent.xml'/><uri name='http://b' uri='b.rng'/>"),
        ],
    );
    assert_eq!(folder.find("http://b"), (Some("b.rng".to_owned()), 0));
    assert_eq!(folder.find("http://c"), (None, 1), "the absent one is told of");
    assert_eq!(folder.find("urn:x"), (None, 1));
}
