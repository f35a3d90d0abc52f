import { assertEquals } from "@std/assert";
import { mixed } from "../helpers/languages.ts";

Deno.test("English is found on a Chinese screen, wherever it stands", () => {
  const screens: readonly (readonly [text: string, ...found: string[]])[] = [
    ["there is no text to work on", "there is no text to work on"],
    ["无法编译：the last axis must have 3 numbers", "the last axis must have"],
    ["Leave it out.", "Leave it out"],
    [
      "建议：是否想写 relu？\n  Did you mean relu?",
      "Did you mean relu",
    ],
    ["用法：nabla learn lists the lessons.", "lists the lessons"],
    ["--json 与 --tap exclude each other", "exclude each other"],
    ["    2 | fc(3)\n      |    ^ this layer needs 4", "this layer needs"],
    ["`fc` 层 or `conv` 层", "or"],
    ["权重  the weight of a step", "the weight of a step"],
    ["It's a network.", "It's a network"],
    ["\x1b[1mnot saved\x1b[22m", "not saved"],
    ['见 "fc(2,1) -> sigmoid", which has two inputs', "which has two inputs"],
    [
      "--seed N          seed of the random numbers",
      "seed of the random numbers",
    ],
    ["stopped after 3 of 5 numbers", "stopped after", "of"],
  ];
  for (const [text, ...found] of screens) assertEquals(mixed(text), found);
});

Deno.test("what is the same in every language is no English", () => {
  const screens = [
    "fc(2,8) -> tanh -> fc(3) -> cross_entropy",
    "错误[E110]：未知的层 `tahn`\n --> net.nn:1:10\n  |\n1 | fc(3) -> tahn # an own layer of mine\n  |          ^^^^ 是否想写 `tanh`？",
    '用法：nabla train "TEXT" | FILE.nn | - [选项]',
    "  nabla train net.nn --data train.csv --target species\n      --validation 0.2 --out net.safetensors",
    "请写 nabla learn 2.3；nabla learn 列出各课",
    "运行 deno run --allow-read 或 deno task nabla",
    "given alpha = 1\nexpect loss = 0.64\nlet block = fc(2) -> relu",
    "width,height,kind\n1,2,ash",
    "轮  loss  accuracy  验证 loss  样本/秒",
    "由 Xavier Glorot 和 Yoshua Bengio 提出，见《Understanding the difficulty of training》",
    '类别为 "a class of\n  flowers"',
    "使用 PyTorch、NumPy 与 WebAssembly SIMD",
    "dq dk dv  形状",
    "参数 fc1.weight、fc1.bias 和 scale",
    "auto、plain、wasm 或 blas；见 nabla kernels",
    "https://example.org/the/way/of/words",
    "1/(1 + exp(-b1)) 与 y = max(0, x)",
  ];
  for (const text of screens) assertEquals(mixed(text), [], text);
  assertEquals(mixed("目标 a class of ash 或 elm", ["a class of ash"]), []);
});

Deno.test("a name from data is taken as it is written, signs and all", () => {
  const names = ["heads (or tails)", "is.there"];
  assertEquals(mixed("类别 heads\n  (or tails) 与 is.there", names), []);
  assertEquals(mixed("类别 heads or tails", names), ["heads or tails"]);
  assertEquals(mixed("这里 is there", names), ["is there"]);
});
