import assert from "node:assert/strict";
import test from "node:test";
import { parts } from "../model/packet";
import { meaning } from "./meaning";
import { packetName, size, span } from "./packet";

test("a packet is explained part by part", () => {
  const raw = { packet: '42/admin,12["chat","hi"]', binary: false };
  assert.deepEqual(
    parts(raw).map((part) => meaning(part, raw)),
    [
      "Engine.IO's type 4, message: Socket.IO's own packet follows",
      "Socket.IO's type 2, EVENT: somebody called emit",
      "the namespace; without it, it is /",
      "the sender wants an answer, which will bear this number",
      "the event's name and arguments, as JSON; {_placeholder} stands for an attachment",
    ],
  );
  const ack = { packet: "4312[]", binary: false };
  assert.equal(meaning({ kind: "ack", text: "12" }, ack), "the number of the event that this answers");
  for (const packet of ["0{}", "1", "2", "2probe", "3", "40", "41", "44{}", '451-["a"]', "460-[]", "5", "6", "bAQI=", "x"])
    for (const part of parts({ packet, binary: false })) assert.ok(meaning(part, { packet, binary: false }), packet);
  const frame = { packet: "AQI=", binary: true };
  assert.match(meaning({ kind: "binary", text: "AQI=" }, frame), /^2 bytes/);
});

test("names, sizes and times are short", () => {
  const name = (packet: string, binary = false) => packetName({ packet, binary });
  assert.deepEqual(
    [name('42["chat"]'), name("2"), name("AQI=", true), name("bAQI="), name('451-["f"]'), name("43[]"), name("?")],
    ["EVENT chat", "ping", "attachment", "attachment", "EVENT f", "ACK", "?"],
  );
  assert.deepEqual([size(999), size(1_234), size(65_432)], ["999 B", "1.2 kB", "65 kB"]);
  assert.deepEqual([span(0.4), span(430), span(1_234)], ["0 ms", "430 ms", "1.2 s"]);
});
