//! Facts: values with what they rest on.

use super::Citation;
use crate::diag::ByteRange;

/// A value, with a source of its own or covered by the file's `sources`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact<T> {
    /// The value.
    pub value: T,
    /// Its own source, if it names one.
    pub source: Option<Citation>,
    /// Where it stands.
    pub range: ByteRange,
}
