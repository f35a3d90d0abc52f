import { base64Of } from "../../bytes/base64.ts";
import type { TrainedNetwork } from "../../fitting/predictions.ts";
import type { CodeAnswer } from "./answer.ts";
import { inComment, type Program, programOf } from "./program.ts";
import { codeOf } from "./routines.ts";

/**
 * A network as an ES module that needs nothing else: `predict(row)` computes what the
 * command `predict` does, in a page, a worker or any other JavaScript.
 *
 * A row is a list of cells in the order of the columns, or an object with a cell for
 * each column; of a network that was trained on arrays, its numbers. The answer has
 * `prediction`, the name of a class or a number, and for classes `probabilities`.
 *
 * ```ts
 * import { initialize, nn } from "@nabla/nabla";
 * import { writeJavaScript } from "@nabla/nabla/data";
 * import { assertEquals } from "@std/assert";
 *
 * const network = nn`fc(2,1) -> sigmoid`;
 * const parameters = initialize(network);
 * parameters.get("fc1.weight").value.set([1, -1]);
 * const code = writeJavaScript({ network, parameters, description: {} });
 * const { predict } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
 * assertEquals(predict([3, 3]).prediction, 0.5);
 * ```
 *
 * @param title what is said of it on top.
 * @throws {NablaError} if it has several inputs or losses, or a layer that there is no
 * code for.
 */
export function writeJavaScript(trained: TrainedNetwork, title = ""): string {
  const program = programOf(trained);
  const { values, arrays, room, steps } = program;
  const views = (all: ReadonlyMap<string, number>, of: string) =>
    [...all].map(([name, start]) =>
      `const ${name} = ${of}.subarray(${start});`
    );
  return [
    ...title.split("\n").map((line) => `// ${inComment(line)}`.trimEnd()),
    "",
    `const weights = decode("${base64Of(bytesOf(program.weights))}");`,
    `const room = new Float32Array(${room});`,
    ...views(values, "room"),
    ...views(arrays, "weights"),
    "",
    codeForRows(program),
    "",
    "/** What the network says of a row: cells in the order of the columns, or by their names. */",
    "export function predict(row) {",
    `  read(row, ${program.input});`,
    ...steps.flatMap(({ name, calls }) => [
      `  // ${name}`,
      ...calls.map((call) => `  ${asJavaScript(call)}`),
    ]),
    `  const y = ${program.output}.slice(0, ${program.outputs});`,
    '  if (!y.every(Number.isFinite)) throw new RangeError("the network has no answer: its outputs are not finite");',
    ...codeOfAnswer(program.answer).map((line) => `  ${line}`),
    "}",
    "",
    asJavaScript(codeOf(program.called)),
    "",
    "function decode(text) {",
    "  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));",
    "  const view = new DataView(bytes.buffer);",
    "  return Float32Array.from({ length: bytes.length / 4 }, (_, i) => view.getFloat32(4 * i, true));",
    "}",
    "",
  ].join("\n");
}

/** Routines in C as JavaScript: they are written so that these words are all that differs. */
function asJavaScript(code: string): string {
  return code
    .replace(/^static \w+ (\w+)\((.*)\) \{$/gm, (_, name, parameters) => {
      const names = parameters.replace(/(?:const )?(?:float|int) \*?/g, "");
      return `function ${name}(${names}) {`;
    })
    .replace(/\bconst (?:float|int) /g, "const ")
    .replace(/\b(?:float|int) (?=\w+ =)/g, "let ")
    .replace(/\b(\d[\d.]*(?:e[-+]?\d+)?)f\b/g, "$1")
    .replace(/\bfabsf\(/g, "Math.abs(")
    .replace(/\b(exp|expm1|log|log1p|tanh|sqrt|sin|cos)f\(/g, "Math.$1(")
    .replace(/\bINFINITY\b/g, "Infinity");
}

/** Reads a row into the numbers that the network takes. */
function codeForRows({ columns, width, normalization }: Program): string {
  const { offset = [0], scale = [1] } = normalization ?? {};
  const normalized = normalization === undefined
    ? "x.set(numbers);"
    : `for (let i = 0; i < numbers.length; i++) x[i] = (numbers[i] - offset[i % offset.length]) / scale[i % scale.length];`;
  const learned = normalization === undefined ? [] : [
    `const offset = ${JSON.stringify(offset)};`,
    `const scale = ${JSON.stringify(scale)};`,
  ];
  if (columns === undefined) {
    return [
      ...learned,
      "",
      "function read(row, x) {",
      "  const numbers = (ArrayBuffer.isView(row) ? [...row] : [row].flat(Infinity)).map(Number);",
      `  if (numbers.length !== ${width} || numbers.some(Number.isNaN)) {`,
      `    throw new RangeError("a row must have ${width} numbers");`,
      "  }",
      `  ${normalized}`,
      "}",
    ].join("\n");
  }
  return [
    "/** The columns of a row, with the texts that those of categories may hold. */",
    `export const columns = ${
      JSON.stringify(columns, ["name", "shape", "categories"], 2)
    };`,
    ...learned,
    "",
    "function read(row, x) {",
    "  const cells = Array.isArray(row) || ArrayBuffer.isView(row) ? [...row] : columns.map(({ name }) => row[name]);",
    "  if (cells.length !== columns.length) {",
    '    throw new RangeError(`a row must have ${columns.length} cells, for ${columns.map(({ name }) => name).join(", ")}`);',
    "  }",
    "  const numbers = columns.flatMap((column, i) => featuresOf(column, cells[i]));",
    `  ${normalized}`,
    "}",
    "",
    "function featuresOf({ name, shape, categories }, cell) {",
    "  if (categories !== undefined) {",
    "    const found = categories.indexOf(String(cell));",
    '    if (found < 0) throw new RangeError(`${name} must be ${categories.join(" or ")}: found ${cell}`);',
    "    return categories.map((_, i) => (i === found ? 1 : 0));",
    "  }",
    "  const count = (shape ?? []).reduce((n, length) => n * length, 1);",
    '  const numbers = [cell].flat(Infinity).map((each) => (each === "" || each === null ? NaN : Number(each)));',
    "  if (numbers.length !== count || numbers.some(Number.isNaN)) {",
    '    throw new RangeError(`${name} must be ${count === 1 ? "a number" : `${count} numbers`}: found ${cell}`);',
    "  }",
    "  return numbers;",
    "}",
  ].join("\n");
}

function codeOfAnswer(answer: CodeAnswer): string[] {
  switch (answer.kind) {
    case "classes":
      return [
        `const names = ${JSON.stringify(answer.names)};`,
        "const most = Math.max(...y);",
        "const shares = [...y].map((score) => Math.exp(score - most));",
        "const sum = shares.reduce((a, b) => a + b, 0);",
        "return {",
        "  prediction: names[y.indexOf(most)],",
        "  probabilities: Object.fromEntries(names.map((name, i) => [name, shares[i] / sum])),",
        "};",
      ];
    case "yes or no": {
      const { names, threshold, predicts } = answer;
      const share = predicts === "logit"
        ? "1 / (1 + Math.exp(-score))"
        : "score";
      const one = names.length === 1;
      const pick = (list: string) => one ? `${list}[0]` : list;
      return [
        `const names = ${JSON.stringify(names)};`,
        `const said = [...y].map((score, i) => names[i][score > ${threshold} ? 1 : 0]);`,
        ...predicts === "sign" ? [] : [
          `const shares = [...y].map((score) => ${share});`,
        ],
        predicts === "sign"
          ? `return { prediction: ${pick("said")} };`
          : `return { prediction: ${pick("said")}, probability: ${
            pick("shares")
          } };`,
      ];
    }
    case "numbers": {
      const { units, isLog, count } = answer;
      const { offset = [0], scale = [1] } = units ?? {};
      const own = isLog ? "Math.exp(value)" : "value";
      const numbers = units === undefined
        ? `[...y].map((value) => ${own})`
        : `[...y].map((value, i) => value * ${
          JSON.stringify(scale)
        }[i % ${scale.length}] + ${
          JSON.stringify(offset)
        }[i % ${offset.length}])`;
      return [
        `const numbers = ${numbers};`,
        `return { prediction: ${count === 1 ? "numbers[0]" : "numbers"} };`,
      ];
    }
  }
}

/** The bytes of numbers, the least first, whatever machine this is. */
function bytesOf(numbers: Float32Array): Uint8Array {
  const bytes = new Uint8Array(4 * numbers.length);
  const view = new DataView(bytes.buffer);
  numbers.forEach((number, i) => view.setFloat32(4 * i, number, true));
  return bytes;
}
