//! The channel's codec, used by both ends: each message is postcard with its length before it (u32, little endian).

use bytes::{Buf, BytesMut};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::message::MAX_MESSAGE_BYTES;

/// Bytes of the length that stands before a message.
const HEADER_BYTES: usize = 4;

#[derive(Debug, thiserror::Error)]
pub enum ChannelError {
    #[error("a message of {0} bytes is longer than the channel allows ({MAX_MESSAGE_BYTES})")]
    TooLong(usize),
    #[error("a message on the worker's channel could not be read or written: {0}")]
    Malformed(#[from] postcard::Error),
}

/// Appends a message to `out`. On an error `out` is as it was.
pub fn encode<T: Serialize>(message: &T, out: &mut Vec<u8>) -> Result<(), ChannelError> {
    let start = out.len();
    out.extend_from_slice(&[0; HEADER_BYTES]);
    let written = postcard::to_io(message, &mut *out).map(drop);
    let written = written.map(|()| out.len() - start - HEADER_BYTES);
    let outcome = match written {
        Ok(length) if length <= MAX_MESSAGE_BYTES => match u32::try_from(length) {
            Ok(short) => {
                out[start..start + HEADER_BYTES].copy_from_slice(&short.to_le_bytes());
                return Ok(());
            }
            Err(_) => ChannelError::TooLong(length),
        },
        Ok(length) => ChannelError::TooLong(length),
        Err(error) => error.into(),
    };
    out.truncate(start);
    Err(outcome)
}

/// Takes the first message off `buffer`; `None` while it is not there whole.
pub fn decode<T: DeserializeOwned>(buffer: &mut BytesMut) -> Result<Option<T>, ChannelError> {
    let Some(length) = complete(buffer)? else { return Ok(None) };
    let message = postcard::from_bytes(&buffer[HEADER_BYTES..HEADER_BYTES + length])?;
    buffer.advance(HEADER_BYTES + length);
    Ok(Some(message))
}

/// Length in bytes of the first message, without its header, if it is there whole.
pub fn complete(buffer: &[u8]) -> Result<Option<usize>, ChannelError> {
    let Some(header) = buffer.first_chunk::<HEADER_BYTES>() else { return Ok(None) };
    let length = u32::from_le_bytes(*header) as usize;
    if length > MAX_MESSAGE_BYTES {
        return Err(ChannelError::TooLong(length));
    }
    Ok((buffer.len() >= HEADER_BYTES + length).then_some(length))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::worker::message::{FromWorker, Task, ToWorker, Turn};

    #[test]
    fn a_message_comes_back_whole_however_the_bytes_arrive() {
        let mut wire = Vec::new();
        encode(&ToWorker::Turn(Turn { number: 7, now: 1.5, task: Task::Tick }), &mut wire).unwrap();
        encode(&ToWorker::Turn(Turn { number: 8, now: 2.0, task: Task::Tick }), &mut wire).unwrap();
        let mut buffer = BytesMut::new();
        let mut numbers = Vec::new();
        for byte in wire {
            buffer.extend_from_slice(&[byte]);
            if let Some(ToWorker::Turn(turn)) = decode(&mut buffer).unwrap() {
                numbers.push(turn.number);
            }
        }
        assert_eq!(numbers, [7, 8]);
        assert!(buffer.is_empty());
    }

    #[test]
    fn a_length_beyond_the_limit_is_refused_before_it_is_waited_for() {
        let mut buffer = BytesMut::from(&u32::MAX.to_le_bytes()[..]);
        assert!(matches!(decode::<FromWorker>(&mut buffer), Err(ChannelError::TooLong(_))));
    }

    #[test]
    fn what_is_no_message_is_an_error() {
        let mut buffer = BytesMut::from(&[1, 0, 0, 0, 250][..]);
        assert!(matches!(decode::<FromWorker>(&mut buffer), Err(ChannelError::Malformed(_))));
    }
}
