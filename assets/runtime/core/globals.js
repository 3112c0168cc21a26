// Bound to the free names of the packages in the bundle, so that nothing the learner's code declares can take them away.

export { Buffer } from "buffer";
export { console } from "./console.js";
export { process } from "./process.js";
export { clearImmediate, clearInterval, clearTimeout, setImmediate, setInterval, setTimeout } from "./timers.js";
