// A part of the page that is loaded when it is first drawn: what few visits need stays out of the first load.

import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";

export function lazy<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let loaded: ComponentType<P> | null = null;
  return function Lazy(props: P) {
    const [, redraw] = useState(0);
    useEffect(() => {
      // A load that fails (the server is gone) is tried again with the next drawing.
      if (!loaded)
        void load().then(
          (component) => {
            loaded = component;
            redraw((count) => count + 1);
          },
          () => undefined,
        );
    }, []);
    const Loaded = loaded;
    return Loaded && <Loaded {...props} />;
  };
}
