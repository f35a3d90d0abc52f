// The decay of weights as a control of its own.
import { assertEquals } from "@std/assert";
import { optimizers } from "../../../lib/optimizers/optimizers.ts";
import {
  type OptimizerChoice,
  readOptimizer,
  writeOptimizer,
} from "../../../play/model/optimizer_choice.ts";

const texts: readonly (readonly [text: string, choice: OptimizerChoice])[] = [
  ["adam", { optimizer: "adam", usualDecay: 0 }],
  ["adamw", { optimizer: "adamw", usualDecay: 0.01 }],
  ["adam(weight-decay=0.1)", { optimizer: "adam", decay: 0.1, usualDecay: 0 }],
  ["adamw(weight-decay=0)", {
    optimizer: "adamw",
    decay: 0,
    usualDecay: 0.01,
  }],
  [
    "sgd(momentum=0.9, nesterov=yes, weight-decay=1e-7)",
    {
      optimizer: "sgd(momentum=0.9, nesterov=yes)",
      decay: 1e-7,
      usualDecay: 0,
    },
  ],
  ["lbfgs(history=5)", { optimizer: "lbfgs(history=5)" }],
  // What a link may hold.
  ["no such", { optimizer: "no such" }],
  ["adam(weight-decay=-1)", { optimizer: "adam(weight-decay=-1)" }],
];

Deno.test("an optimizer is parted from its decay, and put together again", () => {
  for (const [text, choice] of texts) {
    assertEquals(readOptimizer(text), choice);
    assertEquals(writeOptimizer(choice), text);
  }
});

Deno.test("every optimizer that decays weights has the control, and no other", () => {
  for (const [name, definition] of optimizers) {
    const names = Object.keys(definition.arguments).join(" ");
    const has = /weight.?decay/i.test(names);
    assertEquals(readOptimizer(name).usualDecay !== undefined, has, name);
    assertEquals(
      writeOptimizer({ optimizer: name, decay: 0.25 }),
      has ? `${name}(weight-decay=0.25)` : name,
    );
  }
});
