// A value that the browser keeps: a signal here, a text in its storage, and the same in every tab that is open.

import { type ReadonlySignal, signal } from "@preact/signals";
import { load, save } from "./storage";

export interface Kept<T> {
  readonly value: ReadonlySignal<T>;
  change(make: (before: T) => T): void;
  /** Reads the storage again, after it was changed past this. */
  reload(): void;
}

export function keep<T>(key: string, parse: (text: string | null) => T, print: (value: T) => string): Kept<T> {
  const value = signal(parse(load(key)));
  const reload = () => {
    value.value = parse(load(key));
  };
  addEventListener("storage", (event) => {
    if (event.key === key || event.key === null) reload();
  });
  // A page that comes back from the browser's memory was not told.
  addEventListener("pageshow", (event) => event.persisted && reload());
  return {
    value,
    reload,
    change(make) {
      const next = make(value.peek());
      if (next === value.peek()) return;
      value.value = next;
      save(key, print(next));
    },
  };
}
