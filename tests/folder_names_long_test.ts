// A clone, and a folder of the user in it, of any name.
import { assertEquals } from "@std/assert";

const root = new URL("../", import.meta.url).pathname;

/** Each with several signs that a shell, a URL or a list of folders reads. */
const names = [
  "a,b 'c' \"d\" $HOME `e`",
  "h#1?q %41&x;y*[z] {w} ",
  "-dash\\back\nline",
  " ~",
];

for (const name of names) {
  Deno.test({
    name: `a folder may be called ${JSON.stringify(name)}`,
    ignore: Deno.build.os === "windows",
    async fn() {
      const { stdout } = await new Deno.Command("sh", {
        args: [
          "-c",
          `place=$(mktemp -d) && mkdir -- "$place/$NAME" && cd -- "$place/$NAME" || exit
           cp -R "$ROOT/.ci" "$ROOT/dsl" "$ROOT/lib" "$ROOT/words" "$ROOT"*.ts "$ROOT/deno.json" .
           for member in play/page play/worker tests/play; do
             mkdir -p $member && cp "$ROOT/$member/deno.json" $member
           done
           mkdir -- "$NAME" && cd -- "$NAME"
           echo 'import { defineLayer } from "../define.ts"
             export const mine = defineLayer({ name: "mine", f: (x) => x, df: () => 1 })' > mine.ts
           echo 'fc(2,1)  ->  mine' > x.nn
           task() { env -u INIT_CWD "$DENO" task --quiet nabla "$@"; }
           task fmt x.nn > said; cat x.nn
           task check x.nn --layers mine.ts 2>&1 | tail -n 1
           rm -rf -- "$place"`,
        ],
        env: { NO_COLOR: "1", NAME: name, ROOT: root, DENO: Deno.execPath() },
        stdin: "null",
      }).output();
      assertEquals(
        new TextDecoder().decode(stdout),
        "fc(2,1) -> mine\nPASS  1 text: 1 passed\n",
      );
    },
  });
}
