//! Where a worker's reports stand in the journal. The worker counts its reports and names causes by that count; this maps
//! a count to the entry it became.

use std::collections::VecDeque;

/// How many reports back a cause is known; older ones are told as unknown. 16 bytes each.
const CAUSES_KEPT: usize = 65_536;

/// The entry that a report became.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Written {
    pub seq: u64,
    pub at: f64,
}

/// The last reports of one worker, by number. A report that is no entry of its own stands for its cause.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    /// The number of the first one kept.
    first: u64,
    written: VecDeque<Option<Written>>,
}

impl Numbers {
    pub fn set(&mut self, number: u64, written: Option<Written>) {
        if self.written.is_empty() {
            self.first = number;
        }
        // Numbers come in order; a hole would only mean that a report got lost, and is nobody's cause.
        let next = self.first.saturating_add(self.written.len() as u64);
        if number < next {
            return;
        }
        if number - next > CAUSES_KEPT as u64 {
            self.written.clear();
            self.first = number;
        } else {
            self.written.extend((next..number).map(|_| None));
        }
        self.written.push_back(written);
        if self.written.len() > CAUSES_KEPT {
            self.written.pop_front();
            self.first += 1;
        }
    }

    pub fn get(&self, number: Option<u64>) -> Option<Written> {
        let index = number?.checked_sub(self.first)?;
        self.written.get(usize::try_from(index).ok()?).copied().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seq: u64) -> Option<Written> {
        Some(Written { seq, at: 0.0 })
    }

    #[test]
    fn a_number_leads_to_its_entry() {
        let mut numbers = Numbers::default();
        numbers.set(1, at(10));
        numbers.set(2, None);
        numbers.set(3, at(12));
        assert_eq!(numbers.get(Some(1)), at(10));
        assert_eq!(numbers.get(Some(2)), None);
        assert_eq!(numbers.get(Some(3)), at(12));
        assert_eq!(numbers.get(Some(4)), None);
        assert_eq!(numbers.get(None), None);
    }

    #[test]
    fn only_the_last_ones_are_kept() {
        let mut numbers = Numbers::default();
        let last = CAUSES_KEPT as u64 + 5;
        for number in 1..=last {
            numbers.set(number, at(number));
        }
        assert_eq!(numbers.get(Some(5)), None);
        assert_eq!(numbers.get(Some(6)), at(6));
        assert_eq!(numbers.get(Some(last)), at(last));
    }

    #[test]
    fn a_wild_number_costs_no_memory() {
        let mut numbers = Numbers::default();
        numbers.set(1, at(1));
        numbers.set(u64::MAX, at(2));
        numbers.set(3, at(3));
        assert_eq!(numbers.get(Some(u64::MAX)), at(2));
        assert!(numbers.written.len() <= 2);
    }
}
