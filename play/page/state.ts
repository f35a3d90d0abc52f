/**
 * The page's state as signals: the session, what follows from it, and the way to
 * change it. All that the page shows is computed from these.
 *
 * @module
 */

import { computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import { NablaError } from "../../lib/base/nabla_error.ts";
import type { Compiled } from "../../dsl/compiler/compiler.ts";
import type { Diagnostic, Span } from "../../dsl/diagnostics/diagnostic.ts";
import type { judgeClaims } from "../../dsl/exercise/claims.ts";
import {
  type CompiledNetwork,
  type Exercise,
  isCompiled,
  runExercise,
} from "../../dsl/exercise/exercise.ts";
import type { WrittenService } from "../../dsl/language_service/written_service.ts";
import { type Trace, traceOf } from "../../dsl/trace/trace.ts";
import type { Session } from "../model/session.ts";
import { textOfNode } from "../model/step_text.ts";
import { type Walking, walkingAt } from "../model/walking.ts";
import { serviceOf } from "./service.ts";

/** A network with its numbers, run forward and, where it has a start, backward. */
export interface RunNetwork {
  readonly compiled: CompiledNetwork;
  readonly exercise: Exercise;
}

/** What every tab is given; it knows nothing of the editor. */
export interface TabProps {
  readonly state: PageState;
}

/** The session, and what follows from it. */
export interface PageState {
  /** All of it. */
  readonly session: ReadonlySignal<Session>;
  /** A part of it; a signal that changes where this part does. */
  part<Part extends keyof Session>(name: Part): ReadonlySignal<Session[Part]>;
  /** Changes parts of the session. */
  change(parts: Partial<Session>): void;
  /** What an editor asks of the text. */
  readonly service: ReadonlySignal<WrittenService>;
  /** The text, compiled. */
  readonly compiled: ReadonlySignal<Compiled>;
  /** Mistakes, warnings and wrong answers, in the order of the text. */
  readonly diagnostics: ReadonlySignal<readonly Diagnostic[]>;
  /** The network of the text with its numbers; undefined where there is a mistake. */
  readonly exercise: ReadonlySignal<RunNetwork | undefined>;
  /** Why the network of a text without mistakes could not be run. */
  readonly refusal: ReadonlySignal<NablaError | undefined>;
  /** The same as {@linkcode exercise}; while the text has a mistake, that of the text before. */
  readonly lastExercise: ReadonlySignal<RunNetwork | undefined>;
  /** Whether {@linkcode lastExercise} is of a text before a mistake. */
  readonly isStale: ReadonlySignal<boolean>;
  /** How each gradient of {@linkcode lastExercise} comes about, without numeric ones: they take two runs a number. */
  readonly trace: ReadonlySignal<Trace | undefined>;
  /** The walk through it, as far as the scrubber has come. */
  readonly walking: ReadonlySignal<Walking | undefined>;
  /** The pieces of the text that the step of the walk is about, while See is open and the text is that of the walk. */
  readonly lit: ReadonlySignal<readonly Span[]>;
  /** What was told last. */
  readonly told: ReadonlySignal<Told>;
  /** Tells a screen reader; nothing is shown. */
  say(text: string): void;
  /** Shows a line for a while, and tells it. */
  show(text: string): void;
}

/** A line for a reader. */
export interface Told {
  readonly text: string;
  readonly isShown: boolean;
}

/** The state of a page that begins with a session. */
export function createState(start: Session): PageState {
  const session = signal(start);
  const parts = new Map<keyof Session, ReadonlySignal<unknown>>();
  function part<Part extends keyof Session>(name: Part) {
    const found = parts.get(name) ?? computed(() => session.value[name]);
    parts.set(name, found);
    return found as ReadonlySignal<Session[Part]>;
  }
  const [text, seed] = [part("text"), part("seed")];
  const service = computed(() => serviceOf(text.value, seed.value));
  const compiled = computed(() => service.value.compiled());
  effect(() => {
    if (compiled.value.claims.length > 0 && claimJudge.peek() === undefined) {
      void loadClaimJudge();
    }
  });
  const run = computed(() => runOf(compiled.value, seed.value));
  const exercise = computed(() =>
    "exercise" in run.value ? run.value : undefined
  );
  const lastExercise = signal<RunNetwork | undefined>(undefined);
  effect(() => {
    if (exercise.value !== undefined) lastExercise.value = exercise.value;
  });
  const trace = computed(() => {
    const last = lastExercise.value;
    return last && traceOf(last.compiled, last.exercise, { numeric: false });
  });
  const walking = computed(() =>
    trace.value && walkingAt(trace.value, part("place").value)
  );
  const told = signal<Told>({ text: "", isShown: false });
  return {
    session,
    part,
    change(parts) {
      session.value = { ...session.peek(), ...parts };
    },
    service,
    compiled,
    diagnostics: computed(() => diagnosticsOf(service.value, seed.value)),
    exercise,
    refusal: computed(() =>
      "refusal" in run.value ? run.value.refusal : undefined
    ),
    lastExercise,
    isStale: computed(() =>
      exercise.value === undefined && lastExercise.value !== undefined
    ),
    trace,
    walking,
    lit: computed(() => {
      const last = lastExercise.value;
      const active = part("tab").value === "see"
        ? walking.value?.active
        : undefined;
      // While the text has a mistake, the walk is that of the text before it.
      const isOfText = last !== undefined && last === exercise.value;
      return active === undefined || !isOfText
        ? nothing
        : textOfNode(last.compiled, active.node);
    }),
    told,
    say: (text) => told.value = { text, isShown: false },
    show: (text) => told.value = { text, isShown: true },
  };
}

const nothing: readonly Span[] = [];

type Run = RunNetwork | { readonly refusal: NablaError } | Record<never, never>;

function runOf(compiled: Compiled, seed: number): Run {
  if (!isCompiled(compiled)) return {};
  try {
    return { compiled, exercise: runExercise(compiled, { seed }) };
  } catch (error) {
    // Its numbers do not suit a layer, or it is too large.
    if (error instanceof NablaError) return { refusal: error };
    throw error;
  }
}

/** What judges claimed derivatives. It brings the gradient checker, and is loaded for the first text that claims one. */
const claimJudge = signal<typeof judgeClaims | undefined>(undefined);

async function loadClaimJudge(): Promise<void> {
  try {
    claimJudge.value = (await import("../../dsl/exercise/claims.ts"))
      .judgeClaims;
  } catch {
    // The server is gone: what else is said of the text stands.
  }
}

/** Wrong answers count where there are answers: they take a run of the network. */
function diagnosticsOf(
  service: WrittenService,
  seed: number,
): readonly Diagnostic[] {
  const compiled = service.compiled();
  const found = service.diagnostics();
  const answers = compiled.expected.length === 0 ? [] : service.wrongAnswers();
  const claims = compiled.claims.length === 0
    ? []
    : claimJudge.value?.(compiled, { seed }) ?? [];
  const wrong = claims.flatMap(({ diagnostic }) => diagnostic ?? []);
  if (answers.length === 0 && wrong.length === 0) return found;
  return [...found, ...answers, ...wrong].sort((a, b) =>
    a.labels[0].span.start - b.labels[0].span.start
  );
}
