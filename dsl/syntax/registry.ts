import { NablaError } from "../../lib/base/nabla_error.ts";
import type { PartDefinition } from "../../lib/layer/define_item.ts";
import type { LayerType } from "../../lib/layer/define_layer.ts";
import { builtins, wiring } from "../../lib/layers/builtins.ts";

/** A type of layer, whatever arguments it takes. */
export type AnyLayerType = Pick<LayerType, "definition">;

export type Registry = ReadonlyMap<string, PartDefinition>;

/**
 * The built-in layers and those given.
 *
 * @throws {NablaError} if a name is taken.
 */
export function createRegistry(layers: readonly AnyLayerType[] = []): Registry {
  const registry = new Map<string, PartDefinition>();
  for (const { definition } of [...wiring, ...builtins]) {
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
const otherNames = new Map(
  Object.entries({
    fc: "affine dense fullyconnect fullyconnected innerproduct linear",
    sigmoid: "logistic",
    leaky_relu: "lrelu",
    bce: "bceloss binarycrossentropy",
    bce_with_logits: "bcewithlogitsloss",
    cross_entropy:
      "crossentropyloss softmaxcrossentropy softmaxloss xent categoricalcrossentropy sparsecategoricalcrossentropy",
    mse: "meansquarederror mseloss",
    batchnorm: "batchnorm1d batchnorm2d batchnormalization bn",
    layernorm: "layernormalization ln",
    rmsnorm: "rmslayernorm rmsnormalization",
    groupnorm: "groupnormalization gn",
    instancenorm: "instancenorm1d instancenorm2d instancenormalization",
    dropout2d:
      "dropout1d dropout3d featuredropout spatialdropout1d spatialdropout2d",
    reshape: "view unflatten",
    permute: "permutedims transpose",
    split: "chunk",
    slice: "narrow",
    pad:
      "constantpad1d constantpad2d padding zeropad2d zeropadding1d zeropadding2d",
    embedding: "embed lookuptable tokenembedding wordembedding",
    positional:
      "positionalembedding positionalencoding positionembedding positionencoding",
    rnn: "elman recurrent simplernn",
    lstm: "longshorttermmemory",
    gru: "gatedrecurrentunit",
    attention: "mha multiheadattention scaleddotproductattention selfattention",
    causal_attention: "causalselfattention maskedattention maskedselfattention",
    silu: "swish sigmoidlinearunit",
    gelu: "gaussianerrorlinearunit",
    elu: "exponentiallinearunit",
    prelu: "parametricrelu",
    hard_sigmoid: "hsigmoid",
    hard_tanh: "htanh",
    relu6: "clippedrelu",
    mae: "l1 l1loss meanabsoluteerror",
    huber: "smoothl1 smoothl1loss huberloss",
    nll: "nllloss negativeloglikelihood",
    focal: "focalloss categoricalfocalcrossentropy",
    kl: "kldiv kldivloss kldivergence",
    poisson: "poissonloss poissonnllloss",
    hinge: "hingeloss multimarginloss svm",
    cosine: "cosineembeddingloss cosineloss cosinesimilarity",
    triplet: "tripletloss tripletmarginloss",
    id: "identity",
    input: "inputlayer",
  }).flatMap(([own, others]) =>
    others.split(" ").map((other) => [other, own] as const)
  ),
);

/** Our name for what another library calls `name`. */
export function ownName(name: string): string | undefined {
  return otherNames.get(name.toLowerCase().replaceAll("_", ""));
}
