// The program, with every permission, runs a module that tries what it may not.
import { assertEquals, assertMatch } from "@std/assert";
import { denoRun, shellIn, wordOf } from "../../../helpers/shell.ts";

const layers = new URL(
  "../../../fixtures/hostile_layers.ts",
  import.meta.url,
).pathname;
const deno = denoRun("--allow-all");

/** What a shell prints in a folder with a network; `nabla` is the program. */
function shell(script: string): Promise<string> {
  return shellIn(
    `mkdir in && cd in || exit
     nabla() { ${deno} ${wordOf("dsl/cli/main.ts")} "$@"; }
     echo 'fc(2,1) -> hostile' > net.nn; echo 1 > secret; echo 2 > ../secret`,
    script,
  );
}

Deno.test({
  name: "a module of layers reads its own folder and does nothing else",
  ignore: Deno.build.os === "windows",
  async fn() {
    const said = await shell(
      `nabla check net.nn --junit picture.xml --layers "${layers}"
       echo $?; ls; cat net.nn`,
    );
    assertMatch(said, /^let in: nothing$/m);
    assertMatch(said, /^tried: [5-9]\d$/m);
    assertMatch(said, /which may read its folder and do nothing else/);
    assertMatch(said, /PASS {2}1 text/);
    assertEquals(
      said.slice(said.lastIndexOf("\n0\n")),
      "\n0\nnet.nn\npicture.xml\nsecret\nfc(2,1) -> hostile",
    );
  },
});

Deno.test({
  name: "the same module, run by itself, does what it tries",
  ignore: Deno.build.os !== "linux",
  async fn() {
    const said = await shell(`timeout 20 ${deno} "${layers}"`);
    assertMatch(said, /^let in: (?:[a-zN ]+, ){26}/m);
  },
});
