import type { Command } from "./words/command.ts";

/** All commands in the order of the help; each is loaded when it is called, since a start takes as long as its modules. */
export const commands: ReadonlyMap<string, () => Promise<Command>> = new Map([
  [
    "train",
    async () => (await import("./commands/train/train.ts")).trainCommand,
  ],
  [
    "predict",
    async () => (await import("./commands/predict.ts")).predictCommand,
  ],
  [
    "evaluate",
    async () => (await import("./commands/evaluate.ts")).evaluateCommand,
  ],
  ["export", async () => (await import("./commands/export.ts")).exportCommand],
  [
    "generate",
    async () => (await import("./commands/generate.ts")).generateCommand,
  ],
  ["run", async () => (await import("./commands/run.ts")).runCommand],
  ["trace", async () => (await import("./commands/trace.ts")).traceCommand],
  ["graph", async () => (await import("./commands/graph.ts")).graphCommand],
  ["check", async () => (await import("./commands/check.ts")).checkCommand],
  [
    "gradcheck",
    async () =>
      (await import("./commands/gradcheck/gradcheck.ts")).gradcheckCommand,
  ],
  ["show", async () => (await import("./commands/show.ts")).showCommand],
  [
    "worksheet",
    async () => (await import("./commands/worksheet.ts")).worksheetCommand,
  ],
  ["grade", async () => (await import("./commands/grade.ts")).gradeCommand],
  ["fmt", async () => (await import("./commands/fmt.ts")).fmtCommand],
  ["lint", async () => (await import("./commands/lint.ts")).lintCommand],
  [
    "explain",
    async () => (await import("./commands/explain.ts")).explainCommand,
  ],
  [
    "kernels",
    async () => (await import("./commands/kernels/kernels.ts")).kernelsCommand,
  ],
  [
    "self-test",
    async () => (await import("./commands/self_test.ts")).selfTestCommand,
  ],
]);
