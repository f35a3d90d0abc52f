// The command that `deno install` makes by the book's line: what it may do, and that
// what it says of a missing permission helps. The task `nabla` needs no such help.
import { assertEquals, assertMatch } from "@std/assert";

import { pythonTest } from "./helpers/python.ts";

const root = new URL("../", import.meta.url).pathname;
const page = Deno.readTextFileSync(`${root}docs/command-line.md`);
const [, flags] =
  /^deno install -g -n nabla (.*) jsr:@nabla\/nabla\/cli$/m.exec(page) ?? [];

/** Runs a script of the shell in a new folder, where `nabla` is the installed command. */
async function said(
  script: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { stdout, stderr } = await new Deno.Command("sh", {
    args: [
      "-c",
      `place=$(mktemp -d) && cd "$place" || exit
       entry=$ROOT/dsl/cli/main.ts map=$ROOT/.ci/import_map.json
       install() { # options as they are typed
         eval "$DENO install -q -g -f -n nabla --root $place/root --no-prompt \\
           --no-config --import-map=$map $* $entry" >/dev/null 2>&1
       }
       run() { # options as they are typed; then words
         typed=$1; shift
         eval "$DENO run -q --no-prompt --no-config --import-map=$map $typed $entry" '"$@"'
       }
       nabla() { "$place/root/bin/nabla" "$@"; }
       mkdir here && cd here && install "$FLAGS"
       ${script}
       rm -rf -- "$place"`,
    ],
    env: {
      NO_COLOR: "1",
      ROOT: root,
      DENO: Deno.execPath(),
      FLAGS: flags ?? "",
      ...variables,
    },
    stdin: "null",
  }).output();
  const decoder = new TextDecoder();
  return decoder.decode(stdout) + decoder.decode(stderr);
}

const ignore = Deno.build.os === "windows";

Deno.test({
  name: "an installed command reads, and writes where it is started",
  ignore,
  fn: async () =>
    assertMatch(
      await said(`
        nabla gradcheck "fc(2,1) -> sigmoid" | tail -n 1
        nabla generate xor --out xor.csv; ls
      `),
      /^behaviour checks: 22 of 22 passed\nxor\.csv\n$/,
    ),
});

Deno.test({
  name: "a text needs no permission",
  ignore,
  fn: async () =>
    assertMatch(
      await said(`
        run "" gradcheck "fc(2,1) -> sigmoid" | tail -n 1
        run "" run "x = sigmoid(0)" | head -n 1
      `),
      /^behaviour checks: 22 of 22 passed\nx/,
    ),
});

for (const folder of ["elsewhere", 'a b\'s "$HOME" `c`', "a, b"]) {
  Deno.test({
    name:
      `what it may not write it may with the option that it names, in ${folder}`,
    ignore,
    async fn() {
      const text = await said(`
        out="../"'${
        folder.replaceAll("'", "'\\''")
      }'; mkdir "$out"; out=$out/x.csv
        nabla generate xor --out "$out" 2>told
        echo "status $?"; head -n 1 told
        options=$(sed -nE 's/.*[Rr]un (Deno|it) with (.*) (as well;|in place).*/\\2/p' told)
        case $options in --allow-write) FLAGS=--allow-read;; esac
        run "--allow-read $options" generate xor --out "$out" && rm "$out"
        install "$FLAGS $options" && nabla generate xor --out "$out"
        cd ..; ls -d */x.csv
      `);
      assertEquals(
        text,
        `status 2\nnabla: may not write ../${folder}/x.csv\n${folder}/x.csv\n`,
      );
    },
  });

  Deno.test({
    name: `the task writes in ${folder}, where its words lead`,
    ignore,
    async fn() {
      const text = await said(`
        out="../"'${folder.replaceAll("'", "'\\''")}'; mkdir "$out"
        task() { INIT_CWD=$PWD "$DENO" task --quiet --config "$ROOT/deno.json" nabla "$@"; }
        task generate xor --out "$out/x.csv"
        task graph "fc(2,1)" --svg="$out/g.svg" >told
        echo 'fc(2,1)  ->  relu' > "$out/n.nn"; task fmt "$out/n.nn" >told
        cat "$out/n.nn"; ls "$out"
      `);
      assertEquals(text, "fc(2,1) -> relu\ng.svg\nn.nn\nx.csv\n");
    },
  });
}

await pythonTest(
  "in a terminal Deno asks for a folder once",
  undefined,
  async (python) => {
    // Deno drops keys that come before its question.
    const steps = [
      ["Allow?", { wait: 0.5 }],
      ["Allow?", { keys: "y\n" }],
      ["+Allow?", { wait: 0.5 }],
      ["Allow?", { keys: "n\n" }],
    ];
    const text = await said(
      `
    terminal() {
      eval "set -- $DENO run -q --no-config --import-map=$map $FLAGS $entry" '"$@"'
      "$PYTHON" "$ROOT/tests/helpers/pty.py" "$STEPS" "$@"
    }
    terminal generate xor --out ../x.csv | grep -o "requests [^.]*"; ls ..
    `,
      { PYTHON: python, STEPS: JSON.stringify(steps) },
    );
    assertEquals(text, 'requests write access to \\"\nhere\nroot\nx.csv\n');
  },
);
