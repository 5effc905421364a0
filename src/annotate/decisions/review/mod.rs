//! What an editor should decide about: every statement that is less sure than wanted, with its words, its context and who may be meant;
//! and an editor's answers ("y", "w Holt", "x the mill") as decisions.

mod answer;
mod candidates;
mod item;
mod listed;
mod session;

pub use item::{About, Item, Wanted, items};
pub use listed::{FORMAT, SCHEMA_TEXT, json, shown};
pub use session::{Reply, Session};
