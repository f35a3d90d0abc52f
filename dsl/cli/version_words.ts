import { plural } from "../../lib/base/words.ts";
import { openStore } from "../../lib/kernels/store.ts";
import { kernelModule } from "../../lib/kernels/wasm/compiled.ts";
import { say } from "../../words/say.ts";
import { version } from "./version.ts";
import { system } from "./world/system/system.ts";

/** What `nabla --version` says: its version, what runs it, and the kernels that large networks take. */
export function versionWords(): string {
  const { kernels, threads } = openStore({}, Infinity);
  const { kind } = kernels;
  const build = kernelModule()?.isRelaxed ? "relaxed" : "simd";
  return [
    `nabla ${version}`,
    system.runtime,
    say("kernels: {kind}, {threads}", {
      kind: kind === "plain" ? kind : `${kind} ${build}`,
      threads: plural(threads?.count ?? 1, "thread"),
    }),
    "",
  ].join("\n");
}
