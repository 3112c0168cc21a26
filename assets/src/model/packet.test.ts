import assert from "node:assert/strict";
import test from "node:test";
import { isHeartbeat, kindOf, parts } from "./packet";

const shown = (packet: string, binary = false) =>
  parts({ packet, binary })
    .map(({ kind, text }) => `${kind} ${text}`)
    .join(" | ");

test("each packet is taken apart", () => {
  const packets = {
    '0{"sid":"x"}': 'engine 0 | data {"sid":"x"}',
    "2": "engine 2",
    "2probe": "engine 2 | data probe",
    "3": "engine 3",
    "6": "engine 6",
    "40": "engine 4 | socket 0",
    '40/admin,{"token":1}': 'engine 4 | socket 0 | namespace /admin, | payload {"token":1}',
    "41/admin,": "engine 4 | socket 1 | namespace /admin,",
    "41/admin": "engine 4 | socket 1 | namespace /admin",
    '42["chat","hi"]': 'engine 4 | socket 2 | payload ["chat","hi"]',
    '42/admin,12["x"]': 'engine 4 | socket 2 | namespace /admin, | ack 12 | payload ["x"]',
    '4312["ok"]': 'engine 4 | socket 3 | ack 12 | payload ["ok"]',
    '451-["f",{"_placeholder":true,"num":0}]':
      'engine 4 | socket 5 | attachments 1- | payload ["f",{"_placeholder":true,"num":0}]',
    '461-/a,7[{"_placeholder":true,"num":0}]':
      'engine 4 | socket 6 | attachments 1- | namespace /a, | ack 7 | payload [{"_placeholder":true,"num":0}]',
    "bAQI=": "engine b | base64 AQI=",
    "4hello": "engine 4 | unknown hello",
    "9?": "unknown 9?",
    "": "",
  };
  for (const [packet, wanted] of Object.entries(packets)) {
    assert.equal(shown(packet), wanted);
    assert.equal(
      parts({ packet, binary: false })
        .map(({ text }) => text)
        .join(""),
      packet,
      "nothing gets lost",
    );
  }
  assert.equal(shown("AQI=", true), "binary AQI=");
});

test("a polling body is its packets with separators between", () => {
  assert.equal(shown('42["a"]\u{1e}bAQI='), 'engine 4 | socket 2 | payload ["a"] | separator \u{1e} | engine b | base64 AQI=');
});

test("a packet's kind is told in short", () => {
  const kind = (packet: string, binary = false) => Object.values(kindOf({ packet, binary })).join(" ");
  assert.equal(kind('42["chat message","hi"]'), "message EVENT chat message");
  assert.equal(kind('42["a\\"b","cut'), 'message EVENT a"b');
  assert.equal(kind('451-["f",'), "message BINARY_EVENT f");
  assert.equal(kind("43[]"), "message ACK ");
  assert.equal(kind("5"), "upgrade  ");
  assert.equal(kind("AQI=", true), "message  ");
  assert.equal(kind("x"), "  ");
});

test("heartbeats are pings, pongs and noops", () => {
  const beats = ["2", "3", "3probe", "6", "0{}", "40", "x"].filter((packet) => isHeartbeat({ packet, binary: false }));
  assert.deepEqual(beats, ["2", "3", "3probe", "6"]);
});
