// Random numbers from a seed: the same program for the same seed, everywhere.

export class Random {
  constructor(seed) {
    this.state = (seed * 0x9e3779b1 + 0x85ebca6b) >>> 0;
  }

  /** A fraction, at least 0 and below 1 (mulberry32). */
  next() {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  /** An integer, at least 0 and below `bound`. */
  below(bound) {
    return Math.floor(this.next() * bound);
  }

  chance(probability) {
    return this.next() < probability;
  }

  pick(list) {
    return list[this.below(list.length)];
  }

  /** One of `[weight, value]`. */
  weighted(choices) {
    const total = choices.reduce((sum, [weight]) => sum + weight, 0);
    let place = this.next() * total;
    for (const [weight, value] of choices) {
      place -= weight;
      if (place < 0) return value;
    }
    return choices[choices.length - 1][1];
  }

  many(least, most, make) {
    return Array.from({ length: least + this.below(most - least + 1) }, make);
  }
}
