// The program, with every permission, runs a module that tries what it may not.
import { assertEquals, assertMatch } from "@std/assert";

const root = new URL("../../../../", import.meta.url);
const main = new URL("dsl/cli/main.ts", root).pathname;
const standIns = new URL(".ci/import_map.json", root).pathname;
const layers = new URL("tests/fixtures/hostile_layers.ts", root).pathname;
const isStandIn = import.meta.resolve("@std/cli/parse-args")
  .startsWith("file:");
const deno = [
  `"${Deno.execPath()}" run --quiet --no-prompt --allow-all --cached-only`,
  ...isStandIn ? [`--import-map="${standIns}"`] : [],
].join(" ");

/** What a shell prints in a folder with a network; `nabla` is the program. */
async function shell(script: string): Promise<string> {
  const { stdout } = await new Deno.Command("sh", {
    args: [
      "-c",
      `folder=$(mktemp -d) && mkdir "$folder/in" && cd "$folder/in" || exit
       nabla() { ${deno} "${main}" "$@"; }
       echo 'fc(2,1) -> hostile' > net.nn; echo 1 > secret; echo 2 > ../secret
       ( ${script} ) 2>&1
       cd / && rm -rf "$folder"`,
    ],
    env: { NO_COLOR: "1" },
    stdin: "null",
  }).output();
  return new TextDecoder().decode(stdout).trim();
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
