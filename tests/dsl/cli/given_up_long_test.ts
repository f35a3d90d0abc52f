// What the program, started with every permission, may still do once it works.
import { assertEquals, assertMatch } from "@std/assert";
import { denoRun, shellIn, wordOf } from "../../helpers/shell.ts";

/** What a shell prints in a folder; `nabla` is the program, which says at its end what it may do. */
function shell(script: string): Promise<string> {
  return shellIn(
    `deno() { ${denoRun("--allow-all")} "$@"; }
       nabla() { deno --preload=./says.ts ${wordOf("dsl/cli/main.ts")} "$@"; }
       cat > says.ts <<'END'
         const names = ["read", "write", "run", "net", "env", "sys", "ffi"] as const;
         globalThis.addEventListener("unload", () => console.error("may " +
           names.filter((name) => Deno.permissions.querySync({ name }).state === "granted").join(" ")));
END
       printf 'a,b,z\\n1,2,x\\n2,3,y\\n4,1,x\\n' > t.csv; echo 'fc(2, 1)' > net.nn
       train() { nabla train "fc(2,2) -> cross_entropy" --data t.csv --target z --epochs 1 "$@" 2>&1 >said; }`,
    script,
  );
}

const cases = [
  ["a command that writes nothing", "nabla show net.nn > said", "read ffi"],
  ["a training without outputs", "train", "read ffi"],
  ["one with an output", "train --out n.safetensors", "read write ffi"],
  ["fmt, which writes its inputs", "nabla fmt net.nn > said", "read write ffi"],
] as const;

for (const [name, script, kept] of cases) {
  Deno.test({
    name: `of all permissions, ${name} keeps no more than it needs`,
    ignore: Deno.build.os === "windows",
    fn: async () =>
      assertMatch(await shell(script), new RegExp(`^may ${kept}$`, "m")),
  });
}

Deno.test({
  name: "devices and pipes that the words name are opened",
  ignore: Deno.build.os !== "linux",
  async fn() {
    const said = await shell(
      `train --out n.safetensors --log /dev/stderr | grep -q '"epoch":1' && echo logged
       train --log /dev/full | grep -c 'No space left'
       nabla predict n.safetensors --data /dev/stdin --out /dev/stdout < t.csv 2> said | cut -d, -f1-3
       nabla graph net.nn --svg /dev/fd/3 3> o.svg > said 2>&1; grep -c '<svg' o.svg`,
    );
    assertEquals(said, "logged\n1\na,b,z\n1,2,x\n2,3,y\n4,1,x\n1");
  },
});
