import { base } from "./numbers/base.ts";
import { calls } from "./text/calls.ts";
import { commands } from "./screens/commands.ts";
import { compiler } from "./text/compiler.ts";
import { data } from "./numbers/data.ts";
import { definitions } from "./numbers/definitions.ts";
import { drawing } from "./text/drawing.ts";
import { exercises } from "./text/exercises.ts";
import { files } from "./screens/files.ts";
import { code } from "./numbers/code.ts";
import { pytorch } from "./numbers/pytorch.ts";
import { foreign } from "./numbers/foreign.ts";
import { formulas } from "./text/formulas.ts";
import { gradcheck } from "./numbers/gradcheck.ts";
import { languageService } from "./text/language_service.ts";
import { layers } from "./layers/layers.ts";
import { linter } from "./text/linter.ts";
import { manual } from "./text/manual.ts";
import { gradcheckOptions } from "./screens/gradcheck_options.ts";
import { mistakes } from "./numbers/mistakes.ts";
import { onnx } from "./numbers/onnx.ts";
import { onnxIn } from "./numbers/onnx_in.ts";
import { onnxOut } from "./numbers/onnx_out.ts";
import { options } from "./screens/options.ts";
import { places } from "./numbers/places.ts";
import { reportedData } from "./screens/reported_data.ts";
import { reportedGradients } from "./screens/reported_gradients.ts";
import { page } from "./screens/page.ts";
import { plots } from "./text/plots.ts";
import { reports } from "./screens/reports.ts";
import { summaries } from "./numbers/summaries.ts";
import { selfTest } from "./numbers/self_test.ts";
import { shapes } from "./text/shapes.ts";
import { screens } from "./screens/screens.ts";
import { syntax } from "./syntax/syntax.ts";
import { tables } from "./numbers/tables.ts";
import { tensors } from "./numbers/tensors.ts";
import { trainOptions } from "./screens/train_options.ts";
import { trace } from "./text/trace.ts";
import { fitting } from "./numbers/fitting.ts";
import { training } from "./numbers/training.ts";
import { trainingScreens } from "./screens/training_screens.ts";
import { usage } from "./screens/usage.ts";
import { values } from "./numbers/values.ts";

/** All that can be said in English. */
export type Sentence =
  | keyof typeof base
  | keyof typeof definitions
  | keyof typeof summaries
  | keyof typeof layers
  | keyof typeof values
  | keyof typeof onnxIn
  | keyof typeof onnx
  | keyof typeof onnxOut
  | keyof typeof tensors
  | keyof typeof data
  | keyof typeof tables
  | keyof typeof training
  | keyof typeof fitting
  | keyof typeof code
  | keyof typeof pytorch
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
  ...code,
  ...pytorch,
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
  ...onnx,
  ...onnxIn,
  ...onnxOut,
  ...options,
  ...gradcheckOptions,
  ...trainOptions,
  ...screens,
  ...trainingScreens,
  ...usage,
  ...foreign,
  ...files,
};
