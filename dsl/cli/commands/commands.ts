import type { Command } from "../words/command.ts";

/** All commands in the order of the help; each is loaded when it is called, since a start takes as long as its modules. */
export const commands: ReadonlyMap<string, () => Promise<Command>> = new Map([
  [
    "train",
    async () => (await import("./train/train.ts")).trainCommand,
  ],
  [
    "predict",
    async () => (await import("./predict.ts")).predictCommand,
  ],
  [
    "evaluate",
    async () => (await import("./evaluate.ts")).evaluateCommand,
  ],
  ["export", async () => (await import("./export.ts")).exportCommand],
  [
    "generate",
    async () => (await import("./generate.ts")).generateCommand,
  ],
  ["run", async () => (await import("./run.ts")).runCommand],
  ["trace", async () => (await import("./trace.ts")).traceCommand],
  ["graph", async () => (await import("./graph.ts")).graphCommand],
  ["check", async () => (await import("./check.ts")).checkCommand],
  [
    "gradcheck",
    async () => (await import("./gradcheck/gradcheck.ts")).gradcheckCommand,
  ],
  ["show", async () => (await import("./show.ts")).showCommand],
  [
    "worksheet",
    async () => (await import("./worksheet.ts")).worksheetCommand,
  ],
  ["grade", async () => (await import("./grade.ts")).gradeCommand],
  ["fmt", async () => (await import("./fmt.ts")).fmtCommand],
  ["lint", async () => (await import("./lint.ts")).lintCommand],
  [
    "explain",
    async () => (await import("./explain.ts")).explainCommand,
  ],
  [
    "kernels",
    async () => (await import("./kernels/kernels.ts")).kernelsCommand,
  ],
  [
    "self-test",
    async () => (await import("./self_test.ts")).selfTestCommand,
  ],
]);
