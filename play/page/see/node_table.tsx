import type { TraceNode } from "../../../dsl/trace/trace.ts";
import { operationText, withNumbers } from "../../../dsl/trace/phrases.ts";
import type { Selection } from "../../model/selection.ts";
import type { Walking } from "../../model/walking.ts";
import { words } from "../preferences.ts";
import { Numbers } from "./numbers.tsx";

interface NodeTableProps {
  readonly nodes: readonly TraceNode[];
  readonly walking: Walking;
  readonly litOf: (selection: Selection) => "selected" | "lit" | undefined;
  readonly onSelect: (selection: Selection) => void;
}

/** Every node with its numbers, as far as the walk has come. */
export function NodeTable(
  { nodes, walking, litOf, onSelect }: NodeTableProps,
) {
  const { see } = words.value;
  const numbersOf = (node: TraceNode) => ({
    node: node.name,
    shape: node.shape,
    litOf,
    onSelect,
  });
  return (
    <div class="wide">
      <table class="nodes" aria-label={see.table}>
        <thead>
          <tr>
            <th scope="col">{see.name}</th>
            <th scope="col">{see.computed}</th>
            <th scope="col">{see.value}</th>
            <th scope="col">{see.gradient}</th>
          </tr>
        </thead>
        <tbody>
          {nodes.map((node) => (
            <tr key={node.name} class={walking.part(node.name)}>
              <th scope="row">{node.name}</th>
              <td class="code">
                {walking.hasValue(node)
                  ? withNumbers(node)
                  : operationText(node)}
              </td>
              <td data-label={see.value}>
                <Numbers
                  {...numbersOf(node)}
                  isGradient={false}
                  values={walking.hasValue(node) ? node.value : undefined}
                />
              </td>
              <td data-label={see.gradient}>
                <Numbers
                  {...numbersOf(node)}
                  isGradient
                  values={walking.hasGradient(node) ? node.gradient : undefined}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
