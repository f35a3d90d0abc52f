// Where a BLAS may be, and the result for each place.
import { assertEquals } from "@std/assert";
import {
  lookAt,
  whyNoBlas,
} from "../../../../../dsl/cli/commands/kernels/blas_files.ts";
import { surveyKernels } from "../../../../../dsl/cli/commands/kernels/kernel_survey.ts";
import { terminal } from "../../../../../dsl/cli/world/terminal.ts";
import type { BlasPlace } from "../../../../../lib/kernels/blas/blas.ts";
import { open } from "../../../../helpers/memory_io.ts";

const mkl = "/usr/lib/libmkl_rt.so.2";
const openBlas = "/usr/lib/libopenblas.so.0";
const refused = "not granted";
const noFile =
  `Could not open library: Could not open library: ${mkl}: cannot open shared object file: No such file or directory`;
const noLibrary =
  `Could not open library: Could not open library: ${openBlas}: invalid ELF header`;

const placesOf = (...reasons: (string | undefined)[]): BlasPlace[] =>
  [mkl, openBlas].map((path, i) => {
    const name = i === 0 ? "MKL" : "OpenBLAS";
    const reason = reasons[i];
    return { name, path, ...reason === undefined ? {} : { reason } };
  });

/** What a search says of both places, what the disk shows, and what is made of it. */
const searches: readonly (readonly [
  what: string,
  reasons: (string | undefined)[],
  files: string[] | undefined,
  states: string[],
  why: string,
])[] = [
  [
    "a library that is there and was not granted is granted by its path",
    [refused, refused],
    [openBlas],
    ["not there", "not granted"],
    `not granted: run Deno with --allow-ffi=${openBlas}`,
  ],
  [
    "without permission to look, nothing is known of the disk",
    [refused, refused],
    undefined,
    ["not granted", "not granted"],
    "not granted, if it is there: run Deno with --allow-ffi",
  ],
  [
    "a system's own words for a file that is not there are enough",
    [noFile, refused],
    undefined,
    ["not there", "not granted"],
    "not granted, if it is there: run Deno with --allow-ffi",
  ],
  [
    "where nothing is there, it says what to install",
    [noFile, refused],
    [],
    ["not there", "not there"],
    "no library is there: install OpenBLAS (on Debian libopenblas0), MKL or BLIS",
  ],
  [
    "a file that is not a library is distinguished from no file",
    [noFile, noLibrary],
    [openBlas],
    ["not there", "not loaded"],
    "no library could be loaded",
  ],
  [
    "a library that may be granted is offered beside one that does not load",
    [refused, noLibrary],
    [mkl, openBlas],
    ["not granted", "not loaded"],
    `not granted: run Deno with --allow-ffi=${mkl}`,
  ],
];
for (const [what, reasons, files, states, why] of searches) {
  Deno.test(what, async () => {
    const mayLook = files !== undefined;
    const world = Object.fromEntries((files ?? []).map((path) => [path, ""]));
    const { io } = open({ files: world, mayLook });
    const places = placesOf(...reasons);
    const found = await Promise.all(places.map((place) => lookAt(place, io)));
    assertEquals(found.map(({ state }) => state), states);
    assertEquals(whyNoBlas(found), why);
    const { kernels } = await surveyKernels(1, io, { places });
    const grant = /--allow-ffi=\S+/.exec(why)?.[0];
    const { kind, isAvailable, reason, ...rest } = kernels[2];
    assertEquals([kind, isAvailable, reason], ["blas", false, why]);
    assertEquals([rest.grant, rest.files], [grant, found]);
  });
}

Deno.test("a place that is used is not looked at, and a failure does not repeat its file", async () => {
  const { io } = open({ files: { [openBlas]: "" } });
  const [used, failed] = placesOf(undefined, noLibrary);
  assertEquals(await lookAt(used, io), {
    name: "MKL",
    path: mkl,
    state: "used",
    exists: true,
  });
  assertEquals((await lookAt(failed, io)).detail, "invalid ELF header");
  assertEquals(whyNoBlas([]), "no library is known on this system");
});

Deno.test("the terminal says which files there are", async () => {
  const { fileExists } = terminal();
  assertEquals(await fileExists(new URL(import.meta.url)), true);
  assertEquals(await fileExists(new URL("gone.ts", import.meta.url)), false);
});

Deno.test({
  name: "the terminal does not look where it may not, and does not ask",
  permissions: { read: false, env: true },
  async fn() {
    const { fileExists } = terminal();
    assertEquals(await fileExists(new URL(import.meta.url)), undefined);
  },
});
