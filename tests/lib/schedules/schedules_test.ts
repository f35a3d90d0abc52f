// Learning rates against PyTorch's schedulers, and beyond where those end.
import { assert, assertEquals } from "@std/assert";
import {
  constantRate,
  cosineDecay,
  oneCycle,
  onPlateau,
  type Schedule,
  stepDecay,
  warmUp,
} from "../../../mod.ts";
import { reference, type ScheduleCase } from "../optimizers/reference.ts";

const makers: Readonly<Record<string, (...all: never[]) => Schedule>> = {
  stepDecay,
  cosineDecay,
  warmUp,
  oneCycle,
  onPlateau,
};

function make(
  { name, arguments: all }: Pick<ScheduleCase, "name" | "arguments">,
): Schedule {
  const own = all.map((each) =>
    typeof each === "object" && each !== null && "name" in each
      ? make(each as ScheduleCase)
      : each
  );
  return makers[name](...own as never[]);
}

for (const [i, each] of reference.schedules.entries()) {
  Deno.test(
    `schedule ${i}, ${each.name}(${
      each.arguments.map((one) => JSON.stringify(one)).join(", ")
    }), is PyTorch's to 1e-12`,
    () => {
      const schedule = make(each);
      each.rates.forEach((wanted, step) => {
        const apart = Math.abs(schedule.rate(step) - wanted);
        assert(
          apart <= 1e-12 * each.rates[0],
          `step ${step} is off by ${apart}`,
        );
        if (each.losses) schedule.observe?.(each.losses[step]);
      });
      assertEquals(schedule.name, each.name);
    },
  );
}

Deno.test("every schedule that PyTorch has is held against it", () => {
  const names = new Set(reference.schedules.map(({ name }) => name));
  assertEquals([...names].sort(), Object.keys(makers).sort());
});

Deno.test("a schedule is asked in any order", () => {
  for (const each of reference.schedules) {
    if (each.losses !== undefined) continue;
    const schedule = make(each);
    const steps = each.rates.map((_, step) => step);
    const forward = steps.map(schedule.rate);
    assertEquals(steps.toReversed().map(schedule.rate).reverse(), forward);
  }
});

Deno.test("what falls to an end stays there", () => {
  assertEquals(cosineDecay(1, 10, { final: 0.25 }).rate(11), 0.25);
  assertEquals(cosineDecay(1, 10, { final: 0.25 }).rate(1e9), 0.25);
  assertEquals(oneCycle(1, 10).rate(10), 1 / 25 / 10_000);
  assertEquals(oneCycle(1, 10, { curve: "linear" }).rate(25), 1 / 25 / 10_000);
  assertEquals(constantRate(0.3).rate(1e9), 0.3);
});

Deno.test("a warm-up rises by equal amounts to the schedule that it wraps", () => {
  const { rate } = warmUp(cosineDecay(1, 4), 4);
  const rates = [0, 1, 2, 3, 4].map(rate);
  rates.forEach((each, i) => assert(Math.abs(each - (i + 1) / 5) < 1e-15));
  assertEquals(rate(6), cosineDecay(1, 4).rate(2));
  assertEquals(warmUp(1, 4, { from: 0 }).rate(0), 0);
});

Deno.test("a warm-up answers to losses where what it wraps does, and not otherwise", () => {
  const { observe, save, load } = warmUp(1, 4);
  assertEquals([observe, save, load], [undefined, undefined, undefined]);
  const schedule = warmUp(onPlateau(1, { patience: 0, factor: 0.5 }), 1);
  schedule.observe?.(1);
  schedule.observe?.(1);
  assertEquals([schedule.rate(0), schedule.rate(1)], [0.25, 0.5]);
});

Deno.test("a loss that is NaN is no better, and the memory goes through JSON", () => {
  const schedule = onPlateau(1, { patience: 1, factor: 0.5, cooldown: 1 });
  assertEquals(schedule.save(), { rate: 1, bad: 0, waiting: 0 });
  for (const loss of [NaN, NaN, NaN]) schedule.observe(loss);
  assertEquals(schedule.save(), { rate: 0.5, bad: 0, waiting: 0 });
  schedule.observe(2);
  schedule.observe(2);
  const other = onPlateau(1, { patience: 1, factor: 0.5, cooldown: 1 });
  other.load(JSON.parse(JSON.stringify(schedule.save())));
  for (const loss of [2, 2, 1.9, 3, 3, 3]) {
    schedule.observe(loss);
    other.observe(loss);
    assertEquals(other.save(), schedule.save());
  }
  assert(schedule.rate(0) < 0.5);
});
