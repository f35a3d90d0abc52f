/**
 * A network as a program that runs with the library: its text, its numbers, forward
 * and backward, and what comes out.
 *
 * @module
 */

import { plural } from "../../lib/base/words.ts";
import { say } from "../../words/say.ts";
import { dataOf } from "../../lib/network/graph.ts";
import type { Binding } from "../../dsl/compiler/bindings.ts";
import type { CompiledNetwork, Exercise } from "../../dsl/exercise/exercise.ts";
import { format } from "../../dsl/syntax/printing/printer.ts";

/** Longer arrays are left to the reader. */
const mostNumbers = 1000;

/** The program of a network that was run; it prints the same numbers. */
export function programOf(
  compiled: CompiledNetwork,
  exercise: Exercise,
): string {
  const { network } = compiled;
  const { ranBackward } = exercise;
  return [
    `import { nn } from "jsr:@nabla/nabla";`,
    "",
    `const network = nn(${templateOf(format(network))});`,
    `const net = network.bind(${optionsOf(compiled, exercise)});`,
    "",
    ...numbersOf(compiled, exercise),
    "net.forward();",
    ...ranBackward ? ["net.backward();"] : [],
    "",
    `console.log("y", net.y);`,
    ...network.losses.length > 0 ? [`console.log("loss", net.loss);`] : [],
    ...ranBackward
      ? [
        ...network.input < 0 ? [] : [`console.log("x.grad", net.dx);`],
        "for (const { path, gradient, state } of net.parameters) {",
        "  if (!state) console.log(`${path}.grad`, gradient);",
        "}",
      ]
      : [],
    "",
  ].join("\n");
}

/** A text as a literal that holds it line by line, whatever is in it. */
function templateOf(text: string): string {
  const escaped = text.replace(/[\\`]|\$\{/g, "\\$&");
  return escaped.includes("\n") ? `\`\n${escaped}\n\`` : `\`${escaped}\``;
}

function optionsOf(
  { network, batch, given }: CompiledNetwork,
  { seed }: Exercise,
): string {
  const shapes = network.losses.flatMap(({ step, target }) =>
    given.filter(({ place }) =>
      place.kind === "value" && place.value === target && !place.isGradient
    ).map(({ place }) => [step.name, place.shape] as const)
  ).filter(([, shape]) => shape.length > 0);
  const options = [
    ...batch === 1 ? [] : [`batch: ${batch}`],
    ...seed === 0 ? [] : [`seed: ${seed}`],
    ...shapes.length === 0
      ? []
      : network.losses.length === 1
      ? [`targetShape: [${shapes[0][1].join(", ")}]`]
      : [`targetShape: new Map(${JSON.stringify(shapes)})`],
  ];
  return options.length === 0 ? "" : `{ ${options.join(", ")} }`;
}

/** A line for each array that the text gives or that data was drawn for. */
function numbersOf(
  compiled: CompiledNetwork,
  { bound, drawn, seed }: Exercise,
): string[] {
  const { network, given } = compiled;
  const own = given.map(({ place, written }: Binding) =>
    setting(
      place.kind === "parameter"
        ? `net.parameters.get(${JSON.stringify(place.parameter)}).value`
        : place.isGradient
        ? "net.dy"
        : arrayOf(compiled, place.value),
      written.numbers,
    )
  );
  const others = dataOf(network).filter((value) =>
    drawn.includes(network.values[value].name)
  ).map((value) =>
    setting(arrayOf(compiled, value), bound.values[value], ` // seed ${seed}`)
  );
  const lines = [...others, ...own];
  return lines.length === 0 ? [] : [...lines, ""];
}

/** The expression of the array of an input or a target. */
function arrayOf({ network }: CompiledNetwork, value: number): string {
  const { inputs, losses } = network;
  if (value === inputs[0]) return "net.x";
  if (inputs.includes(value)) {
    return `net.inputs.get(${JSON.stringify(network.values[value].name)})?`;
  }
  const loss = losses.find(({ target }) => target === value);
  return loss === losses[0] || loss === undefined
    ? "net.target"
    : `net.targets.get(${JSON.stringify(loss.step.name)})?`;
}

function setting(
  array: string,
  numbers: ArrayLike<number>,
  comment = "",
): string {
  if (numbers.length > mostNumbers) {
    const what = say("Fill {array}: {count}.", {
      array: array.replace("?", ""),
      count: plural(numbers.length, "number"),
    });
    return `// ${what}`;
  }
  const list = Array.from(numbers, String);
  const line = `${array}.set([${list.join(", ")}]);${comment}`;
  return line.length <= 80
    ? line
    : `${array}.set([${comment}\n${wrapped(list)}\n]);`;
}

/** Numbers in lines of at most 80 columns. */
function wrapped(list: readonly string[]): string {
  const lines = ["  "];
  for (const each of list) {
    const last = lines.length - 1;
    const word = `${each},`;
    if (lines[last].length + word.length > 80) lines.push(`  ${word}`);
    else lines[last] += lines[last].trim() === "" ? word : ` ${word}`;
  }
  return lines.join("\n");
}
