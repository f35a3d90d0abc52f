import { say } from "../../../words/say.ts";
import { quickOptions } from "../../../lib/gradcheck/quick_options.ts";
import { judgeClaims } from "../../exercise/claims.ts";
import { givenNumbers } from "../../exercise/given_numbers.ts";
import type { GradcheckReport } from "../../../lib/gradcheck/report.ts";
import { gradientItem, uncheckedText } from "../../reports/checked.ts";
import { checkAnswers } from "../../reports/checked_answers.ts";
import { claimItems } from "../../reports/claims.ts";
import {
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
  return drawn.length === 0
    ? say("give other numbers")
    : say("give other numbers or add --seed {seed}", { seed: seed + 1 });
}

async function checkText(
  text: LoadedText,
  { options, checksGradients }: CheckChoice,
  io: Io,
): Promise<CheckedText> {
  const { source, diagnostics } = text;
  const head = { title: titleOf(source), source, file: fileOf(source) };
  const claims = claimItems(judgeClaims(text.compiled, options));
  const start = io.now();
  const { items: judged, drawn, compiled } = checkAnswers(
    text.compiled,
    claims,
    {
      ...options,
      compiling: text.options,
      diagnostics,
      sparesOthers: source.diagnostics.length === 0,
    },
    wordsOf,
  );
  const middle = io.now();
  // Of a text that has nothing to run, nothing takes time.
  const milliseconds = (middle - start) / judged.length;
  const items = drawn === undefined
    ? [...judged]
    : judged.map((item) => ({ ...item, milliseconds }));
  if (checksGradients && compiled !== undefined) {
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
  return { ...head, items, drawn };
}
