import type { CourseQuestion } from "../../../dsl/course/sheets.ts";
import { longestAnswer } from "../../model/progress.ts";
import {
  type CheckedSheet,
  markOf,
  type Reason,
  reasonsFor,
  type Sheet,
  type SheetLine,
} from "../../model/sheet.ts";
import { words } from "../preferences.ts";
import { Prose } from "../prose.tsx";

interface ExerciseProps {
  readonly sheet: Sheet;
  readonly answers: readonly string[];
  /** What came of them when they were last checked. */
  readonly checked: CheckedSheet | undefined;
  readonly onAnswer: (question: number, answer: string) => void;
  /** Enter was pressed in a blank. */
  readonly onEnter: (question: number) => void;
}

/** The exercise as its text, with a field in place of each blank. */
export function Exercise(props: ExerciseProps) {
  const { learn } = words.value;
  return (
    <section class="sheet" aria-label={learn.exercise}>
      {props.sheet.lines.map((line, i) => (
        <Line key={i} {...props} line={line} at={i} />
      ))}
    </section>
  );
}

interface LineProps extends ExerciseProps {
  readonly line: SheetLine;
  readonly at: number;
}

/** A line, and below it why answers on it are wrong. */
function Line({ line, at, ...props }: LineProps) {
  const { sheet, answers, checked, onAnswer, onEnter } = props;
  const asked = line.filter((part) => typeof part === "number");
  const reasons = reasonsFor(checked, answers, asked);
  return (
    <div class="sheet-line">
      <div class="code">
        {line.map((part, i) =>
          typeof part === "string" ? <span key={i}>{part}</span> : (
            <Blank
              key={i}
              number={part}
              question={sheet.questions[part]}
              answer={answers[part]}
              mark={markOf(checked, answers, part)}
              reasons={reasons.length > 0 ? `reasons-${at}` : undefined}
              onAnswer={(answer) => onAnswer(part, answer)}
              onEnter={() => onEnter(part)}
            />
          )
        )}
      </div>
      {reasons.length > 0 && (
        <div class="reasons" id={`reasons-${at}`}>
          {reasons.map((each, i) => <Why key={i} reason={each} />)}
        </div>
      )}
    </div>
  );
}

interface BlankProps {
  readonly number: number;
  readonly question: CourseQuestion;
  readonly answer: string;
  readonly mark: "right" | "wrong" | undefined;
  /** The id of what is said of its line. */
  readonly reasons: string | undefined;
  readonly onAnswer: (answer: string) => void;
  readonly onEnter: () => void;
}

/** A field for an answer, with its mark. */
function Blank(
  { number, question, answer, mark, reasons, onAnswer, onEnter }: BlankProps,
) {
  const { learn } = words.value;
  const { label, kind } = question;
  const least = kind === "number" ? 7 : 24;
  const describing = [
    ...mark === undefined ? [] : [`mark-${number}`],
    ...mark === "wrong" && reasons !== undefined ? [reasons] : [],
  ];
  return (
    <span class={`blank ${mark ?? ""}`}>
      <input
        id={`answer-${number}`}
        type="text"
        value={answer}
        size={Math.min(40, Math.max(least, answer.length + 1))}
        maxLength={longestAnswer}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        aria-label={learn[kind](label)}
        aria-invalid={mark === "wrong"}
        aria-describedby={describing.join(" ") || undefined}
        onInput={({ currentTarget: { value } }) =>
          onAnswer(value.slice(0, longestAnswer))}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.isComposing) return;
          event.preventDefault();
          onEnter();
        }}
      />
      {mark !== undefined && (
        <span
          id={`mark-${number}`}
          class={`sign ${mark}`}
          role="img"
          aria-label={learn[mark]}
        >
          {mark === "right" ? "✓" : "✗"}
        </span>
      )}
    </span>
  );
}

/** Why answers on a line are wrong. */
function Why({ reason: { message, labels, notes } }: { reason: Reason }) {
  return (
    <>
      <p>
        <Prose text={message} />
      </p>
      {[...labels, ...notes].map((each, i) => (
        <p key={i} class="quiet">
          <Prose text={each} />
        </p>
      ))}
    </>
  );
}
