//! What the runtime's functions are given, as JavaScript values.

use rquickjs::{ArrayBuffer, Ctx, IntoJs, Object, Result, Value};

use super::message::{Asking, Data, Opening, Transport};

/// A connection that was opened, as the runtime takes it.
pub struct Opened<'a>(pub &'a Opening);

impl<'js> IntoJs<'js> for Opened<'_> {
    fn into_js(self, ctx: &Ctx<'js>) -> Result<Value<'js>> {
        let Opening { connection, id, transport, address, method, url, query, headers } = self.0;
        let opening = Object::new(ctx.clone())?;
        opening.set("connection", *connection)?;
        opening.set("id", id.as_str())?;
        opening.set(
            "transport",
            match transport {
                Transport::Polling => "polling",
                Transport::WebSocket => "websocket",
            },
        )?;
        opening.set("address", address.as_str())?;
        opening.set("method", method.as_str())?;
        opening.set("url", url.as_str())?;
        opening.set("query", pairs(query))?;
        opening.set("headers", pairs(headers))?;
        Ok(opening.into_value())
    }
}

fn pairs(pairs: &[(String, String)]) -> Vec<Vec<String>> {
    pairs.iter().map(|(name, value)| vec![name.clone(), value.clone()]).collect()
}

/// An HTTP request, as the runtime takes it.
pub struct Asked(pub Asking);

impl<'js> IntoJs<'js> for Asked {
    fn into_js(self, ctx: &Ctx<'js>) -> Result<Value<'js>> {
        let Asking { exchange, method, url, address, headers, body } = self.0;
        let asked = Object::new(ctx.clone())?;
        asked.set("exchange", exchange)?;
        asked.set("method", method)?;
        asked.set("url", url)?;
        asked.set("address", address)?;
        asked.set("headers", pairs(&headers))?;
        asked.set("body", ArrayBuffer::new_copy(ctx.clone(), body)?)?;
        Ok(asked.into_value())
    }
}

/// One Engine.IO message: a string or an `ArrayBuffer`.
pub struct Frame(pub Data);

impl<'js> IntoJs<'js> for Frame {
    fn into_js(self, ctx: &Ctx<'js>) -> Result<Value<'js>> {
        match self.0 {
            Data::Text(text) => text.into_js(ctx),
            // Copied, so that it counts as the sandbox's memory.
            Data::Binary(bytes) => Ok(ArrayBuffer::new_copy(ctx.clone(), bytes)?.into_value()),
        }
    }
}
