/**
 * The texts to begin with: those of the course, and some networks.
 *
 * @module
 */

import quotient from "../../examples/course/2.1-difference-quotient.nn" with {
  type: "text",
};
import graph from "../../examples/course/2.2-computation-graph.nn" with {
  type: "text",
};
import backward from "../../examples/course/2.3-backward.nn" with {
  type: "text",
};
import wrongSigmoid from "../../examples/course/2.4-wrong-sigmoid.nn" with {
  type: "text",
};
import sigmoid from "../../examples/course/2.4-sigmoid-as-a-layer.nn" with {
  type: "text",
};
import neuron from "../../examples/course/2.5-one-neuron.nn" with {
  type: "text",
};
import layers from "../../examples/course/2.6-layers-combine.nn" with {
  type: "text",
};
import matrix from "../../examples/course/4.1-matrix-derivative.nn" with {
  type: "text",
};
import outputs from "../../examples/course/4.2-two-outputs.nn" with {
  type: "text",
};
import twoLayers from "../../examples/course/4.3-two-layers.nn" with {
  type: "text",
};
import spiral from "../../examples/spiral.nn" with { type: "text" };
import xor from "../../examples/xor.nn" with { type: "text" };

import type { Session } from "./session.ts";

/** What texts to begin with are called. */
export type PresetName =
  | "2.1 difference quotient"
  | "2.2 computation graph"
  | "2.3 backward"
  | "2.4 sigmoid as a layer"
  | "2.4 wrong sigmoid"
  | "the lesson's wrong sigmoid"
  | "2.5 one neuron"
  | "2.6 layers combine"
  | "4.1 matrix derivative"
  | "4.2 two outputs"
  | "4.3 two layers"
  | "xor"
  | "spiral";

/** A text to begin with. */
export interface Preset {
  /** What it is called in English. */
  readonly name: PresetName;
  /** Where it stands in the list. */
  readonly group: "course" | "networks";
  /** Its text. */
  readonly text: string;
  /** What it learns from, and how. */
  readonly parts?: Pick<Session, "data" | "training">;
}

/** The lesson's mistake: a function that falls, with the derivative of the one that rises. */
const lessonSigmoid =
  `# The lesson's program has 1/(1 + exp(x)), and the derivative of the right one.
lesson(x) = 1/(1 + exp(x))
lesson'(x) = lesson(x)*(1 - lesson(x))
given a = 1.5
h = lesson(a)
`;

/** All of them, in their order. */
export const presets: readonly Preset[] = [
  { name: "2.1 difference quotient", group: "course", text: quotient },
  { name: "2.2 computation graph", group: "course", text: graph },
  { name: "2.3 backward", group: "course", text: backward },
  { name: "2.4 sigmoid as a layer", group: "course", text: sigmoid },
  { name: "2.4 wrong sigmoid", group: "course", text: wrongSigmoid },
  { name: "the lesson's wrong sigmoid", group: "course", text: lessonSigmoid },
  { name: "2.5 one neuron", group: "course", text: neuron },
  { name: "2.6 layers combine", group: "course", text: layers },
  { name: "4.1 matrix derivative", group: "course", text: matrix },
  { name: "4.2 two outputs", group: "course", text: outputs },
  { name: "4.3 two layers", group: "course", text: twoLayers },
  {
    name: "xor",
    group: "networks",
    text: xor,
    parts: {
      data: { kind: "generator", name: "xor" },
      training: { optimizer: "adam", learningRate: 0.05, batch: 4, speed: 0 },
    },
  },
  {
    name: "spiral",
    group: "networks",
    text: spiral,
    parts: {
      data: { kind: "generator", name: "spiral(noise=0.1)" },
      training: {
        optimizer: "adam",
        learningRate: 0.01,
        batch: 32,
        validation: 0.2,
        speed: 0,
      },
    },
  },
];

/** The one that a page begins with. */
export const firstPreset = presets[2];
