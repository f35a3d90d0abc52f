// Whatever has a name and arguments: layers, optimizers, schedules, generators,
// metrics and initializers, each of one shape.
import {
  assert,
  assertEquals,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { generators } from "../../../data.ts";
import { type ArgumentValues, initializers } from "../../../define.ts";
import { allNames, kinds, namedSo } from "../../../dsl/manual/registries.ts";
import { argumentsOfCall } from "../../../lib/definition/call.ts";
import {
  type Described,
  registry,
} from "../../../lib/definition/definition.ts";
import { exampleArgument } from "../../../lib/definition/example.ts";
import { nameMeant, textName } from "../../../lib/definition/names.ts";
import { readArguments } from "../../../lib/definition/reading.ts";
import {
  constantRate,
  createRandom,
  metrics,
  NablaError,
  nn,
  optimizers,
  schedules,
} from "../../../mod.ts";

const all = kinds.flatMap(({ name: kind, page, definitions }) =>
  [...definitions].map(([key, definition]) => ({ kind, key, page, definition }))
);

for (const { kind, key, page, definition } of all) {
  const { name, summary, arguments: specs, forms } = definition;

  Deno.test(`the ${kind} ${name} says what it does, and what each argument means`, () => {
    assertEquals(key, name);
    assert(summary.length > 3 && !/[.\n]$/.test(summary), summary);
    for (const [argument, spec] of Object.entries(specs)) {
      assert(spec.summary.length > 3, argument);
      assert(!/unless told/.test(spec.summary), argument);
      const isRequired = !spec.optional;
      assert(!isRequired || spec.default === undefined, argument);
    }
    const placed = forms.flat();
    for (const each of placed) assert(each in specs && !specs[each].named);
    for (const [argument, spec] of Object.entries(specs)) {
      // What is not in a form must be given by name.
      if (!spec.named && !forms.some(({ length }) => length === 0)) {
        assert(placed.includes(argument), argument);
      }
    }
  });

  Deno.test(`each default of the ${kind} ${name} is a value that it takes`, () => {
    for (const [argument, spec] of Object.entries(specs)) {
      if (spec.default === undefined) continue;
      const { problems } = readArguments(
        definition,
        [],
        new Map([[argument, spec.default]]),
      );
      assertEquals(
        problems.filter((problem) => problem.argument === argument),
        [],
      );
    }
  });

  Deno.test(`the page of the ${kind} ${name} has its summary and every argument with its default`, () => {
    const found = namedSo(textName(name)).filter((each) =>
      each.kind.name === kind
    );
    assertEquals(found.map((each) => each.name), [name]);
    const text = page(name).replace(/\s+/g, " ");
    assertStringIncludes(
      text,
      `${textName(name)}: ${summary}`.replace(/\s+/g, " "),
    );
    for (const [argument, spec] of Object.entries(specs)) {
      const shown = kind === "layer" ? argument : textName(argument);
      assertStringIncludes(text, ` ${shown} ${spec.summary}`);
      const { kind: type, default: value } = spec;
      if (value === undefined) continue;
      const written = type === "flag" ? (value ? "yes" : "no") : value;
      assertStringIncludes(text, `default: ${written}`);
    }
    assert(allNames().includes(textName(name)));
    for (const alias of definition.aliases ?? []) {
      assert(
        namedSo(alias).some((each) =>
          each.name === name && each.kind.name === kind
        ),
      );
    }
  });
}

/** Creates it from values that were read. */
const makers: Readonly<
  Record<string, (name: string, values: ArgumentValues) => unknown>
> = {
  optimizer(name, values) {
    const net = nn`fc(2,1) -> mse`.bind({ seed: 1 });
    const optimizer = optimizers.get(name)?.create(values, {
      parameters: net.parameters,
      schedule: constantRate(0.1),
      evaluate() {
        net.forward();
        net.backward();
        return net.loss;
      },
    });
    optimizer?.step();
    return optimizer?.name;
  },
  schedule: (name, values) =>
    schedules.get(name)?.create(values, 0.1, { epochs: 3, stepsAnEpoch: 5 })
        .rate(0) ?? 0 > 0
      ? name
      : undefined,
  generator(name, values) {
    const made = generators.get(name)?.definition.create(values);
    return made?.length === values.examples ? name : undefined;
  },
  metric(name, values) {
    const definition = metrics.get(name);
    const predicts = definition?.measures ?? "numbers";
    const isOfTwo = values.average === "binary";
    const shape = predicts === "classes" ? [isOfTwo ? 2 : 6] : [6];
    const made = definition?.create(values, { predicts, shape });
    return made?.name.startsWith(name) ? name : undefined;
  },
  initializer(name, values) {
    const made = initializers.get(name)?.create(values);
    const numbers = new Float64Array(4).fill(NaN);
    made?.fill(
      numbers,
      { fanIn: 2, fanOut: 2, shape: [2, 2] },
      createRandom(1),
    );
    return numbers.every(Number.isFinite) ? made?.name : undefined;
  },
};

for (const { kind, key, definition } of all) {
  // Those of layers are tried with all their examples elsewhere.
  if (kind === "layer") continue;
  Deno.test(`the ${kind} ${key} is made of its defaults, and of the example that its page shows`, () => {
    const [name, value] = exampleArgument(definition) ?? [];
    const calls: readonly object[] = name === undefined
      ? [{}]
      : [{}, { [name]: value }];
    for (const call of calls) {
      assertEquals(
        makers[kind](key, argumentsOfCall(definition, [call])),
        key,
      );
    }
  });
}

Deno.test("names of one kind differ, however they are written", () => {
  for (const { definitions } of kinds) {
    const names = [...definitions.keys()];
    const written = [...definitions.values()].flatMap(
      ({ name, aliases = [] }: Described) => [
        name.toLowerCase(),
        ...aliases,
      ],
    );
    assertEquals(new Set(written).size, written.length);
    for (const name of names) {
      assertEquals(nameMeant(name, names), name);
      assertEquals(nameMeant(textName(name), names), name);
      assertEquals(nameMeant(textName(name).replaceAll("-", "_"), names), name);
    }
  }
  assertThrows(
    () => registry(["a", "b", "a"], (each) => each),
    NablaError,
    "found a twice",
  );
});

Deno.test("a name is written one way in TypeScript, and as a text writes names elsewhere", () => {
  assertEquals(textName("learningRateDecay"), "learning-rate-decay");
  assertEquals(nameMeant("eps", ["beta1", "epsilon"]), "epsilon");
  assertEquals(nameMeant("Weight-Decay", ["weightDecay"]), undefined);
});

Deno.test("nobody asks whether something has a certain name", async () => {
  const root = new URL("../../../", import.meta.url);
  const names = all.map(({ key }) => key).join("|");
  const question = new RegExp(
    `name(?:\\.text)? [!=]== "(?:${names})"|case "(?:${
      [...optimizers.keys(), ...generators.keys()].join("|")
    })"`,
  );
  assert(question.test('optimizer.name === "lbfgs"'));
  for (const folder of ["lib", "dsl"]) {
    for (const file of await filesIn(root, folder)) {
      // Kernels have names of their own, and faults are planted in certain layers.
      if (/^lib\/(kernels|self_test)\//.test(file)) continue;
      const text = await Deno.readTextFile(new URL(file, root));
      assertEquals(question.exec(text)?.[0], undefined, file);
    }
  }
});

async function filesIn(root: URL, folder: string): Promise<string[]> {
  const found: string[] = [];
  for await (const entry of Deno.readDir(new URL(`${folder}/`, root))) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory) found.push(...await filesIn(root, path));
    else if (entry.name.endsWith(".ts")) found.push(path);
  }
  return found;
}
