// A page of the server fetched again, and what changed in it put in place: each element keeps its scroll, only what is
// in it is replaced. Pictures that were saved meanwhile get an address of their own, since a browser keeps the old ones.

const IMAGES = "/lessons/images/";

/** What the server last sent for each place; the page itself adds to it. */
const served = new Map<string, string>();

let imagesSaved = 0;

/** To be called before anything is added to the page. */
export function rememberServed(): void {
  for (const place of places(document)) served.set(nameOf(place), sent(place));
}

/** The page as it is now; null when it is not there any more, undefined when the server does not answer. */
export async function fetchPage(): Promise<Document | null | undefined> {
  try {
    const response = await fetch(location.pathname, { cache: "no-store", headers: { accept: "text/html" } });
    if (response.status === 404) return null;
    return response.ok ? new DOMParser().parseFromString(await response.text(), "text/html") : undefined;
  } catch {
    return undefined;
  }
}

/** Puts in place what is new; the names of the places that changed. */
export function swap(page: Document): readonly string[] {
  document.title = page.title;
  return [...places(page)].flatMap((fresh) => {
    const name = nameOf(fresh);
    const place = document.querySelector(`[data-swap="${name}"]`);
    const now = sent(fresh);
    if (!place || served.get(name) === now) return [];
    served.set(name, now);
    refreshImages(fresh);
    // A part keeps what the student did in it: its element moves over, and draws its new content by itself.
    for (const part of fresh.querySelectorAll<HTMLElement>(".part")) {
      const { part: kind, index } = part.dataset;
      const mine = place.querySelector(`.part[data-part="${kind}"][data-index="${index}"]`);
      if (mine) part.replaceWith(mine);
    }
    place.replaceChildren(...fresh.childNodes);
    return [name];
  });
}

export function imagesChanged(): void {
  imagesSaved += 1;
  refreshImages(document);
}

function refreshImages(within: ParentNode): void {
  if (imagesSaved === 0) return;
  for (const image of within.querySelectorAll("img")) {
    const address = new URL(image.getAttribute("src") ?? "", location.href);
    if (!address.pathname.startsWith(IMAGES)) continue;
    address.searchParams.set("saved", String(imagesSaved));
    image.src = address.pathname + address.search + address.hash;
  }
}

/** All that a place is made from. What stands in `noscript` is a tree or a text, by who parsed it. */
function sent(place: HTMLElement): string {
  const plain = place.cloneNode(true) as HTMLElement;
  for (const none of plain.querySelectorAll("noscript")) none.replaceChildren();
  return plain.innerHTML;
}

const places = (page: Document) => page.querySelectorAll<HTMLElement>("[data-swap]");
const nameOf = (place: HTMLElement) => place.dataset.swap ?? "";
