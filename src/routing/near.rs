//! Which existing room a mistyped one may have meant: the same letters in another case, another type (`42` and `"42"`), or
//! an edit or two away.

use super::Room;

/// Longer names are not compared, in characters; two of them seldom differ by a slip.
const MAX_NAME: usize = 64;
/// How many rooms are looked at, the oldest first.
const MAX_ROOMS: usize = 1_000;

/// The room that is nearest to `wanted`, if one is near at all; the oldest of equals.
pub(super) fn nearest<'a>(wanted: &Room, rooms: impl Iterator<Item = &'a Room>) -> Option<&'a Room> {
    let wanted = letters(wanted)?;
    let mut best = None;
    for room in rooms.take(MAX_ROOMS) {
        let Some(distance) = letters(room).and_then(|name| slips(&wanted, &name)) else { continue };
        if best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, room));
        }
    }
    best.map(|(_, room)| room)
}

/// A name as it is compared; none for values that have no name (`undefined`) and for names that are too long.
fn letters(room: &Room) -> Option<Vec<char>> {
    let name = match room {
        Room::Text(name) if name.len() > 4 * MAX_NAME => return None,
        Room::Text(_) | Room::Number(_) => room.to_string(),
        Room::Value { .. } => return None,
    };
    let letters: Vec<char> = name.trim().chars().flat_map(char::to_lowercase).collect();
    (letters.len() <= MAX_NAME).then_some(letters)
}

/// How many letters were slipped (changed, left out, put in, or two swapped), if few enough for the names to be near: one
/// in a short name, two in a longer one, and never all of it.
fn slips(a: &[char], b: &[char]) -> Option<usize> {
    let longest = a.len().max(b.len());
    let most = match longest {
        0 | 1 => 0,
        2..=4 => 1,
        _ => 2,
    };
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let [mut before, mut last] = [vec![0; b.len() + 1], (0..=b.len()).collect::<Vec<_>>()];
    for (i, &x) in a.iter().enumerate() {
        let mut row = vec![i + 1; b.len() + 1];
        for (j, &y) in b.iter().enumerate() {
            let mut least = (last[j] + usize::from(x != y)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && x == b[j - 1] && a[i - 1] == y {
                least = least.min(before[j - 1] + 1);
            }
            row[j + 1] = least;
        }
        before = std::mem::replace(&mut last, row);
    }
    Some(last[b.len()]).filter(|&distance| distance <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(wanted: &str, rooms: &[&str]) -> Option<String> {
        let rooms: Vec<Room> = rooms.iter().map(|&name| Room::text(name)).collect();
        nearest(&Room::text(wanted), rooms.iter()).map(ToString::to_string)
    }

    #[test]
    fn finds_what_was_meant() {
        for (wanted, rooms, meant) in [
            ("genral", &["general", "random"][..], Some("general")),
            ("General", &["general"], Some("general")),
            ("general ", &["general"], Some("general")),
            ("gnereal", &["general"], Some("general")),
            ("room9", &["room1", "room2"], Some("room1")),
            ("R", &["r"], Some("r")),
            ("a", &["b"], None),
            ("ab", &["ba"], Some("ba")),
            ("lobby", &["general"], None),
            ("", &["x"], None),
            ("straße", &["strasse"], Some("strasse")),
        ] {
            assert_eq!(near(wanted, rooms).as_deref(), meant, "{wanted}");
        }
    }

    #[test]
    fn a_number_is_near_its_text() {
        let rooms = [Room::text("42")];
        assert_eq!(nearest(&Room::number(42.0), rooms.iter()), Some(&rooms[0]));
    }

    #[test]
    fn values_and_long_names_are_near_nothing() {
        let rooms = [Room::text("undefined"), Room::text("x".repeat(1000))];
        let undefined = Room::Value { key: 0, shown: "undefined".into() };
        assert_eq!(nearest(&undefined, rooms.iter()), None);
        assert_eq!(nearest(&Room::text("x".repeat(999)), rooms.iter()), None);
    }
}
