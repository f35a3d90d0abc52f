import { assertEquals, assertStringIncludes } from "@std/assert";
import { writeSafetensors } from "../../../../data.ts";
import { defineLayer } from "../../../../define.ts";
import { withMetadata } from "../../../helpers/network_files.ts";
import { files, over, trained } from "../../../helpers/training_files.ts";
import type { World } from "../../../helpers/memory_io.ts";

const checkpoint = "net.checkpoint.safetensors";

const call = [
  "line.nn",
  "--data",
  "lines.csv",
  "--target",
  "z",
  "--epochs",
  "6",
  "--batch",
  "8",
  "--out",
  "net.safetensors",
];

/** Weights for fc(2,4) -> tanh -> fc(1). */
function weights(first: number): Uint8Array {
  const of = (name: string, shape: number[]) => ({
    name,
    shape,
    values: new Float32Array(shape.reduce((a, b) => a * b)).fill(first),
  });
  return writeSafetensors([
    of("fc1.weight", [4, 2]),
    of("fc1.bias", [4]),
    of("fc2.weight", [1, 4]),
    of("fc2.bias", [1]),
  ]);
}

async function stopped(words: readonly string[], world: World) {
  const { status, bytes, error } = await over(["train", ...words], {
    ...world,
    files: { ...files, ...world.files },
    interrupts: 3,
  });
  assertEquals(status, 130, error);
  return bytes;
}

const start = [...call, "--weights", "w.safetensors"];

Deno.test("weights replaced between a stop and the same command are another run", async () => {
  const left = await stopped(start, {
    files: { "w.safetensors": weights(0.5) },
  });
  const { status, error, bytes } = await over(["train", ...start], {
    files: { ...left, "w.safetensors": weights(0.25) },
  });
  assertEquals(status, 2);
  assertStringIncludes(
    error.replaceAll(/[0-9a-f]{8}…/g, "D"),
    `${checkpoint} is the checkpoint of another run: its weights were w.safetensors, digest D, now w.safetensors, digest D\nTrain as before`,
  );
  assertEquals(bytes[checkpoint], left[checkpoint]);
});

Deno.test("the same weights under another name are the same run", async () => {
  const left = await stopped(start, {
    files: { "w.safetensors": weights(0.5) },
  });
  const moved = [...call, "--weights", "moved.safetensors"];
  const { out } = await trained(moved, {
    files: { ...left, "moved.safetensors": weights(0.5) },
  });
  assertStringIncludes(out, "resuming at step");
});

Deno.test("the same data under another name is the same run, for validation too", async () => {
  const words = (name: string) => [...call, "--validation", name];
  const left = await stopped(words("a.csv"), {
    files: { "a.csv": files["lines.csv"] },
  });
  const { out } = await trained(words("b.csv"), {
    files: { ...left, "b.csv": files["lines.csv"] },
  });
  assertStringIncludes(out, "resuming at step");
});

const twice = defineLayer({ name: "twice", f: (x) => 2 * x, df: () => 2 });

/** Files that a module of layers imports, before and after, and whether that is another run. */
const imports: readonly (readonly [
  what: string,
  changed: Readonly<Record<string, string>>,
  isOther: boolean,
])[] = [
  ["the module", { "layers/mine.ts": "// another" }, true],
  ["what it imports", { "layers/a/b.ts": "export const two = 3;" }, true],
  ["what that imports", { "c.ts": "export const c = 2;" }, true],
  ["what it exports again", { "layers/again.ts": "// another" }, true],
  ["what it loads", { "layers/lazy.js": "// another" }, true],
  ["a file beside it", { "layers/beside.ts": "// another" }, false],
];
const modules = {
  "layers/mine.ts":
    `import { two } from "./a/b.ts";\nexport * from './again.ts';\nawait import("./lazy.js");\nimport "npm:none";`,
  "layers/a/b.ts":
    `import {\n  c,\n} from "../../c.ts";\nexport const two = c;`,
  "c.ts": `import "./layers/mine.ts";\nexport const c = 1;`,
  "layers/again.ts": "",
  "layers/lazy.js": "",
  "layers/beside.ts": "",
};
for (const [what, changed, isOther] of imports) {
  Deno.test(
    `a change of a module of layers is ${
      isOther ? "another" : "the same"
    } run: ${what}`,
    async () => {
      const words = [...call, "--layers", "layers/mine.ts"];
      const world = { modules: { "layers/mine.ts": { twice } } };
      const left = await stopped(words, { ...world, files: modules });
      const { status, error } = await over(["train", ...words], {
        ...world,
        files: { ...left, ...changed },
      });
      assertEquals(status, isOther ? 2 : 0, error);
      if (isOther) {
        assertStringIncludes(error, "its layers were layers/mine.ts, digest ");
      }
    },
  );
}

Deno.test("kernels that were chosen are those that are asked for", async () => {
  const left = await stopped([...call, "--kernels", "plain"], {});
  const same = await over(["train", ...call], { files: left });
  assertEquals(same.status, 0, "a small network takes plain ones");
  const other = await over(["train", ...call, "--kernels", "wasm"], {
    files: left,
  });
  assertEquals(other.status, 2);
  assertStringIncludes(other.error, 'its kernels were "plain", now "wasm"');
});

Deno.test("a checkpoint of an earlier version is refused in words", async () => {
  const left = await stopped(call, {});
  const old = withMetadata(left[checkpoint], ({ nabla }) => {
    nabla.training.data = "22-0badcafe";
  });
  const { status, error } = await over(["train", ...call], {
    files: { ...left, [checkpoint]: old },
  });
  assertEquals([status, error], [
    2,
    `nabla: ${checkpoint} was written by an earlier version, which did not keep the content of what its run depends on\nStart again with --restart, or train to another --out.\n`,
  ]);
});
