// The weather of one client, on its card: a list to choose from, and what stands in the place of a tab that was closed.

import { still } from "../effects/store";
import { setWeather } from "../effects/weather";
import { DELAYS, ONLINE, parseWeather, weatherName } from "../model/weather";
import { text } from "../text/words";
import { WeatherIcon } from "./icons";

const CHOICES = [ONLINE, ...DELAYS.map((ms) => ({ kind: "slow", ms }) as const), { kind: "polling" } as const];
const ENDS = [{ kind: "offline" } as const, { kind: "closed" } as const];

export function WeatherMenu({ client }: { client: string }) {
  const weather = still.value.weather[client] ?? ONLINE;
  const choices = [...CHOICES, ...ENDS];
  const name = weatherName(weather);
  // Another delay than those on offer comes from a scenario.
  const all = choices.some((choice) => weatherName(choice) === name) ? choices : [weather, ...choices];
  return (
    <label class="weather" title={text.weather.names[weather.kind](weather.kind === "slow" ? weather.ms : 0)}>
      <WeatherIcon kind={weather.kind} />
      <span class="unseen">{text.weather.label(client)}</span>
      <select
        value={name}
        onChange={({ currentTarget }) => {
          const chosen = parseWeather(currentTarget.value);
          if (chosen) setWeather(client, chosen);
        }}
      >
        {all.map((choice) => (
          <option key={weatherName(choice)} value={weatherName(choice)}>
            {text.weather.names[choice.kind](choice.kind === "slow" ? choice.ms : 0)}
          </option>
        ))}
      </select>
    </label>
  );
}

export function ClosedTab({ client }: { client: string }) {
  return (
    <p class="closed-tab">
      <span>{text.weather.closed(client)}</span>
      <button type="button" class="button small" onClick={() => setWeather(client, ONLINE)}>
        {text.weather.reopen}
      </button>
    </p>
  );
}
