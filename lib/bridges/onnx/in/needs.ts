import type { OnnxNode } from "../model.ts";

/** How often each value is used by what the outputs need. */
export function neededBy(
  nodes: readonly OnnxNode[],
  outputs: readonly string[],
): {
  readonly uses: ReadonlyMap<string, number>;
  readonly entries: ReadonlyMap<string, number>;
} {
  const [uses, entries] = [
    new Map<string, number>(),
    new Map<string, number>(),
  ];
  const use = (name: string) => {
    if (name !== "") uses.set(name, (uses.get(name) ?? 0) + 1);
  };
  outputs.forEach(use);
  for (const node of nodes.toReversed()) {
    if (!node.outputs.some((name) => uses.has(name))) continue;
    node.inputs.forEach(use);
    const place = ["OneHot", "Gather"].indexOf(node.op);
    const at = node.inputs[place];
    if (at !== undefined) entries.set(at, (entries.get(at) ?? 0) + 1);
  }
  return { uses, entries };
}
