//! The decision on a whole change: what is written, moved, removed or left.
//!
//! In: what every path is to become, and the old manifest. Out: a [`Plan`]: acts in a safe order,
//! the next manifest, what the commit will report. Never: a change to the disk.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::{Path, PathBuf},
    sync::atomic::Ordering,
};

use super::{
    Changes,
    journal::{Act, Over, Slot, staged_file},
    manifest::{Entry, Manifest, Stamp},
    place::Found,
    site::Output,
};
use crate::{hash::ContentHash, path::OutputPath};

/// What is to become of one path.
pub(super) struct Planned {
    pub(super) entry: Entry,
    pub(super) how: How,
}

pub(super) enum How {
    /// It is there already and ours.
    Same,
    /// It is there already and not ours.
    Theirs,
    /// It is staged.
    Staged(Slot, Over),
    /// It is staged, and a file or folder that has to be stale and ours is in its way.
    Blocked(Slot, OutputPath),
}

#[derive(Default)]
pub(super) struct Session {
    /// `None` while a thread is still writing it.
    pub(super) next: BTreeMap<OutputPath, Option<Planned>>,
    /// Not ours and in the way.
    pub(super) foreign: BTreeSet<OutputPath>,
    /// Files of the old book that are as we wrote them.
    pub(super) intact: BTreeMap<OutputPath, Stamp>,
}

/// The whole change, decided.
pub(super) struct Plan {
    pub(super) manifest: Manifest,
    pub(super) acts: Vec<Act>,
    pub(super) staged: Vec<PathBuf>,
    pub(super) foreign: BTreeSet<OutputPath>,
    pub(super) unfinished: Option<OutputPath>,
    pub(super) intact: BTreeMap<OutputPath, Stamp>,
    pub(super) changes: Changes,
}

/// A stale file that is as we wrote it.
type Stale = BTreeMap<OutputPath, ContentHash>;

impl Plan {
    pub(super) fn new(output: &Output, mut session: Session) -> io::Result<Self> {
        let mut changes = Changes::default();
        let stale = stale(output, &session, &mut changes.left)?;
        changes.removed = stale.keys().cloned().collect();
        let mut manifest = Manifest::default();
        let (mut moves, mut blocks, mut unfinished) = (Vec::new(), Vec::new(), BTreeSet::new());
        for (path, planned) in std::mem::take(&mut session.next) {
            // The error of a path that no thread finished was handed out by `stage`.
            let Some(Planned { entry, how }) = planned else {
                unfinished.insert(path);
                continue;
            };
            let act = |slot, over| Act::Move(path.clone(), entry.hash, slot, over);
            match how {
                How::Same | How::Theirs => changes.unchanged += 1,
                How::Staged(slot, over) => moves.push(act(slot, over)),
                How::Blocked(slot, ref block) => {
                    moves.push(act(slot, Over::Nothing));
                    blocks.push(block.clone());
                }
            }
            if !matches!(how, How::Theirs) {
                manifest.0.insert(path, entry);
            }
        }
        let unfinished = unfinished.into_iter().find(|path| !session.foreign.contains(path));
        let early = unblock(output, &blocks, &stale, &mut session.foreign)?;
        session.intact.retain(|path, _| manifest.0.contains_key(path));
        let staged = moves.iter().filter_map(|act| staged_path(output, act)).collect();
        changes.written = moves.iter().map(|act| act_path(act).clone()).collect();
        let acts = in_order(output, moves, &stale, &early);
        let (foreign, intact) = (session.foreign, session.intact);
        Ok(Self { manifest, acts, staged, foreign, unfinished, intact, changes })
    }
}

fn act_path(act: &Act) -> &OutputPath {
    let (Act::Move(path, ..) | Act::Remove(path, ..)) = act;
    path
}

fn staged_path(output: &Output, act: &Act) -> Option<PathBuf> {
    match act {
        Act::Move(_, _, slot, _) => Some(staged_file(&output.place, *slot)),
        Act::Remove(..) => None,
    }
}

/// Old files that the new book lacks: those that are as we wrote them, and into `left` those
/// that somebody changed.
fn stale(output: &Output, session: &Session, left: &mut Vec<OutputPath>) -> io::Result<Stale> {
    let mut stale = Stale::new();
    for (path, entry) in &output.old.0 {
        if session.next.contains_key(path) {
            continue;
        }
        match output.place.look(path)? {
            Found::File(stamp) if output.is_intact(path, entry, &stamp)? => {
                stale.insert(path.clone(), entry.hash);
            }
            Found::File(_) | Found::Strange => left.push(path.clone()),
            Found::Missing | Found::Folder | Found::Below(_) => {}
        }
    }
    Ok(stale)
}

/// Which stale files have to leave first because a new file needs their name for a folder, or
/// their folder's name. What else is in the way is foreign.
fn unblock(
    output: &Output,
    blocks: &[OutputPath],
    stale: &Stale,
    foreign: &mut BTreeSet<OutputPath>,
) -> io::Result<BTreeSet<OutputPath>> {
    let mut early = BTreeSet::new();
    for block in blocks {
        for path in files_below(&output.place.file(block), block)? {
            let set = if stale.contains_key(&path) { &mut early } else { &mut *foreign };
            set.insert(path);
        }
    }
    Ok(early)
}

/// The file itself, or every file below the folder; links are not followed.
fn files_below(file: &Path, path: &OutputPath) -> io::Result<Vec<OutputPath>> {
    if !fs::symlink_metadata(file)?.is_dir() {
        return Ok(vec![path.clone()]);
    }
    let mut files = Vec::new();
    for entry in fs::read_dir(file)? {
        let entry = entry?;
        let below = format!("{path}/{}", entry.file_name().to_string_lossy());
        // A name that we would never write is foreign; its folder stands for it.
        match OutputPath::new(&below) {
            Ok(below) => files.extend(files_below(&entry.path(), &below)?),
            Err(_) => files.push(path.clone()),
        }
    }
    Ok(files)
}

/// What is in the way leaves first; then what pages refer to comes, then pages; the rest of the
/// stale files leave last.
fn in_order(
    output: &Output,
    mut moves: Vec<Act>,
    stale: &Stale,
    early: &BTreeSet<OutputPath>,
) -> Vec<Act> {
    moves.sort_by_key(|act| act_path(act).as_str().ends_with(".html"));
    let mut first = Vec::new();
    let mut last = Vec::new();
    for (path, hash) in stale {
        let slot = output.slots.fetch_add(1, Ordering::Relaxed);
        let list = if early.contains(path) { &mut first } else { &mut last };
        list.push(Act::Remove(path.clone(), *hash, slot));
    }
    first.into_iter().chain(moves).chain(last).collect()
}
