import { format } from "../../../dsl/syntax/printing/printer.ts";
import { formatNumber } from "../../../dsl/typesetting/numbers.ts";
import { words } from "../preferences.ts";
import type { TabProps } from "../state.ts";

/** The network with its values and gradients. */
export function SeeTab({ state }: TabProps) {
  const { shell } = words.value;
  const last = state.lastExercise.value;
  const trace = state.trace.value;
  if (last === undefined || trace === undefined) {
    return <p class="quiet">{shell.empty}</p>;
  }
  return (
    <>
      <p class="code">{format(last.compiled.network)}</p>
      <ul class="plain">
        {trace.nodes.filter(({ value }) => value.length === 1).map((
          { name, value, gradient },
        ) => (
          <li key={name}>
            {name} <span class="value">{formatNumber(value[0])}</span>{" "}
            {gradient !== undefined && (
              <span class="gradient">{formatNumber(gradient[0])}</span>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
