/**
 * A diagram in which blocks are folded: each is one node.
 *
 * @module
 */

import { pathOf } from "./blocks.ts";
import type { Diagram, DiagramEdge, DiagramNode } from "./diagram.ts";

/** A block of a diagram: a `let`, or a function, that was used as a step. */
export interface DiagramBlock {
  /** What tells it apart: the names of the blocks around it and its own, with dots between. */
  readonly path: string;
  /** How many nodes are in it. */
  readonly count: number;
}

/** The blocks of a diagram, outer ones before those in them. */
export function blocksIn({ nodes }: Diagram): readonly DiagramBlock[] {
  const counts = new Map<string, number>();
  for (const { blocks } of nodes) {
    blocks.forEach((_, i) => {
      const path = pathOf(blocks.slice(0, i + 1));
      counts.set(path, (counts.get(path) ?? 0) + 1);
    });
  }
  return Array.from(counts, ([path, count]) => ({ path, count }));
}

/** The diagram with every block for which that is wanted as one node, which is called by the block's path. */
export function foldDiagram(
  { title, nodes, edges }: Diagram,
  isFolded: (path: string) => boolean,
): Diagram {
  const ids = new Map<number, number>();
  const folded = new Map<string, number>();
  const kept: DiagramNode[] = [];
  for (const node of nodes) {
    const { blocks } = node;
    const depth = blocks.findIndex((_, i) =>
      isFolded(pathOf(blocks.slice(0, i + 1)))
    );
    if (depth < 0) {
      ids.set(node.id, kept.length);
      kept.push({ ...node, id: kept.length });
      continue;
    }
    const path = pathOf(blocks.slice(0, depth + 1));
    const earlier = folded.get(path);
    const id = earlier ?? kept.length;
    ids.set(node.id, id);
    // What a block shows is what its last node gives.
    const whole: DiagramNode = {
      id,
      name: path,
      title: blocks[depth],
      lines: node.lines,
      kind: "step",
      blocks: blocks.slice(0, depth),
    };
    if (earlier === undefined) {
      folded.set(path, id);
      kept.push(whole);
    } else kept[earlier] = whole;
  }
  return inOrder({ title, nodes: kept, edges: between(edges, ids) });
}

/** With each node after those that it is computed from, else in the order that they had. */
function inOrder({ title, nodes, edges }: Diagram): Diagram {
  const order = new Set<number>();
  const seen = new Set<number>();
  const before = Map.groupBy(edges, ({ to }) => to);
  const open = nodes.map(({ id }) => id).reverse();
  while (open.length > 0) {
    const id = open[open.length - 1];
    const waiting = seen.has(id)
      ? []
      : (before.get(id) ?? []).map(({ from }) => from)
        .filter((from) => !seen.has(from));
    seen.add(id);
    if (waiting.length > 0) open.push(...waiting.reverse());
    else {
      open.pop();
      order.add(id);
    }
  }
  const ids = new Map([...order].map((id, i) => [id, i]));
  const idOf = (id: number) => ids.get(id) ?? id;
  return {
    title,
    nodes: [...order].map((old, id) => ({ ...nodes[old], id })),
    edges: edges.map((edge) => ({
      ...edge,
      from: idOf(edge.from),
      to: idOf(edge.to),
    })),
  };
}

/** The edges between other nodes; one that leads into a block has no derivative of its own. */
function between(
  edges: readonly DiagramEdge[],
  ids: ReadonlyMap<number, number>,
): readonly DiagramEdge[] {
  const found = new Map<string, DiagramEdge>();
  for (const edge of edges) {
    const [from, to] = [ids.get(edge.from), ids.get(edge.to)];
    if (from === undefined || to === undefined || from === to) continue;
    const isSame = found.has(`${from} ${to}`);
    found.set(`${from} ${to}`, isSame ? { from, to } : { ...edge, from, to });
  }
  return [...found.values()];
}
