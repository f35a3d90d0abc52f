import type { NablaError } from "../../../../lib/base/nabla_error.ts";
import { combine } from "../../../../lib/gradcheck/comparison/comparison.ts";
import type { GradcheckReport } from "../../../../lib/gradcheck/report.ts";
import { sourceLines } from "../../../diagnostics/lines.ts";
import type { ReportSource } from "../../../reports/gradcheck_words.ts";
import { mistakeOf } from "../../files/layers.ts";
import type { NamedText } from "../../files/source.ts";
import { type LoadedText, networkOf } from "../../files/texts.ts";
import { Interrupted } from "../../words/interrupted.ts";
import type { Io } from "../../world/io.ts";
import { checkNetwork } from "./checking.ts";
import { commandFor, type GradcheckChoice } from "./gradcheck_choice.ts";
import { type GradcheckPlace, gradcheckPlace } from "./gradcheck_place.ts";
import { openWorkers } from "./workers.ts";

export interface TextOutcome extends LoadedText {
  /** The report on its network; where a signal stopped it, as far as it came. */
  readonly report?: GradcheckReport;
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
  if (compiled === undefined) {
    return { ...text, reportSource: reportSourceOf(text, choice) };
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
  });
  try {
    const timed = await checkNetwork(network, options, io, pool);
    return { ...text, ...timed, reportSource };
  } catch (error) {
    if (error instanceof Interrupted) {
      return { ...text, report: error.report, reportSource, stopped: error };
    }
    const refusal = mistakeOf(error);
    if (refusal === undefined) throw error;
    return { ...text, reportSource, refusal };
  } finally {
    pool?.close();
  }
}

function reportSourceOf(
  { source, compiled }: LoadedText,
  choice: GradcheckChoice,
  { options: _, ...place }: Partial<GradcheckPlace> = {},
): ReportSource {
  const command = commandFor(wordOf(source), choice);
  if (source.origin.kind !== "file") return { command, ...place };
  const lines = sourceLines(source);
  const places = [...compiled.origins].map(([name, span]) => {
    const { line, column } = lines.positionAt(span.start);
    return [name, `${source.name}:${line}:${column}`] as const;
  });
  return { command, ...place, places: new Map(places) };
}

/** The word of the command line that names a text. */
function wordOf({ origin, written }: NamedText): string {
  return origin.kind === "file" ? origin.path : written ?? "-";
}

/** 1 if something differs, else 2 if something could not be checked, else 3 if something is inconclusive. */
export function exitStatus(
  outcomes: readonly { readonly report?: GradcheckReport | undefined }[],
): number {
  const reports = outcomes.flatMap(({ report }) => report ?? []);
  const verdict = combine(reports.map((report) => report.verdict));
  if (verdict === "fail") return 1;
  if (reports.length < outcomes.length) return 2;
  return verdict === "inconclusive" ? 3 : 0;
}
