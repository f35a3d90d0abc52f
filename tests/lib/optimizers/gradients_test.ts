// Clipping, accumulation and moving averages.
import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  accumulation,
  batchnorm,
  clipByNorm,
  clipByValue,
  fc,
  gradientNorm,
  movingAverage,
  mse,
  NablaError,
  nn,
  pipeline,
} from "../../../mod.ts";
import { countArrays } from "../../helpers/count_arrays.ts";
import {
  differentiate,
  distance,
  flatGradients,
  flatValues,
  reference,
  startNetwork,
} from "./reference.ts";

const bindings = [
  { kernels: "plain", precision: "float64", most: 1e-14 },
  { kernels: "wasm", precision: "float64", most: 1e-14 },
  { kernels: "plain", precision: "float32", most: 1e-6 },
  { kernels: "wasm", precision: "float32", most: 1e-6 },
] as const;

for (const { most, ...bind } of bindings) {
  const title = `in ${bind.precision} on ${bind.kernels} kernels`;

  Deno.test(`clipping is PyTorch's, to ${most} ${title}`, () => {
    for (const each of reference.clipping) {
      const net = startNetwork(bind);
      differentiate(net, 3);
      assert(distance(flatGradients(net), each.gradients) <= most);
      assert(distance([gradientNorm(net.parameters)], [each.norm]) <= most);
      if (each.kind === "norm") {
        const norm = clipByNorm(net.parameters, each.maximum);
        assert(distance([norm], [each.norm]) <= most);
      } else clipByValue(net.parameters, each.maximum);
      assert(distance(flatGradients(net), each.clipped) <= most);
    }
  });

  Deno.test(`a norm that is not finite leaves gradients as they are ${title}`, () => {
    for (const bad of [NaN, Infinity, -Infinity]) {
      const net = startNetwork(bind);
      differentiate(net, 3);
      net.parameters.get("fc2.weight").gradient[7] = bad;
      const before = flatGradients(net);
      const norm = clipByNorm(net.parameters, 0.1);
      assertEquals(norm, Math.abs(bad));
      assertEquals(flatGradients(net), before);
    }
  });

  Deno.test(`clipping by value keeps NaN and cuts infinity off ${title}`, () => {
    const net = startNetwork(bind);
    const { gradient } = net.parameters.get("fc1.bias");
    gradient.set([NaN, Infinity, -Infinity, 0.25, -3]);
    clipByValue(net.parameters, 0.5);
    assertEquals([...gradient], [NaN, 0.5, -0.5, 0.25, -0.5]);
  });

  Deno.test(`unequal parts of a batch add up to the gradient of the whole ${title}`, () => {
    const text = "fc(3,4) -> tanh -> fc(2) -> mse";
    const sizes = [5, 1, 7, 3];
    const batch = 16;
    const whole = nn(text).bind({ batch, seed: 2, ...bind });
    const { parameters } = whole;
    whole.x.forEach((_, i) => whole.x[i] = Math.sin(i * i));
    whole.target.forEach((_, i) => whole.target[i] = Math.cos(3 * i));
    whole.forward();
    whole.backward();
    const wanted = flatGradients(whole);
    const sum = accumulation(parameters);
    // A second round, so that nothing is left of the first.
    for (let round = 0; round < 2; round++) {
      let start = 0;
      for (const size of sizes) {
        const part = nn(text).bind({ batch: size, parameters });
        part.x.set(whole.x.subarray(3 * start, 3 * (start + size)));
        part.target.set(whole.target.subarray(2 * start, 2 * (start + size)));
        part.forward();
        part.backward();
        sum.add(size);
        start += size;
        assertEquals(sum.examples, start);
      }
      sum.finish();
      assertEquals(sum.examples, 0);
      assert(distance(flatGradients(whole), wanted) <= most);
      assert(wanted.some((x) => Math.abs(x) > 0.01));
    }
  });

  Deno.test(`a moving average is that of a naive loop ${title}`, () => {
    const net = startNetwork(bind);
    const decay = 0.8;
    const average = movingAverage(net.parameters, { decay });
    let wanted = flatValues(net);
    for (let step = 0; step < 20; step++) {
      for (const { value } of net.parameters) {
        value.forEach((x, i) => value[i] = x + Math.sin(step + i) / 10);
      }
      average.update();
      const values = flatValues(net);
      wanted = wanted.map((x, i) => decay * x + (1 - decay) * values[i]);
    }
    const values = flatValues(net);
    average.swap();
    assert(distance(flatValues(net), wanted) <= most);
    average.swap();
    assertEquals(flatValues(net), values);
  });
}

Deno.test("what surrounds a step takes no arrays", () => {
  for (const kernels of ["plain", "wasm"] as const) {
    const { steps } = countArrays(() => {
      const net = startNetwork({ kernels });
      differentiate(net, 1);
      const sum = accumulation(net.parameters);
      const average = movingAverage(net.parameters);
      return () => {
        sum.add(8);
        sum.add(8);
        sum.finish();
        clipByNorm(net.parameters, 0.1);
        clipByValue(net.parameters, 0.1);
        average.update();
        average.swap();
        average.swap();
      };
    });
    assertEquals(steps, 0);
  }
});

Deno.test("an accumulation wants gradients and counts", () => {
  const sum = accumulation(startNetwork({}).parameters);
  assertThrows(() => sum.finish(), NablaError, "gradients must be added first");
  for (const wrong of [0, -1, 0.5, NaN]) {
    assertThrows(
      () => sum.add(wrong),
      NablaError,
      `examples must be a positive integer: found ${wrong}`,
    );
  }
});

Deno.test("running statistics have no gradient, and are averaged", () => {
  const net = pipeline(fc(2, 3), batchnorm(), fc(1), mse())
    .bind({ batch: 4, kernels: "wasm" });
  const state = [...net.parameters].filter(({ state }) => state);
  assert(state.length > 0);
  const average = movingAverage(net.parameters, { decay: 0.5 });
  const before = state.map(({ value }) => [...value]);
  net.x.set([1, 2, 3, 4, 5, 6, 7, 9]);
  net.target.fill(1);
  net.forward();
  net.backward();
  assert(Number.isFinite(clipByNorm(net.parameters, 0.01)));
  average.update();
  state.forEach(({ path, value }, i) => {
    const wanted = [...value].map((x, j) => (x + before[i][j]) / 2);
    assert(distance(average.save().get(path) ?? [], wanted) <= 1e-15);
  });
});

Deno.test("the norm is of parameters that training changes, and clipping is, too", () => {
  const net = nn("given a = [30]\nfc(2,1) -> mul(id, a) -> mse").bind();
  net.x.set([1, 2]);
  net.target.set([1]);
  net.forward();
  net.backward();
  const [weight, bias, given] = ["fc1.weight", "fc1.bias", "a"].map((path) =>
    net.parameters.get(path).gradient
  );
  const before = [...given];
  const wanted = Math.hypot(...weight, ...bias);
  assert(Math.abs(gradientNorm(net.parameters) - wanted) <= 1e-12 * wanted);
  clipByNorm(net.parameters, 1e-3);
  clipByValue(net.parameters, 1e-9);
  assertEquals([...given], before);
  assert(Math.abs(before[0]) > 1e-9);
});

Deno.test("a moving average goes on from what it saved", () => {
  const [first, second] = [startNetwork({}), startNetwork({})].map((net) => ({
    net,
    average: movingAverage(net.parameters, { decay: 0.9 }),
  }));
  first.net.parameters.get("fc1.bias").value.fill(2);
  first.average.update();
  const saved = new Map(
    [...first.average.save()].map(([path, values]) => [path, values.slice()]),
  );
  second.average.load(saved);
  saved.forEach((values) => values.fill(0));
  assertEquals(second.average.save(), first.average.save());
  first.average.update();
  second.net.parameters.get("fc1.bias").value.fill(2);
  second.average.update();
  assertEquals(second.average.save(), first.average.save());
});

Deno.test("a moving average refuses what does not fit, and changes while it is swapped in", () => {
  const average = movingAverage(startNetwork({}).parameters);
  const saved = average.save();
  const other = (...all: (readonly [string, Float64Array])[]) =>
    new Map([...saved, ...all]);
  for (
    const [wrong, message] of [
      [new Map(), "fc1.weight must have 20 numbers: found none"],
      [
        other(["fc1.bias", new Float64Array(4)]),
        "fc1.bias must have 5 numbers: found 4",
      ],
      [
        other(["fc3.bias", new Float64Array(4)]),
        "every array must be of one of its parameters: found fc3.bias",
      ],
    ] as const
  ) assertThrows(() => average.load(wrong), NablaError, message);
  average.swap();
  for (
    const change of [
      () => average.update(),
      () => average.save(),
      () => average.load(saved),
    ]
  ) assertThrows(change, NablaError, "it must not be swapped in");
});
