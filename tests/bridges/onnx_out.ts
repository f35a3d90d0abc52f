// What nabla computes, computed elsewhere: every example of every layer, and whole
// networks, as models of ONNX in onnxruntime.
import { assert, assertEquals } from "@std/assert";
import { writeOnnx } from "../../data.ts";
import { readOnnxModel } from "../../lib/bridges/onnx/read_model.ts";
import { NablaError } from "../../mod.ts";
import {
  caseOf,
  catalogue,
  type OnnxCase,
} from "../lib/bridges/onnx/catalogue.ts";
import { digestsOf, opsets } from "../lib/bridges/onnx/digests.ts";
import { caseOfText, texts } from "../lib/bridges/onnx/networks.ts";
import { distance, runModel, runtime } from "./onnxruntime.ts";
import { randomCase } from "./random_networks.ts";

/** How far outputs may be apart, beside the largest. */
const bound = 1e-5;

/** Examples that take a later version of the operators than the default. */
const later: Readonly<Record<string, number>> = {
  'scatter_elements({"axis":1,"reduce":"max"})': 18,
  'scatter_elements({"reduce":"min"})': 18,
  'scatter_nd({"reduce":"max"})': 18,
  'grid_sample({"align":"corners","outside":"reflect"})': 20,
};

const cases = () => [
  ...catalogue().map((entry) => () => caseOf(entry)),
  ...Object.entries(texts).map(([name, text]) => () => caseOfText(name, text)),
];

/** With the channels first, as a model that takes images so gets them. */
function turned(values: Float32Array, channels: number): Float32Array {
  const positions = values.length / channels;
  return values.map((_, i) =>
    values[(i % positions) * channels + Math.floor(i / positions)]
  );
}

const ort = runtime();
const ignore = ort === undefined;
const said = ignore ? " (skipped: there is no onnxruntime-node)" : "";

for (const opset of opsets) {
  Deno.test({
    name: `models of opset ${opset} give what networks do${said}`,
    ignore,
    async fn() {
      let worst = 0;
      for (const make of cases()) {
        const each = make();
        const [call] = each.name.split(" of ");
        if ((later[call] ?? 0) > opset) {
          assertRefused(each, opset, later[call]);
          continue;
        }
        const apart = await distanceOf(each, opset);
        assert(apart <= bound, `${each.name}: ${apart}`);
        worst = Math.max(worst, apart);
      }
      console.log(`opset ${opset}: at most ${worst.toExponential(1)} apart`);
    },
  });
}

Deno.test({
  name: `200 random networks give what they do here${said}`,
  ignore,
  async fn() {
    for (let seed = 0; seed < 200; seed++) {
      const each = randomCase(seed);
      // Of what cancels nothing is left but the last bits.
      if (each.output.every((value) => Math.abs(value) < 1e-3)) continue;
      const apart = await distanceOf(each, 20);
      // Differences grow from step to step.
      assert(apart <= 2 * bound, `${each.name}: ${apart}`);
    }
  },
});

/** How far the only output is from ours; its name and shape must be right. */
async function distanceOf(each: OnnxCase, opset: number): Promise<number> {
  const { network, parameters, batch, output } = each;
  const bytes = writeOnnx(network, parameters, { opset });
  const found = Object.entries(await runModel(ort!, bytes, each));
  assertEquals(found.length, 1);
  const [[name, { dims, data }]] = found;
  assertEquals(name, network.values[network.output].name, each.name);
  const own = network.inputs.length === 0 ? 1 : batch;
  assertEquals([...dims], [own, ...network.outputShape], each.name);
  return distance(data, output.subarray(0, data.length));
}

function assertRefused(each: OnnxCase, opset: number, least: number): void {
  try {
    writeOnnx(each.network, each.parameters, { opset });
  } catch (error) {
    assert(error instanceof NablaError);
    assert(error.message.endsWith(`write it with opset ${least}`));
    return;
  }
  throw new Error(`${each.name} is written, though it cannot be run`);
}

Deno.test({
  name: `models with channels first give what networks do${said}`,
  ignore,
  async fn() {
    let count = 0;
    for (const make of cases()) {
      const each = make();
      const { network, parameters, batch, output } = each;
      let bytes;
      try {
        bytes = writeOnnx(network, parameters, {
          opset: 20,
          channels: "first",
        });
      } catch (error) {
        // Those without an image.
        assert(error instanceof NablaError, each.name);
        continue;
      }
      const { graph } = readOnnxModel(bytes);
      const inputs = Object.fromEntries(
        graph.inputs.map(({ name, shape = [] }, i) => {
          const { shape: own, values } = each.inputs[name];
          const [, ...sizes] = shape as number[];
          // The image is the first of them; others may have such sizes by chance.
          const isTurned = i === 0 &&
            sizes.join() === [...own.slice(-1), ...own.slice(0, -1)].join();
          if (!isTurned) return [name, each.inputs[name]];
          const channels = own[own.length - 1];
          return [name, {
            shape: sizes,
            values: eachTurned(values, batch, channels),
          }];
        }),
      );
      const [{ dims, data }] = Object.values(
        await runModel(ort!, bytes, { batch, inputs }),
      );
      const ours = network.outputShape;
      const alike = [output, eachTurned(output, batch, ours.at(-1) ?? 1)]
        .filter((_, i) =>
          dims.slice(1).join() ===
            (i === 0 ? ours : [...ours.slice(-1), ...ours.slice(0, -1)]).join()
        );
      const apart = Math.min(...alike.map((right) => distance(data, right)));
      assert(apart <= bound, `${each.name}: ${apart}`);
      count++;
    }
    assert(count > 90, `${count}`);
  },
});

function eachTurned(
  values: Float32Array,
  batch: number,
  channels: number,
): Float32Array {
  const size = values.length / batch;
  return Float32Array.from(
    Array.from(
      { length: batch },
      (_, b) => [...turned(values.slice(b * size, (b + 1) * size), channels)],
    ).flat(),
  );
}

Deno.test({
  name: `digests are kept of the models that were run${said}`,
  ignore: ignore || !Deno.args.includes("--update"),
  fn() {
    const place = new URL("../lib/bridges/onnx/verified.json", import.meta.url);
    const digests = JSON.stringify(digestsOf(), undefined, 2);
    Deno.writeTextFileSync(place, `${digests}\n`);
  },
});
