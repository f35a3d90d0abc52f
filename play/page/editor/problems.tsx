import { useState } from "preact/hooks";
import {
  applyEdit,
  type Diagnostic,
} from "../../../dsl/diagnostics/diagnostic.ts";
import { splitLines } from "../../../dsl/diagnostics/lines.ts";
import type { HoverBlock } from "../../../dsl/language_service/hovers/blocks.ts";
import { Prose } from "../prose.tsx";
import { words } from "../preferences.ts";
import { formatText } from "./editor.ts";
import type { TabProps } from "../state.ts";

/** What is wrong with the text, in words, with the offered edits as buttons. */
export function Problems({ state }: TabProps) {
  const { editor } = words.value;
  const found = state.diagnostics.value;
  const refusal = state.refusal.value;
  const errors = found.filter(({ severity }) => severity === "error").length;
  const counts = editor.counts(errors, found.length - errors);
  return (
    <section class="problems" aria-label={editor.problems}>
      <div class="problems-head">
        <p class="quiet" role="status">{counts || editor.fine}</p>
        {state.part("mode").value === "edit" && (
          <button
            type="button"
            onClick={() => formatText(state)}
          >
            {editor.format}
          </button>
        )}
      </div>
      {refusal !== undefined && (
        <p class="refusal">
          <Prose text={refusal.message} />
        </p>
      )}
      {found.length > 0 && (
        <ul class="plain">
          {found.slice(0, mostShown).map((each) => (
            <Problem key={keyOf(each)} problem={each} state={state} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** So many are listed. */
const mostShown = 20;

function keyOf({ code, message, labels: [{ span }] }: Diagnostic): string {
  return `${code} ${span.start} ${message}`;
}

function Problem(
  { problem, state }: TabProps & { readonly problem: Diagnostic },
) {
  const { editor, shell } = words.value;
  const { severity, code, message, labels, notes, helps } = problem;
  const text = state.part("text").value;
  const place = labels.find(({ primary }) => primary) ?? labels[0];
  const { line, column } = splitLines(text).positionAt(place.span.start);
  const [lesson, setLesson] = useState<readonly HoverBlock[]>();
  async function open() {
    if (lesson !== undefined) return setLesson(undefined);
    try {
      const { lessonOf } = await import(
        "../../../dsl/language_service/hovers/lesson_of.ts"
      );
      setLesson(lessonOf(code));
    } catch {
      state.show(shell.notLoaded);
    }
  }
  return (
    <li class={severity}>
      <p>
        <strong>{editor[severity]}</strong>{" "}
        <span class="quiet">{editor.codeAt(code, line, column)}</span>{" "}
        <button
          type="button"
          class="bare"
          aria-expanded={lesson !== undefined}
          onClick={open}
        >
          {editor.why}
        </button>
      </p>
      <p>
        <Prose
          text={place.text === ""
            ? message
            : message + shell.colon + place.text}
        />
      </p>
      {notes.map((note) => (
        <p key={note} class="quiet">
          <Prose text={note} />
        </p>
      ))}
      {helps.map(({ text: advice, edit }) =>
        edit === undefined
          ? (
            <p key={advice}>
              <Prose text={advice} />
            </p>
          )
          : (
            <button
              key={advice}
              type="button"
              onClick={() => state.change({ text: applyEdit(text, edit) })}
            >
              <Prose text={advice} />
            </button>
          )
      )}
      {lesson !== undefined && <Lesson blocks={lesson} />}
    </li>
  );
}

/** The lesson on a kind of mistake, with a wrong and a right text. */
function Lesson({ blocks }: { readonly blocks: readonly HoverBlock[] }) {
  return (
    <div class="lesson-of-code">
      {blocks.map((block, i) =>
        block.kind === "code"
          ? <pre key={i}>{block.text}</pre>
          : block.kind === "paragraph" && (
            <p key={i}>
              <Prose text={block.text} />
            </p>
          )
      )}
    </div>
  );
}
