import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { formatAdvice } from "../../lib/base/advice.ts";
import { fromBytes } from "../../lib/bytes/byte_source.ts";
import { textOf } from "../../lib/bytes/text.ts";
import { readCall } from "../../lib/definition/written_call.ts";
import { optimizers } from "../../lib/optimizers/optimizers.ts";
import { requireStateDict } from "../../lib/weights/state_mistakes.ts";
import { readIdx } from "../../lib/tensor_files/idx.ts";
import { readNpy, writeNpy } from "../../lib/tensor_files/npy.ts";
import { readNpz } from "../../lib/tensor_files/npz.ts";
import { readSafetensors } from "../../lib/tensor_files/safetensors.ts";
import { writeSafetensors } from "../../lib/tensor_files/safetensors_writer.ts";
import {
  adam,
  constantRate,
  createRandom,
  fc,
  initialize,
  metricsFor,
  movingAverage,
  NablaError,
  network,
  nn,
  onPlateau,
  sgd,
  topK,
} from "../../mod.ts";
import { zh } from "../../words/zh.ts";
import { mixed, spoken, spokenLater } from "../helpers/languages.ts";

/** The message of a refusal, and its way out. */
function said(error: NablaError): string {
  return `${error.message} ${formatAdvice(error.help ?? "")}`.trim();
}

const chain = nn`fc(2,1) -> mse`;
const parameters = initialize(chain);

/** Calls that are refused, each with what stands in its message. */
const calls: readonly (readonly [found: string, call: () => unknown])[] = [
  ["seed 必须是从 0 到 2^53 - 1 的整数，实际为 -1", () => createRandom(-1)],
  ["必须是四个不全为 0 的 32 位字", () => createRandom(1).load([0, 0, 0, 0])],
  ["每个数都必须在 ±3.4028235e38 之内", () =>
    nn`input(1) -> fc(1)`.bind({ precision: "float32" }).x.set([1e300])],
  ["batch 必须是正整数，实际为 0", () => chain.bind({ batch: 0 })],
  ["网络没有损失，其输出为1", () => nn`fc(2,1)`.bind().backward()],
  ["至少要有一个步骤", () => network([])],
  ["最多接受 2 个参数", () => Reflect.apply(fc, undefined, [1, 2, 3])],
  ["它没有参数 \"width\"：它接受 ", () =>
    Reflect.apply(fc, undefined, [1, { width: 2 }])],
  ["out 必须是正整数，实际为 0", () => fc(0)],
  ["momentum 必须是不小于 0 且小于 1 的数，实际为 1", () =>
    sgd(parameters, { momentum: 1 })],
  ["dampening 为 0，实际为 0和0.5", () =>
    sgd(parameters, { dampening: 0.5, nesterov: true })],
  ["第 0 步给出的学习率 必须是不小于 0 的数，实际为 -1", () =>
    adam(parameters, {
      learningRate: { name: "own", rate: () => -1 },
    }).step()],
  ["状态必须是 sgd 的", () =>
    sgd(parameters).load({ ...adam(parameters).save() })],
  ["再调用一次 swap", () => {
    const average = movingAverage(parameters);
    average.swap();
    average.update();
  }],
  ["rate", () => constantRate(-1)],
  ["学习率 rate", () => onPlateau(0.1).load({})],
  ["网络的预测 必须是类别，实际为 数 去掉 metrics", () =>
    metricsFor(chain, { names: ["top5"] })],
  ["从 1 到类别数 3 的整数", () =>
    topK(7, { predicts: "classes", shape: [3] })],
  ["是否想写 accuracy？", () => metricsFor(chain, { names: ["acuracy"] })],
  ["请写一个名称，或带设置的名称", () =>
    readCall("--optimizer", "(", optimizers)],
  ["--optimizer 没有 adm 是否想写 adam？", () =>
    readCall("--optimizer", "adm", optimizers)],
  ["--optimizer 的 momentum 必须是不小于 0 且小于 1 的数，实际为 2", () =>
    readCall("--optimizer", "sgd(momentum=2)", optimizers)],
  ["形状", () => writeNpy([3], new Float64Array(2))],
  ["写入 safetensors", () => writeSafetensors([
    { name: "__metadata__", shape: [], values: Float64Array.of(1) },
  ])],
  ["缺少 \"fc1.weight\"", () =>
    requireStateDict(
      new Map(),
      { slots: [], ignored: [] },
      "",
      "net.npz",
    )],
];

Deno.test("what is refused below the text is refused in Chinese", () => {
  for (const [found, call] of calls) {
    const error = spoken(zh, () => assertThrows(call, NablaError));
    const text = spoken(zh, () => said(error));
    assertEquals(text.includes(found), true, text);
    assertEquals(mixed(text), []);
  }
});
