// A page of the server fetched again, and what changed in it put in place: each element keeps its scroll, only what is
// in it is replaced. Pictures that were saved meanwhile get an address of their own, since a browser keeps the old ones.

const IMAGES = "/lessons/images/";

/** What the server last sent for each place; the page itself adds to it. */
const served = new Map<string, string>();

let imagesSaved = 0;

/** To be called before anything is added to the page. */
export function rememberServed(): void {
  for (const place of places(document)) served.set(nameOf(place), place.innerHTML);
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
    const html = fresh.innerHTML;
    if (!place || served.get(name) === html) return [];
    served.set(name, html);
    refreshImages(fresh);
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

const places = (page: Document) => page.querySelectorAll<HTMLElement>("[data-swap]");
const nameOf = (place: HTMLElement) => place.dataset.swap ?? "";
