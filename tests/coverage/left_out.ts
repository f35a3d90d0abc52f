/**
 * Code of `lib` and `dsl` that coverage does not count, each with the reason.
 *
 * @module
 */

/** Files and folders. */
export const leftOut: Readonly<Record<string, string>> = {
  "lib/kernels/assembly": "compiled to WebAssembly, which V8 does not count",
  "lib/kernels/wasm/binaries.ts": "made by `deno task build:kernels`",
  "lib/kernels/wasm/kernel_calls.ts": "made by `deno task build:kernels`",
  "lib/kernels/wasm/kernel_words.ts": "made by `deno task build:kernels`",
  "lib/kernels/wasm/thread.ts": "runs as text in workers of its own",
};

export function isLeftOut(path: string): boolean {
  return Object.keys(leftOut).some((each) =>
    path === each || path.startsWith(`${each}/`)
  );
}

/** Whether a file has code that runs, not types alone. */
export function hasCode(text: string): boolean {
  return /^(?:export )?(?:const|let|class|(?:async )?function)\b/m.test(text);
}
