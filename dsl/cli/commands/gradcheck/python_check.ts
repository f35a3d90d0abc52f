import { say } from "../../../../words/say.ts";
import {
  type ForeignFunction,
  foreignFunction,
} from "../../../../lib/foreign/foreign_function.ts";
import {
  pythonArguments,
  type PythonFunction,
} from "../../../../lib/foreign/python.ts";
import {
  type GradcheckAsyncProgress,
  gradcheckAsyncSteps,
} from "../../../../lib/gradcheck_async/gradcheck_async.ts";
import { NablaError } from "../../../../lib/base/nabla_error.ts";
import type { GradcheckOptions } from "../../../../lib/gradcheck/options.ts";
import type { GradcheckReport } from "../../../../lib/gradcheck/report.ts";
import { reportItems } from "../../../reports/gradcheck_items.ts";
import { renderReport } from "../../../reports/gradcheck_report.ts";
import { mistakeWords, printMistake } from "../../files/mistakes.ts";
import { watching } from "../../files/watching.ts";
import { Interrupted } from "../../words/interrupted.ts";
import { toRecord } from "../../words/record.ts";
import { inputSource } from "../../words/sources.ts";
import type { Io, StartedProgram } from "../../world/io.ts";
import { progressLine } from "../../world/progress.ts";
import type { StopSignal } from "../../world/signals.ts";
import { shellWord } from "../../../typesetting/shell.ts";
import { exitStatus } from "./outcome.ts";
import type { PythonChoice } from "./python_choice.ts";
import { writeFindings } from "./report_files.ts";

/** Checks functions in files of Python; returns the exit status. */
export async function checkPython(
  choice: PythonChoice,
  io: Io,
): Promise<number> {
  const files = [...choice.functions.values()].map(({ file }) => file);
  const sources = [...new Set(files)].map(inputSource);
  const check = () => checkAll(choice, io);
  return choice.isWatch
    ? await watching({ sources, use: [], layers: [] }, check, io)
    : await check();
}

async function checkAll(choice: PythonChoice, io: Io): Promise<number> {
  const { functions, form, written } = choice;
  const all = form === "tap" || choice.files.junit !== undefined;
  const isAlone = functions.size === 1;
  const outcomes: PythonOutcome[] = [];
  let stopped: Interrupted | undefined;
  for (const [title, own] of functions) {
    const start = io.now();
    const found = await checkOne(title, own, choice, io);
    stopped = found instanceof Interrupted ? found : undefined;
    const refused = found instanceof NablaError ? found : undefined;
    const report = found instanceof NablaError
      ? undefined
      : found instanceof Interrupted
      ? found.report
      : found;
    if (refused !== undefined) {
      if (isAlone && !all) throw refused;
      printMistake(refused, "nabla", io);
    }
    const command = `nabla gradcheck --python ${shellWord(title)}${written}`;
    const elsewhere = own.shapes === undefined
      ? say("give other arguments in {name}", { name: `${own.name}_at` })
      : say("add --seed {seed}", { seed: (own.seed ?? 0) + 1 });
    const times = new Map(
      report?.checks.map(({ name }) => [name, io.now() - start]),
    );
    const { file } = own;
    const subject = { title, text: title, file };
    const refusal = refused && mistakeWords(refused);
    outcomes.push({ ...subject, report, refusal, times, command, elsewhere });
    if (form === "words" && report !== undefined) {
      const heading = !isAlone ? `${title}\n\n` : "";
      const { color, columns } = io;
      const options = { color, columns, command, elsewhere };
      io.out(`${heading}${renderReport(report, options)}\n`);
      if (!isAlone) io.out("\n");
    }
    if (stopped !== undefined) break;
  }
  const status = stopped === undefined ? exitStatus(outcomes) : stopped.status;
  await writeFindings(choice, {
    pages: () =>
      outcomes.flatMap(({ title, text, report, command, elsewhere }) =>
        report === undefined
          ? []
          : [{ title, text, report, command, elsewhere }]
      ),
    checked: () =>
      outcomes.map((
        { title, file, report, refusal, times, command, elsewhere },
      ) => ({
        title,
        file,
        source: { name: title, text: "" },
        items: reportItems({
          report,
          refusal,
          reportSource: { command, elsewhere },
          diagnostics: [],
          times,
        }),
      })),
    record: () =>
      toRecord("gradcheck", status, {
        functions: outcomes.map(({ title, report, refusal }) => ({
          source: title,
          error: refusal,
          report,
        })),
      }),
  }, io);
  if (stopped !== undefined) throw stopped;
  return status;
}

/** What came of a function. */
interface PythonOutcome {
  readonly title: string;
  readonly text: string;
  readonly file: string;
  readonly report: GradcheckReport | undefined;
  readonly refusal: string | undefined;
  readonly times: ReadonlyMap<string, number>;
  /** The call that checks it again. */
  readonly command: string;
  /** How to look at other numbers. */
  readonly elsewhere: string;
}

/** Starts Python, and checks one function; what the user stopped and what is refused is returned. */
async function checkOne(
  title: string,
  own: PythonFunction,
  { interpreter, options }: PythonChoice,
  io: Io,
): Promise<GradcheckReport | Interrupted | NablaError> {
  const program = io.startProgram(interpreter, pythonArguments(own));
  const told = tell(program, io);
  const stopping: Stopping = { hasBegun: false };
  const stopListening = await io.onStop((signal) => {
    stopping.signal = signal;
    // Otherwise it waits for a report of what was done.
    if (!stopping.hasBegun) void program.end();
  });
  try {
    const subject = await foreignFunction(program, title);
    return await checkFunction(subject, options, stopping, io);
  } catch (error) {
    if (error instanceof Interrupted) return error;
    if (stopping.signal !== undefined) {
      return new Interrupted(stopping.signal, { done: 0, total: 0 });
    }
    if (error instanceof NablaError) return error;
    throw error;
  } finally {
    stopListening();
    await program.end();
    await told;
  }
}

/** Passes on what a program writes to standard error, as long as there is somebody to read it. */
async function tell({ errors }: StartedProgram, io: Io): Promise<void> {
  try {
    for await (const text of errors.pipeThrough(new TextDecoderStream())) {
      io.error(text);
    }
  } catch {
    return;
  }
}

interface Stopping {
  /** The signal to stop, once there is one. */
  signal?: StopSignal;
  /** Whether a number was compared. */
  hasBegun: boolean;
}

async function checkFunction(
  subject: ForeignFunction,
  options: GradcheckOptions,
  stopping: Stopping,
  io: Io,
): Promise<GradcheckReport> {
  const progress = progressLine(io);
  const { promise, resolve } = Promise.withResolvers<GradcheckReport>();
  // A loop over it ends the check where it is left early.
  async function* steps(): AsyncGenerator<GradcheckAsyncProgress, void> {
    resolve(yield* gradcheckAsyncSteps(subject, options));
  }
  let last = io.now();
  try {
    for await (const { name, done, total, report } of steps()) {
      stopping.hasBegun = true;
      if (stopping.signal !== undefined) {
        throw new Interrupted(stopping.signal, {
          done,
          total,
          report: await report(),
        });
      }
      if (io.now() < last + 50) continue;
      progress.show(say("checking {name}", { name }), done, total);
      last = io.now();
    }
  } finally {
    progress.clear();
    await subject.close();
  }
  return promise;
}
