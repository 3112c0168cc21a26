//! The functions with which the runtime answers HTTP requests: part by part, in order, each named by its exchange.

use std::rc::Rc;

use bytes::Bytes;
use rquickjs::{Ctx, Function, Object, Result, Value};

use super::host::pairs;
use super::message::{AnswerHead, AnswerPart, Data, FromWorker, Place};
use super::outbox::Outbox;
use super::report;

/// Bytes of one message's chunk; a longer one goes in several.
const CHUNK_BYTES: usize = 1 << 20;

/// Sets them on the host.
pub(super) fn doors<'js>(host: &Object<'js>, ctx: &Ctx<'js>, outbox: &Rc<Outbox>) -> Result<()> {
    let out = Rc::clone(outbox);
    let answer = move |exchange: u32, status: u16, headers: Vec<Value<'js>>, length: f64| -> Result<()> {
        // Below zero: the body comes in pieces.
        let length = (length >= 0.0).then_some(length as u64);
        let head = AnswerHead { status, headers: pairs(&headers)?, length };
        part(&out, exchange, AnswerPart::Head(head));
        Ok(())
    };
    host.set("answer", Function::new(ctx.clone(), answer)?)?;
    let out = Rc::clone(outbox);
    host.set("chunk", Function::new(ctx.clone(), move |exchange: u32, data| chunk(&out, exchange, &data))?)?;
    let out = Rc::clone(outbox);
    host.set("ended", Function::new(ctx.clone(), move |exchange: u32| part(&out, exchange, AnswerPart::End))?)?;
    let out = Rc::clone(outbox);
    host.set("destroyed", Function::new(ctx.clone(), move |exchange: u32| part(&out, exchange, AnswerPart::Broken))?)?;
    let out = Rc::clone(outbox);
    let routed = move |exchange: u32, line: u32, column: u32| {
        part(&out, exchange, AnswerPart::Routed(Place { line, column }));
    };
    host.set("routed", Function::new(ctx.clone(), routed)?)?;
    let out = Rc::clone(outbox);
    host.set("takesOptions", Function::new(ctx.clone(), move || out.push(&FromWorker::TakesOptions))?)
}

fn part(outbox: &Outbox, exchange: u32, part: AnswerPart) {
    outbox.push(&FromWorker::Answer { exchange, part });
}

fn chunk(outbox: &Outbox, exchange: u32, data: &Value<'_>) -> Result<()> {
    let bytes = match report::data(data)? {
        Data::Binary(bytes) => bytes,
        Data::Text(text) => Bytes::from(text),
    };
    for start in (0..bytes.len()).step_by(CHUNK_BYTES) {
        let piece = bytes.slice(start..bytes.len().min(start + CHUNK_BYTES));
        part(outbox, exchange, AnswerPart::Chunk(piece));
    }
    Ok(())
}
