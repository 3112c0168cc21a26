// Which part of a wide drawing is seen: only that is drawn.

import { useEffect, useState } from "preact/hooks";

export function useWindow(holder: { current: HTMLElement | null }) {
  const [seen, setSeen] = useState({ left: 0, width: 0, height: 0 });
  useEffect(() => {
    const view = holder.current;
    if (!view) return;
    const look = () => setSeen({ left: view.scrollLeft, width: view.clientWidth, height: view.parentElement?.clientHeight ?? 0 });
    const observer = new ResizeObserver(look);
    observer.observe(view);
    if (view.parentElement) observer.observe(view.parentElement);
    view.addEventListener("scroll", look, { passive: true });
    return () => {
      observer.disconnect();
      view.removeEventListener("scroll", look);
    };
  }, []);
  return seen;
}
