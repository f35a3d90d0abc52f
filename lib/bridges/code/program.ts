/**
 * A trained network as calls of routines over a memory of fixed size, the same for
 * each language that code is written in.
 *
 * @module
 */

import { say } from "../../../words/say.ts";
import { NablaError } from "../../base/nabla_error.ts";
import { elementCount } from "../../base/shape.ts";
import type { Values } from "../../base/values.ts";
import { plural } from "../../base/words.ts";
import type { Normalization } from "../../data/examples/examples.ts";
import type { Column } from "../../data/schemas/schema.ts";
import type { TrainedNetwork } from "../../fitting/predictions.ts";
import { liveSteps, type NetworkStep, ownerOf } from "../../network/graph.ts";
import type { Network } from "../../network/network.ts";
import { answerOf, type CodeAnswer } from "./answer.ts";
import { lower, type Taken } from "./lowering.ts";
import { roomFor } from "./room.ts";

/** A network as code sees it. */
export interface Program {
  /** The columns of a row; none are known where it was trained on arrays. */
  readonly columns: readonly Column[] | undefined;
  /** How many numbers the network takes. */
  readonly width: number;
  /** How these are normalized first. */
  readonly normalization: Normalization | undefined;
  /** How many numbers there must be room for. */
  readonly room: number;
  /** Where the values begin there, by their names in code. */
  readonly values: ReadonlyMap<string, number>;
  /** All weights, one array after the other. */
  readonly weights: Float32Array;
  /** Where the arrays begin there, by their names in code. */
  readonly arrays: ReadonlyMap<string, number>;
  /** What is called for each step: `linear(v1, v0, w0, w1, 1, 3, 2);`. */
  readonly steps: readonly {
    readonly name: string;
    readonly calls: readonly string[];
  }[];
  /** The names of what is called. */
  readonly called: ReadonlySet<string>;
  /** The names of what comes in and goes out. */
  readonly input: string;
  readonly output: string;
  /** How many numbers go out. */
  readonly outputs: number;
  /** What they say. */
  readonly answer: CodeAnswer;
}

/**
 * Makes a program of a network.
 *
 * @throws {NablaError} if it has several inputs or losses, or a layer that there is no
 * code for.
 */
export function programOf(trained: TrainedNetwork): Program {
  const { network, description } = trained;
  requireOneWay(network);
  const { input, output, values: shapes } = network;
  const lowered = loweredSteps(trained);
  const room = roomFor(
    shapes.map(({ shape }) => shape),
    lowered.map(({ step, calls }) => ({ ...step, isSame: calls.length === 0 })),
    input,
    output,
  );
  const values = new Map<string, number>();
  const nameOf = (value: number) => {
    const name = `v${value}`;
    values.set(name, room.starts[value] ?? 0);
    return name;
  };
  const arrays = new Map<string, number>();
  const names = new Map<Values, string>();
  const weights: Float32Array[] = [];
  let count = 0;
  const writeTaken = (taken: Taken, { inputs, output }: NetworkStep) => {
    if (typeof taken === "number") return literal(taken);
    if (taken === "output") return nameOf(output);
    if ("input" in taken) return nameOf(inputs[taken.input]);
    const known = names.get(taken.weights);
    if (known !== undefined) return known;
    const name = `w${arrays.size}`;
    names.set(taken.weights, name);
    arrays.set(name, count);
    weights.push(Float32Array.from(taken.weights));
    count += taken.weights.length;
    return name;
  };
  const called = new Set<string>();
  const steps = lowered.map(({ step, calls }) => ({
    name: step.name,
    calls: calls.map(({ routine, takes }) => {
      called.add(routine);
      const written = takes.map((taken) => writeTaken(taken, step));
      return `${routine}(${[nameOf(step.output), ...written].join(", ")});`;
    }),
  }));
  const all = new Float32Array(count);
  let start = 0;
  for (const each of weights) {
    all.set(each, start);
    start += each.length;
  }
  return {
    columns: description.schema?.inputs,
    width: elementCount(network.inputShape),
    normalization: description.normalization,
    room: room.size,
    values,
    weights: all,
    arrays,
    steps: steps.filter(({ calls }) => calls.length > 0),
    called,
    input: nameOf(input),
    output: nameOf(output),
    outputs: elementCount(network.outputShape),
    answer: answerOf(trained),
  };
}

/** A number as C writes it; JavaScript does without the `f`. */
export function literal(number: number): string {
  if (number === Infinity) return "INFINITY";
  if (number === -Infinity) return "-INFINITY";
  const text = String(number);
  if (Number.isInteger(number) && Math.abs(number) < 1e9) return text;
  return /[.e]/.test(text) ? `${text}f` : `${text}.0f`;
}

/** A text within a line of a comment: nothing in it ends the line or goes on in the next. */
export function inComment(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]/gu, "?").replace(/\\+$/, "");
}

/** @throws {NablaError} if there is not one input, and at most one loss. */
function requireOneWay(network: Network): void {
  const { inputs, losses, given } = network;
  const found = inputs.length !== 1
    ? plural(inputs.length, "input")
    : losses.length > 1
    ? plural(losses.length, "loss", "es")
    : given.length > 0
    ? say("given numbers")
    : undefined;
  if (found === undefined) return;
  throw new NablaError("call", {
    action: say("write code"),
    rule: say("a network must have one input, and one loss or none"),
    found,
    wayOut: say("predict with nabla itself"),
  });
}

/** The steps that the output needs, and what is called for each. */
function loweredSteps({ network, parameters }: TrainedNetwork) {
  const isLive = liveSteps({ ...network, losses: [] });
  return network.steps.filter((_, i) => isLive[i]).map((step) => {
    const owner = ownerOf(network, step);
    const names = owner.parameters.map(({ name }) => name);
    const calls = lower({
      step,
      inputs: step.inputs.map((value) => network.values[value].shape),
      output: network.values[step.output].shape,
      weights: (name) =>
        names.includes(name)
          ? parameters.get(`${owner.name}.${name}`).value
          : undefined,
    });
    if (!("problem" in calls)) return { step, calls };
    throw new NablaError("call", {
      action: say("write code"),
      rule: say("{step} has no form in code", { step: step.name }),
      found: [step.layer.name, calls.problem].filter(Boolean).join(", "),
      wayOut: say("predict with nabla itself"),
    });
  });
}
