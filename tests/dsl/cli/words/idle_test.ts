import { assertEquals, assertStringIncludes } from "@std/assert";
import { writeNpy } from "../../../../data.ts";
import { initialize, nn } from "../../../../mod.ts";
import { run } from "../../../helpers/memory_io.ts";
import { bytesOf } from "../../../helpers/network_files.ts";

const text = "fc(2,1) -> mse";
const network = nn(text);
const files = {
  "net.nn": text,
  "rows.npy": writeNpy([2, 2], Float32Array.of(1, 2, 3, 4)),
  "net.safetensors": bytesOf({
    network,
    parameters: initialize(network),
    description: { text, libraries: [], precision: "float32" },
  }),
};
const net = "net.safetensors";
const line = "regression-line(examples=20)";

/** Calls in which an option would have no effect, and what is said of it. */
const idle: readonly (readonly [call: string, option: string])[] = [
  ["run net.nn --json --message-format short", "--message-format"],
  ["check net.nn --tap --message-format short", "--message-format"],
  ["lint net.nn --json --message-format full", "--message-format"],
  ["trace net.nn --step --json", "--step"],
  ["trace net.nn --path x..loss --json", "--path"],
  ["trace net.nn --path x..loss --node x", "--node"],
  ["trace net.nn --step --node x", "--node"],
  ["graph net.nn --dot --json", "choose one output format"],
  ["graph net.nn --svg a.svg --mermaid", "choose one output format"],
  ["graph net.nn --dot --layers", "--layers"],
  ["graph net.nn --dot --no-values --seed 1", "--seed"],
  ["graph net.nn --dot --no-values --kernels plain", "--kernels"],
  ["gradcheck net.nn --svg a.svg", "--svg"],
  ["gradcheck net.nn --sweep --step 1e-3", "--step"],
  ["gradcheck net.nn --sweep --scheme central", "--scheme"],
  ["gradcheck net.nn --sweep --mode sampled", "--mode"],
  ["gradcheck net.nn --sweep --relative-tolerance 1", "--relative-tolerance"],
  ["gradcheck net.nn --sweep --strict", "--strict"],
  ["gradcheck net.nn --sweep --order 2", "--order"],
  ["gradcheck net.nn --sweep --workers 2", "--workers"],
  ["gradcheck net.nn --sweep --html a.html", "--html"],
  ["gradcheck net.nn --missing skip", "--missing"],
  ["gradcheck net.nn --interpreter python", "--interpreter"],
  [`export ${net} --out a.npz --precision float64`, "--precision"],
  [`export ${net} --out a.npz --use net.nn`, "--use"],
  ["generate --seed 1", "--seed"],
  ["generate spiral(seed=2) --seed 1", "--seed"],
  ["run net.nn --kernels plain --threads 3", "--threads"],
  ["generate --out a.csv", "--out"],
  [`train net.nn --data ${line} --target a`, "--target"],
  [`train net.nn --data ${line} --delimiter ;`, "--delimiter"],
  [`train net.nn --data ${line} --stream`, "--stream"],
  ["train net.nn --data rows.npy --target t.npy --without a", "--without"],
  ["train net.nn --data rows.npy --target t.npy --inputs a", "--inputs"],
  [`evaluate ${net} --data ${line} --missing mean`, "--missing"],
  [`predict ${net} --data rows.npy --header no`, "--header"],
  [`predict ${net} --data rows.npy --probabilities`, "probabilities"],
];
for (const [call, option] of idle) {
  Deno.test(`nabla ${call}: an option without effect is refused`, async () => {
    const { status, error, out, files: left } = await run(call.split(" "), {
      files,
    });
    assertEquals([status, out], [2, ""]);
    assertStringIncludes(error, option);
    assertEquals(Object.keys(left), Object.keys(files));
  });
}

Deno.test("the way out of a picture without a sweep draws one", async () => {
  const words = ["gradcheck", "fc(2,1) -> sigmoid", "--svg", "a.svg"];
  assertStringIncludes((await run(words)).error, "Add --sweep");
  const { status, files: written } = await run([...words, "--sweep"]);
  assertEquals([status, Object.keys(written)], [0, ["a.svg"]]);
});

Deno.test("show prints the network in a file of weights; other commands say that it does", async () => {
  const shown = await run(["show", net], { files });
  const ofText = await run(["show", text]);
  assertEquals([shown.status, shown.out], [0, ofText.out]);
  const both = await run(["show", "net.nn", net, "--json"], { files });
  const { networks } = JSON.parse(both.out);
  assertEquals(networks[0].steps, networks[1].steps);
  for (const command of ["run", "trace", "gradcheck", "lint", "worksheet"]) {
    const { status, error } = await run([command, net], { files });
    assertEquals(status, 2);
    assertStringIncludes(error, `nabla show ${net} prints the text`);
  }
});

Deno.test("show of weights alone says what they lack", async () => {
  const { status, error } = await run(["show", "weights.npz"], { files });
  assertEquals(status, 2);
  assertStringIncludes(error, "not the text of their network");
});
