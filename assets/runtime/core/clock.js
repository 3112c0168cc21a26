// The sandbox's clock: milliseconds since it started, moved by the sandbox before each turn. `Date` and `performance`
// tell this time.

/** `now` in milliseconds since the start; `epoch` is Unix time there. */
export const clock = { now: 0, epoch: 0 };

const NativeDate = globalThis.Date;

// The C library reads the time zone's file once; in the cage it could not.
new NativeDate(0).getTimezoneOffset();

export function unixNow() {
  return Math.floor(clock.epoch + clock.now);
}

function SandboxDate(...args) {
  if (new.target === undefined) return new NativeDate(unixNow()).toString();
  return Reflect.construct(NativeDate, args.length === 0 ? [unixNow()] : args, new.target);
}

Object.defineProperty(SandboxDate, "name", { value: "Date", configurable: true });
Object.defineProperty(SandboxDate, "length", { value: 7, configurable: true });
SandboxDate.prototype = NativeDate.prototype;
const own = { configurable: true, writable: true, enumerable: false };
Object.defineProperty(SandboxDate, "prototype", { value: NativeDate.prototype, writable: false });
Object.defineProperty(NativeDate.prototype, "constructor", { ...own, value: SandboxDate });
Object.defineProperty(SandboxDate, "UTC", { ...own, value: NativeDate.UTC });
Object.defineProperty(SandboxDate, "parse", { ...own, value: NativeDate.parse });
Object.defineProperty(SandboxDate, "now", { ...own, value: { now: () => unixNow() }.now });

export { SandboxDate as Date };

export const performance = {
  now: () => clock.now,
  get timeOrigin() {
    return clock.epoch;
  },
  mark() {},
  measure() {},
};
