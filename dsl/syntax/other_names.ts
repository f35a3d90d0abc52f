/** What other libraries call our layers, in lower case without underscores. */
export const namesOf: Readonly<Record<string, string>> = {
  fc: "affine dense fullyconnect fullyconnected innerproduct linear",
  sigmoid: "logistic σ",
  leaky_relu: "lrelu",
  silu: "swish sigmoidlinearunit",
  gelu: "gaussianerrorlinearunit",
  elu: "exponentiallinearunit",
  prelu: "parametricrelu",
  rrelu: "randomizedleakyrelu randomizedrelu",
  relu6: "clippedrelu",
  hard_sigmoid: "hsigmoid",
  hard_tanh: "htanh",
  hard_swish: "hardsilu hswish",
  clip: "clamp clipbyvalue",
  threshold: "thresholdedrelu",
  sign: "sgn",
  erf: "errorfunction",
  softmax: "softmax1d",
  log_softmax: "softmaxlog",
  conv:
    "conv1d conv2d conv3d convolution convolution1d convolution2d convolutional",
  conv_transpose:
    "conv1dtranspose conv2dtranspose conv3dtranspose convtranspose1d convtranspose2d convtranspose3d convolution2dtranspose deconv deconv2d deconvolution transposedconv",
  maxpool:
    "maxpool1d maxpool2d maxpool3d maxpooling maxpooling1d maxpooling2d maxpooling3d pool",
  avgpool:
    "averagepool averagepool2d averagepooling averagepooling1d averagepooling2d averagepooling3d avgpool1d avgpool2d avgpool3d avgpooling",
  global_avgpool:
    "gap globalaveragepool globalaveragepooling globalaveragepooling1d globalaveragepooling2d globalaveragepooling3d globalavgpool2d",
  global_maxpool:
    "globalmaxpooling globalmaxpooling1d globalmaxpooling2d globalmaxpooling3d",
  adaptive_avgpool:
    "adaptiveavgpool1d adaptiveavgpool2d adaptiveavgpool3d adaptiveaveragepooling1d adaptiveaveragepooling2d",
  adaptive_maxpool:
    "adaptivemaxpool1d adaptivemaxpool2d adaptivemaxpool3d adaptivemaxpooling1d adaptivemaxpooling2d",
  upsample: "upsampling upsampling1d upsampling2d upsampling3d",
  resize: "interpolate resizing",
  unpool: "maxunpool maxunpool1d maxunpool2d maxunpool3d maxunpooling",
  unfold: "extractpatches im2col",
  fold: "col2im",
  batchnorm: "batchnorm1d batchnorm2d batchnormalization bn",
  layernorm: "layernormalization ln",
  rmsnorm: "rmslayernorm rmsnormalization",
  groupnorm: "groupnormalization gn",
  lrn: "localresponsenorm localresponsenormalization",
  instancenorm: "instancenorm1d instancenorm2d instancenormalization",
  gaussian_noise: "noise",
  alpha_dropout: "featurealphadropout",
  dropout2d:
    "dropout1d dropout3d featuredropout spatialdropout1d spatialdropout2d",
  reshape: "view unflatten",
  permute: "permutedims",
  split: "chunk",
  slice: "narrow",
  pad:
    "constantpad1d constantpad2d constantpad3d padding zeropad2d zeropadding1d zeropadding2d zeropadding3d",
  concat: "cat concatenate",
  add: "plus",
  sub: "minus subtract",
  mul: "multiply times",
  div: "divide",
  pow: "power",
  max: "maximum",
  min: "minimum",
  remainder: "mod modulo",
  greater: "greaterthan gt",
  greater_equal: "ge greaterorequal gte",
  less: "lessthan lt",
  less_equal: "le lessorequal lte",
  equal: "eq equals",
  not_equal: "ne notequals",
  logical_and: "and",
  logical_or: "or",
  logical_xor: "xor",
  logical_not: "not",
  neg: "negate negative",
  recip: "inverse reciprocal",
  exp: "exponential",
  log: "ln1 logarithm",
  mean: "average",
  var: "variance",
  norm: "l2norm",
  logsumexp: "reducelogsumexp",
  prod: "product reduceprod",
  cumsum: "cumulativesum",
  cumprod: "cumulativeproduct",
  matmul: "batchmatmul bmm",
  gather: "take",
  gather_elements: "takealongaxis",
  scatter_elements: "putalongaxis scatter scatteradd scatterreduce",
  scatter_nd: "indexput",
  where: "select",
  expand: "broadcastto",
  flip: "reverse",
  embedding: "embed lookuptable tokenembedding wordembedding",
  positional:
    "positionalembedding positionalencoding positionembedding positionencoding",
  rnn: "elman recurrent simplernn",
  lstm: "longshorttermmemory",
  gru: "gatedrecurrentunit",
  attention: "mha multiheadattention scaleddotproductattention selfattention",
  causal_attention: "causalselfattention maskedattention maskedselfattention",
  mse: "l2 l2loss meansquarederror mseloss quadratic squarederror squaredloss",
  mae: "absoluteerror l1 l1loss meanabsoluteerror",
  huber: "smoothl1 smoothl1loss huberloss",
  bce: "bceloss binarycrossentropy",
  bce_with_logits: "bcewithlogitsloss",
  cross_entropy:
    "crossentropyloss softmaxcrossentropy softmaxloss xent categoricalcrossentropy sparsecategoricalcrossentropy",
  nll: "nllloss negativeloglikelihood",
  focal: "focalloss categoricalfocalcrossentropy",
  ctc: "connectionisttemporalclassification ctcloss",
  kl: "kldiv kldivloss kldivergence",
  poisson: "poissonloss poissonnllloss",
  hinge: "hingeloss multimarginloss squaredhinge svm",
  multilabel_hinge: "multilabelmargin multilabelmarginloss rankingloss",
  cosine: "cosineembeddingloss cosineloss cosinesimilarity",
  triplet: "tripletloss tripletmarginloss",
  id: "identity",
  input: "inputlayer",
};

/** What other libraries have as a layer, and we write with several. */
export const pipelines: ReadonlyMap<string, string> = new Map(Object.entries({
  relusquared: "(relu -> square)",
  rsqrt: "(sqrt -> recip)",
  softmin: "(neg -> softmax)",
  squaredrelu: "(relu -> square)",
}));

/**
 * What other libraries have and we have not. Some are a letter away from a
 * layer of ours that does something else.
 */
export const unknown: ReadonlySet<string> = new Set(
  "crelu depthtospace einsum geglu lambda maxout normalize reglu spacetodepth std swiglu"
    .split(" "),
);

/** What other libraries call our arguments, in lower case without underscores. */
const argumentsOf: Readonly<Record<string, string>> = {
  in: "indim infeatures inchannels inputdim inputsize",
  out: "dim features filters outdim outfeatures outchannels outputdim units",
  width: "embeddingdim hiddendim hiddensize outputdim units",
  count: "inputdim numembeddings vocabsize",
  kernel: "filtersize kernelsize kernelshape poolsize size",
  stride: "strides subsampling",
  pad: "padding",
  dilation: "dilationrate dilations",
  ceil: "ceilmode",
  extra: "outputpadding",
  align: "aligncorners",
  size: "outputsize sizes",
  factor: "blocksize downscalefactor scalefactor scales size upscalefactor",
  groups: "featuregroupcount numgroups",
  init: "initializer kernelinitializer weightinit",
  bias: "usebias withbias",
  slope: "alpha negativeslope",
  p: "dropout prob probability rate",
  heads: "nhead nheads numheads",
  layers: "numlayers",
  direction: "bidirectional",
  returns: "returnsequences",
  activation: "nonlinearity",
  reset: "linearbeforereset resetafter",
  project: "projection projsize",
  state: "h0 hidden hiddenstate hx initialh initialhidden initialstate",
  cell: "c0 cellstate cx initialc initialcell",
  lengths: "inputlengths seqlen seqlens sequencelength sequencelens",
  memory: "context encoderhiddenstates encoderoutput kv",
  mask: "attentionmask attnmask",
  sd: "sigma std stddev",
  smoothing: "labelsmoothing",
  eps: "epsilon",
  threshold: "lambd lambda",
  low: "least lower min minval minvalue",
  high: "largest max maxval maxvalue upper",
  axes: "dims permutation",
  axis: "axes dim dimension dims",
  keep: "keepdim keepdims",
  step: "steps",
  k: "bias",
  classes: "depth numclasses",
  reduce: "reduction",
};

/** What other libraries write for our words, in lower case without underscores. */
const valuesOf: Readonly<Record<string, string>> = {
  yes: "1 on true",
  axes: "1 on true yes",
  no: "0 false off",
  edge: "border nearest replicate replication",
  circular: "wrap",
  reflect: "mirror reflection",
  linear: "bilinear trilinear",
  cubic: "bicubic",
  corners: "true yes",
  centers: "false halfpixel no pytorchhalfpixel",
  edges: "asymmetric",
  half_down: "roundpreferfloor",
  half_up: "roundpreferceil",
  none: "0 false no off",
  zeros: "0 on true yes zero",
  ones: "1 one",
  both: "bidirectional true yes",
  forward: "false no",
  all: "true yes",
  last: "false no",
  descending: "largest",
  ascending: "smallest",
  add: "sum",
  mul: "prod",
  glorot: "glorotuniform xavier xavieruniform",
  glorot_normal: "xaviernormal",
  he: "henormal kaiming kaimingnormal",
  he_uniform: "kaiminguniform",
  lecun: "lecunnormal",
  sinusoidal: "fixed sin sine",
  0: "valid",
};

const ownNames = inverse(namesOf);
const ownArguments = inverse(argumentsOf);
const ownValues = inverse(valuesOf);

/** Our names by each name of others; a name can stand for several of ours. */
function inverse(
  all: Readonly<Record<string, string>>,
): ReadonlyMap<string, readonly string[]> {
  const pairs = Object.entries(all).flatMap(([own, others]) =>
    others.split(" ").map((other) => ({ own, other }))
  );
  const groups = Map.groupBy(pairs, ({ other }) => other);
  return new Map(
    [...groups].map(([other, each]) => [other, each.map(({ own }) => own)]),
  );
}

const plain = (name: string) => name.toLowerCase().replaceAll("_", "");

/** Our name for what another library calls `name`. */
export function ownName(name: string): string | undefined {
  return ownNames.get(plain(name))?.[0];
}

/** Which of a layer's `arguments` another library calls `name`. */
export function ownArgument(
  name: string,
  all: readonly string[],
): string | undefined {
  return ownArguments.get(plain(name))?.find((own) => all.includes(own));
}

/** Which of our words `choices` another library writes as `word`. */
export function ownValue(
  word: string,
  choices: readonly string[],
): string | undefined {
  return ownValues.get(plain(word))?.find((own) => choices.includes(own));
}

/** How we write, with several steps, what another library calls `name`. */
export function ownPipeline(name: string): string | undefined {
  return pipelines.get(plain(name));
}

/** Whether another library has a layer of this name, whose like is not here. */
export function isOfOthers(name: string): boolean {
  return pipelines.has(plain(name)) || unknown.has(plain(name));
}
