// What is loaded when it is first needed: code in links, what is taken along, clients of one's own, an author's mistakes,
// the keys, the table of rooms.

export { readLink } from "../../effects/share";
export { BroughtStrip } from "./brought";
export { Joining } from "./joining";
export { Made } from "./made";
export { Taken } from "./taken";
export { Help } from "../help";
export { Mistakes } from "../mistakes";
export { Roster } from "../roster";
