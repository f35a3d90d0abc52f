import { say } from "../../../../words/say.ts";
import { closest } from "../../../base/suggest.ts";
import { clauses, quote } from "../../../base/words.ts";
import type { OnnxNode } from "../model.ts";
import type { Surroundings } from "./activation_patterns.ts";
import { fixedOperators } from "./fixed/fixed_operators.ts";
import { operators } from "./operators/operators.ts";
import { patterns } from "./patterns.ts";
import type { Known } from "./values/known.ts";
import { type GraphValue, isView, nodeReading } from "./values/node_reading.ts";

/** What a node gives, one for each of its outputs; undefined for one that is not read. */
export function translateNode(
  node: OnnxNode,
  options: Parameters<typeof nodeReading>[1],
  around: Surroundings,
): readonly (GraphValue | undefined)[] {
  const reading = nodeReading(node, options);
  const { inputs, fail } = options;
  const views = inputs.filter((each) => each !== undefined && isView(each));
  const isFixed = views.length === 0;
  const fixed = Object.hasOwn(fixedOperators, node.op)
    ? fixedOperators[node.op]
    : undefined;
  const read = operators.get(node.op);
  if (node.domain !== "" || (fixed ?? read) === undefined) {
    return fail(unknown(node));
  }
  if (isFixed) {
    if (fixed === undefined) {
      return fail(say("all that comes into it is fixed, which is not read"));
    }
    const made: readonly Known[] = fixed(reading);
    reading.requireAllRead();
    return made;
  }
  // What an operator means stays to be read where a pattern ends with it.
  const { outputs } = node;
  const inner: Surroundings = {
    ...around,
    producerOf: (name) => name === outputs[0] ? node : around.producerOf(name),
  };
  for (const pattern of patterns.get(node.op) ?? []) {
    const found = pattern(node, reading, inner);
    if (found !== undefined) return [found];
  }
  if (read === undefined) return fail(unknown(node));
  const made = read(reading);
  reading.requireAllRead();
  return made;
}

/** What is said of an operator that is not read: its name, and the nearest that is. */
function unknown({ op, domain }: OnnxNode): string {
  const name = domain === "" ? op : `${domain}.${op}`;
  const known = [
    ...new Set([...operators.keys(), ...Object.keys(fixedOperators)]),
  ];
  const near = closest(op, known);
  if (Object.hasOwn(fixedOperators, op) && domain === "") {
    return say("all that comes into it must be fixed");
  }
  return clauses([
    say("operator {name} is not read", { name: quote(name) }),
    ...near === undefined ? [] : [say("the nearest that is: {near}", { near })],
  ]);
}
