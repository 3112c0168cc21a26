//! Random pushes and readers: each entry is read or told as gone, in order, once.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use emitscope::trace::{Batch, Body, Journal, Level, Limits, Reader};
use proptest::prelude::*;

const ROOMY: Limits = Limits { entries: 100, bytes: 1 << 20 };

fn log(letters: usize) -> Body {
    Body::Log { level: Level::Log, text: "x".repeat(letters) }
}

fn push(journal: &Journal, letters: usize) -> u64 {
    journal.push(0.0, None, None, log(letters))
}

fn seqs(batch: &Batch) -> Vec<u64> {
    match batch {
        Batch::Entries(entries) => entries.iter().map(|entry| entry.seq).collect(),
        _ => panic!("no entries: {batch:?}"),
    }
}

fn poll<T>(future: impl Future<Output = T>) -> Poll<T> {
    pin!(future).poll(&mut Context::from_waker(Waker::noop()))
}

#[test]
fn entries_are_numbered_from_one_and_kept() {
    let journal = Journal::new(ROOMY);
    assert_eq!(journal.bounds(), (0, 0, 0));
    assert_eq!((push(&journal, 1), push(&journal, 2)), (1, 2));
    assert_eq!(journal.bounds(), (1, 2, 0));
    assert_eq!(journal.get(2).map(|entry| entry.seq), Some(2));
    assert!([0, 3, u64::MAX].iter().all(|&seq| journal.get(seq).is_none()));
}

#[test]
fn time_does_not_go_back() {
    let journal = Journal::new(ROOMY);
    for at in [5.0, 3.0, f64::NAN, 7.0] {
        journal.push(at, None, None, log(0));
    }
    let times: Vec<f64> = (1..=4).filter_map(|seq| journal.get(seq)).map(|entry| entry.at).collect();
    assert_eq!(times, [5.0, 5.0, 5.0, 7.0]);
}

#[test]
fn the_oldest_go_by_number() {
    let journal = Journal::new(Limits { entries: 3, ..ROOMY });
    (0..5).for_each(|_| _ = push(&journal, 0));
    assert_eq!(journal.bounds(), (3, 5, 2));
    assert!(journal.get(2).is_none());
    let mut reader = journal.reader_after(1);
    assert!(matches!(reader.read(9), Batch::Gap { from: 2, to: 2 }));
    assert_eq!(seqs(&reader.read(9)), [3, 4, 5]);
    assert!(seqs(&reader.read(9)).is_empty());
}

#[test]
fn the_oldest_go_by_bytes_but_never_the_newest() {
    let journal = Journal::new(Limits { entries: 100, bytes: 20_000 });
    (0..4).for_each(|_| _ = push(&journal, 6_000));
    assert_eq!(journal.bounds(), (2, 4, 1));
    push(&journal, 1_000_000);
    assert_eq!(journal.bounds(), (5, 5, 4));
    push(&journal, 0);
    assert_eq!(journal.bounds(), (6, 6, 5));
}

#[test]
fn a_reader_beyond_the_end_starts_with_the_next() {
    let journal = Journal::new(ROOMY);
    push(&journal, 0);
    let mut reader = journal.reader_after(u64::MAX);
    assert!(seqs(&reader.read(9)).is_empty());
    push(&journal, 0);
    assert_eq!(seqs(&reader.read(9)), [2]);
}

#[test]
fn the_end_comes_after_the_last_entry_and_stays() {
    let journal = Journal::new(ROOMY);
    push(&journal, 0);
    let mut reader = journal.reader();
    journal.close();
    assert_eq!(seqs(&reader.read(9)), [1]);
    assert!(matches!(reader.read(9), Batch::End));
    assert!(matches!(poll(reader.next(9)), Poll::Ready(Batch::End)));
    assert!(matches!(journal.reader_after(0).read(0), Batch::Entries(_)));
}

#[test]
fn readers_are_counted() {
    let journal = Journal::new(ROOMY);
    let (one, two) = (journal.reader(), journal.clone().reader_after(3));
    assert_eq!(journal.readers(), 2);
    drop(one);
    assert_eq!(journal.readers(), 1);
    drop(two);
    assert_eq!(journal.readers(), 0);
}

#[test]
fn a_wait_that_was_given_up_loses_nothing() {
    let journal = Journal::new(ROOMY);
    let mut reader = journal.reader();
    for seq in 1..4 {
        assert!(poll(reader.next(9)).is_pending());
        push(&journal, 0);
        let Poll::Ready(batch) = poll(reader.next(9)) else { panic!("not woken") };
        assert_eq!(seqs(&batch), [seq]);
    }
}

#[tokio::test]
async fn waiting_readers_are_woken_by_each_push() {
    const ENTRIES: u64 = 1_000;
    let journal = Journal::new(Limits { entries: ENTRIES as usize, bytes: 1 << 30 });
    let follow = |mut reader: Reader| async move {
        let mut seen = Vec::new();
        loop {
            match reader.next(7).await {
                Batch::End => return seen,
                batch => seen.extend(seqs(&batch)),
            }
        }
    };
    let readers: Vec<_> = (0..4).map(|_| tokio::spawn(follow(journal.reader()))).collect();
    for _ in 0..ENTRIES {
        push(&journal, 1);
        tokio::task::yield_now().await;
    }
    journal.close();
    for reader in readers {
        assert_eq!(reader.await.ok(), Some((1..=ENTRIES).collect()));
    }
}

#[derive(Debug, Clone)]
enum Step {
    Push(usize),
    Read { reader: usize, most: usize },
    Open { reader: usize, after: u64 },
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        (0..3_000_usize).prop_map(Step::Push),
        (0..3_usize, 1..6_usize).prop_map(|(reader, most)| Step::Read { reader, most }),
        (0..3_usize, 0..30_u64).prop_map(|(reader, after)| Step::Open { reader, after }),
    ]
}

/// Reads once; `next` is what the reader must go on with.
fn read(reader: &mut Reader, next: &mut u64, most: usize, journal: &Journal) {
    let (first, last, _) = journal.bounds();
    match reader.read(most) {
        Batch::Gap { from, to } => {
            assert_eq!(from, *next);
            assert_eq!(to + 1, first);
            *next = to + 1;
        }
        batch => {
            let seqs = seqs(&batch);
            let expected: Vec<u64> = (*next..=last).take(most).collect();
            assert_eq!(seqs, expected);
            *next += seqs.len() as u64;
        }
    }
}

proptest! {
    #[test]
    fn each_entry_is_read_or_told_as_gone(steps in prop::collection::vec(step(), 1..80), entries in 1..20_usize) {
        let journal = Journal::new(Limits { entries, bytes: 8_000 });
        let mut readers = [(journal.reader(), 1), (journal.reader(), 1), (journal.reader(), 1)];
        let mut written = 0;
        for step in steps {
            match step {
                Step::Push(letters) => {
                    written += 1;
                    prop_assert_eq!(push(&journal, letters), written);
                    let (first, last, dropped) = journal.bounds();
                    prop_assert_eq!((last, dropped + 1), (written, first));
                    prop_assert!(last - first < entries as u64);
                }
                Step::Read { reader, most } => {
                    let (reader, next) = &mut readers[reader];
                    read(reader, next, most, &journal);
                }
                Step::Open { reader, after } => {
                    readers[reader] = (journal.reader_after(after), after.min(written) + 1);
                }
            }
        }
        for (reader, next) in &mut readers {
            while *next <= written {
                read(reader, next, 3, &journal);
            }
        }
    }
}
