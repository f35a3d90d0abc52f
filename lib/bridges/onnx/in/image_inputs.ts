import type { OnnxGraph } from "../model.ts";

/** Operators whose input is an image, channels before positions. */
const windows = new Set([
  "AveragePool",
  "Conv",
  "ConvTranspose",
  "DepthToSpace",
  "GlobalAveragePool",
  "GlobalMaxPool",
  "InstanceNormalization",
  "LRN",
  "MaxPool",
  "Resize",
  "SpaceToDepth",
  "Upsample",
]);

/** Operators that keep the axes of what comes in, or move them about. */
const others = new Set([
  "ArgMax",
  "ArgMin",
  "Flatten",
  "Gather",
  "Gemm",
  "MatMul",
  "Reshape",
  "Shape",
  "Split",
  "Squeeze",
  "Transpose",
  "Unsqueeze",
]);

/** The inputs of a graph that are images: what windows look at, or is made of it number by number. */
export function imageInputs(graph: OnnxGraph): ReadonlySet<string> {
  const seen = new Set<string>();
  for (const node of graph.nodes.toReversed()) {
    const isLookedAt = windows.has(node.op);
    const passes = !others.has(node.op) &&
      node.outputs.some((name) => seen.has(name));
    if (isLookedAt) {
      if (node.inputs[0] !== undefined) seen.add(node.inputs[0]);
    } else if (passes) { for (const name of node.inputs) seen.add(name); }
  }
  return new Set(
    graph.inputs.map(({ name }) => name).filter((name) => seen.has(name)),
  );
}
