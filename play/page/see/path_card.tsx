import { useState } from "preact/hooks";
import { nodeNamed, pathsBetween, productOf } from "../../../dsl/trace/path.ts";
import { localText, sumOf } from "../../../dsl/trace/phrases.ts";
import type { Trace } from "../../../dsl/trace/trace.ts";
import { formatNumber } from "../../../dsl/typesetting/numbers.ts";
import { words } from "../preferences.ts";

/** The local derivatives along every path between two nodes, and their product. */
export function PathCard({ trace }: { readonly trace: Trace }) {
  const { shell, see } = words.value;
  const names = trace.nodes.map(({ name }) => name);
  const [from, setFrom] = useState(names[0]);
  const [to, setTo] = useState(names[names.length - 1]);
  const [first, last] = [nodeNamed(trace, from), nodeNamed(trace, to)];
  if (first === undefined || last === undefined) {
    // The text has changed.
    setFrom(names[0]);
    setTo(names[names.length - 1]);
    return null;
  }
  const { paths, isCut } = pathsBetween(trace, first, last);
  const isNumeric = paths.every((path) =>
    path.every(({ use }) => use.local !== undefined)
  );
  return (
    <section class="path" aria-label={see.path}>
      <p>
        {see.pathStart}{" "}
        <Names
          names={names}
          chosen={from}
          onChoose={setFrom}
          label={see.pathFrom}
        />{" "}
        {see.pathTo}{" "}
        <Names names={names} chosen={to} onChoose={setTo} label={see.pathTo} />
      </p>
      {paths.length === 0 && <p class="quiet">{see.noPath}</p>}
      {!isNumeric && <p class="quiet">{see.pathArrays}</p>}
      {isNumeric && paths.map((path, i) => (
        <p key={i} class="equation">
          {path.toReversed().map(({ from, use }, k) => (
            <span key={k}>
              {k > 0 && " · "}
              <span title={`d${use.node}/d${from} = ${localText(use)}`}>
                {formatNumber(use.local ?? NaN)}
              </span>
            </span>
          ))} = <strong>{formatNumber(productOf(path))}</strong>{" "}
          <span class="quiet">
            {[...path.map(({ from }) => from), last.name].join(" → ")}
          </span>
        </p>
      ))}
      {isNumeric && paths.length > 1 && (
        <p class="equation">
          {see.pathSum + shell.colon}
          {sumOf(paths.map((path) => formatNumber(productOf(path))))}
          {" = "}
          <strong>
            {formatNumber(
              paths.reduce((sum, path) => sum + productOf(path), 0),
            )}
          </strong>
        </p>
      )}
      {isCut && <p class="quiet">{see.cut}</p>}
    </section>
  );
}

interface NamesProps {
  readonly names: readonly string[];
  readonly chosen: string;
  readonly label: string;
  readonly onChoose: (name: string) => void;
}

function Names({ names, chosen, label, onChoose }: NamesProps) {
  return (
    <select
      aria-label={label}
      value={chosen}
      onChange={({ currentTarget: { value } }) => onChoose(value)}
    >
      {names.map((name) => <option key={name} value={name}>{name}</option>)}
    </select>
  );
}
