// The weather of the page's clients: kept in the state, told to the frame that has to feel it.

import { ONLINE, type Weather } from "../model/weather";
import { tellFrame } from "./frames";
import { dispatch, state } from "./store";

/** From now on this client's network is like that. `closed` takes the client's tab away, anything else opens it again. */
export function setWeather(client: string, weather: Weather): void {
  dispatch({ type: "weatherSet", client, weather });
  if (weather.kind !== "closed") tellFrame(client, { weather });
}

/** Good weather for everyone, as at the beginning of a scenario. */
export function calm(): void {
  for (const [client, { kind }] of Object.entries(state.peek().weather))
    if (kind !== "online") setWeather(client, ONLINE);
}
