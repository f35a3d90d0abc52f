import type { Diagnostic } from "../../../dsl/diagnostics/diagnostic.ts";
import { splitLines } from "../../../dsl/diagnostics/lines.ts";
import { selectionAt } from "../../model/checked_place.ts";
import type { CheckedPart } from "../../model/checking.ts";
import { words } from "../preferences.ts";
import { Prose } from "../prose.tsx";
import type { TabProps } from "../state.ts";
import type { PageCheck } from "./checker.ts";
import { ClaimPicture } from "./pictures.tsx";
import { Sign } from "./sign.tsx";

interface CheckedItemsProps extends TabProps {
  readonly check: PageCheck;
  /** What was found about the gradients, in a sentence. */
  readonly summary: string | undefined;
}

/** What was checked, one line each, with what is wrong. */
export function CheckedItems({ state, check, summary }: CheckedItemsProps) {
  const { prove } = words.value;
  const { items, report, refusal } = check.state;
  const gradients: readonly CheckedPart[] = report !== undefined
    ? [{ name: prove.gradients, verdict: report.verdict, details: summary }]
    : refusal !== undefined
    ? [{ name: prove.gradients, verdict: "error", details: refusal }]
    : [];
  return (
    <ul class="plain checked" aria-label={prove.checked}>
      {[...items, ...gradients].map((item) => {
        const { claim, wrong } = item;
        return (
          <li key={item.name}>
            <p>
              <Sign verdict={item.verdict} />{" "}
              <strong class="code">{item.name}</strong>{" "}
              <span class="quiet">{item.details}</span>
            </p>
            {item.diagnostics?.map((each) => (
              <Mistake
                key={each.message}
                mistake={each}
                text={check.compiled.text}
              />
            ))}
            {wrong !== undefined && <ShowNumber state={state} {...wrong} />}
            {claim !== undefined && claim.numbers.length > 0 && (
              <ClaimPicture name={claim.name} numbers={claim.numbers} />
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** What is wrong, with its place and why. */
function Mistake(
  { mistake: { code, message, labels, notes, helps }, text }: {
    readonly mistake: Diagnostic;
    readonly text: string;
  },
) {
  const { shell, prove } = words.value;
  const place = labels.find(({ primary }) => primary) ?? labels[0];
  const { line, column } = splitLines(text).positionAt(place.span.start);
  return (
    <div class="mistake">
      <p>
        <Prose text={message + shell.colon + place.text} />{" "}
        <span class="quiet">{prove.codeAt(code, line, column)}</span>
      </p>
      {notes.map((note) => (
        <p key={note}>
          <Prose text={note} />
        </p>
      ))}
      {helps.map(({ text }) => (
        <p key={text} class="quiet">
          <Prose text={text} />
        </p>
      ))}
    </div>
  );
}

/** Selects a number of an expectation in See. */
function ShowNumber(
  { state, path, entry }: TabProps & {
    readonly path: string;
    readonly entry: number;
  },
) {
  const { prove } = words.value;
  const trace = state.trace.value;
  const selected = trace && selectionAt(trace, path, entry);
  if (selected === undefined) return null;
  return (
    <button
      type="button"
      class="link"
      onClick={() => state.change({ tab: "see", selected })}
    >
      {prove.showInSee(selected)}
    </button>
  );
}
