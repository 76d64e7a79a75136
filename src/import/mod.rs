//! Import: plain-text originals as documents of the book.
pub mod decode;
pub mod evidence;
pub mod furniture;
pub mod lines;
pub mod report;
pub mod text;
pub mod write;
