import type { ListedCommand } from "./words/command.ts";

/** All commands in the order of the help; each is loaded when it is called, since a start takes as long as its modules. */
export const commands: ReadonlyMap<string, ListedCommand> = new Map<
  string,
  ListedCommand
>([
  ["train", {
    summary: "learn from data: CSV, images, arrays or a generator",
    load: async () => (await import("./commands/train/train.ts")).trainCommand,
  }],
  ["predict", {
    summary: "what a trained network predicts for new data, as CSV",
    load: async () => (await import("./commands/predict.ts")).predictCommand,
  }],
  ["evaluate", {
    summary: "how good a trained network is on data with targets",
    load: async () => (await import("./commands/evaluate.ts")).evaluateCommand,
  }],
  ["export", {
    summary: "a network's weights as .npz or .safetensors, from either",
    load: async () =>
      (await import("./commands/export/export.ts")).exportCommand,
  }],
  ["import", {
    summary: "a model of ONNX as the text of a network, with its weights",
    load: async () => (await import("./commands/import.ts")).importCommand,
  }],
  ["generate", {
    summary: "make examples for teaching, such as spirals and digits, as CSV",
    load: async () => (await import("./commands/generate.ts")).generateCommand,
  }],
  ["run", {
    summary: "forward and backward: every value and every gradient",
    load: async () => (await import("./commands/run.ts")).runCommand,
  }],
  ["trace", {
    summary: "how each gradient comes about, node by node",
    load: async () => (await import("./commands/trace.ts")).traceCommand,
  }],
  ["graph", {
    summary: "a picture of a network, with values and gradients on its nodes",
    load: async () => (await import("./commands/graph.ts")).graphCommand,
  }],
  ["check", {
    summary: "every expect line of exercises, and their gradients",
    load: async () => (await import("./commands/check.ts")).checkCommand,
  }],
  ["gradcheck", {
    summary: "compare every gradient of a network with differences",
    load: async () =>
      (await import("./commands/gradcheck/gradcheck.ts")).gradcheckCommand,
  }],
  ["show", {
    summary: "every step with its shapes and parameters, and the totals",
    load: async () => (await import("./commands/show.ts")).showCommand,
  }],
  ["play", {
    summary: "the page: edit, see, prove and train in the browser",
    load: async () => (await import("./commands/play.ts")).playCommand,
  }],
  ["worksheet", {
    summary: "an exercise with blanks for its answers",
    load: async () =>
      (await import("./commands/worksheet.ts")).worksheetCommand,
  }],
  ["grade", {
    summary: "marks for a worksheet that was filled in",
    load: async () => (await import("./commands/grade.ts")).gradeCommand,
  }],
  ["learn", {
    summary: "the course: lessons with exercises, hints and marks",
    load: async () => (await import("./commands/learn/learn.ts")).learnCommand,
  }],
  ["fmt", {
    summary: "the canonical form of texts, comments kept",
    load: async () => (await import("./commands/fmt.ts")).fmtCommand,
  }],
  ["lint", {
    summary: "what is allowed in a text but probably a mistake",
    load: async () => (await import("./commands/lint.ts")).lintCommand,
  }],
  ["explain", {
    summary:
      "a lesson on a code such as E110, a page on a layer, an optimizer, a metric",
    load: async () => (await import("./commands/explain.ts")).explainCommand,
  }],
  ["kernels", {
    summary: "which kernels can be had here, and how fast they are",
    load: async () =>
      (await import("./commands/kernels/kernels.ts")).kernelsCommand,
  }],
  ["completions", {
    summary: "a script that has a shell complete these commands",
    load: async () =>
      (await import("./commands/completions/completions.ts"))
        .completionsCommand(commands),
  }],
  ["self-test", {
    summary: "plant faults in networks and see that gradcheck finds each",
    load: async () => (await import("./commands/self_test.ts")).selfTestCommand,
  }],
]);
