// Which part of a wide drawing is seen: only that is drawn.

import { useEffect, useState } from "preact/hooks";

export function useWindow(holder: { current: HTMLElement | null }) {
  const [seen, setSeen] = useState({ left: 0, width: 0 });
  useEffect(() => {
    const view = holder.current;
    if (!view) return;
    const look = () => setSeen({ left: view.scrollLeft, width: view.clientWidth });
    const observer = new ResizeObserver(look);
    observer.observe(view);
    view.addEventListener("scroll", look, { passive: true });
    return () => {
      observer.disconnect();
      view.removeEventListener("scroll", look);
    };
  }, []);
  return seen;
}
