//! The pipeline: the stages in order. (to come)
pub mod memo;
pub mod roles;
