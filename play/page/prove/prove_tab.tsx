import { useEffect } from "preact/hooks";
import { elementCount } from "../../../lib/base/shape.ts";
import { formatCount } from "../../../lib/base/words.ts";
import type { GradcheckReport } from "../../../lib/gradcheck/report.ts";
import { splitLines } from "../../../dsl/diagnostics/lines.ts";
import { placeOfText } from "../../../dsl/exercise/gradcheck_place.ts";
import { isCompiled } from "../../../dsl/exercise/exercise.ts";
import { basisOf } from "../../../dsl/reports/gradcheck_basis.ts";
import { findingsOf } from "../../../dsl/reports/gradcheck_findings.ts";
import type { ReportSource } from "../../../dsl/reports/gradcheck_words.ts";
import { gateTexts } from "../../../dsl/syntax/printing/formula_text.ts";
import { pathInNetwork, selectionAt } from "../../model/checked_place.ts";
import { standingOf } from "../../model/checking.ts";
import { commandOf } from "../../model/commands.ts";
import { CommandLine } from "../command_line.tsx";
import { words } from "../preferences.ts";
import { Prose } from "../prose.tsx";
import type { TabProps } from "../state.ts";
import { checkerOf, type PageCheck } from "./checker.ts";
import { CheckedItems } from "./checked_items.tsx";
import { CheckedStep } from "./gradient_card.tsx";
import { Legend } from "./pictures.tsx";
import { Sign } from "./sign.tsx";

/** After a change of the text, a check waits so long for the next, in milliseconds. */
const patience = 250;

/** The proof: what the text claims and expects, and every gradient, checked whenever the text changes. */
export function ProveTab({ state }: TabProps) {
  const checker = checkerOf(state);
  const compiled = state.compiled.value;
  const seed = state.part("seed").value;
  useEffect(() => {
    const wait = checker.check.peek() === undefined ? 0 : patience;
    const timer = setTimeout(checker.follow, wait);
    return () => clearTimeout(timer);
  }, [compiled, seed]);
  const check = checker.check.value;
  return (
    <>
      <Head state={state} check={check} />
      {check !== undefined && <Found state={state} check={check} />}
    </>
  );
}

interface FoundProps extends TabProps {
  readonly check: PageCheck;
}

/** The verdict, and what can be done. */
function Head(
  { state, check }: TabProps & { readonly check: PageCheck | undefined },
) {
  const { prove } = words.value;
  const checker = checkerOf(state);
  const isRunning = checker.isRunning.value;
  const standing = check === undefined ? "running" : standingOf(check.state);
  const { progress, report } = check?.state ?? {};
  const isDrawn = report?.drawn !== undefined && report.drawn.length > 0;
  return (
    <header class="proof">
      <h2 aria-live="polite" class={standing}>
        {standing !== "running" && standing !== "stopped" && (
          <Sign verdict={standing} />
        )} {prove.standing[standing]}
      </h2>
      <span class="buttons">
        {isRunning
          ? (
            <button type="button" onClick={checker.stop}>
              {prove.stop}
            </button>
          )
          : (
            <button type="button" onClick={checker.again}>
              {prove.check}
            </button>
          )}
        {isDrawn && (
          <button
            type="button"
            onClick={() => state.change({ seed: (report.seed + 1) % 2 ** 32 })}
          >
            {prove.draw}
          </button>
        )}
      </span>
      {progress !== undefined && (
        <p class="progress">
          <progress
            value={progress.done}
            max={progress.total}
            aria-label={prove.standing.running}
          />{" "}
          <span class="quiet">
            {prove.progress(
              progress.name,
              formatCount(progress.done),
              formatCount(progress.total),
            )}
          </span>
        </p>
      )}
    </header>
  );
}

/** All that was found, with the command that finds it elsewhere. */
function Found({ state, check }: FoundProps) {
  const { prove } = words.value;
  const { compiled, seed } = check;
  const { report, items, hasMistakes, refusal } = check.state;
  if (hasMistakes) {
    return <p class="quiet">{prove.mistakes}</p>;
  }
  const source = sourceOf(check);
  const session = { text: compiled.text, seed };
  const hasAnswers = compiled.expected.length + compiled.claims.length > 0;
  return (
    <>
      <CheckedItems
        state={state}
        check={check}
        summary={report && findingsOf(report, source).summary}
      />
      {refusal !== undefined && items.length === 0 && (
        <p class="refusal">{refusal}</p>
      )}
      {report !== undefined && (
        <Gradients
          state={state}
          check={check}
          report={report}
          source={source}
        />
      )}
      <section class="part">
        <h3>{prove.command}</h3>
        {hasAnswers && (
          <CommandLine state={state} command={commandOf("check", session)} />
        )}
        <CommandLine state={state} command={commandOf("gradcheck", session)} />
      </section>
    </>
  );
}

/** What reports say of the text: where each step is, and what gives numbers. */
function sourceOf({ compiled }: PageCheck): ReportSource {
  const { prove, editor } = words.value;
  const lines = splitLines(compiled.text);
  const places = new Map(
    Array.from(compiled.origins, ([name, { start }]) => {
      const { line, column } = lines.positionAt(start);
      return [name, editor.place(line, column)];
    }),
  );
  if (!isCompiled(compiled)) return { places };
  const { origins, unused } = placeOfText(compiled, prove.text);
  const formulas = gateTexts(compiled.network);
  return { places, origins, unused, formulas, elsewhere: prove.elsewhere };
}

/** So many gradients are shown at once; of more, those that are not right. */
const mostOpen = 8;

function Gradients(
  { state, check, report, source }: FoundProps & {
    readonly report: GradcheckReport;
    readonly source: ReportSource;
  },
) {
  const { prove } = words.value;
  const { items, notes, waysOut } = findingsOf(report, source);
  const order = { fail: 0, inconclusive: 1, pass: 2 };
  const steps = report.checks.map((check, index) => ({ check, index })).sort((
    a,
    b,
  ) => order[a.check.verdict] - order[b.check.verdict]);
  const all = report.checks.flatMap(({ gradients }) => gradients);
  const hasMaps = all.some(({ shape }) => elementCount(shape) > 1);
  const isShort = all.length <= mostOpen;
  const show = (path: string, entry: number) => {
    const trace = state.trace.peek();
    const selected = trace && selectionAt(trace, path, entry);
    if (selected !== undefined) state.change({ tab: "see", selected });
  };
  return (
    <>
      {items.length > 0 && <h3>{prove.findings}</h3>}
      {items.map(({ title, lines }) => (
        <div key={title}>
          <p>
            <Prose text={title} />
          </p>
          <ul>{lines.map((line) => <li key={line}>{line}</li>)}</ul>
        </div>
      ))}
      {[...notes, ...waysOut].map((each) => (
        <p key={each} class="note quiet">{each}</p>
      ))}
      <section class="part">
        <h3>{prove.everyGradient}</h3>
        {hasMaps && <Legend />}
        {steps.map(({ check: each, index }) => (
          <CheckedStep
            key={each.name}
            check={each}
            index={index}
            formula={source.formulas?.get(each.name)}
            isOpenAtFirst={isShort || each.verdict !== "pass"}
            onSelect={({ scope, name }, path, entry) => {
              const { network } = check.compiled;
              const own = network === undefined
                ? path
                : pathInNetwork(network, { scope, name }, path);
              show(`${own}.grad`, entry);
            }}
          />
        ))}
        <details class="basis">
          <summary>{prove.basis}</summary>
          {basisOf(report, source).map((line) => <p key={line}>{line}</p>)}
        </details>
      </section>
    </>
  );
}
