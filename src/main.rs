//! The `teiscribe` program.
fn main() {}
