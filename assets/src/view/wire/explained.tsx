// One packet of the list, explained part by part.

import { useLayoutEffect, useRef } from "preact/hooks";
import { parts } from "../../model/packet";
import type { Kept } from "../../model/wire";
import { facts as words, meaning } from "../../text/meaning";
import { size, span } from "../../text/packet";

/** Characters of a part; the rest is cut. */
const MAX_OPENED = 2_000;

export function Explained({ packet }: { packet: Kept }) {
  const { request, delay, transport, bytes, cut } = packet;
  const facts = [words.carried(transport, size(bytes))];
  if (delay !== null && transport === "polling") facts.push(words.waited(span(delay)));
  if (request) facts.push(words.request(request.method, request.status, size(request.overhead)));
  if (cut) facts.push(words.cut);
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => place.current?.parentElement?.scrollIntoView({ block: "nearest" }), []);
  return (
    <div class="explained" ref={place}>
      <dl>
        {parts(packet).map((part, at) => (
          <div key={at}>
            <dt>
              <code class={`part ${part.kind}`}>{part.kind === "separator" ? "␞" : opening(part.text)}</code>
            </dt>
            <dd>{meaning(part, packet)}</dd>
          </div>
        ))}
      </dl>
      <p>{facts.join(" ")}</p>
    </div>
  );
}

function opening(piece: string): string {
  return piece.length > MAX_OPENED ? `${piece.slice(0, MAX_OPENED)}…` : piece;
}

