/**
 * What a system refuses, in the words and classes that Deno gives it.
 *
 * @module
 */

/** A refusal, by its name in reports. */
export interface Refusal {
  readonly name: string;
  make(what: string): unknown;
}

const system = (
  name: string,
  code: number,
  words: string,
  make: (message: string) => Error = (message) => new Error(message),
): Refusal => ({
  name,
  make: (what) =>
    Object.assign(make(`${words} (os error ${code}): ${what}`), { code: name }),
});

const noSuch = system(
  "ENOENT",
  2,
  "No such file or directory",
  (message) => new Deno.errors.NotFound(message),
);
const denied = system(
  "EACCES",
  13,
  "Permission denied",
  (message) => new Deno.errors.PermissionDenied(message),
);
const broken = system(
  "EPIPE",
  32,
  "Broken pipe",
  (message) => new Deno.errors.BrokenPipe(message),
);
const interrupted = system(
  "EINTR",
  4,
  "Interrupted system call",
  (message) => new Deno.errors.Interrupted(message),
);
const full = system("ENOSPC", 28, "No space left on device");
const damaged = system("EIO", 5, "Input/output error");
const tooMany = system("EMFILE", 24, "Too many open files");
const notGranted: Refusal = {
  name: "not granted",
  make: (what) =>
    new Deno.errors.NotCapable(
      `Requires access to "${what}", run again with the --allow-read flag`,
    ),
};
export const noMemory: Refusal = {
  name: "no memory",
  make: () => new RangeError("Array buffer allocation failed"),
};
class Odd extends Error {
  override readonly name = "Odd";
}
export const odd: Refusal = {
  name: "unknown",
  make: (what) => new Odd(`something odd happened to ${what}`),
};

/** What reading may meet. */
export const readRefusals = [
  notGranted,
  denied,
  damaged,
  tooMany,
  interrupted,
  noMemory,
  odd,
];

/** What writing may meet. */
export const writeRefusals = [
  noSuch,
  notGranted,
  denied,
  full,
  damaged,
  tooMany,
  broken,
  interrupted,
  odd,
];

/** What printing may meet. */
export const printRefusals = [broken, full, damaged, interrupted, odd];

/** What starting a program may meet. */
export const startRefusals = [noSuch, notGranted, denied, tooMany, odd];
