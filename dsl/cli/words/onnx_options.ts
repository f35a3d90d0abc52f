import {
  type Arguments,
  choiceOption,
  type Option,
  option,
} from "./command.ts";
import { dataOption } from "./data_options.ts";
import { refuseIdle } from "./idle.ts";
import { type InputSource, inputSource } from "./sources.ts";

const channels = choiceOption(
  "channels WHERE",
  "for --onnx: where images have their channels, last or first (last)",
  ["last", "first"],
);

/** How a model of ONNX is written and tried. */
export const onnxOptions: readonly Option[] = [
  channels,
  option(
    "opset N",
    "for --onnx: the version of ONNX's operators, from 17 to 24 (17)",
  ),
  option("logits", "for --onnx: leave out softmax and sigmoid at the end"),
  option(
    "verify",
    "for --onnx: run it in onnxruntime, and print how far it is from nabla",
  ),
  {
    ...dataOption,
    summary:
      "for --verify: rows to run besides drawn ones, as of predict; for --pytorch: what is learned from, as of train",
  },
];

/** How a model of ONNX is written. */
export interface OnnxChoice {
  readonly opset?: number | undefined;
  readonly channels?: "first" | "last" | undefined;
  readonly logits: boolean;
  /** Whether it is tried, and on which rows besides drawn ones. */
  readonly verify?: { readonly data: InputSource | undefined } | undefined;
}

/** @throws {UsageError} if an option has no effect. */
export function readOnnxChoice(args: Arguments): OnnxChoice {
  if (!args.given("onnx")) {
    const names = ["channels", "opset", "logits", "verify", "data"];
    refuseIdle(args, names, "is for a model of ONNX", "Give --onnx FILE, too.");
  }
  const verify = args.flag("verify");
  if (!verify) {
    refuseIdle(args, ["data"], "is what --verify runs", "Give --verify, too.");
  }
  const data = args.text("data");
  return {
    opset: args.number("opset", "a positive integer"),
    channels: args.choice(channels),
    logits: args.flag("logits"),
    ...verify && {
      verify: { data: data === undefined ? undefined : inputSource(data) },
    },
  };
}
