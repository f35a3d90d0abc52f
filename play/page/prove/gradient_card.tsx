import { useState } from "preact/hooks";
import { elementCount, indexOf } from "../../../lib/base/shape.ts";
import type { GradientCheck } from "../../../lib/gradcheck/comparison/comparison.ts";
import type { Check } from "../../../lib/gradcheck/report.ts";
import { factsOf } from "../../../dsl/reports/gradcheck_findings.ts";
import {
  checkTitle,
  gradientName,
  numberPlace,
} from "../../../dsl/reports/gradcheck_words.ts";
import { formatSizes } from "../../../dsl/typesetting/arrays.ts";
import { words } from "../preferences.ts";
import { Comparison, ErrorMap } from "./pictures.tsx";
import { Sign } from "./sign.tsx";

/** Selects a number of a gradient, by the path that the check has for it. */
export type OnSelectNumber = (
  check: Check,
  path: string,
  entry: number,
) => void;

interface CheckedStepProps {
  readonly check: Check;
  readonly index: number;
  readonly formula: string | undefined;
  readonly isOpenAtFirst: boolean;
  readonly onSelect: OnSelectNumber;
}

/** A step that was checked alone, or the network: each of its gradients. Pictures are drawn once it is open. */
export function CheckedStep(
  { check, index, formula, isOpenAtFirst, onSelect }: CheckedStepProps,
) {
  const { shell, prove } = words.value;
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  const { verdict, gradients, behaviors } = check;
  const unusual = behaviors.filter(({ verdict }) => verdict !== "pass");
  return (
    <details
      class="checked-step"
      open={isOpen}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>
        <Sign verdict={verdict} /> {checkTitle(check, index, formula)}{" "}
        {!isOpen && (
          <span class="quiet">
            {gradients.map(gradientName).join(shell.comma)}
          </span>
        )}
      </summary>
      {isOpen && (
        <>
          <div class="gradient-cards">
            {gradients.map((gradient) => (
              <GradientCard
                key={gradientName(gradient)}
                gradient={gradient}
                onSelect={(entry) => onSelect(check, gradient.path, entry)}
              />
            ))}
          </div>
          {behaviors.length > 0 && (
            <p class="behaviors quiet">
              {prove.behaviors(
                behaviors.length - unusual.length,
                behaviors.length,
              )}
            </p>
          )}
          {unusual.map(({ name, detail, reason }) => (
            <p key={name} class="behaviors">
              {[name, detail, reason].filter((each) =>
                each !== undefined
              )
                .join(shell.colon)}
            </p>
          ))}
        </>
      )}
    </details>
  );
}

/** So many wrong numbers are listed. */
const mostWrong = 8;

interface GradientCardProps {
  readonly gradient: GradientCheck;
  readonly onSelect: (entry: number) => void;
}

/** A gradient: the map of its errors, analytic against numeric, and what there is to say. */
function GradientCard({ gradient, onSelect }: GradientCardProps) {
  const { verdict, shape, numbers, kind } = gradient;
  const name = gradientName(gradient);
  const isArray = elementCount(shape) > 1;
  return (
    <section class="gradient-card">
      <h4>
        <Sign verdict={verdict} /> {name}{" "}
        <span class="quiet">{isArray && formatSizes(shape)}</span>
      </h4>
      {isArray && numbers !== undefined && (
        <div class="pictures">
          <ErrorMap {...{ name, gradient, numbers }} onSelect={onSelect} />
          <Comparison name={name} numbers={numbers} />
        </div>
      )}
      {factsOf(gradient).map((fact) => <p key={fact} class="quiet">{fact}</p>)}
      {kind === undefined && (
        <WrongNumbers gradient={gradient} onSelect={onSelect} />
      )}
    </section>
  );
}

/** The wrong numbers, the worst first, each to be looked at in See. */
function WrongNumbers({ gradient, onSelect }: GradientCardProps) {
  const { shell, prove } = words.value;
  const { shape, wrong, numbers } = gradient;
  if (wrong === 0 || numbers === undefined) return null;
  const errors = [...numbers.error.entries()].flatMap(([entry, error]) =>
    error !== null && error > 1 ? [{ entry, error }] : []
  ).sort((a, b) => b.error - a.error);
  return (
    <p>
      {prove.wrongNumbers + shell.colon}
      {errors.slice(0, mostWrong).map(({ entry }) => (
        <button
          key={entry}
          type="button"
          class="link"
          onClick={() => onSelect(entry)}
        >
          {numberPlace(gradient, indexOf(entry, shape))}
        </button>
      ))} {errors.length > mostWrong && prove.more(errors.length - mostWrong)}
    </p>
  );
}
