// A choice with settings, as one word of the command line.
import { assertEquals, assertThrows } from "@std/assert";
import { readCall, withSetting } from "../../../lib/definition/written_call.ts";
import { NablaError } from "../../../lib/base/nabla_error.ts";
import { argumentsOfCall } from "../../../lib/definition/call.ts";
import { metrics, optimizers, schedules } from "../../../mod.ts";

const given: readonly (readonly [
  text: string,
  given: Record<string, unknown>,
  settings: readonly (readonly [string, number | string])[],
])[] = [
  ["adam", {}, []],
  ["adam()", {}, []],
  [" adam ( beta1 = 0.8 , ) ", { beta1: 0.8 }, [["beta1", 0.8]]],
  ["adam(weight-decay=1e-2)", { weightDecay: 0.01 }, [["weight-decay", 0.01]]],
  ["adam(weight_decay=0.01)", { weightDecay: 0.01 }, [["weight-decay", 0.01]]],
  ["adam(weightDecay=.01)", { weightDecay: 0.01 }, [["weight-decay", 0.01]]],
  ["adam(eps=1)", { epsilon: 1 }, [["epsilon", 1]]],
  ["adam(amsgrad=yes)", { amsgrad: true }, [["amsgrad", "yes"]]],
  ["adam(amsgrad=no)", { amsgrad: false }, [["amsgrad", "no"]]],
  ["lbfgs(line-search=none)", { lineSearch: "none" }, [[
    "line-search",
    "none",
  ]]],
];
for (const [text, options, settings] of given) {
  Deno.test(`${text} is what a call in TypeScript with ${JSON.stringify(options)} is`, () => {
    const call = readCall("--optimizer", text, optimizers);
    assertEquals(call.given, options);
    assertEquals([...call.settings], settings);
    assertEquals(call.values, argumentsOfCall(call.definition, [options]));
  });
}

Deno.test("a setting that an option of its own gives is one of the call", () => {
  const call = readCall("--optimizer", "sgd(momentum=0.5)", optimizers);
  const { settings, values } = withSetting(call, "weightDecay", 0.1);
  assertEquals([...settings], [["momentum", 0.5], ["weight-decay", 0.1]]);
  assertEquals([values.momentum, values.weightDecay], [0.5, 0.1]);
});

const refused: readonly (readonly [act: () => unknown, message: string])[] = [
  [
    () => readCall("--schedule", "onecycle", schedules),
    "--schedule knows no onecycle",
  ],
  [
    () => readCall("--schedule", "one-cycle(rise=2)", schedules),
    "rise of --schedule must be a number from 0 to 1: found 2",
  ],
  [
    () => readCall("--optimizer", "lbfgs(history=1.5)", optimizers),
    "history of --optimizer must be a positive integer: found 1.5",
  ],
  [
    () => readCall("--optimizer", "lbfgs(line-search=armijo)", optimizers),
    "line-search of --optimizer must be none or strong_wolfe: found armijo",
  ],
  [
    () => readCall("--optimizer", "adam(beta1=much)", optimizers),
    "beta1 of --optimizer must be a number: found much",
  ],
  [
    () => readCall("--optimizer", "adam(beta1=Infinity)", optimizers),
    "beta1 of --optimizer must be a number: found Infinity",
  ],
  [
    () => readCall("--optimizer", "adam(amsgrad=true)", optimizers),
    "amsgrad of --optimizer must be yes or no: found true",
  ],
  [
    () => readCall("--optimizer", "adam(beta1=0.1,beta1=0.2)", optimizers),
    "beta1 of --optimizer is given twice",
  ],
  [
    () => readCall("--metrics", "f1(average=median)", metrics),
    "average of --metrics must be binary, macro, weighted or micro: found median",
  ],
];
for (const [act, message] of refused) {
  Deno.test(`a call is refused: ${message}`, () => {
    assertThrows(act, NablaError, message);
  });
}
