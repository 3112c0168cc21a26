// Stands for the package's `contrib/base64id`: ids from the host's random numbers, of the same length and alphabet.

import { host } from "../core/host.js";

export const base64id = { generateId: () => host.id() };
