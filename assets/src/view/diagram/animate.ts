// The way a packet takes, shown once when it happens live: in, out, then the marks; under a second in all. Whoever asked
// for less motion sees the final picture only.

const IN_MS = 350;
const OUT_MS = 450;
const MARK_MS = 120;
const GROW_MS = 450;
/** All of it, with room for frames that come late. */
const LONGEST_MS = 2 * (IN_MS + OUT_MS + MARK_MS);
const EASING = "cubic-bezier(.2, .7, .3, 1)";

/** When the last of what is moving is at its end. To ask the browser for it would lay out the page. */
let moving = 0;

/** What is still moving shows its end at once. */
export function settle(drawing: SVGSVGElement): void {
  if (performance.now() > moving) return;
  moving = 0;
  for (const animation of drawing.getAnimations({ subtree: true })) animation.cancel();
}

export function animate(drawing: SVGSVGElement): void {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  moving = performance.now() + LONGEST_MS;
  const incoming = drawing.querySelector<SVGGElement>(".packet.in");
  const out = incoming ? IN_MS : 0;
  if (incoming) reveal(incoming, incoming.dataset.from ?? "0 0", 0, IN_MS);
  for (const packet of drawing.querySelectorAll<SVGGElement>(".packet.out"))
    reveal(packet, drawing.dataset.server ?? "0 0", out, OUT_MS);
  for (const chip of drawing.querySelectorAll<SVGGElement>(".packet-chip")) {
    const isIn = chip.closest(".packet.in") !== null;
    travel(chip, isIn ? 0 : out, isIn ? IN_MS : OUT_MS);
  }
  for (const badge of drawing.querySelectorAll<SVGGElement>(".seat .badge > *, .seat .status"))
    appear(badge, out + OUT_MS, MARK_MS);
  for (const path of drawing.querySelectorAll<SVGPathElement>(".band.grown path")) grow(path);
}

const timing = (delay: number, duration: number) => ({ delay, duration, easing: EASING, fill: "backwards" }) as const;

/** A line comes out of its start, as a circle around that opens. */
function reveal(packet: SVGGElement, from: string, delay: number, duration: number): void {
  const at = from
    .split(" ")
    .map((value) => `${value}px`)
    .join(" ");
  const frames = [`circle(0px at ${at}) view-box`, `circle(420px at ${at}) view-box`].map((clipPath) => ({ clipPath }));
  packet.animate(frames, timing(delay, duration));
}

function travel(chip: SVGGElement, delay: number, duration: number): void {
  const [x, y] = (chip.dataset.path ?? "0 0").split(" ").map(Number);
  for (const shape of chip.children) {
    shape.animate([{ transform: `translate(${x}px, ${y}px)` }, { transform: "none" }], timing(delay, duration));
  }
}

function appear(mark: Element, delay: number, duration: number): void {
  mark.animate([{ opacity: 0 }, { opacity: 1 }], timing(delay, duration));
}

function grow(path: SVGPathElement): void {
  const length = path.getTotalLength();
  if (length < 1) return appear(path, 0, GROW_MS);
  path.animate(
    [
      { strokeDasharray: `${length} ${length}`, strokeDashoffset: `${length}` },
      { strokeDasharray: `${length} ${length}`, strokeDashoffset: "0" },
    ],
    timing(0, GROW_MS),
  );
}
