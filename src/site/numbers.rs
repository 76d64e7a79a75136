//! Places in a site's sorted lists. They mean something within one [`super::Site`] only, so they
//! never stand in a remembered result or a key.

macro_rules! number {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub usize);
    };
}

number! {
    /// A document's place in [`super::Site::documents`].
    DocumentNumber
}
number! {
    /// An entity's place in [`super::Site::entities`].
    EntityNumber
}
number! {
    /// A standing page's place in [`super::Site::pages`].
    PageNumber
}
