// The rounded track around the server, and paths along it.

export interface Track {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly corner: number;
}

export interface OnTrack {
  readonly y: number;
  readonly side: "left" | "right";
}

/**
 * The path clockwise through these places, `shift` pixels outside of the track. A single place gives a path without
 * length, which round caps make a disc.
 */
export function bandPath(track: Track, places: readonly OnTrack[], shift: number) {
  const outer = {
    left: track.left - shift,
    right: track.right + shift,
    top: track.top - shift,
    bottom: track.bottom + shift,
    corner: track.corner + shift,
  };
  const crosses = { top: false, bottom: false };
  const parts = places.map((place, at) => {
    const here = `${round(outer[place.side])} ${round(place.y)}`;
    const before = places[at - 1];
    if (!before) return `M${here}`;
    if (before.side === place.side) return `L${here}`;
    const over = before.side === "left" ? "top" : "bottom";
    crosses[over] = true;
    return `${crossing(outer, over)}L${here}`;
  });
  if (places.length === 1) parts.push("h0.01");
  return { path: parts.join(""), crosses };
}

function crossing({ left, right, top, bottom, corner: r }: Track, over: "top" | "bottom"): string {
  const [from, to, y, inward] = over === "top" ? [left, right, top, 1] : [right, left, bottom, -1];
  const arc = (x: number, ay: number) => `A${round(r)} ${round(r)} 0 0 1 ${round(x)} ${round(ay)}`;
  const start = `L${round(from)} ${round(y + inward * r)}`;
  const along = `L${round(to - inward * r)} ${round(y)}`;
  return `${start}${arc(from + inward * r, y)}${along}${arc(to, y + inward * r)}`;
}

export function round(value: number): number {
  return Math.round(value * 100) / 100;
}
