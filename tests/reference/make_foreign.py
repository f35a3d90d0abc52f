"""Makes foreign.json: modules of torch.nn said as texts, with PyTorch's numbers.

Run it with a Python that has PyTorch, Debian's package python3-torch for
instance:

    /usr/bin/python3 tests/reference/make_foreign.py

It writes foreign.json beside itself, in the format of texts.json, each case with
the module's call; and tests/foreign_coverage/pytorch.tsv: each call with its
text, or why there is none. Running it twice gives the same bytes.
"""

import json
import os

import torch
import torch.nn.functional as F
from torch import nn

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
torch.manual_seed(20261201)
cases, table = [], []


def randn(*shape):
    """Few digits, so that the file stays small."""
    return torch.round(torch.randn(*shape), decimals=2)


def last(x):
    """Channels last, as nabla has them."""
    return x.movedim(1, -1) if x.dim() > 2 else x


def unsaid(call, reason):
    table.append((call, "", reason))


def record(call, text, given, expect):
    table.append((call, text.replace("\n", "; "), ""))
    numbers = lambda all: {k: v.detach().to(torch.float64).tolist() for k, v in all.items()}
    cases.append({"module": call, "text": text, "given": numbers(given), "expect": numbers(expect)})


def size(shape):
    return "input(" + ",".join(map(str, shape)) + ")"


def said(call, x, text, names=(), turn=last, run=None, out=None, positive=False, data=False):
    """A module of one input.

    `text` is what follows the input; with `x` in it, the whole text behind the
    line of the input. `names` are pairs of our path and PyTorch's, with how the
    array is turned where it is.
    """
    module = eval(f"nn.{call}") if run is None else run
    x = torch.as_tensor(x, dtype=torch.float64).clone()
    x = x.abs() + 0.1 if positive else x
    x.requires_grad_(not data)
    out = turn if out is None else out
    parameters = dict(module.named_parameters()) if isinstance(module, nn.Module) else {}
    with torch.no_grad():
        for each in parameters.values():
            each.copy_(randn(*each.shape) * 0.7)
    given, expect = {"x": turn(x)}, {}
    for ours, theirs, *how in names:
        given[ours] = (how[0] if how else lambda t: t)(parameters[theirs])
    y = module(x.long() if data else x)
    y = y[0] if isinstance(y, tuple) else y
    g = randn(*y.shape)
    y.backward(g)
    expect["y"] = out(y)
    given["y.grad"] = out(g)
    if not data:
        expect["x.grad"] = turn(x.grad)
    for ours, theirs, *how in names:
        expect[ours + ".grad"] = (how[0] if how else lambda t: t)(parameters[theirs].grad)
    first = size(turn(x).shape[1:])
    whole = f"{first}\n{text}" if text.startswith(("y =", "h =", "x ->")) else f"{first} -> {text}"
    record(call, whole, given, expect)


def plain(x):
    return x


weight, channels_last = "weight", lambda t: t.movedim(1, -1)

# Activations.

row = lambda *shape: randn(*shape) * 2
for call, text in [
    ("ELU()", "elu"), ("ELU(0.7)", "elu(0.7)"), ("Hardshrink()", "hard_shrink"),
    ("Hardshrink(0.8)", "hard_shrink(0.8)"), ("Hardsigmoid()", "hard_sigmoid"), ("Hardtanh()", "hard_tanh"),
    ("Hardtanh(-2,0.5)", "hard_tanh(-2,0.5)"), ("Hardswish()", "hard_swish"), ("LeakyReLU()", "leaky_relu"),
    ("LeakyReLU(0.3)", "leaky_relu(0.3)"), ("ReLU()", "relu"), ("ReLU6()", "relu6"), ("SELU()", "selu"),
    ("CELU()", "celu"), ("CELU(0.6)", "celu(0.6)"), ("GELU()", "gelu"), ("Sigmoid()", "sigmoid"),
    ("SiLU()", "silu"), ("Mish()", "mish"), ("Softplus(beta=1.0,threshold=1e9)", "softplus"),
    ("Softplus(beta=2.5,threshold=1e9)", "softplus(2.5)"), ("Softsign()", "softsign"), ("Tanh()", "tanh"),
    ("Threshold(0.1,-3)", "threshold(0.1,-3)"), ("Threshold(0,0)", "threshold(0,0)"),
    ("Softmin(-1)", "neg -> softmax"), ("Softmax(-1)", "softmax"), ("LogSoftmax(-1)", "log_softmax"),
    ("Identity()", "id"), ("GELU('tanh')", "gelu(approximate=tanh)"),
    ("LogSigmoid()", "log_sigmoid"), ("Tanhshrink()", "tanh_shrink"),
    ("Softshrink()", "soft_shrink"),
    ("Softshrink(0.9)", "soft_shrink(0.9)"),
]:
    # These two round numbers within to single precision.
    exact = {"Hardsigmoid()": lambda x: F.relu6(x + 3) / 6,
             "CELU(0.6)": lambda x: x.relu() - 0.6 * (1 - torch.exp(-(-x).relu() / 0.6))}
    for shape in [(2, 3), (1, 2, 4)]:
        said(call, row(*shape), text, turn=plain, run=exact.get(call))
for call, shape, text in [
    ("GLU()", (3, 6), "glu"), ("GLU(1)", (2, 4, 3), "glu(axis=0)"), ("Softmax(1)", (2, 3, 4), "softmax(axis=0)"),
    ("Softmin(1)", (2, 3, 4), "neg -> softmax(axis=0)"), ("LogSoftmax(1)", (2, 3, 4), "log_softmax(axis=0)"),
    ("LogSoftmax(2)", (2, 3, 4, 2), "log_softmax(axis=1)"), ("Softmax(2)", (1, 3, 4, 2), "softmax(axis=1)"),
]:
    said(call, row(*shape), text, turn=plain)
said("Softmax2d()", row(2, 3, 2, 4), "softmax")
said("PReLU()", row(2, 3, 4), "prelu", [("prelu1.weight", "weight")])
said("PReLU(3)", row(2, 3, 4), "prelu(3)", [("prelu1.weight", "weight")])
# Where nothing is left to chance.
said("RReLU(0.2,0.2)", row(2, 5), "rrelu(0.2,0.2)")
said("Softplus()", torch.cat([row(2, 3), 15 + 5 * row(2, 4)], 1), "softplus(threshold=20)")
said("Softplus(beta=2.5,threshold=1)", row(3, 5), "softplus(2.5,threshold=1)")
unsaid("AdaptiveLogSoftmaxWithLoss(8,10,[3])", "clusters of classes, of which each example takes one")

# Linear, dropout, embeddings, shapes.

said("Linear(3,4)", randn(2, 3), "fc(4)", [("fc1.weight", weight), ("fc1.bias", "bias")])
said("Linear(3,1)", randn(3, 2, 3), "fc(1)", [("fc1.weight", weight), ("fc1.bias", "bias")], turn=plain)
said("Linear(3,4,bias=False)", randn(2, 3), "fc(4,bias=none)", [("fc1.weight", weight)])
for name, twin in [("Dropout", "dropout"), ("Dropout2d", "dropout2d"), ("Dropout1d", "dropout2d"),
                   ("Dropout3d", "dropout2d")]:
    axes = {"Dropout": (3,), "Dropout1d": (3, 4), "Dropout2d": (3, 2, 2), "Dropout3d": (3, 2, 1, 2)}[name]
    said(f"{name}(0)", randn(2, *axes), f"{twin}(0)")
for p in (0, 1):
    said(f"AlphaDropout({p})", randn(2, 3), f"alpha_dropout({p})")
    said(f"FeatureAlphaDropout({p})", randn(2, 3, 4), f"alpha_dropout({p},axis=-1)")
said("Embedding(5,3)", torch.tensor([[0, 4, 2], [1, 1, 3]]), "embedding(5,3)", [("embedding1.weight", weight)],
     turn=plain, data=True)
unsaid("Embedding(5,3,max_norm=1)", "the table is changed on the way forward")
said("EmbeddingBag(5,3,mode='sum')", torch.tensor([[0, 4, 2], [1, 1, 3]]), "embedding(5,3) -> sum(axis=0)",
     [("embedding1.weight", weight)], turn=plain, data=True)
said("EmbeddingBag(5,3,mode='mean')", torch.tensor([[0, 4, 2], [1, 1, 3]]), "embedding(5,3) -> mean(axis=0)",
     [("embedding1.weight", weight)], turn=plain, data=True)
said("EmbeddingBag(5,3,mode='max')", torch.tensor([[0, 4, 2], [1, 1, 3]]), "embedding(5,3) -> max(axis=0)",
     [("embedding1.weight", weight)], turn=plain, data=True)
said("Flatten()", randn(2, 3, 4), "flatten", turn=plain)
said("Flatten(2)", randn(2, 3, 4, 2), "reshape(3,-1)", turn=plain)
said("Flatten(1,2)", randn(2, 3, 4, 2), "reshape(-1,2)", turn=plain)
said("Unflatten(1,(2,3))", randn(2, 6), "reshape(2,3)", turn=plain)
said("PixelShuffle(2)", randn(2, 8, 2, 3), "pixel_shuffle(2)")
said("PixelUnshuffle(2)", randn(2, 2, 4, 6), "pixel_unshuffle(2)")
said("ChannelShuffle(2)", randn(2, 6, 2, 2), "channel_shuffle(2)",
     run=lambda x: x.reshape(2, 2, 3, 2, 2).transpose(1, 2).reshape(2, 6, 2, 2))

# Convolutions.

for axes, spatial in [(1, (7,)), (2, (5, 6)), (3, (3, 4, 3))]:
    ours = [("conv1.weight", weight, channels_last), ("conv1.bias", "bias")]
    turned = [("conv_transpose1.weight", weight, channels_last), ("conv_transpose1.bias", "bias")]
    x = lambda channels: randn(1 if axes == 3 else 2, channels, *spatial)
    for more, text, channels in [
        ("3,4,2", "conv(2,4)", 3), ("1,2,3,stride=2,padding=1", "conv(3,2,stride=2,pad=1)", 1),
        ("2,3,2,dilation=2", "conv(2,3,dilation=2)", 2), ("4,2,3,padding=1,groups=2", "conv(3,2,pad=1,groups=2)", 4),
        ("2,2,3,padding='same'", "conv(3,2,pad=same)", 2),
        ("2,2,3,padding=1,padding_mode='reflect'", "pad(1,mode=reflect) -> conv(3,2)", 2),
        ("2,2,3,padding=1,padding_mode='replicate'", "pad(1,mode=edge) -> conv(3,2)", 2),
        ("2,2,3,padding=1,padding_mode='circular'", "pad(1,mode=circular) -> conv(3,2)", 2),
    ]:
        said(f"Conv{axes}d({more})", x(channels), text, ours)
    said(f"Conv{axes}d(2,3,1,bias=False)", x(2), "conv(1,3,bias=none)", ours[:1])
    for more, text, channels in [
        ("2,3,2", "conv_transpose(2,3)", 2), ("2,1,3,stride=2,padding=1", "conv_transpose(3,1,stride=2,pad=1)", 2),
        ("1,2,3,stride=2,output_padding=1", "conv_transpose(3,2,stride=2,extra=1)", 1),
        ("2,2,2,dilation=2", "conv_transpose(2,2,dilation=2)", 2),
        ("2,4,2,groups=2", "conv_transpose(2,4,groups=2)", 2),
    ]:
        said(f"ConvTranspose{axes}d({more})", x(channels), text, turned)

# Pools.

for axes, spatial in [(1, (7,)), (2, (5, 7)), (3, (3, 5, 4))]:
    x = lambda: randn(1 if axes == 3 else 2, 2, *spatial)
    for more, text in [("2", "maxpool(2)"), ("3,stride=1", "maxpool(3,stride=1)"), ("3,2,1", "maxpool(3,stride=2,pad=1)"),
                       ("2,ceil_mode=True", "maxpool(2,ceil=yes)"), ("2,1,dilation=2", "maxpool(2,stride=1,dilation=2)")]:
        said(f"MaxPool{axes}d({more})", x(), text)
    for more, text in [("2", "avgpool(2)"), ("3,2,1", "avgpool(3,stride=2,pad=1)"),
                       ("3,2,1,count_include_pad=False", "avgpool(3,stride=2,pad=1,count=inside)"),
                       ("2,ceil_mode=True", "avgpool(2,ceil=yes)")]:
        said(f"AvgPool{axes}d({more})", x(), text)
    said(f"AdaptiveAvgPool{axes}d(1)", x(), "global_avgpool", out=lambda y: y.flatten(1))
    said(f"AdaptiveMaxPool{axes}d(1)", x(), "global_maxpool", out=lambda y: y.flatten(1))
    said(f"AdaptiveAvgPool{axes}d(3)", x(), "adaptive_avgpool(3)")
    said(f"AdaptiveMaxPool{axes}d(2)", x(), "adaptive_maxpool(2)")
    if axes < 3:
        said(f"LPPool{axes}d(2,2)", x(), f"square -> avgpool(2) -> scale({2 ** axes}) -> sqrt")
    unsaid(f"MaxUnpool{axes}d(2)", "it takes the places of a pool")
for axes in (2, 3):
    unsaid(f"FractionalMaxPool{axes}d(2,3)", "windows are drawn")
said("AvgPool2d(2,divisor_override=3)", randn(2, 2, 4, 5), f"avgpool(2) -> scale(4/3)")

# Pads.

for axes, spatial in [(1, (4,)), (2, (3, 4)), (3, (2, 3, 3))]:
    x = lambda: randn(1 if axes == 3 else 2, 2, *spatial)
    for name, text in [("ReplicationPad", "mode=edge"), ("ReflectionPad", "mode=reflect"), ("ConstantPad", "value=1.5")]:
        constant = ",1.5" if name == "ConstantPad" else ""
        said(f"{name}{axes}d(1{constant})", x(), f"pad(1,{text})")
    said(f"ConstantPad{axes}d(({','.join(['2,1'] * axes)}),0.5)", x(), "pad(2,1,value=0.5)")
said("ZeroPad2d(1)", randn(1, 2, 2, 3), "pad(1)")
said("ZeroPad2d((1,2,0,3))", randn(1, 2, 2, 3), "pad([0,1,0],[3,2,0])")

# Upsampling.

for call, spatial, text in [
    ("Upsample(scale_factor=2)", (3,), "upsample(2)"), ("Upsample(scale_factor=2)", (2, 3), "upsample(2)"),
    ("Upsample(scale_factor=2)", (2, 2, 3), "upsample(2)"), ("UpsamplingNearest2d(scale_factor=3)", (2, 3), "upsample(3)"),
    ("Upsample(scale_factor=2,mode='linear')", (4,), "upsample(2,mode=linear)"),
    ("Upsample(scale_factor=2,mode='bilinear')", (3, 4), "upsample(2,mode=linear)"),
    ("Upsample(size=(5,3),mode='bilinear')", (3, 4), "resize([5,3],mode=linear)"),
    ("Upsample(size=(5,3))", (3, 4), "resize([5,3],align=edges,round=down)"),
    ("Upsample(size=7)", (3,), "resize(7,align=edges,round=down)"),
    ("Upsample(size=(5,7),mode='bilinear',align_corners=True)", (3, 4), "resize([5,7],mode=linear,align=corners)"),
    ("UpsamplingBilinear2d(size=(5,7))", (3, 4), "resize([5,7],mode=linear,align=corners)"),
    ("Upsample(size=7,mode='linear',align_corners=True)", (4,), "resize(7,mode=linear,align=corners)"),
    ("Upsample(size=(7,5),mode='bicubic')", (4, 4), "resize([7,5],mode=cubic)"),
    ("Upsample(size=(7,5),mode='bicubic',align_corners=True)", (4, 4), "resize([7,5],mode=cubic,align=corners)"),
    ("Upsample(size=(3,4,5),mode='trilinear')", (2, 2, 3), "resize([3,4,5],mode=linear)"),
]:
    said(call, randn(2, 2, *spatial), text)

# Normalizations.

affine = lambda step: [(f"{step}.weight", "weight"), (f"{step}.bias", "bias")]
for axes, spatial in [(1, (4,)), (2, (2, 3)), (3, (2, 1, 3))]:
    x = lambda: randn(3, 4, *spatial)
    said(f"BatchNorm{axes}d(4)", x(), "batchnorm", affine("batchnorm1"))
    said(f"BatchNorm{axes}d(4,eps=0.1,affine=False)", x(), "batchnorm(eps=0.1,affine=none)")
    said(f"InstanceNorm{axes}d(4,affine=True)", x(), "instancenorm", affine("instancenorm1"))
    said(f"InstanceNorm{axes}d(4,eps=0.1)", x(), "instancenorm(eps=0.1,affine=none)")
said("BatchNorm1d(4)", randn(3, 4), "batchnorm", affine("batchnorm1"))
said("GroupNorm(2,4)", randn(2, 4, 3), "groupnorm(2)", affine("groupnorm1"))
said("GroupNorm(2,4,affine=False)", randn(2, 4, 3, 2), "groupnorm(2,affine=none)")
said("GroupNorm(1,3)", randn(2, 3, 3, 2), "groupnorm(1)", affine("groupnorm1"))
said("LayerNorm(4)", randn(2, 4), "layernorm", affine("layernorm1"))
said("LayerNorm((3,4))", randn(2, 3, 4), "layernorm(axis=[0,1])", affine("layernorm1"), turn=plain)
said("LayerNorm((3,4),eps=0.01)", randn(2, 2, 3, 4), "layernorm(axis=[1,2],eps=0.01)", affine("layernorm1"), turn=plain)
said("LayerNorm((3,4),elementwise_affine=False)", randn(2, 3, 4), "layernorm(axis=[0,1],affine=none)", turn=plain)
unsaid("LocalResponseNorm(3,alpha=0.5,beta=0.75,k=2)", "a window over channels")
unsaid("SyncBatchNorm(4)", "it is of several machines")

# Recurrent layers.


def recurrent(call, text, step, bias=True, layers=1, ways=1, after=()):
    parts = [f"{kind}_{of}_l{layer}{way}" for layer in range(layers) for way in ["", "_reverse"][:ways]
             for kind, of in [("weight", "ih"), ("weight", "hh")] + [("bias", "ih"), ("bias", "hh")] * bias]
    parts += after
    said(call, randn(2, 4, 3), text, [(f"{step}.{part}", part) for part in parts], turn=plain)


for name, step in [("RNN", "rnn"), ("LSTM", "lstm"), ("GRU", "gru")]:
    recurrent(f"{name}(3,2,batch_first=True)", f"{step}(2)", f"{step}1")
    recurrent(f"{name}(3,2,batch_first=True,bias=False)", f"{step}(2,bias=none)", f"{step}1", bias=False)
    recurrent(f"{name}(3,2,2,batch_first=True)", f"{step}(2,layers=2)", f"{step}1", layers=2)
    recurrent(f"{name}(3,2,batch_first=True,bidirectional=True)", f"{step}(2,direction=both)", f"{step}1", ways=2)
    unsaid(f"{name}(3,2,2,dropout=0.5)", "what is dropped between the layers of one step; two steps with dropout between say it")
recurrent("RNN(3,2,nonlinearity='relu',batch_first=True)", "rnn(2,activation=relu)", "rnn1")
recurrent("LSTM(3,4,proj_size=2,batch_first=True)", "lstm(4,project=2)", "lstm1", after=["weight_hr_l0"])


# Losses.


def loss(call, x, target, text, ours=None):
    module = eval(f"nn.{call}")
    x = torch.as_tensor(x).clone().requires_grad_(True)
    value = module(x, target)
    value.backward()
    target = target if ours is None else ours
    given = {"x": last(x), "target": last(target) if target.dim() == x.dim() else target}
    record(call, f"{size(last(x).shape[1:])} -> {text}", given, {"loss": value, "x.grad": last(x.grad)})


t, q = randn(3, 4), torch.rand(3, 4) * 0.8 + 0.1
classes = torch.tensor([2, 0, 3])
several = torch.randint(4, (3, 2))
share = torch.softmax(randn(3, 4), 1)
for reduction in ("mean", "sum"):
    # A sum over examples and numbers is the mean over examples of each one's sum, times their count.
    more = "" if reduction == "mean" else ",reduction='sum'"
    ours = lambda text: text if reduction == "mean" else \
        (text[:-1] + "," if text.endswith(")") else text + "(") + "reduction=sum,weight=3)"
    first = lambda call: call.replace("()", f"({more[1:]})") if call.endswith("()") else call[:-1] + more + ")"
    for call, x, target, text in [
        ("L1Loss()", randn(3, 4), t, "mae"), ("MSELoss()", randn(3, 4), t, "mse"),
        ("HuberLoss()", randn(3, 4), t, "huber"), ("HuberLoss(delta=0.4)", randn(3, 4), t, "huber(0.4)"),
        ("BCELoss()", q, torch.rand(3, 4), "bce"), ("BCEWithLogitsLoss()", randn(3, 4), q, "bce_with_logits"),
        ("CrossEntropyLoss()", randn(3, 4), classes, "cross_entropy"),
        ("NLLLoss()", torch.log_softmax(randn(3, 4), 1), classes, "nll"),
        ("PoissonNLLLoss()", randn(3, 4), q, "poisson"),
        ("KLDivLoss()", torch.log_softmax(randn(3, 4), 1), share, "kl"),
        ("MultiMarginLoss()", randn(3, 4), classes, "hinge"),
        ("MultiMarginLoss(margin=0.5)", randn(3, 4), classes, "hinge(0.5)"),
    ]:
        if reduction == "sum" and call.startswith("MultiMargin"):
            continue
        loss(first(call), x, target, ours(text))
loss("CrossEntropyLoss()", randn(3, 4, 2), several, "cross_entropy")
loss("CrossEntropyLoss()", randn(3, 4), share, "cross_entropy")
loss("CrossEntropyLoss(label_smoothing=0.1)", randn(3, 4), classes, "cross_entropy(smoothing=0.1)")
loss("CrossEntropyLoss(weight=torch.tensor([1.0,2,0.5,1]))", randn(3, 4), classes,
     "cross_entropy(weights=[1,2,0.5,1],reduction=batch_mean)")
loss("CrossEntropyLoss(ignore_index=2)", randn(3, 4), classes, "cross_entropy(ignore=2,reduction=batch_mean)")
loss("PoissonNLLLoss(log_input=False)", q, q * 2, "poisson(input=rate)")
loss("SmoothL1Loss()", randn(3, 4), t, "huber")
loss("SmoothL1Loss(beta=0.5)", randn(3, 4), t, "huber(0.5,weight=2)")
loss("SmoothL1Loss(beta=0.3)", randn(3, 4), t, "huber(0.3,weight=10/3)")
loss("MultiLabelSoftMarginLoss()", randn(3, 4), (q > 0.5).double(), "bce_with_logits")
loss("PoissonNLLLoss(full=True)", randn(3, 4), torch.tensor([0.0, 1, 4, 7]).expand(3, 4), "poisson(full=yes)")


def ctc(call, text, blank=0):
    """PyTorch takes lengths; ours end at the first blank. Both take log probabilities."""
    x = randn(2, 6, 4).requires_grad_(True)
    labels = torch.tensor([[1, 1, 3], [2, 3, 3]])
    lengths = torch.tensor([3, 1])
    value = eval(f"nn.{call}")(torch.log_softmax(x, -1).transpose(0, 1), labels, torch.tensor([6, 6]), lengths)
    value.backward()
    target = torch.full((2, 6), blank)
    for row, own, length in zip(target, labels, lengths):
        row[:length] = own[:length]
    record(call, f"input(6,4) -> log_softmax -> {text}", {"x": x, "target": target},
           {"loss": value, "x.grad": x.grad})


ctc("CTCLoss()", "ctc")
ctc("CTCLoss(blank=0,reduction='sum')", "ctc(reduction=sum,weight=2)")
loss("MultiMarginLoss(p=2)", randn(3, 4), classes, "hinge(power=2)")
# The labels of a list that ends in -1 are ones here.
lists = torch.tensor([[3, 0, -1, 1], [2, -1, 0, 3]])
ones = torch.tensor([[1, 0, 0, 1], [0, 0, 1, 0]])
loss("MultiLabelMarginLoss()", randn(2, 4), lists, "multilabel_hinge", ours=ones)


# Modules of several inputs, and losses by formulas.


def several_inputs(call, run, inputs, text, shared=(), upstream="y", names=(), module=None, batch=None):
    """`inputs` by our name; those in `shared` have no batch. The value `upstream` is the output."""
    own = {k: v.clone().requires_grad_(k not in ("t", "weights") and v.dtype == torch.float64) for k, v in inputs.items()}
    parameters = dict(module.named_parameters()) if module is not None else {}
    y = run(**own)
    g = torch.ones_like(y) if y.dim() == 0 else randn(*y.shape)
    y.backward(g)
    given = dict(own)
    for ours, theirs in names:
        given[ours] = parameters[theirs]
    batch = next(iter(inputs.values())).shape[0]
    # A mean over the batch: each example's number has its share of the gradient.
    given[f"{upstream}.grad"] = torch.full((batch,), 1 / batch) if y.dim() == 0 else g
    expect = {f"{k}.grad": v.grad for k, v in own.items() if v.grad is not None}
    for ours, theirs in names:
        expect[ours + ".grad"] = parameters[theirs].grad
    if y.dim() > 0:
        expect[upstream] = y
    lines = [f"{k}: {size(v.shape[1:])}" for k, v in inputs.items() if k not in shared]
    record(call, "\n".join([*lines, text]), given, expect)


a, b, c = randn(3, 4), randn(3, 4), randn(3, 4)
sign = torch.tensor([1.0, -1.0, 1.0])
signs = torch.sign(randn(3, 4))
several_inputs("Bilinear(2,3,4)", lambda a, b, w, d: F.bilinear(a, b, w, d),
               {"a": randn(3, 2), "b": randn(3, 3), "w": randn(4, 2, 3), "d": randn(4)},
               "h = matmul(matmul(reshape(a, sizes=[1,1,2]), w), reshape(b, sizes=[3,1]))\n"
               "y = reshape(h, sizes=[4]) + d", shared=("w", "d"))
several_inputs("CosineSimilarity()", lambda a, b: F.cosine_similarity(a, b, 1, 0.0), {"a": a, "b": b},
               "y = sum(a*b)/(norm(a)*norm(b))")
several_inputs("CosineSimilarity(dim=2)", lambda a, b: F.cosine_similarity(a, b, 2, 0.0),
               {"a": randn(2, 3, 4), "b": randn(2, 3, 4)},
               "y = sum(a*b, axis=1)/(norm(a, axis=1)*norm(b, axis=1))")
several_inputs("PairwiseDistance()", lambda a, b: F.pairwise_distance(a, b), {"a": a, "b": b}, "y = norm(a - b + 1e-6)")
several_inputs("PairwiseDistance(p=1)", lambda a, b: F.pairwise_distance(a, b, 1.0), {"a": a, "b": b},
               "y = sum(abs(a - b + 1e-6))")
several_inputs("PairwiseDistance(p=3)", lambda a, b: F.pairwise_distance(a, b, 3.0), {"a": a, "b": b},
               "y = sum(abs(a - b + 1e-6)^3)^(1/3)")
several_inputs("MarginRankingLoss(margin=0.2)", lambda a, b, t: F.margin_ranking_loss(a, b, t, 0.2),
               {"a": a, "b": b, "t": signs}, "y = mean(relu(0.2 - t*(a - b)))")
several_inputs("HingeEmbeddingLoss()", lambda a, t: F.hinge_embedding_loss(a, t), {"a": a, "t": signs},
               "y = mean((1 + t)/2*a + (1 - t)/2*relu(1 - a))")
several_inputs("SoftMarginLoss()", lambda a, t: F.soft_margin_loss(a, t), {"a": a, "t": signs},
               "y = mean(log1p(exp(-t*a)))")
several_inputs("GaussianNLLLoss()", lambda a, t, v: F.gaussian_nll_loss(a, t, v, eps=0.0),
               {"a": a, "t": b, "v": torch.rand(3, 4) + 0.5}, "y = mean(log(v) + (a - t)^2/v)/2")
several_inputs("GaussianNLLLoss(full=True)", lambda a, t, v: F.gaussian_nll_loss(a, t, v, full=True, eps=0.0),
               {"a": a, "t": b, "v": torch.rand(3, 4) + 0.5}, "y = mean(log(v) + (a - t)^2/v)/2 + log(2*pi)/2")
several_inputs("KLDivLoss(log_target=True)", lambda a, t: F.kl_div(a, t, log_target=True, reduction="mean"),
               {"a": torch.log_softmax(a, 1), "t": torch.log_softmax(b, 1)}, "y = mean(exp(t)*(t - a))")
several_inputs("TripletMarginLoss()", lambda a, b, c: F.triplet_margin_loss(a, b, c, eps=0.0), {"a": a, "b": b, "c": c},
               "y = relu(norm(a - b) - norm(a - c) + 1)")
several_inputs("TripletMarginLoss(p=1,margin=0.5)", lambda a, b, c: F.triplet_margin_loss(a, b, c, 0.5, 1.0, eps=0.0),
               {"a": a, "b": b, "c": c}, "y = relu(sum(abs(a - b)) - sum(abs(a - c)) + 0.5)")
several_inputs("TripletMarginLoss(swap=True)", lambda a, b, c: F.triplet_margin_loss(a, b, c, eps=0.0, swap=True),
               {"a": a, "b": b, "c": c}, "y = relu(norm(a - b) - min(norm(a - c), norm(b - c)) + 1)")
several_inputs("BCELoss(weight=w)", lambda a, t, weights: F.binary_cross_entropy(a, t, weights),
               {"a": q, "t": share, "weights": torch.rand(3, 4)}, "y = -mean(weights*(t*log(a) + (1 - t)*log(1 - a)))")
several_inputs("BCEWithLogitsLoss(pos_weight=2.5)",
               lambda a, t: F.binary_cross_entropy_with_logits(a, t, pos_weight=torch.tensor(2.5)),
               {"a": a, "t": (q > 0.5).double()}, "y = mean(2.5*t*softplus(-a) + (1 - t)*softplus(a))")


def cells():
    x, h, c = randn(3, 2), randn(3, 4), randn(3, 4)
    rnn, gru, lstm = nn.RNNCell(2, 4), nn.GRUCell(2, 4), nn.LSTMCell(2, 4)
    pair = [("i.weight", "weight_ih"), ("i.bias", "bias_ih"), ("j.weight", "weight_hh"), ("j.bias", "bias_hh")]
    several_inputs("RNNCell(2,4)", lambda a, h: rnn(a, h), {"a": x, "h": h},
                   "a -> i: fc(4)\nh -> j: fc(4)\ny = tanh(i + j)", names=pair, module=rnn)
    several_inputs("GRUCell(2,4)", lambda a, h: gru(a, h), {"a": x, "h": h},
                   "a -> i: fc(12)\nh -> j: fc(12)\n"
                   "r = sigmoid(slice(i, from=0, to=4) + slice(j, from=0, to=4))\n"
                   "z = sigmoid(slice(i, from=4, to=8) + slice(j, from=4, to=8))\n"
                   "n = tanh(slice(i, from=8, to=12) + r*slice(j, from=8, to=12))\n"
                   "y = (1 - z)*n + z*h", names=pair, module=gru)
    several_inputs("LSTMCell(2,4)", lambda a, h, c: lstm(a, (h, c))[0], {"a": x, "h": h, "c": c},
                   "a -> i: fc(16)\nh -> j: fc(16)\ng = i + j\n"
                   "k = sigmoid(split(g, parts=4, index=1))*c"
                   " + sigmoid(split(g, parts=4, index=0))*tanh(split(g, parts=4, index=2))\n"
                   "y = sigmoid(split(g, parts=4, index=3))*tanh(k)", names=pair, module=lstm)


cells()


def attention():
    x, m = randn(2, 3, 4), randn(2, 5, 4)
    own = [("attention1.in_weight", "in_proj_weight"), ("attention1.in_bias", "in_proj_bias"),
           ("attention1.out_weight", "out_proj.weight"), ("attention1.out_bias", "out_proj.bias")]
    own = [(ours, f"m.{theirs}") for ours, theirs in own]

    class Self(nn.Module):
        def __init__(self, **more):
            super().__init__()
            self.m, self.more = nn.MultiheadAttention(4, 2, batch_first=True), more

        def forward(self, x):
            return self.m(x, x, x, **self.more)[0]

    said("MultiheadAttention(4,2)", x, "attention(2)", own, turn=plain, run=Self())
    mask = torch.full((3, 3), float("-inf")).triu(1)
    causal = [(ours.replace("attention1", "causal_attention1"), theirs) for ours, theirs in own]
    said("MultiheadAttention(4,2)(causal)", x, "causal_attention(2)", causal, turn=plain, run=Self(attn_mask=mask))


attention()

here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, "foreign.json"), "w") as file:
    rows = ",\n".join(json.dumps(case, allow_nan=False) for case in cases)
    file.write('{"torch": %s,\n"texts": [\n%s\n]}\n' % (json.dumps(torch.__version__), rows))
with open(os.path.join(here, "../foreign_coverage/pytorch.tsv"), "w") as file:
    file.write("module\ttext\twhy not\n")
    for each in dict.fromkeys(table):
        file.write("\t".join(each) + "\n")
print(f"foreign.json: {len(cases)} cases; {len({c for c, t, _ in table if t})} calls said, {len({c for c, t, _ in table if not t})} not")
