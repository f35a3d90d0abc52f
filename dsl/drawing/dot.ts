import { visibleText } from "../typesetting/visible.ts";
import { derivativeText } from "./derivatives.ts";
import { type Diagram, type DiagramNode, lineText } from "./diagram.ts";

/** The diagram in the language of Graphviz. */
export function diagramToDot({ title, nodes, edges }: Diagram): string {
  const quote = (text: string) =>
    `"${visibleText(text).replace(/["\\]/g, "\\$&").replaceAll("\n", "\\n")}"`;
  const shapes: Readonly<Record<DiagramNode["kind"], string>> = {
    input: ", style=filled, fillcolor=aliceblue",
    given: ", style=filled, fillcolor=aliceblue",
    target: ", style=filled, fillcolor=lavender",
    step: "",
    loss: ", style=filled, fillcolor=mistyrose",
  };
  return [
    "digraph network {",
    `  label=${quote(title)}; labelloc=t;`,
    '  node [shape=box, fontname="monospace"];',
    ...nested(nodes, {
      node: ({ id, title, lines, kind }) =>
        `n${id} [label=${quote([title, ...lines.map(lineText)].join("\n"))}${
          shapes[kind]
        }];`,
      open: (name, path) =>
        `subgraph ${quote(`cluster_${path}`)} { label=${quote(name)};`,
      close: "}",
    }),
    ...edges.map(({ from, to, derivative }) => {
      const label = derivativeText(derivative);
      return `  n${from} -> n${to}${
        label === "" ? "" : ` [label=${quote(label)}]`
      };`;
    }),
    "}",
    "",
  ].join("\n");
}

/** The diagram in the language of Mermaid. */
export function diagramToMermaid({ nodes, edges }: Diagram): string {
  const quote = (text: string) =>
    `"${
      visibleText(text).replaceAll("&", "#amp;").replaceAll('"', "#quot;")
        .replaceAll("<", "#lt;").replaceAll(">", "#gt;")
        .replaceAll("\n", "<br/>")
        // Behind a sign and a blank Mermaid sees a list.
        .replace(/^[-+*]/, (sign) => `#${sign.codePointAt(0)};`)
    }"`;
  return [
    "flowchart TD",
    ...nested(nodes, {
      node: ({ id, title, lines, kind }) => {
        const label = quote([title, ...lines.map(lineText)].join("\n"));
        return kind === "step" || kind === "loss"
          ? `n${id}[${label}]`
          : `n${id}([${label}])`;
      },
      open: (name, path) =>
        `subgraph b_${
          path.replace(/[^A-Za-z0-9]/g, (c) => `_${c.codePointAt(0)}_`)
        }[${quote(name)}]`,
      close: "end",
    }),
    ...edges.map(({ from, to, derivative }) => {
      const label = derivativeText(derivative);
      return `  n${from} -->${label === "" ? "" : `|${quote(label)}|`} n${to}`;
    }),
    "",
  ].join("\n");
}

interface Writer {
  node(node: DiagramNode): string;
  open(name: string, path: string): string;
  readonly close: string;
}

/** The nodes, with those of each block inside it. */
function nested(nodes: readonly DiagramNode[], writer: Writer): string[] {
  return level(nodes, 0, []);

  function level(
    members: readonly DiagramNode[],
    depth: number,
    path: readonly string[],
  ): string[] {
    const indent = "  ".repeat(depth + 1);
    const inner = new Map<string, DiagramNode[]>();
    const lines: string[] = [];
    for (const node of members) {
      const block = node.blocks.at(depth);
      if (block === undefined) lines.push(indent + writer.node(node));
      else inner.set(block, [...inner.get(block) ?? [], node]);
    }
    for (const [name, inside] of inner) {
      const whole = [...path, name];
      lines.push(
        indent + writer.open(name, whole.join(".")),
        ...level(inside, depth + 1, whole),
        indent + writer.close,
      );
    }
    return lines;
  }
}
