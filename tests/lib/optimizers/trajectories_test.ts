// Whole trainings against PyTorch's, and against numpy's for Lion.
import { assert, assertEquals } from "@std/assert";
import { rmsprop } from "../../../mod.ts";
import {
  begin,
  distance,
  flatValues,
  reference,
  startNetwork,
  titleOf,
  type Trajectory,
} from "./reference.ts";

/** How near what is remembered of `fc1.bias` must be, or how often it moved and looked. */
function requireState(
  trajectory: Trajectory,
  arrays: ReadonlyMap<string, ArrayLike<number>>,
  numbers: Readonly<Record<string, number>>,
): void {
  for (const [name, wanted] of Object.entries(trajectory.state)) {
    if (typeof wanted === "number") assertEquals(numbers[name], wanted, name);
    else {
      const found = arrays.get(`fc1.bias.${name}`) ?? [];
      assert(distance(found, wanted) <= 1e-10, name);
    }
  }
  const names = [...arrays.keys()].filter((path) => /^fc1\.bias/.test(path));
  if (trajectory.optimizer !== "lbfgs") {
    assertEquals(
      names.map((path) => path.slice("fc1.bias.".length)).sort(),
      Object.keys(trajectory.state).sort(),
    );
  }
}

for (const trajectory of reference.trajectories) {
  for (const kernels of ["plain", "wasm"] as const) {
    Deno.test(`${titleOf(trajectory)} on ${kernels} kernels goes as the reference does, to 1e-10`, () => {
      const { net, optimizer, step } = begin(trajectory, { kernels });
      for (const [count, values] of Object.entries(trajectory.values)) {
        while (optimizer.steps < Number(count)) step();
        const apart = distance(flatValues(net), values);
        assert(apart <= 1e-10, `after ${count} steps off by ${apart}`);
      }
      const { arrays, numbers } = optimizer.save();
      requireState(trajectory, arrays, numbers);
    });
  }
}

Deno.test("every optimizer has trajectories", () => {
  assertEquals(
    [...new Set(reference.trajectories.map(({ optimizer }) => optimizer))],
    ["sgd", "adam", "adamw", "rmsprop", "adagrad", "lion", "lbfgs"],
  );
});

for (const name of ["sgd", "adam", "adamw", "rmsprop", "adagrad"]) {
  Deno.test(`${name} in float32 goes as the reference does, to 1e-4`, () => {
    for (const trajectory of reference.trajectories) {
      if (trajectory.optimizer !== name) continue;
      for (const kernels of ["plain", "wasm"] as const) {
        const precision = "float32";
        const training = begin(trajectory, { kernels, precision });
        for (let i = 0; i < 50; i++) training.step();
        const apart = distance(flatValues(training.net), trajectory.values[50]);
        assert(apart <= 1e-4, `${titleOf(trajectory)} is off by ${apart}`);
      }
    }
  });
}

Deno.test("centered rmsprop stays finite where the gradient does not change", () => {
  for (const kernels of ["plain", "wasm"] as const) {
    for (const precision of ["float32", "float64"] as const) {
      const { parameters } = startNetwork({ kernels, precision });
      const optimizer = rmsprop(parameters, { centered: true, alpha: 0.5 });
      for (const { gradient } of parameters) {
        gradient.forEach((_, i) => gradient[i] = Math.sqrt(i + 2));
      }
      for (let i = 0; i < 200; i++) optimizer.step();
      for (const { path, value } of parameters) {
        assert(value.every(Number.isFinite), `${path} on ${kernels} kernels`);
      }
    }
  }
});
