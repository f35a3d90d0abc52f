import { say } from "../../../../words/say.ts";
import type { BlasPlace } from "../../../../lib/kernels/blas/blas.ts";
import type { Io } from "../../world/io.ts";
import { system } from "../../world/system/system.ts";

/** A file that was tried. */
export interface BlasFile {
  /** Whose library it would be. */
  readonly name: string;
  readonly path: string;
  readonly state: "used" | "not there" | "not granted" | "not loaded";
  /** Whether the file exists; undefined without permission to look. */
  readonly exists?: boolean | undefined;
  /** Why it could not be loaded, in the system's words. */
  readonly detail?: string;
}

/** The result of the search in one place, with what the disk shows. */
export async function lookAt(
  { name, path, reason }: BlasPlace,
  io: Pick<Io, "fileExists">,
): Promise<BlasFile> {
  if (reason === undefined) return { name, path, state: "used", exists: true };
  const exists = await io.fileExists(path);
  if (exists === false || /no such file/i.test(reason)) {
    return { name, path, state: "not there", exists: false };
  }
  if (reason === "not granted") return { name, path, state: reason, exists };
  // Deno and the system each say what they did to which file.
  const detail = reason.replace(/^(Could not open library: )+/, "")
    .replace(`${path}: `, "");
  return { name, path, state: "not loaded", exists, detail };
}

/** Deno's option that grants the first library that is there and was not granted. */
export function grantOf(files: readonly BlasFile[]): string | undefined {
  const file = files.find((each) =>
    each.state === "not granted" && each.exists
  );
  return file === undefined ? undefined : `--allow-ffi=${file.path}`;
}

/** Why there is no library, as a phrase. */
export function whyNoBlas(files: readonly BlasFile[]): string {
  if (!system.callsLibraries) {
    return say("only Deno can call the system's libraries");
  }
  if (files.length === 0) return say("no library is known on this system");
  const grant = grantOf(files);
  if (grant !== undefined) {
    return say("not granted: run Deno with {grant}", { grant });
  }
  const states = new Set(files.map(({ state }) => state));
  if (states.has("not granted")) {
    return say("not granted, if it is there: run Deno with --allow-ffi");
  }
  return states.has("not loaded") ? say("no library could be loaded") : say(
    "no library is there: install OpenBLAS (on Debian libopenblas0), MKL or BLIS",
  );
}
