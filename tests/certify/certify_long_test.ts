// The truths that the checker is held against, themselves held against another way
// to them, and what is made of them.
import { assert, assertEquals } from "@std/assert";
import { Decimal } from "decimal.js";
import { nn } from "../../dsl/showing/nn.ts";
import { createRandom } from "../../lib/base/random.ts";
import { gradcheck } from "../../lib/gradcheck/gradcheck.ts";
import { certifyChains } from "./certify.ts";
import { finiteChain } from "./chains.ts";
import { checkChain } from "./check_chain.ts";
import { certifiedGradients, type Place } from "./digits.ts";
import { certify, classOf, violationOf } from "./judge.ts";

/** See `tests/reference/make_chains.py`. */
interface ReferenceChain {
  readonly text: string;
  readonly batch: number;
  readonly numbers: Readonly<Record<string, readonly number[]>>;
  /** By path, for each number the derivative of each output by it. */
  readonly truths: Readonly<
    Record<string, readonly (readonly (string | null)[] | null)[]>
  >;
}

const references: readonly ReferenceChain[] = JSON.parse(
  await Deno.readTextFile(
    new URL("../reference/chains.json", import.meta.url),
  ),
);

Deno.test("the certified gradients of random chains are those of differences in 900 digits", () => {
  let compared = 0;
  let all = 0;
  for (const { text, batch, numbers, truths } of references) {
    const graph = nn(text);
    const rows = Object.entries(truths);
    const outputs = rows[0][1].find((each) => each !== null)?.length ?? 0;
    for (let output = 0; output < outputs; output++) {
      const upstream = Array.from(
        { length: outputs },
        (_, j) => +(j === output),
      );
      const looked = rows.flatMap(([path, columns]) =>
        columns.map((_, entry): Place => ({ check: "network", path, entry }))
      );
      const upstreams = new Map([["network", upstream]]);
      const own = certifiedGradients(graph, numbers, {
        batch,
        upstreams,
        looked,
        isExact: true,
      });
      for (const { path, entry } of looked) {
        const expected = truths[path][entry]?.[output];
        if (expected === null || expected === undefined) continue;
        const ball = own?.get("network")?.get(path)?.[entry].ball;
        assert(ball !== undefined);
        all++;
        if (ball.rad.gt(ball.mid.abs().mul(1e-15)) && ball.rad.gt("1e-330")) {
          continue;
        }
        compared++;
        const truth = new Decimal(expected);
        const bound = truth.abs().mul(1e-15).add(ball.rad).add("1e-330");
        assert(
          ball.mid.sub(truth).abs().lte(bound),
          `${text}: ${path}[${entry}] is ${ball.mid}, should be ${expected}`,
        );
      }
    }
  }
  assert(all > 1000 && compared > 0.98 * all, `${compared} of ${all}`);
});

const sound = { truth: 2, half: 0, blur: 1e-15, lost: 0 };
const worn = { truth: 2, half: 0, blur: 1e-15, lost: 0.1 };
const kink = { truth: 0.5, half: 0.5, blur: 0, lost: 0 };
const beyond = { truth: Infinity, half: 0, blur: 0, lost: 0 };

/** What is found, what is true, how it must be called, and what may not be said of it. */
const judgements = [
  [2, sound, "right", { differs: "right called wrong" }],
  [2 + 1e-7, sound, "right", { differs: "right called wrong" }],
  [2.002, sound, "wrong", { agrees: "wrong, not seen, and said to be seen" }],
  [-2, sound, "wrong", { agrees: "wrong, not seen, and said to be seen" }],
  [2.002, worn, "lost", { differs: "digits lost, called wrong" }],
  [3, worn, "wrong", { agrees: "wrong, not seen, and said to be seen" }],
  [NaN, sound, "wrong", { agrees: "not finite, called right" }],
  [0, kink, "right", { differs: "right called wrong" }],
  [1, kink, "right", { differs: "right called wrong" }],
  [1e6, kink, "wrong", { agrees: "wrong, not seen, and said to be seen" }],
  [Infinity, beyond, "right", { differs: "right called wrong" }],
  [NaN, beyond, "unknown", {}],
  [2, undefined, "unknown", {}],
] as const;

for (const [analytic, certificate, kind, wrong] of judgements) {
  const truth = certificate === undefined
    ? "nothing is known"
    : `${certificate.truth} ± ${certificate.half} is right`;
  Deno.test(`${analytic} where ${truth} is called ${kind}`, () => {
    assertEquals(classOf(analytic, certificate), kind);
    const number = { check: "network", path: "x", entry: 0, numeric: 2 };
    for (const outcome of ["agrees", "differs", "unresolved", "kink"]) {
      const own = { ...number, analytic, outcome, claimed: 1e-6 };
      assertEquals(
        violationOf(own, certificate),
        (wrong as Readonly<Record<string, string>>)[outcome],
      );
    }
    // What is said to be out of sight may be out of sight.
    assertEquals(
      violationOf(
        { ...number, analytic, outcome: "agrees", claimed: Infinity },
        certificate,
      ),
      Number.isFinite(analytic) || kind !== "wrong"
        ? undefined
        : "not finite, called right",
    );
  });
}

Deno.test("what the library computes at random places is right to its rounding", () => {
  let right = 0;
  for (let n = 0; n < 60; n++) {
    const { text, batch, numbers } = finiteChain(n, 7);
    const network = nn(text);
    const checked = checkChain(network, { seed: n, batch, numbers });
    const certificates = certify(network, checked, batch, createRandom(n));
    for (const { check, path, entry, analytic } of checked.numbers) {
      const kind = classOf(
        analytic,
        certificates?.get(check)?.get(path)?.[entry],
      );
      const isOff = kind === "wrong" && Number.isFinite(analytic);
      assert(!isOff, `${text}: ${check} ${path}[${entry}]`);
      if (kind === "right") right++;
    }
  }
  assert(right > 300, String(right));
});

Deno.test("a chain that is checked for its truth is checked as ever", () => {
  const { text, batch, numbers } = finiteChain(40);
  const options = { seed: 40, batch, numbers };
  assertEquals(
    checkChain(nn(text), options).report,
    gradcheck(nn(text), options),
  );
});

Deno.test("what is found of a chain depends on its number alone", () => {
  const run = (from: number, count: number) => {
    const steps = certifyChains({ from, count, seed: 3 });
    let step = steps.next();
    while (!step.done) step = steps.next();
    return step.value;
  };
  const [all, last] = [run(25, 4), run(28, 1)];
  assertEquals(
    all.violations.filter(({ chain }) => chain === 28),
    last.violations,
  );
  assertEquals(run(28, 1), last);
});

Deno.test("nothing that may not be said is said of 150 random chains", () => {
  const steps = certifyChains({ count: 150 });
  let step = steps.next();
  while (!step.done) step = steps.next();
  const { tally, violations } = step.value;
  assertEquals(
    violations.map(({ chain, kind, detail }) => `${chain} ${kind}: ${detail}`),
    [],
  );
  // It did look, and faults were planted and found.
  assert((tally.get("numbers") ?? 0) > 1000);
  assert((tally.get("fault of 1e-3: found") ?? 0) > 80);
});
