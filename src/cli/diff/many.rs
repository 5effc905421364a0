//! Files that may differ, in two folders or two revisions, into one report: each pair compared, renamed files found, others named.

use std::collections::BTreeMap;

use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};

use crate::diff::formats::{Failure, File, Report, Status};
use crate::diff::renames::{Fingerprint, renamed};
use crate::diff::{Comparison, compare, is_compared};
use crate::source::Source;

use super::Arguments;
use super::documents::{decoded, told};

/// A file that may differ: where its bytes are in each version that has it; in none, where it is a link or another repository.
#[derive(Debug)]
pub(super) struct Candidate<P> {
    /// Its name in the report.
    pub name: String,
    pub old: Option<P>,
    pub new: Option<P>,
}

impl<P> Candidate<P> {
    fn is_document(&self) -> bool {
        is_compared(&self.name) && (self.old.is_some() || self.new.is_some())
    }
}

/// Where bytes come from: a disk, a repository.
pub(super) trait Bytes<P> {
    /// The bytes at a place.
    ///
    /// # Errors
    /// Why they cannot be read.
    fn read(&mut self, place: &P) -> Result<Vec<u8>, String>;
}

/// Files that are read before they are compared on all cores.
const BATCH: usize = 64;
/// Bytes of files that are kept from the search for renamed ones until those are compared; what goes beyond is read again.
const KEPT: usize = 256 << 20;

/// The report on `candidates`, which are in the order of their names.
pub(super) fn compared<P>(candidates: Vec<Candidate<P>>, bytes: &mut impl Bytes<P>, arguments: &Arguments) -> Report {
    let mut run = Run { arguments, bytes, report: Report::default(), kept: BTreeMap::new(), room: KEPT };
    let (documents, others): (Vec<_>, Vec<_>) = candidates.into_iter().partition(Candidate::is_document);
    run.report.not_compared.extend(others.into_iter().map(|one| one.name));
    let (both, single): (Vec<_>, Vec<_>) = documents.into_iter().partition(|one| one.old.is_some() && one.new.is_some());
    let (gone, come): (Vec<_>, Vec<_>) = single.into_iter().partition(|one| one.old.is_some());
    let gone = gone.into_iter().filter_map(|one| Some((one.name, one.old?))).collect();
    let come = come.into_iter().filter_map(|one| Some((one.name, one.new?))).collect();
    let both: Vec<_> = both.into_iter().filter_map(|one| Some(Pair { old: (one.name.clone(), one.old?), new: (one.name, one.new?) })).collect();
    run.pairs(&both, Status::Changed);
    run.single(gone, come);
    let mut report = run.report;
    report.files.sort_by(|left, right| left.name().cmp(right.name()));
    report.failures.sort_by(|left, right| left.name.cmp(&right.name));
    report
}

/// A name and where the bytes are.
type Named<P> = (String, P);

struct Pair<P> {
    old: Named<P>,
    new: Named<P>,
}

struct Run<'r, B> {
    arguments: &'r Arguments,
    bytes: &'r mut B,
    report: Report,
    /// Files that only one version has, by their names, as they were read.
    kept: BTreeMap<String, Source>,
    /// Bytes that may be kept yet.
    room: usize,
}

impl<B> Run<'_, B> {
    fn source<P>(&mut self, (name, place): &Named<P>) -> Result<Source, String>
    where
        B: Bytes<P>,
    {
        if let Some(source) = self.kept.remove(name) {
            return Ok(source);
        }
        decoded(name, self.bytes.read(place)?)
    }

    fn failed(&mut self, name: &str, reason: String) {
        self.report.failures.push(Failure { name: name.to_owned(), reason });
    }

    fn pairs<P>(&mut self, pairs: &[Pair<P>], status: Status)
    where
        B: Bytes<P>,
    {
        let options = self.arguments.options();
        for batch in pairs.chunks(BATCH) {
            let read = batch.iter().map(|pair| (pair, self.source(&pair.old).and_then(|old| Ok((old, self.source(&pair.new)?)))));
            let read: Vec<_> = read.map(|(pair, sources)| (pair.old.0.clone(), pair.new.0.clone(), sources)).collect();
            let told = read.into_par_iter().map(|(old, new, sources)| {
                let found = sources.and_then(|(one, other)| compare(&one, &other, &options).map_err(|fault| told(&fault)));
                (old, new, found)
            });
            for (old, new, found) in told.collect::<Vec<_>>() {
                self.take(old, new, found, status);
            }
        }
    }

    fn take(&mut self, old: String, new: String, found: Result<Comparison, String>, status: Status) {
        match found {
            Ok(comparison) if status == Status::Changed && comparison.is_empty() => self.report.same += 1,
            Ok(comparison) => self.report.files.push(File { old, new, status, comparison, script: None }),
            Err(reason) => self.failed(&new, reason),
        }
    }

    /// Files that one version has alone; those that were renamed are compared.
    fn single<P>(&mut self, gone: Vec<Named<P>>, come: Vec<Named<P>>)
    where
        B: Bytes<P>,
    {
        let (known_old, known_new) = (self.fingerprints(&gone), self.fingerprints(&come));
        let prints = |known: &[(usize, Fingerprint)]| known.iter().map(|(_, print)| print.clone()).collect::<Vec<_>>();
        let pairs = renamed(&prints(&known_old), &prints(&known_new));
        let (mut gone, mut come): (Vec<_>, Vec<_>) = (gone.into_iter().map(Some).collect(), come.into_iter().map(Some).collect());
        let take = |(old, new): (usize, usize)| Some(Pair { old: gone[known_old[old].0].take()?, new: come[known_new[new].0].take()? });
        let pairs: Vec<_> = pairs.into_iter().filter_map(take).collect();
        self.pairs(&pairs, Status::Renamed);
        for (name, _) in gone.into_iter().flatten() {
            self.take(name, String::new(), Ok(Comparison::default()), Status::Removed);
        }
        for (name, _) in come.into_iter().flatten() {
            self.take(String::new(), name, Ok(Comparison::default()), Status::Added);
        }
    }

    /// What the well-formed ones among files are known by, with their index.
    fn fingerprints<P>(&mut self, files: &[Named<P>]) -> Vec<(usize, Fingerprint)>
    where
        B: Bytes<P>,
    {
        let mut known = Vec::new();
        for (batch, files) in files.chunks(BATCH).enumerate() {
            let read: Vec<_> = files.iter().map(|file| self.source(file)).collect();
            let prints = read.into_par_iter().map(|source| {
                let source = source?;
                Fingerprint::of(&source).map(|print| (print, source)).map_err(|fault| told(&fault))
            });
            for (at, found) in prints.collect::<Vec<_>>().into_iter().enumerate() {
                match found {
                    Ok((print, source)) => {
                        known.push((batch * BATCH + at, print));
                        self.keep(source);
                    }
                    Err(reason) => self.failed(&files[at].0, reason),
                }
            }
        }
        known
    }

    fn keep(&mut self, source: Source) {
        if let Some(room) = self.room.checked_sub(source.text().len()) {
            self.room = room;
            self.kept.insert(source.name().to_owned(), source);
        }
    }
}
