// What is loaded when it is first needed: code in links, what is taken along, and clients of one's own.

export { readLink } from "../../effects/share";
export { BroughtStrip } from "./brought";
export { Joining } from "./joining";
export { Made } from "./made";
export { Taken } from "./taken";
