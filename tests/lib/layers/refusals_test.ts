// What layers do not take: the rule that a shape breaks, and what was found.
import { assert, assertEquals, assertThrows } from "@std/assert";
import { type Layer, type Shape, ShapeError } from "../../../define.ts";
import {
  conv,
  conv_transpose,
  cosine,
  cross_entropy,
  focal,
  global_avgpool,
  hinge,
  huber,
  instancenorm,
  maxpool,
  mse,
  NablaError,
  pad,
  softmax,
  triplet,
} from "../../../mod.ts";
import { createRandom } from "../../../lib/base/random.ts";
import { aloneSubject } from "../../../lib/gradcheck/subjects/drawn_subjects.ts";
import { createLayer } from "../../../lib/layer/define_layer.ts";
import { builtins } from "../../../lib/layers/builtins.ts";

const cases: readonly (readonly [
  layer: Layer,
  shapes: readonly Shape[],
  rule: string,
  found: Shape | string,
])[] = [
  [
    conv(3, 2),
    [[4]],
    "its input must be length×channels, height×width×channels or depth×height×width×channels",
    [4],
  ],
  [
    conv(3, 2, { stride: [1, 2, 3] }),
    [[6, 6, 1]],
    "stride must be one number or 2, as its input has 2 axes before the channels",
    "found [1,2,3]",
  ],
  [
    conv(3, 2, { stride: [1, 2] }),
    [[6, 2]],
    "stride must be one number, as its input has one axis before the channels",
    "found [1,2]",
  ],
  [
    conv(7, 2),
    [[6, 6, 1]],
    "its kernel must fit into what it slides over",
    "(6 + 2·0 − 7) / 1 + 1 = 0",
  ],
  [
    conv(3, 4, { groups: 2 }),
    [[6, 6, 3]],
    "its channels must be divisible into 2 groups",
    "3 come in, 3 / 2 = 1.5",
  ],
  [
    conv(3, 3, { groups: 2 }),
    [[6, 6, 4]],
    "its channels must be divisible into 2 groups",
    "3 go out, 3 / 2 = 1.5",
  ],
  [
    maxpool(2, { pad: 2 }),
    [[6, 6, 1]],
    "its kernel must be larger than the zeros on one side",
    "a window of 2 would see only zeros with pad 2",
  ],
  [
    conv_transpose(1, 2, { pad: 1 }),
    [[2, 2, 1]],
    "something must be left of its output",
    "(2 − 1)·1 − 2·1 + 0 + 0 + 1 = 0",
  ],
  [
    conv_transpose(3, 2, { stride: 2, extra: 2 }),
    [[2, 2, 1]],
    "extra must be less than the stride or the dilation",
    "found extra 2, stride 2 and dilation 1",
  ],
  [
    global_avgpool(),
    [[0, 2, 1]],
    "its input must have positions",
    "found 0 · 2 = 0",
  ],
  [
    instancenorm(),
    [[3]],
    "it standardizes each channel (last axis) over several positions, as of height×width×channels",
    "found one position in 3",
  ],
  [pad(1), [[]], "its input must have at least one axis", []],
  [softmax(), [[]], "its input must have at least one axis", []],
  [
    mse(),
    [[3], [2]],
    "prediction and target must have equal shapes",
    "the prediction is 3, the target 2",
  ],
  [
    huber(),
    [[3], [2]],
    "prediction and target must have equal shapes",
    "the prediction is 3, the target 2",
  ],
  [
    cross_entropy(),
    [[2, 3], [3]],
    "the target must be 2 (class numbers) or 2×3 (a distribution)",
    [3],
  ],
  [
    cross_entropy({ ignore: 0 }),
    [[2, 3], [3]],
    "the target must be 2 (class numbers)",
    [3],
  ],
  [focal(), [[2, 3], [3]], "the target must be 2 (class numbers)", [3]],
  [
    hinge(),
    [[3], [2]],
    "the target must be 3 (-1 or 1) or a single number (class numbers)",
    [2],
  ],
  [hinge(), [[1], [2]], "the target must be 1 (-1 or 1)", [2]],
  [cosine(), [[3], [2]], "the target must be 3 (vectors)", [2]],
  [
    cosine(),
    [[2, 3], [3]],
    "the target must be 2×3 (vectors) or a single number (-1 or 1)",
    [
      3,
    ],
  ],
  [triplet(), [[3, 3], [2]], "the target must be a single number (-1 or 1)", [
    2,
  ]],
  [
    triplet(),
    [[2, 3], []],
    "its input must end with 3 rows, an anchor and two others",
    [2, 3],
  ],
];
for (const [layer, shapes, rule, found] of cases) {
  Deno.test(`${layer.name} does not take ${JSON.stringify(shapes)}: ${rule}`, () => {
    const { facts } = assertThrows(
      () => layer.outputShape(...shapes),
      ShapeError,
    );
    const { argument: _, wayOut: __, first: ___, ...said } = facts;
    assertEquals(said, { layer: layer.name, rule, found });
  });
}

Deno.test("a number that a layer does not take is named with its place", () => {
  const refusing = new Set<string>();
  for (const { definition } of builtins) {
    for (const example of definition.examples) {
      const layer = createLayer(definition, example.arguments);
      const options = { seed: 0, batch: 2, inputs: example.inputs };
      const subject = aloneSubject(layer, options, createRandom(0));
      const inputs = subject.site?.inputs ?? [];
      subject.forward(0);
      for (const [input, values] of inputs.entries()) {
        if (layer.inputs?.[input]?.differentiable !== false) continue;
        const entry = values.length - 1;
        const before = values[entry];
        values[entry] = -7.5;
        try {
          subject.forward(0);
        } catch (error) {
          assert(error instanceof NablaError, definition.name);
          assert("place" in error.facts, definition.name);
          assertEquals(error.facts.place, { input, entry }, definition.name);
          refusing.add(definition.name);
        }
        values[entry] = before;
      }
    }
  }
  for (
    const name of ["cross_entropy", "embedding", "gather", "poisson", "rnn"]
  ) {
    assert(refusing.has(name), name);
  }
});
