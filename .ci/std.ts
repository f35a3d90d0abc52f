// Decides where `@std/*` comes from, by one quick try to reach JSR or its cache. If
// it answers, this prints nothing and `deno.json` holds. If not, this prints the
// option that uses our stand-ins, and with `--verbose` says so on standard error.

/** A network that drops packets must not delay a command for longer. */
const patienceMilliseconds = 3000;

const modules = [
  "@std/assert",
  "@std/cli/parse-args",
  "@std/testing/types",
];

/** Whether the modules of `deno.json` can be had. */
function stdAnswers(): Promise<boolean> {
  const answers = Promise.all(modules.map((name) => import(name)))
    .then(() => true, () => false);
  const patience = new Promise<boolean>((resolve) =>
    setTimeout(() => resolve(false), patienceMilliseconds)
  );
  return Promise.race([answers, patience]);
}

if (import.meta.main) {
  if (!await stdAnswers()) {
    if (Deno.args.includes("--verbose")) {
      console.error(
        "JSR does not answer: the stand-ins for @std under .ci/std are used.",
      );
    }
    console.log("--import-map=.ci/import_map.json");
  }
  Deno.exit(0);
}
