/**
 * Random texts by the grammar: every layer with arguments of its kinds, and every
 * kind of statement. Most can be read; many compile.
 *
 * @module
 */

import type { ArgumentDescription } from "../../lib/definition/arguments.ts";
import type { Random } from "../../lib/base/random.ts";
import { createLayer } from "../../lib/layer/define_layer.ts";
import { builtins } from "../../lib/layers/builtins.ts";
import { happens, pick, times } from "./chance.ts";
import { formulaText, written } from "./formula_texts.ts";
import { joinedText } from "./joined_texts.ts";

const definitions = builtins.map(({ definition }) => definition);
const losses = definitions.filter((definition) =>
  createLayer(definition, definition.examples[0].arguments).loss !== undefined
).map(({ name }) => name);

/** Layers that take a row of numbers as they stand. */
const plain = builtins.filter(({ definition }) =>
  definition.branches === undefined &&
  !/^(input|same|number|sum|mean|max|min|var|norm|logsumexp)$/.test(
    definition.name,
  ) &&
  Object.values(definition.arguments).every((each) =>
    each.optional || each.default !== undefined
  )
).map(({ definition }) => definition.name).filter((name) =>
  !losses.includes(name)
);
const names = "x h q k block n m A y target fc1 loss".split(" ");
const paths =
  "x y loss target mse1.target h1 total.grad fc1.weight fc1.bias fc1.weight.grad x.grad h h.grad y.grad loss.grad block1.fc1.weight q conv1.weight"
    .split(" ");
const numbers = "1 2 3 4 5 10 128 3.5 -1 1e-3 .5 0.25 -1/4 4 0 1e9 0.1 _".split(
  " ",
);
const joins = [" -> ", "->", "\n  -> ", " ->\n", " -> "];

/** A text of some statements. */
export function randomText(random: Random): string {
  if (happens(random, 0.15)) return joinedText(random);
  if (happens(random, 0.15)) return circuit(random);
  const isNetwork = happens(random, 0.9);
  const lines = isNetwork
    ? [network(random)]
    : times(1 + random.integer(4), () => statement(random));
  if (isNetwork && happens(random, 0.15)) {
    lines.unshift(...times(1 + random.integer(2), () => statement(random)));
  }
  if (isNetwork && happens(random, 0.3)) {
    lines.push(...times(1 + random.integer(3), () => dataStatement(random)));
  }
  const end = pick(random, ["\n", "\n", "\n", "\r\n", "\n\n# note\n"]);
  return lines.join(end) + pick(random, ["", "\n", " # end"]);
}

/** Formulas, and now and then other statements. */
function circuit(random: Random): string {
  const lines = formulaText(random).text.split("\n");
  if (happens(random, 0.4)) {
    const at = random.integer(lines.length + 1);
    const other = pick(random, [
      () => dataStatement(random),
      () => `expect ${pick(random, ["total", "a.grad", "h1"])} = 1`,
      () => formulaStatement(random),
      () => network(random),
    ]);
    lines.splice(at, 0, other());
  }
  return lines.join("\n");
}

/** A formula, a function or a claim of its derivative, of names that may not be there. */
function formulaStatement(random: Random): string {
  const made = formulaText(random);
  const right = written(random, pick(random, made.formulas).tree);
  const name = pick(random, names);
  const claim = pick(random, ["", "", "'"]);
  const left = happens(random, 0.5)
    ? name
    : `${pick(random, ["f1", name])}${claim}(${
      pick(random, ["t", "x", "s, t"])
    })`;
  return `${left} = ${right}`;
}

/** A network as people write them: an input, some steps, a loss. */
export function network(random: Random): string {
  return happens(random, 0.6) ? rowNetwork(random) : anyNetwork(random);
}

/** One that takes a row of numbers; most compile. */
function rowNetwork(random: Random): string {
  const size = () => 1 + random.integer(4);
  const row = (depth: number): string[] =>
    times(1 + random.integer(3), () => {
      const kind = random.integer(depth > 0 ? 9 : 5);
      const out = size();
      const inner = () => [...row(depth - 1), `fc(${out})`].join(" -> ");
      if (kind < 3) return pick(random, plain);
      if (kind < 5) return `fc(${out})`;
      if (kind === 5) return `h${random.integer(1e4)}: fc(${out})`;
      if (kind === 6) return `fc(${out}) -> residual(${inner()})`;
      if (kind === 7) return `(${inner()})*${size()}`;
      const merge = pick(random, ["add", "mul", "max", "concat", "sub"]);
      return `${merge}(${inner()}, ${happens(random, 0.3) ? "id" : inner()})`;
    });
  const last = happens(random, 0.5)
    ? [`fc(${size()})`, pick(random, losses)]
    : [];
  return [`input(${size()})`, ...row(2), ...last].join(pick(random, joins));
}

/** One whose layers may take images and sequences, and may not fit together. */
function anyNetwork(random: Random): string {
  const width = 1 + random.integer(4);
  const shape = pick(random, [
    `${width}`,
    `${width}`,
    "4,3",
    "5,5,2",
    "3,3,1",
    "6,2",
  ]);
  const steps = times(1 + random.integer(4), () => step(random, 2));
  const last = happens(random, 0.5)
    ? [`fc(${1 + random.integer(3)})`, pick(random, losses)]
    : [];
  const first = happens(random, 0.7)
    ? `input(${shape})`
    : `fc(${width},${1 + random.integer(3)})`;
  return [first, ...steps, ...last].join(pick(random, joins));
}

function statement(random: Random): string {
  const kind = random.integer(6);
  if (kind === 5) return formulaStatement(random);
  if (kind === 0) {
    const parameters = pick(random, ["", "", "(n)", "(n, m)"]);
    const name = pick(random, names);
    return `let ${name}${parameters} = ${pipeline(random, 2)}`;
  }
  return kind < 3 ? dataStatement(random) : pipeline(random, 2);
}

function dataStatement(random: Random): string {
  const keyword = pick(random, ["given", "expect"]);
  return `${keyword} ${pick(random, paths)} = ${data(random, 3)}`;
}

/** A number, or arrays of numbers, most of one length. */
function data(random: Random, depth: number): string {
  if (depth === 0 || happens(random, 0.3)) return pick(random, numbers);
  const length = 1 + random.integer(4);
  if (happens(random, 0.1)) {
    return `[${times(length, () => data(random, depth - 1)).join(", ")}]`;
  }
  const sizes = [length, 1 + random.integer(4)].slice(0, depth);
  const nested = (axis: number): string =>
    axis === sizes.length
      ? pick(random, numbers)
      : `[${times(sizes[axis], () => nested(axis + 1)).join(", ")}]`;
  return nested(happens(random, 0.5) ? 0 : sizes.length - 1);
}

function pipeline(random: Random, depth: number): string {
  const steps = times(1 + random.integer(4), () => step(random, depth));
  return steps.join(pick(random, joins));
}

function step(random: Random, depth: number): string {
  const label = happens(random, 0.12) ? `${pick(random, names)}: ` : "";
  const isGroup = depth > 0 && happens(random, 0.1);
  const atom = isGroup
    ? `(${pipeline(random, depth - 1)})`
    : call(random, depth);
  const repeat = happens(random, 0.08)
    ? pick(random, ["*2", "*2", "*3", " * n"])
    : "";
  return label + atom + repeat;
}

function call(random: Random, depth: number): string {
  if (happens(random, 0.1)) return pick(random, names);
  const { name, arguments: specs, forms, branches } = pick(random, definitions);
  const form = happens(random, 0.05) ? [] : pick(random, forms);
  const words = form.map((argument) => value(random, specs[argument]));
  if (branches !== undefined && depth > 0) {
    words.push(
      ...times(
        Math.min(3, branches.least + random.integer(2)),
        () =>
          happens(random, 0.1)
            ? pick(random, numbers)
            : happens(random, 0.3)
            ? "id"
            : pipeline(random, depth - 1),
      ),
    );
  }
  for (const [argument, spec] of Object.entries(specs)) {
    if (form.includes(argument) || !happens(random, 0.2)) continue;
    words.push(`${argument}=${value(random, spec)}`);
  }
  const bare = happens(random, 0.9) ? "" : "()";
  return words.length === 0 ? name + bare : `${name}(${words.join(",")})`;
}

/** A value of an argument's kind, or now and then another. */
function value(
  random: Random,
  { kind, choices = [], least = 1 }: ArgumentDescription,
): string {
  if (happens(random, 0.04)) return pick(random, numbers);
  const size = () => `${1 + random.integer(4)}`;
  switch (kind) {
    case "choice":
      return pick(random, choices);
    case "flag":
      return pick(random, ["yes", "no"]);
    case "label":
      return pick(random, names);
    case "branch":
      return pick(random, [...names, "id", "fc(3)", "2"]);
    case "number":
      return pick(random, ["0.1", "0.5", "0.9", "1", "2", "1e-3"]);
    case "numbers":
      return `[${times(1 + random.integer(3), () => "0.5").join(",")}]`;
    case "extents":
      return pick(random, [size(), `[${size()},${size()}]`, ...choices]);
    case "axis":
      return pick(random, ["0", "1", "-1", "-2"]);
    case "axes":
      return pick(random, ["0", "-1", "[0,1]", "[1,-1]"]);
    case "sizes":
      return times(
        1 + random.integer(3),
        () => least < 0 && happens(random, 0.2) ? "-1" : size(),
      ).join(",");
    case "integers":
      return times(1 + random.integer(3), size).join(",");
    default:
      return size();
  }
}
