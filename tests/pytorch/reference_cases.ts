// The cases of tests/reference/ that PyTorch's own numbers are known of, as modules
// that are written for PyTorch.
import { elementCount, type Shape } from "../../lib/base/shape.ts";
import { NablaError } from "../../lib/base/nabla_error.ts";
import { helpersOf } from "../../lib/bridges/pytorch/helpers.ts";
import { torchModule } from "../../lib/bridges/pytorch/module.ts";
import type { Network } from "../../lib/network/network.ts";
import {
  blankParameters,
  type Parameters,
} from "../../lib/network/parameters.ts";
import { targetShapesOf } from "../../lib/network/outputs.ts";
import { saveParameters } from "../../lib/weights/state_dict.ts";
import { compile } from "../../dsl/compiler/compiler.ts";

interface ReferenceCase {
  readonly text: string;
  readonly batch: number;
  readonly mode?: "infer";
  readonly inputs: Readonly<Record<string, readonly number[]>>;
  readonly targetShape?: Shape;
  readonly parameters?: Readonly<Record<string, readonly number[]>>;
  readonly state?: Readonly<Record<string, readonly number[]>>;
  readonly outputs: Readonly<Record<string, readonly number[]>>;
}

interface Numbers {
  readonly shape: Shape;
  readonly values: readonly (number | string)[];
}

/** A case as modules.py takes it. */
export interface ModuleCase {
  readonly text: string;
  readonly source: string;
  readonly mode: "train" | "infer";
  readonly weights: Readonly<Record<string, Numbers>>;
  readonly inputs: readonly Numbers[];
  readonly target?: Numbers;
  readonly loss?: number;
  readonly dy?: Numbers;
  readonly y?: Numbers;
  readonly dinputs: readonly (Numbers | null)[];
  readonly gradients: Readonly<Record<string, Numbers>>;
  readonly state: Readonly<Record<string, Numbers>>;
}

/** The source of a module with its loss. */
export function sourceOf(network: Network, targetShape?: Shape): string {
  const { net, losses } = torchModule(network);
  const [loss] = losses;
  const written = loss === undefined || targetShape === undefined
    ? ""
    : `\n\ndef loss_of(y, target):\n    return ${loss.written(targetShape)}\n`;
  return `${helpersOf(net + written)}\n\n${net}\n${written}`;
}

const numbers = (shape: Shape, values: ArrayLike<number>): Numbers => ({
  shape,
  // JSON has no infinite numbers.
  values: Array.from(values, (n) => Number.isFinite(n) ? n : String(n)),
});

/** Values under the names and in the layouts of PyTorch. */
function stateDict(
  network: Network,
  values: Readonly<Record<string, readonly number[]>>,
): Record<string, Numbers> {
  const parameters = filled(network, values);
  return Object.fromEntries(
    saveParameters(parameters, network).map(({ name, shape, values }) => [
      name,
      numbers(shape, values),
    ]),
  );
}

function filled(
  network: Network,
  values: Readonly<Record<string, readonly number[]>>,
): Parameters {
  const parameters = blankParameters(network, { precision: "float64" });
  for (const { name, data } of network.given) {
    parameters.get(name).value.set(data as number[]);
  }
  for (const [path, own] of Object.entries(values)) {
    if ([...parameters].some((each) => each.path === path)) {
      parameters.get(path).value.set(own);
    }
  }
  return parameters;
}

/** A case, or the reason why PyTorch cannot say it. */
export function moduleCase(
  { text, batch, mode, inputs, outputs, ...given }: ReferenceCase,
): ModuleCase | { readonly refused: string } {
  const compiled = compile(text);
  if (!("network" in compiled) || compiled.network === undefined) {
    return { refused: "a text that does not compile" };
  }
  const { network } = compiled;
  const { values } = network;
  const [loss] = network.losses;
  const { target, dy } = inputs;
  const targetShape = target === undefined || loss === undefined
    ? undefined
    : given.targetShape ??
      targetShapesOf(network).find((shape) =>
        elementCount(shape) * batch === target.length
      );
  let source: string;
  try {
    source = sourceOf(network, targetShape);
  } catch (error) {
    if (!(error instanceof NablaError)) throw error;
    return { refused: error.message };
  }
  const parameters = { ...given.parameters, ...given.state };
  const names = network.inputs.map((input) => values[input].name);
  const all = stateDict(network, parameters);
  const grads = Object.fromEntries(
    Object.entries(outputs).filter(([name]) => name.endsWith(".grad"))
      .map(([name, values]) => [name.slice(0, -".grad".length), values]),
  );
  const gradients = stateDict(network, grads);
  const states = stateDict(network, outputs);
  const torchNames = new Map(
    saveParameters(filled(network, {}), network).map(({ name }, i) => [
      [...blankParameters(network, { precision: "float64" })][i].path,
      name,
    ]),
  );
  const own = (record: Readonly<Record<string, Numbers>>, paths: string[]) =>
    Object.fromEntries(
      paths.flatMap((path) => {
        const name = torchNames.get(path);
        return name === undefined ? [] : [[name, record[name]]];
      }),
    );
  const shapeOf = (input: number) => [batch, ...values[input].shape];
  return {
    text,
    source,
    mode: mode ?? "train",
    weights: all,
    inputs: network.inputs.map((input, i) =>
      numbers(shapeOf(input), inputs[names[i]] ?? inputs.x)
    ),
    ...targetShape && target && {
      target: numbers([batch, ...targetShape], target),
      loss: outputs.loss[0] ?? Number(outputs.loss),
    },
    ...dy && { dy: numbers([dy.length], dy) },
    ...outputs.y && { y: numbers([outputs.y.length], outputs.y) },
    dinputs: network.inputs.map((input, i) => {
      const found = outputs[`d${names[i]}`];
      return found === undefined ? null : numbers(shapeOf(input), found);
    }),
    gradients: own(
      gradients,
      Object.keys(grads).filter((path) =>
        !network.given.some(({ name }) => name === path)
      ),
    ),
    state: own(states, Object.keys(outputs)),
  };
}

/** All cases of the files. */
export async function* referenceCases(
  files: readonly string[],
): AsyncGenerator<ReferenceCase & { readonly file: string }> {
  for (const file of files) {
    const url = new URL(`../reference/${file}.json`, import.meta.url);
    const { cases } = JSON.parse(await Deno.readTextFile(url));
    for (const each of cases ?? []) yield { file, ...each };
  }
}
