/**
 * Layers of sequences, in PyTorch.
 *
 * @module
 */

import { say } from "../../../../words/say.ts";
import {
  type AttentionPlace,
  headSizes,
} from "../../../layers/attention/attention_sizes.ts";
import {
  call,
  type Lowerings,
  parametersOf,
  py,
  type TorchLowering,
} from "./lines.ts";

const attention = (isCausal: boolean): TorchLowering => (step) => {
  const { x, inputs, args, shapes, self } = step;
  const { heads, key, value, bias, ...given } = args;
  const [[, width]] = shapes;
  const own = width / Number(heads);
  const isUsual = [key, value].every((each) =>
    each === undefined || each === own
  );
  if (!isUsual) return { problem: say("widths of heads of their own") };
  const place = { heads, key, value, bias, given } as unknown as AttentionPlace;
  const sizes = headSizes("attention", place, shapes);
  const [, keys, values] = sizes.sources;
  const mask = sizes.mask && inputs[sizes.mask.input];
  const lengths = sizes.lengths === undefined
    ? undefined
    : inputs[sizes.lengths];
  const [k, v] = [inputs[keys.input], inputs[values.input]];
  const masked = mask === undefined && lengths === undefined && !isCausal
    ? undefined
    : mask === undefined && lengths === undefined
    ? `later(${x}, ${keys.time})`
    : call(
      "mask_of",
      x,
      py(keys.time),
      py(heads),
      mask && `mask=${mask}`,
      lengths && `lengths=${lengths}`,
      isCausal && "causal=True",
    );
  return {
    module: call(
      "nn.MultiheadAttention",
      py(width),
      py(heads),
      bias === "none" && "bias=False",
      !sizes.isPacked && `kdim=${keys.width}`,
      !sizes.isPacked && `vdim=${values.width}`,
      "batch_first=True",
    ),
    value: `${
      call(
        self,
        x,
        k,
        v,
        masked && `attn_mask=${masked}`,
        "need_weights=False",
      )
    }[0]`,
  };
};

export const sequences: Lowerings = {
  embedding: (step) => ({
    module: `nn.Embedding(${py(step.args.count)}, ${py(step.args.width)})`,
    value: `${step.self}(${step.x}.long())`,
  }),
  positional: (step) => {
    const { x, self, args } = step;
    return args.kind === "learned"
      ? { module: parametersOf(step), value: `${x} + ${self}.weight` }
      : { value: `${x} + sinusoids(${x})` };
  },
  attention: attention(false),
  causal_attention: attention(true),
};
