import { assertEquals } from "@std/assert";
import { planted } from "../../fixtures/faulty/faulty.ts";
import { gradcheck } from "../../../mod.ts";

function check({ subject, inputs }: typeof planted[number]) {
  const report = gradcheck(subject, { inputs, batch: 3 });
  const wrong = report.checks.flatMap(({ gradients }) =>
    gradients.filter(({ wrong }) => wrong > 0)
  );
  const names = wrong.flatMap(({ mistake }) => mistake ?? []);
  return { report, wrong, names };
}

/** Mistakes that are found, and described by no more than a pattern. */
const unnamed: readonly string[] = [
  "mish: tanh alone",
  "mish: without sigmoid",
  "quadratic: matrix taken as symmetric",
  "interpolate: one number off",
  "affine: x by a of the row",
  "max_pool: half to each",
  "embedding: mean of the uses",
  "batch_norm: gain without centring",
  "attention: softmax without its sum",
  "attention: softmax over the other axis",
  "attention: scores not transposed in k",
  "attention: k itself in k",
  "causal: mask not in backward",
  "rnn: tanh not in the gradient",
  "rnn: bias of the last step",
  "rnn: w of the last step",
  "rnn: w without the first step",
  "rnn: own state for the earlier",
  "rnn: u not transposed",
  "lstm_cell: candidate as a sigmoid",
  "focal: term of the factor missing",
  "cross_entropy: weight of each class",
  "cross_entropy: softmax's derivative too",
  "residual: branch without a",
  "depthwise: last column of x not in the kernel",
  "gru: candidate not subtracted",
  "gru: carry forgotten",
  "gru: candidate's use of the state forgotten",
  "causal_conv: looks ahead",
  "positions: scale of the last number",
  "softplus_beta: beta's second term missing",
  "gather: one place on",
];

Deno.test("layers and functions of the table pass in their right form", () => {
  for (const each of planted.filter(({ words }) => words === undefined)) {
    assertEquals([each.name, check(each).report.verdict], [each.name, "pass"]);
  }
});

Deno.test("mistakes of authors are found and named as they are, or not at all", () => {
  const silent: string[] = [];
  const misleading: string[] = [];
  for (const each of planted) {
    const { words, name } = each;
    if (words === undefined) continue;
    const { wrong, names } = check(each);
    assertEquals([name, wrong.length > 0], [name, true]);
    if (names.length === 0) silent.push(name);
    if (!names.every((said) => words.test(said))) {
      misleading.push(`${name}: ${names.join("; ")}`);
    }
  }
  assertEquals(misleading, []);
  assertEquals(silent, unnamed);
});
