import { quickOptions } from "../../../lib/gradcheck/quick_options.ts";
import { plural } from "../../../lib/base/words.ts";
import { isLibrary } from "../../compiler/libraries.ts";
import { judgeClaims } from "../../exercise/claims.ts";
import { givenNumbers } from "../../exercise/given_numbers.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { CompiledNetwork } from "../../exercise/exercise.ts";
import { withoutWrongAnswers } from "../../exercise/wrong_answers.ts";
import type { File, Statement } from "../../syntax/ast.ts";
import { blanksOf } from "../../exercise/worksheet.ts";
import type { GradcheckReport } from "../../../lib/gradcheck/report.ts";
import {
  checkExpectations,
  gradientItem,
  uncheckedText,
} from "../../reports/checked.ts";
import { claimItems } from "../../reports/claims.ts";
import {
  type CheckedItem,
  type CheckedText,
  renderChecked,
  renderTotals,
  statusOf,
} from "../../reports/verdicts.ts";
import { mistakeOf, mistakeWords } from "../files/mistakes.ts";
import { eachText } from "../files/each_text.ts";
import {
  fileOf,
  type LoadedText,
  networkOf,
  printDiagnostics,
  titleOf,
} from "../files/texts.ts";
import {
  type Arguments,
  checkStatus,
  type Command,
  option,
  outputOption,
} from "../words/command.ts";
import { computing, readKernels } from "../words/kernel_options.ts";
import {
  compiling,
  readForm,
  readSeed,
  readTextChoice,
  seed,
} from "../words/options.ts";
import { toRecord } from "../words/record.ts";
import type { Io } from "../world/io.ts";
import { checkNetwork } from "./gradcheck/checking.ts";

export const checkCommand: Command = {
  name: "check",
  usage: "FILE.nn … | FILE.md … | FOLDER … | '*.nn' …",
  options: [
    seed,
    option("no-gradcheck", "leave the gradients unchecked"),
    option("tap", "print TAP, for test harnesses"),
    outputOption(
      "junit",
      "write JUnit's XML as well, for continuous integration",
      ".xml",
    ),
    ...computing,
    ...compiling,
  ],
  exitStatus: checkStatus,
  examples: [
    ["homework.nn", "one exercise"],
    ["exercises/ notes.md", "a folder, and the nn blocks of a text"],
  ],
  run,
};

type CheckChoice = ReturnType<typeof readCheckChoice>;

function readCheckChoice(args: Arguments) {
  return {
    options: { seed: readSeed(args), ...readKernels(args) },
    form: readForm(args),
    text: readTextChoice(args),
    checksGradients: !args.flag("no-gradcheck"),
    junit: args.text("junit"),
  };
}

async function run(args: Arguments, io: Io): Promise<number> {
  const choice = readCheckChoice(args);
  const { form, junit, options, text: { isShort } } = choice;
  const { color, columns } = io;
  const checked: CheckedText[] = [];
  const all = form === "tap" || junit !== undefined;
  const texts = eachText(
    choice.text,
    io,
    (text) => checkText(text, choice, io),
    { all },
  );
  for await (const found of texts) {
    const result = "unread" in found
      ? uncheckedText(found, mistakeWords(found.unread))
      : found;
    checked.push(result);
    if (form !== "words") continue;
    if (!isShort) io.out(`${renderChecked(result, { color, columns })}\n\n`);
    else {
      const diagnostics = result.items.flatMap((each) =>
        each.diagnostics ?? []
      );
      if (diagnostics.length > 0 && result.source !== undefined) {
        printDiagnostics(diagnostics, result.source, isShort, io);
      }
    }
  }
  const status = statusOf(checked);
  if (junit !== undefined) {
    const { toJunit } = await import("../../reports/junit.ts");
    await io.writeFile(junit, toJunit(checked));
  }
  if (form === "tap") {
    const { toTap } = await import("../../reports/tap.ts");
    io.data(toTap(checked));
  } else if (form === "json") {
    const texts = checked.map(({ title, items, drawn }) => ({
      source: title,
      items: items.map(({ milliseconds: _, ...item }) => item),
      drawn: drawn?.paths ?? [],
      seed: drawn?.seed ?? options.seed,
    }));
    io.data(toRecord("check", status, { texts }));
  } else io.out(`${renderTotals(checked, { color })}\n`);
  return status;
}

/** The words of a mistake of the user, in a text or in a layer of theirs. */
function wordsOf(error: unknown): string | undefined {
  const mistake = mistakeOf(error);
  return mistake && mistakeWords(mistake);
}

/** How to look elsewhere than a text does, as this command takes it. */
function waysElsewhere({ drawn = [], seed }: GradcheckReport): string {
  const numbers = "give other numbers";
  return drawn.length === 0 ? numbers : `${numbers} or add --seed ${seed + 1}`;
}

type Wrong = ReadonlyMap<Statement, readonly Diagnostic[]>;

const noneWrong: Wrong = new Map();

/** The network of a text. Mistakes in answers cost no more than those. */
function answersOf(
  text: LoadedText,
): { readonly compiled?: CompiledNetwork | undefined; readonly wrong?: Wrong } {
  const compiled = networkOf(text);
  if (compiled !== undefined) return { compiled };
  const isRead = text.source.diagnostics.length === 0;
  return isRead && withoutWrongAnswers(text.compiled, text.options) || {};
}

/** An item for each answer that has a mistake, in its place among the others. */
function withWrong(
  { statements }: File,
  judged: readonly CheckedItem[],
  wrong: Wrong,
): readonly CheckedItem[] {
  if (wrong.size === 0) return judged;
  let next = 0;
  const items = statements.flatMap((each): readonly CheckedItem[] => {
    if (each.kind !== "expect") return [];
    const diagnostics = wrong.get(each);
    if (diagnostics === undefined) return judged.slice(next, ++next);
    return [{
      name: `expect ${each.path.text}`,
      verdict: "error",
      diagnostics,
    }];
  });
  return [...items, ...judged.slice(next)];
}

async function checkText(
  text: LoadedText,
  { options, checksGradients }: CheckChoice,
  io: Io,
): Promise<CheckedText> {
  const { source, diagnostics } = text;
  const title = titleOf(source);
  const file = fileOf(source);
  const claims = claimItems(judgeClaims(text.compiled, options));
  const { compiled, wrong = noneWrong } = answersOf(text);
  if (compiled === undefined) {
    const items: readonly CheckedItem[] =
      !isLibrary(text.compiled.file, diagnostics)
        ? [{ name: "text", verdict: "error", diagnostics }]
        : claims.length > 0
        ? claims
        : [{ name: "library", verdict: "pass" }];
    return { title, source, file, items };
  }
  const { open, isBlank } = blanksOf(compiled);
  if (isBlank && wrong.size === 0) {
    const name = `blank worksheet, ${plural(open, "answer")} to fill in`;
    return { title, source, file, items: [{ name, verdict: "blank" }] };
  }
  const start = io.now();
  const { items: judged, drawn, ranForward } = checkExpectations(
    compiled,
    options,
    wordsOf,
  );
  const middle = io.now();
  const told = [...withWrong(text.compiled.file, judged, wrong), ...claims];
  const milliseconds = (middle - start) / told.length;
  const items = told.map((item) => ({ ...item, milliseconds }));
  // Where a layer refuses the numbers, it is told once.
  if (checksGradients && ranForward) {
    const item = await gradientItem(async () => {
      const { report } = await checkNetwork(compiled.network, {
        ...options,
        ...givenNumbers(compiled),
        ...quickOptions(compiled.network),
        leavesUndefined: true,
      }, io);
      return report;
    }, (report) => ({
      columns: io.columns,
      elsewhere: waysElsewhere(report),
    }), wordsOf);
    items.push({ ...item, milliseconds: io.now() - middle });
  }
  return { title, source, file, items, drawn };
}
