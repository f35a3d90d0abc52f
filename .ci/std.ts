// Decides where `@std/*` comes from. One quick try to reach JSR, or what is
// cached of it: where it answers, this prints nothing and `deno.json` holds.
// Where it does not, this prints the option that puts our stand-ins in place, and
// with `--verbose` a line on standard error that says so.

/** A network that swallows packets must not hold up a command for longer. */
const patienceMilliseconds = 3000;

const modules = [
  "@std/assert",
  "@std/assert/assertion-error",
  "@std/cli/parse-args",
  "@std/testing/types",
];

const answers = Promise.all(modules.map((name) => import(name)))
  .then(() => true, () => false);
const patience = new Promise<boolean>((resolve) =>
  setTimeout(() => resolve(false), patienceMilliseconds)
);
if (!await Promise.race([answers, patience])) {
  if (Deno.args.includes("--verbose")) {
    console.error(
      "JSR does not answer: the stand-ins for @std under .ci/std are used.",
    );
  }
  console.log("--import-map=.ci/import_map.json");
}
Deno.exit(0);
