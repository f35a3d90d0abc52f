import { NablaError } from "../../../../lib/base/nabla_error.ts";
import { combine } from "../../../../lib/gradcheck/comparison/comparison.ts";
import type { GradcheckReport } from "../../../../lib/gradcheck/report.ts";
import { codeInForce } from "../../../../words/say.ts";
import { isLibrary } from "../../../compiler/libraries.ts";
import { sourceLines } from "../../../diagnostics/lines.ts";
import type { GradcheckOptions } from "../../../../lib/gradcheck/options.ts";
import { TextError } from "../../../diagnostics/text_error.ts";
import {
  type CompiledNetwork,
  runExercise,
} from "../../../exercise/exercise.ts";
import { judgeClaims, type JudgedClaim } from "../../../exercise/claims.ts";
import type { GradcheckPlace } from "../../../exercise/gradcheck_place.ts";
import type { ReportSource } from "../../../reports/gradcheck_words.ts";
import { gateTexts } from "../../../syntax/printing/formula_text.ts";
import { mistakeOf } from "../../files/mistakes.ts";
import type { NamedText } from "../../files/source.ts";
import { type LoadedText, networkOf } from "../../files/texts.ts";
import { Interrupted } from "../../words/interrupted.ts";
import type { Io } from "../../world/io.ts";
import { checkNetwork } from "./checking.ts";
import { commandFor, type GradcheckChoice } from "./gradcheck_choice.ts";
import { gradcheckPlace } from "./gradcheck_place.ts";
import { openWorkers } from "./workers.ts";

export interface TextOutcome extends LoadedText {
  /** The report on its network; where a signal stopped it, as far as it came. */
  readonly report?: GradcheckReport;
  /** Its claimed derivatives, marked. */
  readonly claims: readonly JudgedClaim[];
  readonly reportSource: ReportSource;
  /** How many milliseconds each of its checks took. */
  readonly times?: ReadonlyMap<string, number>;
  /** Why its numbers could not be computed with. */
  readonly refusal?: NablaError;
  /** The signal that stopped it. */
  readonly stopped?: Interrupted;
}

export async function checkText(
  text: LoadedText,
  choice: GradcheckChoice,
  io: Io,
): Promise<TextOutcome> {
  const compiled = networkOf(text);
  const claims = judgeClaims(text.compiled, { seed: choice.options.seed });
  if (compiled === undefined) {
    return { ...text, claims, reportSource: reportSourceOf(text, choice) };
  }
  const { network } = compiled;
  const place = await gradcheckPlace(compiled, text.source.title, choice, io);
  const { options } = place;
  const reportSource = reportSourceOf(text, choice, place);
  const pool = choice.workers === 1 ? undefined : openWorkers(choice.workers, {
    text: text.source.text,
    libraries: text.options.libraries ?? [],
    layers: choice.text.layers,
    options,
    language: codeInForce(),
  });
  try {
    const timed = await checkNetwork(network, options, io, pool);
    return { ...text, ...timed, claims, reportSource };
  } catch (error) {
    if (error instanceof Interrupted) {
      const { report } = error;
      return { ...text, claims, report, reportSource, stopped: error };
    }
    const refusal = placedRefusal(error, compiled, options) ??
      mistakeOf(error);
    if (refusal === undefined) throw error;
    return { ...text, claims, reportSource, refusal };
  } finally {
    pool?.close();
  }
}

/** What a layer refuses, with its place, where the numbers are those of the text. */
function placedRefusal(
  error: unknown,
  compiled: CompiledNetwork,
  { seed }: GradcheckOptions,
): NablaError | undefined {
  if (!(error instanceof NablaError)) return undefined;
  try {
    runExercise(compiled, { seed });
  } catch (placed) {
    if (placed instanceof TextError) return placed;
  }
}

function reportSourceOf(
  { source, compiled }: LoadedText,
  choice: GradcheckChoice,
  { options: _, ...place }: Partial<GradcheckPlace> = {},
): ReportSource {
  const command = commandFor(wordOf(source), choice);
  const formulas = compiled.network && gateTexts(compiled.network);
  if (source.origin.kind !== "file") return { command, formulas, ...place };
  const lines = sourceLines(source);
  const places = [...compiled.origins].map(([name, span]) => {
    const { line, column } = lines.positionAt(span.start);
    return [name, `${source.name}:${line}:${column}`] as const;
  });
  return { command, formulas, ...place, places: new Map(places) };
}

/** The word of the command line that names a text. */
function wordOf({ origin, written }: NamedText): string {
  return origin.kind === "file" ? origin.path : written ?? "-";
}

/** Whether a text holds functions and claimed derivatives, and no network. */
export function isOfClaims(
  { claims = [], compiled, diagnostics = [] }: Partial<
    Pick<TextOutcome, "claims" | "compiled" | "diagnostics">
  >,
): boolean {
  return claims.length > 0 && compiled !== undefined &&
    isLibrary(compiled.file, diagnostics);
}

/** 1 if something differs, else 2 if something could not be checked, else 3 if something is inconclusive. */
export function exitStatus(
  outcomes: readonly (
    & Partial<Pick<TextOutcome, "claims" | "compiled" | "diagnostics">>
    & {
      readonly report?: GradcheckReport | undefined;
    }
  )[],
): number {
  const verdict = combine(
    outcomes.flatMap(({ report, claims = [] }) =>
      [report, ...claims.map(({ report }) => report)]
        .flatMap((each) => each?.verdict ?? [])
    ),
  );
  if (verdict === "fail") return 1;
  const isChecked = outcomes.every((outcome) =>
    outcome.report !== undefined || isOfClaims(outcome)
  );
  if (!isChecked) return 2;
  return verdict === "inconclusive" ? 3 : 0;
}
