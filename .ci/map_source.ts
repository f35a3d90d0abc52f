// The functions of numbers as the compiler sees them: their names, and a loop for
// each of them, so that none chooses a function for every number.

import { combinationNames } from "../lib/kernels/contract/combinations.ts";
import { functionNames } from "../lib/kernels/contract/functions.ts";
import { lossNames } from "../lib/kernels/contract/losses.ts";

const capitalized = (name: string) => name[0].toUpperCase() + name.slice(1);

/** `assembly/names.ts`: the functions of one number, of two and of three in the order of the contract. */
export function nameSource(): string {
  const listOf = (names: readonly string[]) =>
    names.map(capitalized).join(", ");
  return `export const enum Name { ${listOf(functionNames)} }
export const enum LossName { ${listOf(lossNames)} }
export const enum CombinationName { ${listOf(combinationNames)} }
`;
}

/** What each type names. */
const namesOfType: Readonly<Record<string, readonly string[]>> = {
  Name: functionNames,
  LossName: lossNames,
  CombinationName: combinationNames,
};

/** Functions that are inlined where the name is known: their files, words and results. */
const inlined = [
  {
    name: "apply",
    file: "elementwise",
    type: "Name",
    words: "y: usize, x: usize, bytes: i32, a: f64, b: f64, c: f64, d: f64",
    result: "void",
  },
  {
    name: "slope",
    file: "elementwise",
    type: "Name",
    words:
      "dx: usize, x: usize, y: usize, dy: usize, bytes: i32, a: f64, b: f64, c: f64, d: f64, e: f64",
    result: "void",
  },
  {
    name: "loss",
    file: "losses/pointwise",
    type: "LossName",
    words: "x: usize, t: usize, a: f64, b: f64, columns: i32",
    result: "f64",
  },
  {
    name: "lossSlope",
    file: "losses/pointwise",
    type: "LossName",
    words:
      "dx: usize, x: usize, t: usize, scale: f64, a: f64, b: f64, columns: i32",
    result: "void",
  },
  {
    name: "combine",
    file: "combine",
    type: "CombinationName",
    words:
      "y: usize, a: usize, b: usize, c: usize, bytes: i32, aStep: i32, bStep: i32, cStep: i32",
    result: "void",
  },
];

/** `assembly/maps.ts`: a loop for each elementwise function and each loss, and the choice of it. */
export function mapSource(): string {
  const sources = inlined.map(({ name, file, type, words, result }) => {
    const names = namesOfType[type].map(capitalized);
    const call = words.replaceAll(/: \w+/g, "");
    const own = names.map((each) =>
      `function ${name}${each}<T>(${words}): ${result} {
  return ${name}All<T>(${type}.${each}, ${call});
}
`
    );
    const choices = names.map((each) =>
      `    case ${type}.${each}: return ${name}${each}<T>(${call});\n`
    );
    return `import { ${name}All } from "./${file}";
${own.join("")}
export function ${name}By<T>(name: i32, ${words}): ${result} {
  switch (name) {
${choices.join("")}  }
  ${result === "void" ? "" : "return 0;"}
}
`;
  });
  return `import { CombinationName, LossName, Name } from "./names";\n${
    sources.join("\n")
  }`;
}
