/**
 * The names that a text may call, and what other notations call the same.
 *
 * @module
 */

import { NablaError } from "../../lib/base/nabla_error.ts";
import type { LayerType } from "../../lib/layer/define_layer.ts";
import type { LayerDefinition } from "../../lib/layer/layer.ts";
import { builtins } from "../../lib/layers/builtins.ts";

/** A layer's kind, whatever arguments it takes. */
export type AnyLayerType = Pick<LayerType, "definition">;

/** The layers that a text may name. */
export type Registry = ReadonlyMap<string, LayerDefinition>;

/**
 * The built-in layers and those given.
 *
 * @throws {NablaError} if a name is taken.
 */
export function createRegistry(
  layers: readonly AnyLayerType[] = [],
): Registry {
  const registry = new Map<string, LayerDefinition>();
  for (const { definition } of builtins) {
    registry.set(definition.name, definition);
  }
  for (const { definition } of layers) {
    if (registry.has(definition.name)) {
      throw new NablaError("value", {
        action: "register a layer",
        name: "its name",
        rule: "one that is not taken",
        found: JSON.stringify(definition.name),
      });
    }
    registry.set(definition.name, definition);
  }
  return registry;
}

/** What other libraries call our layers, in lower case without underscores. */
const otherNames: ReadonlyMap<string, string> = new Map([
  ["affine", "fc"],
  ["dense", "fc"],
  ["fullyconnect", "fc"],
  ["fullyconnected", "fc"],
  ["innerproduct", "fc"],
  ["linear", "fc"],
  ["logistic", "sigmoid"],
  ["lrelu", "leaky_relu"],
  ["bceloss", "bce"],
  ["binarycrossentropy", "bce"],
  ["bcewithlogitsloss", "bce_with_logits"],
  ["crossentropyloss", "cross_entropy"],
  ["softmaxcrossentropy", "cross_entropy"],
  ["softmaxloss", "cross_entropy"],
  ["xent", "cross_entropy"],
  ["meansquarederror", "mse"],
  ["mseloss", "mse"],
  ["batchnorm1d", "batchnorm"],
  ["batchnorm2d", "batchnorm"],
  ["batchnormalization", "batchnorm"],
  ["bn", "batchnorm"],
  ["layernormalization", "layernorm"],
  ["ln", "layernorm"],
  ["rmslayernorm", "rmsnorm"],
  ["rmsnormalization", "rmsnorm"],
  ["groupnormalization", "groupnorm"],
  ["gn", "groupnorm"],
  ["instancenorm1d", "instancenorm"],
  ["instancenorm2d", "instancenorm"],
  ["instancenormalization", "instancenorm"],
  ["dropout1d", "dropout2d"],
  ["dropout3d", "dropout2d"],
  ["featuredropout", "dropout2d"],
  ["spatialdropout1d", "dropout2d"],
  ["spatialdropout2d", "dropout2d"],
  ["view", "reshape"],
  ["unflatten", "reshape"],
  ["permutedims", "permute"],
  ["transpose", "permute"],
  ["chunk", "split"],
  ["narrow", "slice"],
  ["constantpad1d", "pad"],
  ["constantpad2d", "pad"],
  ["padding", "pad"],
  ["zeropad2d", "pad"],
  ["zeropadding1d", "pad"],
  ["zeropadding2d", "pad"],
  ["embed", "embedding"],
  ["lookuptable", "embedding"],
  ["tokenembedding", "embedding"],
  ["wordembedding", "embedding"],
  ["positionalembedding", "positional"],
  ["positionalencoding", "positional"],
  ["positionembedding", "positional"],
  ["positionencoding", "positional"],
  ["elman", "rnn"],
  ["recurrent", "rnn"],
  ["simplernn", "rnn"],
  ["longshorttermmemory", "lstm"],
  ["gatedrecurrentunit", "gru"],
  ["mha", "attention"],
  ["multiheadattention", "attention"],
  ["scaleddotproductattention", "attention"],
  ["selfattention", "attention"],
  ["causalselfattention", "causal_attention"],
  ["maskedattention", "causal_attention"],
  ["maskedselfattention", "causal_attention"],
  ["swish", "silu"],
  ["sigmoidlinearunit", "silu"],
  ["gaussianerrorlinearunit", "gelu"],
  ["exponentiallinearunit", "elu"],
  ["parametricrelu", "prelu"],
  ["hsigmoid", "hard_sigmoid"],
  ["htanh", "hard_tanh"],
  ["clippedrelu", "relu6"],
  ["l1", "mae"],
  ["l1loss", "mae"],
  ["meanabsoluteerror", "mae"],
  ["smoothl1", "huber"],
  ["smoothl1loss", "huber"],
  ["huberloss", "huber"],
  ["nllloss", "nll"],
  ["negativeloglikelihood", "nll"],
  ["categoricalcrossentropy", "cross_entropy"],
  ["sparsecategoricalcrossentropy", "cross_entropy"],
  ["focalloss", "focal"],
  ["categoricalfocalcrossentropy", "focal"],
  ["kldiv", "kl"],
  ["kldivloss", "kl"],
  ["kldivergence", "kl"],
  ["poissonloss", "poisson"],
  ["poissonnllloss", "poisson"],
  ["hingeloss", "hinge"],
  ["multimarginloss", "hinge"],
  ["svm", "hinge"],
  ["cosineembeddingloss", "cosine"],
  ["cosineloss", "cosine"],
  ["cosinesimilarity", "cosine"],
  ["tripletloss", "triplet"],
  ["tripletmarginloss", "triplet"],
  ["identity", "id"],
  ["inputlayer", "input"],
]);

/** Our name for what another library calls `name`. */
export function ownName(name: string): string | undefined {
  return otherNames.get(name.toLowerCase().replaceAll("_", ""));
}
