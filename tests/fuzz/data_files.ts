/**
 * Runs every fuzzer of data beside this file: `deno task fuzz:data [count] [seed]`.
 * Each is a file `…_fuzz.ts` with `fuzzOnce({ count, seed })`, which gives
 * `{ failure?, read, refused }` or a promise of it.
 *
 * @module
 */

const count = Number(Deno.args[0] ?? 20_000);
const seed = Number(Deno.args[1] ?? 1);

for await (const { name } of Deno.readDir(new URL(".", import.meta.url))) {
  if (!name.endsWith("_fuzz.ts")) continue;
  const start = performance.now();
  const { fuzzOnce } = await import(`./${name}`);
  const { failure, read, refused } = await fuzzOnce({ count, seed });
  if (failure !== undefined) {
    console.error(`${name}, seed ${seed}: ${failure}`);
    Deno.exit(1);
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  console.log(
    `${name}: ${read} files read, ${refused} refused, in ${seconds} s`,
  );
}
