import { base } from "./base.ts";
import { calls } from "./calls.ts";
import { commands } from "./commands.ts";
import { compiler } from "./compiler.ts";
import { data } from "./data.ts";
import { definitions } from "./definitions.ts";
import { drawing } from "./drawing.ts";
import { exercises } from "./exercises.ts";
import { files } from "./files.ts";
import { formulas } from "./formulas.ts";
import { gradcheck } from "./gradcheck.ts";
import { languageService } from "./language_service.ts";
import { layers } from "./layers.ts";
import { linter } from "./linter.ts";
import { manual } from "./manual.ts";
import { gradcheckOptions } from "./gradcheck_options.ts";
import { options } from "./options.ts";
import { page } from "./page.ts";
import { plots } from "./plots.ts";
import { reports } from "./reports.ts";
import { shapes } from "./shapes.ts";
import { syntax } from "./syntax.ts";
import { trainOptions } from "./train_options.ts";
import { trace } from "./trace.ts";
import { training } from "./training.ts";
import { usage } from "./usage.ts";
import { values } from "./values.ts";

/** All that can be said in English. */
export type Sentence =
  | keyof typeof base
  | keyof typeof definitions
  | keyof typeof layers
  | keyof typeof values
  | keyof typeof data
  | keyof typeof training
  | keyof typeof gradcheck
  | keyof typeof reports
  | keyof typeof syntax
  | keyof typeof compiler
  | keyof typeof shapes
  | keyof typeof calls
  | keyof typeof formulas
  | keyof typeof linter
  | keyof typeof languageService
  | keyof typeof exercises
  | keyof typeof drawing
  | keyof typeof plots
  | keyof typeof page
  | keyof typeof trace
  | keyof typeof manual
  | keyof typeof commands
  | keyof typeof options
  | keyof typeof gradcheckOptions
  | keyof typeof trainOptions
  | keyof typeof usage
  | keyof typeof files;

/** Each sentence of the code with what it is in Chinese. */
export const sentences: Readonly<Record<Sentence, string>> = {
  ...base,
  ...definitions,
  ...layers,
  ...values,
  ...data,
  ...training,
  ...gradcheck,
  ...reports,
  ...syntax,
  ...compiler,
  ...shapes,
  ...calls,
  ...formulas,
  ...linter,
  ...languageService,
  ...exercises,
  ...drawing,
  ...plots,
  ...page,
  ...trace,
  ...manual,
  ...commands,
  ...options,
  ...gradcheckOptions,
  ...trainOptions,
  ...usage,
  ...files,
};
