import { featureNames } from "../../data/schemas/schema.ts";
import type { TrainedNetwork } from "../../fitting/predictions.ts";
import type { CodeAnswer } from "./answer.ts";
import { inComment, literal, type Program, programOf } from "./program.ts";
import { codeOf } from "./routines.ts";

/** So many numbers stand in a line. */
const perLine = 8;

/**
 * A network as a file of C99 that needs only `math.h`: `predict(row, answer)` computes
 * what the command `predict` does, in memory of fixed size, without `malloc`. Numbers
 * are `float`.
 *
 * `row` holds the numbers that the network takes; a category is a number for each of
 * its texts, 1 for its own. `answer` gets the probabilities of classes, of yes for each
 * output, or the numbers that are predicted. What is returned is the class, and -1
 * where the outputs are not finite.
 *
 * ```ts
 * import { initialize, nn } from "@nabla/nabla";
 * import { writeC } from "@nabla/nabla/data";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const network = nn`fc(2,1) -> sigmoid`;
 * const trained = { network, parameters: initialize(network), description: {} };
 * assertStringIncludes(writeC(trained), "int predict(const float *row, float *answer)");
 * ```
 *
 * @param title what is said of it on top.
 * @throws {NablaError} if it has several inputs or losses, or a layer that there is no
 * code for.
 */
export function writeC(trained: TrainedNetwork, title = ""): string {
  const program = programOf(trained);
  const { columns, width, outputs, values, arrays, room, steps } = program;
  const features = columns === undefined ? [] : featureNames(columns);
  const views = (all: ReadonlyMap<string, number>, type: string, of: string) =>
    [...all].map(([name, start]) =>
      `static ${type} *const ${name} = ${of} + ${start};`
    );
  return [
    ...title.split("\n").map((line) => `// ${inComment(line)}`.trimEnd()),
    "//",
    "// int predict(const float *row, float *answer);",
    "//",
    `// row: ${width} numbers${features.length > 0 ? ":" : ""}`,
    ...features.map((name, i) => `//   row[${i}] ${inComment(name)}`),
    ...meaningOf(program).map((line) => `// ${inComment(line)}`),
    "",
    "#include <math.h>",
    "",
    ...program.weights.length === 0 ? [] : [
      `static const float weights[${program.weights.length}] = {`,
      linesOf([...program.weights].map(float)),
      "};",
    ],
    `static float room[${room}];`,
    ...views(values, "float", "room"),
    ...views(arrays, "const float", "weights"),
    "",
    codeOf(program.called),
    "",
    "int predict(const float *row, float *answer) {",
    ...codeForRow(program),
    ...steps.flatMap(({ name, calls }) => [
      `  // ${name}`,
      ...calls.map((call) => `  ${call}`),
    ]),
    `  const float *y = ${program.output};`,
    `  for (int i = 0; i < ${outputs}; i++) if (!isfinite(y[i])) return -1;`,
    ...codeOfAnswer(program.answer, outputs).map((line) => `  ${line}`),
    "}",
    "",
  ].join("\n");
}

function float(number: number): string {
  const text = literal(number);
  return /^-?\d+$/.test(text) ? `${text}.0f` : text;
}

function linesOf(numbers: readonly string[]): string {
  const lines: string[] = [];
  for (let i = 0; i < numbers.length; i += perLine) {
    lines.push(`  ${numbers.slice(i, i + perLine).join(", ")},`);
  }
  return lines.join("\n");
}

/** Copies and normalizes the row: in double precision, as an offset may be much larger than a scale. */
function codeForRow({ width, normalization, input }: Program): string[] {
  if (normalization === undefined) {
    return [`  for (int i = 0; i < ${width}; i++) ${input}[i] = row[i];`];
  }
  const { offset, scale } = normalization;
  return [
    `  static const double offset[${offset.length}] = {${offset.join(", ")}};`,
    `  static const double scale[${scale.length}] = {${scale.join(", ")}};`,
    `  for (int i = 0; i < ${width}; i++) {`,
    `    ${input}[i] = (float)((row[i] - offset[i % ${offset.length}]) / scale[i % ${scale.length}]);`,
    "  }",
  ];
}

function meaningOf({ answer, outputs }: Program): string[] {
  switch (answer.kind) {
    case "classes":
      return [
        `answer: ${outputs} probabilities; returns the class:`,
        ...answer.names.map((name, i) => `  ${i} ${name}`),
      ];
    case "yes or no":
      return [
        answer.predicts === "sign"
          ? `answer: ${outputs} scores; returns whether the first is a yes:`
          : `answer: ${outputs} probabilities of a yes; returns whether the first is one:`,
        ...answer.names.map(([no, yes], i) => `  answer[${i}] ${no} or ${yes}`),
      ];
    case "numbers":
      return [`answer: ${outputs} numbers; returns 0`];
  }
}

function codeOfAnswer(answer: CodeAnswer, outputs: number): string[] {
  const each = `for (int i = 0; i < ${outputs}; i++)`;
  switch (answer.kind) {
    case "classes":
      return [
        "int most = 0;",
        `for (int i = 1; i < ${outputs}; i++) if (y[i] > y[most]) most = i;`,
        "float sum = 0.0f;",
        `${each} sum += expf(y[i] - y[most]);`,
        `${each} answer[i] = expf(y[i] - y[most]) / sum;`,
        "return most;",
      ];
    case "yes or no":
      return [
        answer.predicts === "logit"
          ? `${each} answer[i] = 1.0f / (1.0f + expf(-y[i]));`
          : `${each} answer[i] = y[i];`,
        `return y[0] > ${float(answer.threshold)};`,
      ];
    case "numbers": {
      const { units, isLog } = answer;
      if (units === undefined) {
        return [
          `${each} answer[i] = ${isLog ? "expf(y[i])" : "y[i]"};`,
          "return 0;",
        ];
      }
      const { offset, scale } = units;
      return [
        `static const double zero[${offset.length}] = {${offset.join(", ")}};`,
        `static const double unit[${scale.length}] = {${scale.join(", ")}};`,
        `${each} answer[i] = (float)(y[i] * unit[i % ${scale.length}] + zero[i % ${offset.length}]);`,
        "return 0;",
      ];
    }
  }
}
