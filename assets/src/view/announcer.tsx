// Says the sentence to screen readers, at most once in a while: a burst is told by its last one.

import { effect, signal } from "@preact/signals";
import { said } from "./derived";
import { plain } from "../text/pieces";

const EVERY_MS = 1_500;

const announced = signal("");
let timer: ReturnType<typeof setTimeout> | null = null;

effect(() => {
  const words = said.value ? plain(said.value) : "";
  if (words === announced.peek()) return;
  if (timer !== null) clearTimeout(timer);
  timer = setTimeout(() => {
    announced.value = words;
    timer = null;
  }, EVERY_MS);
});

export function Announcer() {
  return (
    <p class="unseen" role="status">
      {announced.value}
    </p>
  );
}
