// The checks of a text, as the page shows them; that they are those of the command line
// is tested beside it.
import { zh } from "../../../words/zh.ts";
import { spoken } from "../../helpers/languages.ts";
import { assert, assertEquals } from "@std/assert";
import { compile, isCompiled, runExercise, traceOf } from "../../../text.ts";
import {
  pathInNetwork,
  selectionAt,
} from "../../../play/model/checked_place.ts";
import {
  beginCheck,
  type CheckState,
  standingOf,
} from "../../../play/model/checking.ts";
import { checkedTexts as texts, wrongSigmoid } from "./checked_texts.ts";

/** A check that was carried to its end. */
function checked(text: string, seed = 0): CheckState {
  const check = beginCheck({ text, seed });
  while (check.next());
  return check.state(true);
}

Deno.test("what is found can be sent from a worker", () => {
  for (const text of Object.values(texts)) structuredClone(checked(text));
});

Deno.test("a claim is compared at every number, and its mistake told in words", () => {
  const state = checked(wrongSigmoid);
  const { name, numbers = [] } = state.items[0].claim ?? {};
  assertEquals([name, numbers.length], ["lesson'", 16]);
  for (const { point, claimed, right, isWrong } of numbers) {
    const s = 1 / (1 + Math.exp(point));
    assert(Math.abs(right + s * (1 - s)) < 1e-12 && isWrong);
    assert(Math.abs(claimed - s * (1 - s)) < 1e-12);
  }
  assertEquals(state.items[0].diagnostics?.[0].notes, [
    "it has the opposite sign",
  ]);
  assertEquals(standingOf(state), "fail");
});

Deno.test("a check tells how far it has come, and one that is left keeps what it found", () => {
  const check = beginCheck({ text: texts["drawn.nn"], seed: 0 });
  for (let i = 0; i < 10; i++) assert(check.next());
  const { progress } = check.state();
  assertEquals([progress?.name, progress?.done], ["fc1", 10]);
  assertEquals(standingOf(check.state()), "running");
  const left = check.state(true);
  assertEquals([left.report?.partial, left.report?.totals.checked], [true, 10]);
  assertEquals(standingOf(left), "stopped");
});

Deno.test("the verdict on a check is that of what is worst in it", () => {
  const standings = {
    "drawn.nn": "pass",
    "wrong.nn": "fail",
    "blank.nn": "blank",
    "half.nn": "error",
    "refused.nn": "error",
    "library.nn": "pass",
    "broken.nn": "error",
  };
  assertEquals(
    Object.keys(standings).map((name) => standingOf(checked(texts[name]))),
    Object.values(standings),
  );
});

Deno.test("a text with mistakes is told from one with wrong answers", () => {
  const names = ["broken.nn", "wrong.nn", "half.nn", "refused.nn", "blank.nn"];
  assertEquals(
    names.filter((name) => checked(texts[name]).hasMistakes),
    ["broken.nn"],
  );
});

Deno.test("in Chinese an item has its claim, or its wrong number, too", () => {
  const text = `${wrongSigmoid}expect h = 7\n`;
  const partsOf = () =>
    checked(text).items.map(({ claim, wrong }) => [claim?.name, wrong?.path]);
  const parts = spoken(zh, partsOf);
  assertEquals(parts, partsOf());
  assertEquals(parts.flat().filter((each) => each !== undefined).sort(), [
    "h",
    "lesson'",
  ]);
});

Deno.test("a wrong number is found in See, whatever a step calls its input", () => {
  const text = `given x = [1, 2]
fc(2,2) -> A: tanh -> B: add(id, A)
given y.grad = [1, 2]
expect A.grad = [1, 3]
`;
  const compiled = compile(text);
  assert(isCompiled(compiled));
  const trace = traceOf(compiled, runExercise(compiled));
  const wrong = checked(text).items.flatMap(({ wrong = [] }) => wrong);
  const { network } = compiled;
  const named = (name: string, path: string) =>
    pathInNetwork(network, { scope: "step", name }, path);
  assertEquals(
    wrong.map(({ path, entry }) => selectionAt(trace, path, entry)),
    [
      "A.grad[0]",
    ],
  );
  assertEquals([
    named("fc1", "x"),
    named("fc1", "fc1.weight"),
    named("A", "x"),
  ], ["x", "fc1.weight", "fc1"]);
  assertEquals(
    selectionAt(trace, "fc1.weight.grad", 3),
    "fc1.weight.grad[1,1]",
  );
  assertEquals(selectionAt(trace, "fc1.weight.grad", 4), undefined);
  assertEquals(selectionAt(trace, "nothing.grad", 0), undefined);
});
