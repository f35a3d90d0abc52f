import { base } from "./base.ts";
import { calls } from "./calls.ts";
import { commands } from "./commands.ts";
import { compiler } from "./compiler.ts";
import { data } from "./data.ts";
import { definitions } from "./definitions.ts";
import { drawing } from "./drawing.ts";
import { exercises } from "./exercises.ts";
import { files } from "./files.ts";
import { foreign } from "./foreign.ts";
import { formulas } from "./formulas.ts";
import { gradcheck } from "./gradcheck.ts";
import { languageService } from "./language_service.ts";
import { layers } from "./layers.ts";
import { linter } from "./linter.ts";
import { manual } from "./manual.ts";
import { gradcheckOptions } from "./gradcheck_options.ts";
import { mistakes } from "./mistakes.ts";
import { options } from "./options.ts";
import { places } from "./places.ts";
import { reportedData } from "./reported_data.ts";
import { reportedGradients } from "./reported_gradients.ts";
import { page } from "./page.ts";
import { plots } from "./plots.ts";
import { reports } from "./reports.ts";
import { summaries } from "./summaries.ts";
import { selfTest } from "./self_test.ts";
import { shapes } from "./shapes.ts";
import { screens } from "./screens.ts";
import { syntax } from "./syntax.ts";
import { tables } from "./tables.ts";
import { tensors } from "./tensors.ts";
import { trainOptions } from "./train_options.ts";
import { trace } from "./trace.ts";
import { fitting } from "./fitting.ts";
import { training } from "./training.ts";
import { trainingScreens } from "./training_screens.ts";
import { usage } from "./usage.ts";
import { values } from "./values.ts";

/** All that can be said in English. */
export type Sentence =
  | keyof typeof base
  | keyof typeof definitions
  | keyof typeof summaries
  | keyof typeof layers
  | keyof typeof values
  | keyof typeof tensors
  | keyof typeof data
  | keyof typeof tables
  | keyof typeof training
  | keyof typeof fitting
  | keyof typeof gradcheck
  | keyof typeof mistakes
  | keyof typeof places
  | keyof typeof reports
  | keyof typeof reportedGradients
  | keyof typeof reportedData
  | keyof typeof selfTest
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
  | keyof typeof screens
  | keyof typeof trainingScreens
  | keyof typeof usage
  | keyof typeof foreign
  | keyof typeof files;

/** Each sentence of the code with what it is in Chinese. */
export const sentences: Readonly<Record<Sentence, string>> = {
  ...base,
  ...definitions,
  ...summaries,
  ...layers,
  ...values,
  ...tensors,
  ...data,
  ...tables,
  ...training,
  ...fitting,
  ...gradcheck,
  ...mistakes,
  ...places,
  ...reports,
  ...reportedGradients,
  ...reportedData,
  ...selfTest,
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
  ...screens,
  ...trainingScreens,
  ...usage,
  ...foreign,
  ...files,
};
