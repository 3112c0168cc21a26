// A page whose pictures are the same at every run: what a trace says of its time and of ids is put in place of what really
// was, before the page sees it. For pictures that people compare; what is asserted elsewhere is the real thing.

/** Midnight of a day on which the page's clock stands still. */
export const DAY = new Date("2026-01-05T00:00:00Z");

/** Runs in the page ahead of its own scripts: entries are a tenth of a second apart, and ids bear their clients' names. */
export function fixed() {
  if (top !== self) return;
  const APART_MS = 100;
  let now = 0;

  const withIds = ({ packet, client }) =>
    packet.replace(/"(sid|pid)":"[\w-]+"/g, (_all, name) => `"${name}":"${`${client ?? "id"}-`.padEnd(20, "0123456789")}"`);

  const told = (kind, data) => {
    const entry = JSON.parse(data);
    if (kind === "wire") return { ...entry, at: now, packet: withIds(entry), delay: entry.delay === null ? null : 2 };
    now = entry.seq * APART_MS;
    return { ...entry, at: now };
  };

  const listen = EventSource.prototype.addEventListener;
  EventSource.prototype.addEventListener = function (kind, heard, ...options) {
    const rewritten = (event) => {
      if (!(event instanceof MessageEvent) || !event.data.includes('"at":')) return heard(event);
      const data = JSON.stringify(told(kind, event.data));
      heard(new MessageEvent(kind, { data, lastEventId: event.lastEventId }));
    };
    return listen.call(this, kind, rewritten, ...options);
  };
}
