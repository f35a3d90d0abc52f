import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { formatAdvice } from "../../lib/base/advice.ts";
import { writeNumbers } from "../../lib/base/values.ts";
import { fromBytes } from "../../lib/bytes/byte_source.ts";
import { textOf } from "../../lib/bytes/text.ts";
import { readCall } from "../../lib/definition/written_call.ts";
import { optimizers } from "../../lib/optimizers/optimizers.ts";
import { readIdx } from "../../lib/tensor_files/idx.ts";
import { readNpy, writeNpy } from "../../lib/tensor_files/npy.ts";
import { readNpz } from "../../lib/tensor_files/npz.ts";
import { readSafetensors } from "../../lib/tensor_files/safetensors.ts";
import { writeSafetensors } from "../../lib/tensor_files/safetensors_writer.ts";
import { loadParameters } from "../../lib/weights/state_dict.ts";
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
function said({ message, help = "" }: NablaError): string {
  return `${message} ${formatAdvice(help)}`.trim();
}

const chain = nn`fc(2,1) -> mse`;
const parameters = initialize(chain);

/** Calls that are refused, each with a piece of what is said. */
const calls: readonly (readonly [piece: string, call: () => unknown])[] = [
  [
    "无法创建随机数流：seed 必须是从 0 到 2^53 - 1 的整数，实际为 -1",
    () => createRandom(-1),
  ],
  ["四个不全为 0 的 32 位字", () => createRandom(1).load([0, 0, 0, 0])],
  [
    "无法为 x 赋值：每个数都必须在 ±3.4028235e38 之内",
    () => writeNumbers(new Float32Array(1), [1e300], "x"),
  ],
  [
    "无法绑定网络：batch 必须是正整数，实际为 0",
    () => chain.bind({ batch: 0 }),
  ],
  ["网络没有损失，其输出为 2：请先填入 dy", () => {
    const bound = nn`fc(2,2)`.bind();
    bound.forward();
    bound.backward();
  }],
  ["至少要有一个步骤", () => network([])],
  ["最多接受 2 个参数", () => Reflect.apply(fc, undefined, [1, 2, 3])],
  [
    '它没有参数 "width"：它接受 `in`、`out`、`init` 和 `bias`',
    () => Reflect.apply(fc, undefined, [1, { width: 2 }]),
  ],
  ["out 必须是正整数，实际为 0", () => fc(0)],
  [
    "momentum 必须是不小于 0 且小于 1 的数，实际为 1",
    () => sgd(parameters, { momentum: 1 }),
  ],
  [
    "且 dampening 为 0（nesterov 要求如此），实际为 0 和 0.5",
    () => sgd(parameters, { dampening: 0.5, nesterov: true }),
  ],
  ["own 在第 0 步给出的学习率必须是不小于 0 的数", () =>
    adam(parameters, {
      learningRate: { name: "own", rate: () => -1 },
    }).step()],
  [
    '状态必须是 sgd 的，实际为 "adam"',
    () => sgd(parameters).load({ ...adam(parameters).save() }),
  ],
  ["再调用一次 swap", () => {
    const average = movingAverage(parameters);
    average.swap();
    average.update();
  }],
  ["rate 必须是大于 0 的数", () => constantRate(-1)],
  ["其记录必须包含学习率 rate", () => onPlateau(0.1).load({})],
  [
    "网络的预测必须是类别，实际为数 去掉 metrics",
    () => metricsFor(chain, { names: ["top5"] }),
  ],
  [
    "从 1 到类别数 3 的整数",
    () => topK(7, { predicts: "classes", shape: [3] }),
  ],
  ["是否想写 accuracy？", () => metricsFor(chain, { names: ["acuracy"] })],
  [
    "请写一个名称，或带设置项的名称",
    () => readCall("--optimizer", "(", optimizers),
  ],
  [
    "--optimizer 的可选值中没有 adm 是否想写 adam？",
    () => readCall("--optimizer", "adm", optimizers),
  ],
  [
    "--optimizer 的 momentum 必须是不小于 0 且小于 1 的数，实际为 2",
    () => readCall("--optimizer", "sgd(momentum=2)", optimizers),
  ],
  [
    "无法写入 .npy：形状为 3 的数组必须有 3 个数，实际为 2",
    () => writeNpy([3], new Float64Array(2)),
  ],
  ["每个张量的名称必须唯一", () =>
    writeSafetensors([
      { name: "__metadata__", shape: [], values: Float64Array.of(1) },
    ])],
];

Deno.test("what the library refuses is refused in Chinese", () => {
  for (const [piece, call] of calls) {
    const text = spoken(zh, () => said(assertThrows(call, NablaError)));
    assertEquals([text.includes(piece), text], [true, text]);
    assertEquals(mixed(text), []);
  }
});

/** A file of one safetensors header, and nothing behind it. */
function headed(header: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(8 + header.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true);
  bytes.set(new TextEncoder().encode(header), 8);
  return bytes;
}

const file = (bytes: readonly number[] | Uint8Array<ArrayBuffer>) =>
  fromBytes("own", Uint8Array.from(bytes));

/** Files that are refused, each with a piece of what is said. */
const files:
  readonly (readonly [piece: string, read: () => Promise<unknown>])[] = [
    [
      "文本必须是 UTF-8，实际为 0xff 请把文件另存为 UTF-8。",
      () => Array.fromAsync(textOf(file([97, 0xff]))),
    ],
    ["IDX 文件以两个零开头，实际为 1 和 2", () => readIdx(file([1, 2, 3, 4]))],
    [
      '.npy 文件以 147 和 "NUMPY" 开头',
      () => readNpy(file([1, 2, 3, 4, 5, 6, 7, 8])),
    ],
    [
      "后面还必须有 8 字节：文件已结束 文件可能不完整。",
      () => readNpy(file([])),
    ],
    ["没有目录，因此不是 zip 文件", () => readNpz(file(new Uint8Array(30)))],
    [
      "safetensors 文件以 8 字节开头，实际为 2",
      () => readSafetensors(file([1, 2])),
    ],
    [
      '文件头在此处必须有带引号的文本，实际为 "1"',
      () => readSafetensors(file(headed("{1}"))),
    ],
    [
      '张量 "a"：它可以有 dtype、shape 和 data_offsets，实际为 "b"',
      () => readSafetensors(file(headed('{"a":{"b":1}}'))),
    ],
    ['缺少 "fc1.bias"：也许指的是 "fc1.bia"', () =>
      loadParameters(
        parameters,
        chain,
        new Map([
          ["fc1.weight", {
            name: "",
            shape: [1, 2],
            values: new Float64Array(2),
          }],
          ["fc1.bia", { name: "", shape: [1], values: new Float64Array(1) }],
        ]),
      )],
  ];

Deno.test("what cannot be read is refused in Chinese", async () => {
  for (const [piece, read] of files) {
    const text = await spokenLater(
      zh,
      async () => said(await assertRejects(read, NablaError)),
    );
    assertEquals([text.includes(piece), text], [true, text]);
    assertEquals(mixed(text), []);
  }
});
