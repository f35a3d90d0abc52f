// Networks of many steps that go out to ONNX.
import { elementCount } from "../../../../lib/base/shape.ts";
import { createRandom } from "../../../../lib/base/random.ts";
import { inputSpec } from "../../../../lib/network/graph.ts";
import { initialize, nn } from "../../../../mod.ts";
import { type OnnxCase, run, scatter } from "./catalogue.ts";

/** Texts that end without a loss, so that what they give is their last value. */
export const texts: Readonly<Record<string, string>> = {
  perceptron: "fc(4,8) -> relu -> dropout -> fc(3) -> softmax",
  image:
    "input(16,12,1) -> conv(3,4,pad=same) -> relu -> maxpool(2) -> conv(3,8,pad=same) -> batchnorm -> relu -> maxpool(2) -> flatten -> dropout -> fc(10)",
  "an image with skips":
    "input(8,8,3) -> conv(3,4,pad=same) -> residual(batchnorm -> relu -> conv(3,4,pad=same)) -> mul(id, global_avgpool -> fc(4) -> sigmoid -> reshape(1,1,4)) -> concat(id, conv(1,2)) -> add(id, global_maxpool) -> flatten -> relu -> fc(5) -> tanh",
  "an image that stays one":
    "input(6,5,2) -> conv(3,4,pad=same) -> groupnorm(2) -> silu -> upsample(2) -> conv(3,1,pad=same) -> sigmoid",
  "zeros before pools":
    "input(4,4,2) -> conv(1,2) -> shift(-3) -> pad(1) -> concat(maxpool(2), pad(1) -> avgpool(2,stride=3,pad=1), adaptive_maxpool(3), conv(1,1) -> pad([0,0,0],[1,0,0]) -> maxpool([3,2]) -> resize(3)) -> flatten -> fc(3)",
  "a flat image that is sliced":
    "input(4,4,2) -> conv(3,3) -> flatten -> slice(1,7) -> fc(2)",
  series:
    "input(12,2) -> conv(3,4,stride=2) -> relu -> permute(1,0) -> fc(3) -> global_avgpool",
  sequence:
    "input(6,3) -> lstm(4,layers=2,direction=both,returns=last) -> fc(2) -> log_softmax",
  transformer:
    "input(5) -> embedding(7,8) -> positional -> residual(layernorm -> causal_attention(2)) -> residual(layernorm -> fc(16) -> gelu -> fc(8)) -> layernorm -> fc(7)",
  "two inputs":
    "image: input(4,4,1)\nmeasures: input(3)\nconcat(image -> conv(2,6) -> relu -> flatten -> fc(8) -> relu, measures -> fc(8) -> tanh) -> fc(12) -> relu -> fc(3)",
  "shared weights":
    "let measure = fc(16) -> tanh -> fc(4)\na: input(3)\nb: input(3)\na -> code: measure\nb -> other: same(code)\nsub(code, other) -> square -> fc(1) -> sigmoid",
  circuit:
    "given w1 = 0.5\ngiven w2 = -1.25\ngiven b = 0.1\na1: input(1)\na2: input(1)\nz = w1*a1 + w2*a2^2 + b\ny = 1/(1 + exp(-z)) - max(z, 0.25)",
  formulas:
    "given W1 = [[0.1, 0.2, 0.3], [-0.1, 0.4, 0.2]]\ngiven bias1 = [0.5, -0.5]\na: input(3)\nh = sigmoid(matmul(W1, a) + bias1)\nJ = mean((h - 1)^2)",
  "given numbers alone":
    "given a = [1, -1, 2]\ngiven W = [[0.1, 0.2, 0.3], [-0.1, 0.4, 0.2]]\no = sigmoid(matmul(W, a))",
  "a parameter in a formula":
    "input(3) -> h: fc(2)\ny = h*2 + sum(h.weight^2) - h.bias",
};

/** A network of a text with drawn weights and inputs. */
export function caseOfText(name: string, text: string, batch = 3): OnnxCase {
  const random = createRandom(11);
  const network = nn(text);
  const parameters = initialize(network, { precision: "float32", seed: 5 });
  scatter(parameters, random);
  const numbers = network.inputs.map((value) => {
    const { shape } = network.values[value];
    const values = new Float32Array(batch * elementCount(shape));
    const spec = inputSpec(network, value);
    for (let i = 0; i < values.length; i++) values[i] = random.normal();
    if (!spec.differentiable) {
      spec.draw?.(values, { random, shape, inputShapes: [shape] });
    }
    return values;
  });
  return { name, ...run(network, parameters, batch, numbers) };
}
