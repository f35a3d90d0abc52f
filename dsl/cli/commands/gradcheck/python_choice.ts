import { say } from "../../../../words/say.ts";
import type { PythonFunction } from "../../../../lib/foreign/python.ts";
import type { GradcheckOptions } from "../../../../lib/gradcheck/options.ts";
import { type Arguments, UsageError } from "../../words/command.ts";
import { refuseIdle } from "../../words/idle.ts";
import { readForm } from "../../words/options.ts";
import {
  type GradcheckChoice,
  readCheckOptions,
  readReportFiles,
  type ReportFiles,
  writtenOptions,
} from "./gradcheck_choice.ts";
import { gradcheckOptions } from "./gradcheck_options.ts";

export interface PythonChoice
  extends Pick<GradcheckChoice, "form" | "isWatch" | "written"> {
  /** What is checked, by the words that name it. */
  readonly functions: ReadonlyMap<string, PythonFunction>;
  /** The Python that runs them. */
  readonly interpreter: string;
  readonly options: GradcheckOptions;
  readonly files: ReportFiles;
}

/** The options of a function in a file of Python. */
const ownOptions = [
  ...["python", "interpreter", "shapes", "seed", "only", "precision", "order"],
  ...["scheme", "step", "relative-tolerance", "absolute-tolerance", "strict"],
  ...["mode", "samples", "html", "junit", "tap", "json", "watch"],
];

/** @throws {UsageError} if an option makes no sense. */
export function readPythonChoice(args: Arguments): PythonChoice {
  requireNoOthers(args);
  const options = readCheckOptions(args);
  const shapes = readShapes(args.text("shapes"));
  const functions = args.texts("python").map((words) => {
    // A path may have colons as well.
    const [, file = words, name = ""] =
      /^(.+):([\p{L}_][\p{L}\p{N}_]*)?$/u.exec(words) ?? [];
    return [words, { file, name, shapes, seed: options.seed }] as const;
  });
  return {
    functions: new Map(functions),
    interpreter: args.text("interpreter") ?? "python3",
    options,
    isWatch: args.flag("watch"),
    form: readForm(args),
    files: readReportFiles(args),
    written: writtenOptions(args, []),
  };
}

/** @throws {UsageError} if there is a network, or an option that only networks have. */
function requireNoOthers(args: Arguments): void {
  if (args.positional.length > 0) {
    throw new UsageError(
      say("--python checks functions, and {text} is a network", {
        text: JSON.stringify(args.positional[0]),
      }),
      say("Check them one after the other."),
    );
  }
  const others = gradcheckOptions.map(({ name }) => name)
    .filter((name) => !ownOptions.includes(name));
  refuseIdle(args, others, "is for networks, and --python checks a function");
}

/** `2x3,3` */
function readShapes(text: string | undefined) {
  return text?.split(",").map((shape) => {
    if (/^ *\d+( *[x×] *\d+)* *$/.test(shape)) {
      return shape.split(/[x×]/).map(Number);
    }
    throw new UsageError(
      say("--shapes must be shapes with commas between them: found {found}", {
        found: text || say("nothing"),
      }),
      say("Write --shapes 2x3,3 for a matrix and a row."),
    );
  });
}
