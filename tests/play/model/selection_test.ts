import { assertEquals } from "@std/assert";
import { compile, isCompiled, runExercise, traceOf } from "../../../text.ts";
import { readSelection, selectionText } from "../../../play/model/selection.ts";
import { walkingAt } from "../../../play/model/walking.ts";

const shapes = new Map<string, readonly number[]>([
  ["x", []],
  ["fc1.weight", [2, 3]],
]);
const read = (text: string) => readSelection(text, (node) => shapes.get(node));

Deno.test("a selection is read back as it was written", () => {
  for (
    const [text, node, entry, isGradient] of [
      ["x", "x", 0, false],
      ["x.grad", "x", 0, true],
      ["fc1.weight[1,2]", "fc1.weight", 5, false],
      ["fc1.weight.grad[0,1]", "fc1.weight", 1, true],
    ] as const
  ) {
    const selection = { node, entry, isGradient };
    assertEquals(read(text), selection);
    assertEquals(selectionText(selection, shapes.get(node) ?? []), text);
  }
});

Deno.test("what names no number is none", () => {
  for (
    const text of [
      "",
      "y",
      "x[0]",
      "fc1.weight[2,0]",
      "fc1.weight[0]",
      "fc1.weight[0,,1]",
      "fc1.weight[,]x",
      ".grad",
    ]
  ) {
    assertEquals(read(text), undefined, text);
  }
});

Deno.test("what is known grows with the steps, and all is shown before the first", () => {
  const compiled = compile("given x = 3\nA: x -> B: square");
  if (!isCompiled(compiled)) throw new Error();
  const trace = traceOf(compiled, runExercise(compiled));
  const known = (place: number) => {
    const walking = walkingAt(trace, place);
    return trace.nodes.map((node) =>
      `${node.name}${walking.hasValue(node) ? " value" : ""}${
        walking.hasGradient(node) ? " grad" : ""
      }${walking.part(node.name) ? ` ${walking.part(node.name)}` : ""}`
    );
  };
  assertEquals(known(0), ["A value grad", "B value grad"]);
  assertEquals(known(1), ["A value active", "B"]);
  assertEquals(known(2), ["A value from", "B value active"]);
  assertEquals(known(3), ["A value", "B value grad active"]);
  assertEquals(known(4), ["A value grad active", "B value grad from"]);
  assertEquals(walkingAt(trace, 99).place, 4);
});

Deno.test("a step is about what is within a box, unless the box's own node takes part", () => {
  const compiled = compile("fc(1,1) -> square\ngiven x = 3");
  if (!isCompiled(compiled)) throw new Error();
  const trace = traceOf(compiled, runExercise(compiled));
  const parts = [1, 2, 3, 4, 5].map((place) => {
    const walking = walkingAt(trace, place);
    return [walking.partWithin("fc1"), walking.partWithin("fc")];
  });
  // x, fc1.weight, fc1.bias, fc1, square1
  assertEquals(parts, [
    [undefined, undefined],
    ["active", undefined],
    ["active", undefined],
    ["active", undefined],
    ["from", undefined],
  ]);
});

Deno.test("a parameter is within its step, and what is folded within its block; a gate is beside the end of its formula", () => {
  const partsOf = (text: string, place: number, names: readonly string[]) => {
    const compiled = compile(text);
    if (!isCompiled(compiled)) throw new Error();
    const trace = traceOf(compiled, runExercise(compiled));
    const walking = walkingAt(trace, place);
    return [
      walking.active?.node.name,
      ...names.map((name) => walking.partWithin(name)),
    ];
  };
  assertEquals(partsOf("fc(2,1) -> sigmoid", 2, ["fc1", "sigmoid1"]), [
    "fc1.weight",
    "active",
    undefined,
  ]);
  assertEquals(
    partsOf("let a = fc(1) -> tanh\ninput(2) -> a", 2, ["a1", "x"]),
    ["a1.fc1.weight", "active", undefined],
  );
  assertEquals(
    partsOf("given w = 2\ngiven v = 3\nb = w*v + 1", 3, ["b", "b.mul1", "w"]),
    ["b.mul1", undefined, "active", "from"],
  );
});
