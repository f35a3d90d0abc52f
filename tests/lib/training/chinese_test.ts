// What training tells and refuses, in Chinese.
import { assertEquals, assertRejects } from "@std/assert";
import { examplesOf } from "../../../lib/data/examples/examples.ts";
import { formatAdvice } from "../../../lib/base/advice.ts";
import {
  initialize,
  NablaError,
  type Network,
  nn,
  train,
  type TrainOptions,
} from "../../../mod.ts";
import { zh } from "../../../words/zh.ts";
import { mixed, spokenLater } from "../../helpers/languages.ts";

const x = Array.from({ length: 26 }, (_, i) => Math.sin(3 * i + 1));
const numbers = examplesOf(x, {
  inputShape: [2],
  target: Array.from({ length: 13 }, (_, i) => Math.cos(i)),
  targetShape: [1],
});

/** All that a training says, in Chinese. */
function said(network: Network, options: TrainOptions): Promise<string[]> {
  return spokenLater(zh, async () => {
    const found: string[] = [];
    const { divergence } = await train(network, numbers, {
      epochs: 4,
      batch: 6,
      ...options,
      onProgress({ warnings }) {
        for (const { message, help = "" } of warnings) {
          found.push(message, formatAdvice(help));
        }
      },
    });
    return divergence === undefined ? found : [...found, divergence.message];
  });
}

Deno.test("what training finds is told in Chinese", async () => {
  const dead = nn`fc(2,1) -> relu -> mse`;
  const parameters = initialize(dead, { precision: "float32" });
  parameters.get("fc1.bias").value.fill(-9);
  const still = await said(dead, { parameters });
  assertEquals(still, [
    "fc1.weight 的梯度处处为 0，因此什么也学不到：梯度无法通过 relu1",
    "它对每个样本都处在平坦处：换成 softplus 或 leaky_relu，或让它之前的步骤从别的数开始。",
  ]);
  const alone = await said(nn`fc(2,3) -> batchnorm -> fc(1) -> mse`, {});
  assertEquals(alone, [
    "batchnorm1 比较同一批的样本，而每轮的最后一批只有一个样本：对该样本结果是常数，它之前的步骤从中什么也学不到",
    "改用别的批大小，例如 batch: 5。",
  ]);
  const wild = nn`fc(2,4) -> fc(1) -> mse`;
  const huge = initialize(wild, { precision: "float32" });
  huge.get("fc1.weight").value.fill(1e30);
  const broken = await said(wild, { parameters: huge });
  assertEquals(broken, [
    "损失 mse1 为 NaN 或无穷，而其输入都是有限数：用 nabla explain mse 查看它接受什么，降低学习率也可能有帮助",
  ]);
  assertEquals(mixed([...still, ...alone, ...broken].join("\n")), []);
});

Deno.test("a training that cannot begin is refused in Chinese", async () => {
  const refusal = async (network: Network, options: TrainOptions = {}) => {
    const { message } = await spokenLater(
      zh,
      () => assertRejects(() => train(network, numbers, options), NablaError),
    );
    return message;
  };
  assertEquals([
    await refusal(nn`fc(2,1)`),
    await refusal(nn`fc(3,1) -> mse`),
    await refusal(nn`fc(2,1) -> mse`, { patience: 3 }),
    await refusal(nn`fc(2,1) -> mse`, { epochs: -1 }),
  ], [
    "无法训练：网络必须以损失结尾，例如 mse 或 cross_entropy，实际为无",
    "无法训练：数据的每个样本必须有形状为 3 的输入，实际为 2",
    "无法提前停止：没有验证样本：给出 validation，或去掉 patience",
    "无法训练：epochs 必须是正整数，实际为 -1",
  ]);
});
