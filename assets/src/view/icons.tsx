// Icons, drawn on a 20 px grid with lines of 1.6 px. Always beside a word or inside of a named button.

import type { ComponentChildren } from "preact";
import type { Tab, Theme } from "../model/state";
import type { Weather } from "../model/weather";

function Icon({ children, size = 20 }: { children: ComponentChildren; size?: number }) {
  return (
    <svg class="icon" width={size} height={size} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}

export function TabIcon({ tab }: { tab: Tab }) {
  return (
    <Icon size={24}>
      {tab === "read" && <path d="M4 5.5h12M4 10h12M4 14.5h7" />}
      {tab === "code" && <path d="M7 5.5 2.5 10 7 14.5M13 5.5l4.5 4.5-4.5 4.5" />}
      {tab === "clients" && (
        <>
          <rect x="5.5" y="2.5" width="9" height="15" rx="2" />
          <path d="M9 14.8h2" />
        </>
      )}
      {tab === "live" && (
        <>
          <circle cx="10" cy="10" r="2.2" />
          <path d="M6.2 14a5.6 5.6 0 0 1 0-8M13.8 6a5.6 5.6 0 0 1 0 8M3.8 16.2a8.8 8.8 0 0 1 0-12.4M16.2 3.8a8.8 8.8 0 0 1 0 12.4" />
        </>
      )}
    </Icon>
  );
}

export function ThemeIcon({ theme }: { theme: Theme }) {
  return (
    <Icon>
      {theme === "system" && (
        <>
          <circle cx="10" cy="10" r="6.2" />
          <path d="M10 3.8a6.2 6.2 0 0 1 0 12.4z" fill="currentColor" />
        </>
      )}
      {theme === "light" && (
        <>
          <circle cx="10" cy="10" r="3.2" />
          <path d="M10 2v2M10 16v2M2 10h2M16 10h2M4.4 4.4l1.4 1.4M14.2 14.2l1.4 1.4M15.6 4.4l-1.4 1.4M5.8 14.2l-1.4 1.4" />
        </>
      )}
      {theme === "dark" && <path d="M16.2 11.8A6.6 6.6 0 0 1 8.2 3.8a6.6 6.6 0 1 0 8 8z" />}
    </Icon>
  );
}

export const ShareIcon = () => (
  <Icon>
    <path d="M8.2 11.8a3 3 0 0 0 4.3 0l3-3a3 3 0 0 0-4.3-4.3l-1.3 1.3M11.8 8.2a3 3 0 0 0-4.3 0l-3 3a3 3 0 0 0 4.3 4.3l1.3-1.3" />
  </Icon>
);

/** Waves of a network; struck through, or with what stands in their way. */
export function WeatherIcon({ kind }: { kind: Weather["kind"] }) {
  return (
    <Icon size={16}>
      {kind === "online" && <path d="M3 8a10 10 0 0 1 14 0M5.8 11a6 6 0 0 1 8.4 0M10 14.6v.1" />}
      {kind === "offline" && <path d="M3 8a10 10 0 0 1 14 0M5.8 11a6 6 0 0 1 8.4 0M10 14.6v.1M4 3l12 14" />}
      {kind === "slow" && <path d="M10 3a7 7 0 1 0 .01 0M10 6.5V10l2.4 1.8" />}
      {kind === "polling" && <path d="M4 7h11l-2.8-2.8M16 13H5l2.8 2.8" />}
      {kind === "closed" && <path d="M3 5h14v10H3zM7.8 7.8l4.4 4.4M12.2 7.8l-4.4 4.4" />}
    </Icon>
  );
}

export const HelpIcon = () => (
  <Icon>
    <path d="M7.4 7.6a2.6 2.6 0 1 1 4 2.2c-.9.6-1.4 1-1.4 2.1" />
    <circle cx="10" cy="14.9" r=".6" fill="currentColor" />
  </Icon>
);

export const TakeIcon = () => (
  <Icon>
    <path d="M10 3.5v8.5M6.2 8.6 10 12.4l3.8-3.8M4 13.5v3h12v-3" />
  </Icon>
);

export const PreviousIcon = () => (
  <Icon>
    <path d="M12 5.5 7.5 10l4.5 4.5" />
  </Icon>
);

export const NextIcon = () => (
  <Icon>
    <path d="M8 5.5 12.5 10 8 14.5" />
  </Icon>
);

export const CloseIcon = () => (
  <Icon>
    <path d="m5.5 5.5 9 9M14.5 5.5l-9 9" />
  </Icon>
);

export const PlayIcon = () => (
  <Icon>
    <path d="M6.5 4.5v11l9-5.5z" fill="currentColor" />
  </Icon>
);

export const PauseIcon = () => (
  <Icon>
    <path d="M7 5v10M13 5v10" />
  </Icon>
);
