// One direction of a connection on a slow network: what goes in comes out later, and in order, also when the delay
// changes meanwhile.

export class Delay {
  #waiting: { due: number; arrive: () => void }[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly milliseconds: () => number) {}

  /** At once on a fast network on which nothing is under way. */
  push(arrive: () => void): void {
    const delay = this.milliseconds();
    const last = this.#waiting.at(-1);
    if (!last && delay <= 0) return arrive();
    this.#waiting.push({ due: Math.max(performance.now() + delay, last?.due ?? 0), arrive });
    if (!last) this.#next();
  }

  /** The network is fast again: what is under way arrives now. */
  hurry(): void {
    clearTimeout(this.#timer);
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { arrive } of waiting) arrive();
  }

  /** The network is cut: what is under way is lost. */
  lose(): void {
    clearTimeout(this.#timer);
    this.#waiting = [];
  }

  #next(): void {
    const first = this.#waiting[0];
    if (!first) return;
    this.#timer = setTimeout(
      () => {
        // A timer may come a little early.
        if (performance.now() < first.due - 1) return this.#next();
        this.#waiting.shift();
        first.arrive();
        this.#next();
      },
      Math.max(0, first.due - performance.now()),
    );
  }
}
