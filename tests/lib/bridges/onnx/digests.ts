// Digests of models, to see that what onnxruntime has run is what is written today.
import { createDigest } from "../../../../lib/bytes/digest.ts";
import type {
  OnnxAttribute,
  OnnxGraph,
} from "../../../../lib/bridges/onnx/model.ts";
import { onnxModelOf } from "../../../../lib/bridges/onnx/out/write_onnx.ts";
import type { Network } from "../../../../lib/network/network.ts";
import { initialize, nn } from "../../../../mod.ts";
import { catalogue, networkOf } from "./catalogue.ts";
import { texts } from "./networks.ts";

/** The versions of operators that differ in what is written. */
export const opsets = [17, 18, 20, 24] as const;

const networksName = "networks";

/** A digest for each layer of all its examples, and one of whole networks. */
export function digestsOf(): Readonly<Record<string, string>> {
  const groups = Object.entries(
    Object.groupBy(catalogue(), ({ definition }) => definition.name),
  ).map(([name, entries = []]) => [name, entries.map(networkOf)] as const);
  const whole = Object.values(texts).map((text) => nn(text));
  return Object.fromEntries(
    [...groups, [networksName, whole] as const].map(([name, networks]) => {
      const digest = createDigest();
      for (const network of networks) {
        for (const opset of opsets) digest.addText(graphOf(network, opset));
      }
      return [name, digest.text().slice(0, 12)];
    }),
  );
}

/** The layers that have a digest. */
export function layersOf(digests: Readonly<Record<string, string>>): string[] {
  return Object.keys(digests).filter((name) => name !== networksName);
}

/** A graph as text; the weights are numbers that no generator of chance has drawn. */
function graphOf(network: Network, opset: number): string {
  const parameters = initialize(network, { precision: "float32" });
  for (const { value, path } of parameters) {
    for (let i = 0; i < value.length; i++) {
      value[i] = (i * 7 + path.length) % 11 / 8 + 0.25;
    }
  }
  try {
    return textOf(onnxModelOf(network, parameters, { opset }).graph);
  } catch (error) {
    return String(error);
  }
}

function textOf({ nodes, inputs, outputs, initializers }: OnnxGraph): string {
  const attribute = ({ type, value }: OnnxAttribute): unknown =>
    type === "graph" ? textOf(value) : value;
  return JSON.stringify([
    nodes.map(({ op, inputs, outputs, attributes }) => [
      ...[op, inputs, outputs],
      [...attributes].map(([name, value]) => [name, attribute(value)]),
    ]),
    ...[inputs, outputs],
    initializers.map(({ name, shape, values }) => [
      ...[name, shape],
      // Functions differ in their last bits from one machine to the other.
      Array.from(values, (value) => value.toPrecision(5)),
    ]),
  ]);
}
