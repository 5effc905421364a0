//! A talk about which four things are decided, and what an edition then says.

/// The talk.
pub const TALK: &str = "Note on a talk\n\n6 May 1950\n\nI met K. Anders and Mr. Holt at the mill. Anders said that the mill is closed. I asked why. \
Holt replied: \"The wind failed us.\"\n\nIn the evening Anders told us the story of the Blue Danube [a restaurant] again. Holt said that it was late.\n";

/// What the four decisions make of the text, wherever it stands.
pub fn holds_all_four(tei: &str) {
    for piece in [
        r##"who="#anders-k" direct="false" resp="#editor.vries">the mill is closed</said>"##,
        r##"who="#anders-k" direct="true" resp="#editor.vries">"##,
        r##"who="#anders-k" toWhom="#holt" direct="false" resp="#editor.vries">the story of the Blue Danube</said>"##,
        r#"<respStmt xml:id="editor.vries"><resp>editorial decisions</resp><name>Mara Vries</name></respStmt>"#,
    ] {
        assert!(tei.contains(piece), "{piece} is not in {tei}");
    }
    assert!(!tei.contains(">Blue Danube</"), "{tei}");
}
