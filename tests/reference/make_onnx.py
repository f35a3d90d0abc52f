"""Makes onnx.json: ONNX's own node tests said as texts, with ONNX's numbers.

Run it with a Python that has onnx (1.23.1):

    python3 tests/reference/make_onnx.py

It writes onnx.json beside itself, in the format of texts.json: those of at most 120
numbers. What is left out is printed, with the reason. ONNX has no batch: an array is
given whole, but for images and sequences, whose first axis is the batch, and whose
channels come last. Running it twice gives the same bytes.
"""

import json, os, warnings
import numpy as np
warnings.filterwarnings('ignore')
import onnx
from onnx import helper, numpy_helper
from onnx.backend.test.case.node import collect_testcases



class No(Exception):
    pass
out = []
no = []
most = 120
UNLIKE = {'mod_float_edge_cases': 'infinite numbers', 'onehot_out_of_range': 'a class number that is none is refused', 'attention_': 'windows, lengths, and rows of masks that hide all', 'averagepool_2d_ceil_last_window_starts_on_pad': 'a window of padding alone', 'l2normalization_axis_0': '0/0 is 0', 'lstm_reverse': "ONNX's own numbers are not those of PyTorch", 'lstm_bidirectional': "ONNX's own numbers are not those of PyTorch", 'resize_downsample_scales_linear_align_corners': 'a corner between two sizes', 'resize_downsample_scales_cubic_align_corners': 'a corner between two sizes'}
WINDOWS = ('4d_causal_nonpad', 'causal_boolmask_nan', '23_boolmask_fullymasked', 'local_window', 'bidirectional_window')


def unlike(name):
    name = name.removeprefix('test_')
    for k, v in UNLIKE.items():
        if name.startswith(k) and (k != 'attention_' or any((w in name for w in WINDOWS))):
            return v


def attrs(n):
    d = {}
    for a in n.attribute:
        v = helper.get_attribute_value(a)
        if isinstance(v, bytes):
            v = v.decode()
        d[a.name] = v
    return d


def num(v):
    v = float(v)
    return repr(v) if v != int(v) or abs(v) > 1000000000000000.0 else str(int(v))


def lst(v):
    return '[' + ','.join((str(int(i)) for i in v)) + ']'
U = dict(Abs='abs', Acos='acos', Acosh='acosh', Asin='asin', Asinh='asinh', Atan='atan', Atanh='atanh', Ceil='ceil', Cos='cos', Cosh='cosh', Erf='erf', Exp='exp', Floor='floor', Identity='id', Log='log', Mish='mish', Neg='neg', Reciprocal='recip', Relu='relu', Round='round', Sigmoid='sigmoid', Sign='sign', Sin='sin', Sinh='sinh', Softplus='softplus', Softsign='softsign', Sqrt='sqrt', Tan='tan', Tanh='tanh', HardSwish='hard_swish')
B = dict(Add='+', Sub='-', Mul='*', Div='/', Pow='^')
R = dict(ReduceSum='sum({a}{x})', ReduceMean='mean({a}{x})', ReduceMax='max({a}{x})', ReduceMin='min({a}{x})', ReduceLogSumExp='logsumexp({a}{x})', ReduceL2='norm({a}{x})', ReduceProd='prod({a}{x})', ReduceL1='sum(abs({a}){x})', ReduceSumSquare='sum({a}^2{x})', ReduceLogSum='log(sum({a}{x}))')
C = dict(Greater='greater', GreaterOrEqual='greater_equal', Less='less', LessOrEqual='less_equal', Equal='equal', And='logical_and', Or='logical_or', Xor='logical_xor')
# Whose numbers are whole, or truths: 1 and 0 here.
WHOLE = {*C, 'Where', 'Gather', 'Not', 'Mod', 'OneHot', 'TopK', 'ArgMax', 'ArgMin', 'Scatter', 'ScatterElements', 'ScatterND', 'GatherElements', 'GatherND'}


def nchw(x):
    return np.moveaxis(x, 1, -1)


def size(s):
    return 'input(' + ','.join(map(str, s)) + ')'


def spatial_pads(at, k, xs, strides, dil):
    n = len(k)
    p = at.get('auto_pad', 'NOTSET')
    if p in ('SAME_UPPER', 'SAME_LOWER'):
        pb, pa = ([], [])
        for i in range(n):
            o = -(-xs[i] // strides[i])
            t = max((o - 1) * strides[i] + (k[i] - 1) * dil[i] + 1 - xs[i], 0)
            lo = t // 2
            hi = t - lo
            if p == 'SAME_LOWER':
                lo, hi = (hi, lo)
            pb.append(lo)
            pa.append(hi)
        return (pb, pa)
    pads = at.get('pads', [0] * 2 * n)
    return (list(pads[:n]), list(pads[n:]))


def pad_word(pb, pa):
    if not any(pb) and (not any(pa)):
        return ''
    if pb == pa:
        return ',pad=' + lst(pb)
    return ',pad=' + lst(pb) + ',after=' + lst(pa)


def translate(op, at, ins, outs, node):
    """(text, given by name, value)"""
    a = ins[0] if ins else None
    g = {'a': a}

    def axes_of(k=1):
        ax = at.get('axes')
        if ax is None and len(ins) > k and (ins[k] is not None):
            ax = [int(i) for i in np.atleast_1d(ins[k])]
        return ax
    if op in U:
        return (f'y = {U[op]}(a)', g)
    if op in B and len(ins) == 2:
        return (f'y = a {B[op]} b' if op != 'Pow' else 'y = a^b', {'a': a, 'b': ins[1]})
    if op in ('Max', 'Min', 'Sum', 'Mean'):
        names = 'abcdef'[:len(ins)]
        gg = dict(zip(names, ins))
        if op in ('Max', 'Min'):
            e = 'a'
            for n in names[1:]:
                e = f'{op.lower()}({e}, {n})'
            return (f'y = {e}' if len(names) > 1 else 'y = id(a)', gg)
        e = ' + '.join(names)
        return ((f'y = {e}' if op == 'Sum' else f'y = ({e})/{len(names)}') if len(names) > 1 else 'y = id(a)', gg)
    if op == 'Where':
        return ('y = where(c, a, b)', {'c': ins[0].astype(float), 'a': ins[1], 'b': ins[2]})
    if op in R:
        ax = axes_of()
        keep = at.get('keepdims', 1)
        if not ax:
            if at.get('noop_with_empty_axes'):
                return ('y = ' + dict(ReduceSum='id(a)').get(op, 'id(a)'), g)
            ax = list(range(a.ndim))
        x = ', axis=' + (str(int(ax[0])) if len(ax) == 1 else lst(ax)) + (', keep=axes' if keep else '')
        return ('y = ' + R[op].format(a='a', x=x), g)
    if op in ('Softmax', 'LogSoftmax'):
        return (f"y = {('softmax' if op == 'Softmax' else 'log_softmax')}(a, axis={at.get('axis', -1)})", g)
    if op == 'Celu':
        return (f"y = celu(a, alpha={num(at.get('alpha', 1))})", g)
    if op == 'Elu':
        return (f"y = elu(a, alpha={num(at.get('alpha', 1))})", g)
    if op == 'LeakyRelu':
        return (f"y = leaky_relu(a, slope={num(at.get('alpha', 0.01))})", g)
    if op == 'Gelu':
        return ('y = gelu(a)' if at.get('approximate', 'none') == 'none' else 'y = gelu(a, approximate=tanh)', g)
    if op == 'HardSigmoid':
        return (f"y = clip({num(at.get('alpha', 0.2))}*a + {num(at.get('beta', 0.5))}, low=0, high=1)", g)
    if op == 'Selu':
        return (f"y = {num(at.get('gamma', 1.0507010221481323))}*(max(a, 0) + {num(at.get('alpha', 1.6732631921768188))}*(exp(min(a, 0)) - 1))", g)
    if op == 'Shrink':
        l, b = (at.get('lambd', 0.5), at.get('bias', 0))
        if b == 0:
            return (f'y = hard_shrink(a, threshold={num(l)})', g)
        return (f'y = max(a - {num(b)}, 0) + min(a + {num(b)}, 0)', g)
    if op == 'Swish':
        return (f"y = a*sigmoid({num(at.get('alpha', 1))}*a)", g)
    if op == 'ThresholdedRelu':
        return (f"y = threshold(a, threshold={num(at.get('alpha', 1))}, value=0)", g)
    if op == 'SwiGLU':
        return (f"y = a*sigmoid({num(at.get('alpha', 1))}*a)*b", {'a': a, 'b': ins[1]})
    if op == 'PRelu':
        return ('y = max(a, 0) + b*min(a, 0)', {'a': a, 'b': ins[1]})
    if op == 'Clip':
        lo = ins[1] if len(ins) > 1 else None
        hi = ins[2] if len(ins) > 2 else None
        e = 'a'
        if lo is not None:
            e = f'max({e}, {num(lo)})' if lo >= 0 else f'max({e}, {num(lo)})'
        if hi is not None:
            e = f'min({e}, {num(hi)})'
        return (f'y = {e}' if e != 'a' else 'y = id(a)', g)
    if op == 'LpNormalization':
        ax = at.get('axis', -1)
        return (f'y = a/norm(a, axis={ax}, keep=axes)' if at.get('p', 2) == 2 else f'y = a/sum(abs(a), axis={ax}, keep=axes)', g)
    if op == 'MeanVarianceNormalization':
        ax = lst(at.get('axes', [0, 2, 3]))
        return (f'y = (a - mean(a, axis={ax}, keep=axes))/(sqrt(var(a, axis={ax}, keep=axes)) + 1e-9)', g)
    if op == 'MatMul':
        return ('y = matmul(a, b)', {'a': a, 'b': ins[1]})
    if op == 'Gemm':
        A = 'transpose(a)' if at.get('transA') else 'a'
        Bm = 'transpose(b)' if at.get('transB') else 'b'
        e = f'matmul({A}, {Bm})'
        if at.get('alpha', 1) != 1:
            e = num(at['alpha']) + '*' + e
        gg = {'a': a, 'b': ins[1]}
        if len(ins) > 2:
            gg['c'] = ins[2]
            e += ' + ' + ('c' if at.get('beta', 1) == 1 else num(at['beta']) + '*c')
        return ('y = ' + e, gg)
    if op == 'Einsum':
        eq = at['equation'].replace(' ', '')
        m = {'ij->ji': 'transpose(a)', 'ij->i': 'sum(a, axis=1)', 'i,i': 'sum(a*b)', 'bij,bjk->bik': 'matmul(a, b)', '...ii->...i': 'diagonal(a)'}
        if eq not in m:
            raise No(eq)
        gg = {'a': a}
        if len(ins) > 1:
            gg['b'] = ins[1]
        return ('y = ' + m[eq], gg)
    if op == 'Concat':
        names = 'abcdef'[:len(ins)]
        return (f"y: concat({', '.join(names)}, axis={at['axis']})", dict(zip(names, ins)))
    if op == 'Split':
        ax = at.get('axis', 0)
        k = a.shape[ax]
        o = outs[-1]
        w = o.shape[ax]
        if w == 0:
            raise No('empty')
        return (f'y = slice(a, from={k - w}, to={k}, axis={ax})', g)
    if op == 'Slice':
        st, en = ([int(v) for v in ins[1]], [int(v) for v in ins[2]])
        ax = [int(v) for v in ins[3]] if len(ins) > 3 else list(range(len(st)))
        steps = [int(v) for v in ins[4]] if len(ins) > 4 else [1] * len(st)
        e = 'a'
        for s, n, x, t in zip(st, en, ax, steps):
            k = a.shape[x]
            s2, n2, t2 = slice(s, n, t).indices(k)
            idx = list(range(s2, n2, t2))
            if not idx:
                raise No('empty')
            if t2 < 0:
                s2, n2 = (idx[-1], s2 + 1)
            e = f"slice({e}, from={s2}, to={n2}, axis={x}{('' if t2 == 1 else f', step={t2}')})"
        return ('y = ' + e, g)
    if op in ('Reshape', 'Flatten', 'Squeeze', 'Unsqueeze'):
        s = outs[0].shape
        if 0 in s:
            raise No('empty')
        if len(s) == 0:
            return ('y = sum(a)', g)
        return (f'y = reshape(a, sizes={lst(s)})', g)
    if op == 'Transpose':
        return (f"y = permute(a, axes={lst(at.get('perm', list(range(a.ndim))[::-1]))})", g)
    if op == 'Expand':
        return (f'y = expand(a, sizes={lst(outs[0].shape)})', g)
    if op == 'Tile':
        return (f'y = tile(a, times={lst(ins[1])})', g)
    if op in C:
        return (f'y = {C[op]}(a, b)', {'a': a, 'b': ins[1]})
    if op == 'Not':
        return ('y = logical_not(a)', g)
    if op == 'Mod':
        return (f"y = {'fmod' if at.get('fmod') else 'remainder'}(a, b)", {'a': a, 'b': ins[1]})
    if op in ('ArgMax', 'ArgMin'):
        words = (', keep=axes' if at.get('keepdims', 1) else '') + (', ties=last' if at.get('select_last_index') else '')
        return (f"y = {op.lower()}(a, axis={at.get('axis', 0)}{words})", g)
    if op == 'Hardmax':
        return (f"y = hardmax(a, axis={at.get('axis', -1)})", g)
    if op == 'OneHot':
        off, on = (num(v) for v in ins[2])
        return (f"y = {off} + ({on} - {off})*one_hot(a, classes={int(np.squeeze(ins[1]))}, axis={at.get('axis', -1)})", g)
    if op == 'TopK':
        k, order = (int(np.squeeze(ins[1])), 'descending' if at.get('largest', 1) else 'ascending')
        return (f"y = topk(a, k={k}, axis={at.get('axis', -1)}, order={order})", g)
    if op == 'CumProd':
        ax, n = (int(np.atleast_1d(ins[1])[0]) % a.ndim, 0)
        e = f'cumprod(flip(a, axis={ax}), axis={ax})' if at.get('reverse') else f'cumprod(a, axis={ax})'
        if at.get('exclusive'):
            before = [1 if each == ax else 0 for each in range(a.ndim)]
            e = f'slice(pad({e}, before={lst(before)}, after={lst([0] * a.ndim)}, value=1), from=0, to={a.shape[ax]}, axis={ax})'
        return (f'y = flip({e}, axis={ax})' if at.get('reverse') else f'y = {e}', g)
    if op == 'GatherElements':
        return (f"y = gather_elements(a, places, axis={at.get('axis', 0)})", {'a': a, 'places': ins[1]})
    if op in ('ScatterElements', 'Scatter'):
        return (f"y = scatter_elements(a, places, u, axis={at.get('axis', 0)}, reduce={at.get('reduction', 'none')})",
                {'a': a, 'places': ins[1], 'u': ins[2]})
    if op == 'GatherND':
        if at.get('batch_dims', 0) == 1:
            return (f'a: {size(a.shape[1:])}\nplaces: {size(ins[1].shape[1:])}\ny = gather_nd(a, places)', {'a': a, 'places': ins[1]})
        return ('y = gather_nd(a, places)', {'a': a, 'places': ins[1]})
    if op == 'ScatterND':
        return (f"y = scatter_nd(a, places, u, reduce={at.get('reduction', 'none')})", {'a': a, 'places': ins[1], 'u': ins[2]})
    if op == 'Col2Im':
        to, k = ([int(v) for v in ins[1]], [int(v) for v in ins[2]])
        if len(to) > 3:
            raise No('many axes')
        st, di = (list(at.get('strides', [1] * len(k))), list(at.get('dilations', [1] * len(k))))
        pb, pa = spatial_pads(at, k, to, st, di)
        counts = [(to[i] + pb[i] + pa[i] - (k[i] - 1) * di[i] - 1) // st[i] + 1 for i in range(len(k))]
        x = np.moveaxis(a, 1, -1).reshape(a.shape[0], *counts, a.shape[1])
        return (f'{size(x.shape[1:])} -> fold({lst(to)},{lst(k)},stride={lst(st)},dilation={lst(di)}{pad_word(pb, pa)})', {'x': x}, 'y', nchw)
    if op == 'CumSum':
        ax = int(np.atleast_1d(ins[1])[0])
        e = 'a'
        if at.get('reverse'):
            e = f'flip(cumsum(flip(a, axis={ax}), axis={ax}), axis={ax})'
        else:
            e = f'cumsum(a, axis={ax})'
        if at.get('exclusive'):
            e += ' - a'
        return ('y = ' + e, g)
    if op == 'Gather':
        ax = at.get('axis', 0)
        i = ins[1].astype(float)
        i = np.where(i < 0, i + a.shape[ax], i)
        return (f'y = gather(a, rows, axis={ax})', {'a': a, 'rows': i})
    if op == 'Trilu':
        k = int(ins[1]) if len(ins) > 1 else 0
        up = at.get('upper', 1)
        m = np.ones(a.shape)
        m = np.triu(m, k) if up else np.tril(m, k)
        return ('y = a*m', {'a': a, 'm': m})
    if op == 'Pad':
        p = [int(v) for v in ins[1]]
        ax = [int(v) for v in ins[3]] if len(ins) > 3 else list(range(a.ndim))
        n = len(ax)
        before = [0] * a.ndim
        after = [0] * a.ndim
        for i, x in enumerate(ax):
            before[x] = p[i]
            after[x] = p[n + i]
        mode = at.get('mode', 'constant')
        c = float(ins[2]) if len(ins) > 2 and ins[2] is not None else 0
        w = {'constant': f', value={num(c)}', 'reflect': ', mode=reflect', 'edge': ', mode=edge', 'wrap': ', mode=circular'}[mode]
        return (f'y = pad(a, before={lst(before)}, after={lst(after)}{w})', g)
    if op == 'DepthToSpace':
        b = at['blocksize']
        n, c, h, w = a.shape
        o = c // b // b
        if at.get('mode', 'DCR') == 'DCR':
            e = f'reshape(permute(reshape(a, sizes=[{n},{b},{b},{o},{h},{w}]), axes=[0,3,4,1,5,2]), sizes=[{n},{o},{h * b},{w * b}])'
        else:
            e = f'reshape(permute(reshape(a, sizes=[{n},{o},{b},{b},{h},{w}]), axes=[0,1,4,2,5,3]), sizes=[{n},{o},{h * b},{w * b}])'
        return ('y = ' + e, g)
    if op == 'SpaceToDepth':
        b = at['blocksize']
        n, c, h, w = a.shape
        if at.get('mode', 'DCR') != 'DCR':
            return (f'y = reshape(permute(reshape(a, sizes=[{n},{c},{h // b},{b},{w // b},{b}]), axes=[0,1,3,5,2,4]), sizes=[{n},{c * b * b},{h // b},{w // b}])', g)
        return (f'y = reshape(permute(reshape(a, sizes=[{n},{c},{h // b},{b},{w // b},{b}]), axes=[0,3,5,1,2,4]), sizes=[{n},{c * b * b},{h // b},{w // b}])', g)
    if op == 'LayerNormalization':
        ax = at.get('axis', -1) % a.ndim
        axs = lst(range(ax, a.ndim))
        eps = num(at.get('epsilon', 1e-05))
        e = f'(a - mean(a, axis={axs}, keep=axes))/sqrt(var(a, axis={axs}, keep=axes) + {eps})*b'
        gg = {'a': a, 'b': ins[1]}
        if len(ins) > 2:
            gg['c'] = ins[2]
            e += ' + c'
        return ('y = ' + e, gg)
    if op == 'RMSNormalization':
        ax = at.get('axis', -1) % a.ndim
        axs = lst(range(ax, a.ndim))
        eps = num(at.get('epsilon', 1e-05))
        return (f'y = a/sqrt(mean(a^2, axis={axs}, keep=axes) + {eps})*b', {'a': a, 'b': ins[1]})
    if op == 'CenterCropPad':
        s = outs[0].shape
        e = 'a'
        for x, (k, n) in enumerate(zip(a.shape, s)):
            if n < k:
                f = (k - n) // 2
                e = f'slice({e}, from={f}, to={f + n}, axis={x})'
            elif n > k:
                f = (n - k) // 2
                bb = [0] * a.ndim
                aa = [0] * a.ndim
                bb[x] = f
                aa[x] = n - k - f
                e = f'pad({e}, before={lst(bb)}, after={lst(aa)})'
        return ('y = ' + e, g)
    if op == 'Dropout':
        if len(ins) > 2 and bool(ins[2]) and (not (len(ins) > 1 and ins[1] is not None and (float(ins[1]) == 0))):
            raise No('chance')
        return ('y = id(a)', g)
    if op == 'GridSample':
        x, grid = (nchw(a), ins[1])
        mode = {'bilinear': 'linear', 'bicubic': 'cubic'}.get(at.get('mode', 'linear'), at.get('mode', 'linear'))
        outside = {'zeros': 'zeros', 'border': 'edge', 'reflection': 'reflect'}[at.get('padding_mode', 'zeros')]
        align = 'corners' if at.get('align_corners') else 'centers'
        if mode == 'cubic' and 'align_corners' not in at:
            raise No('numbers of four decimals')
        return (f'image: {size(x.shape[1:])}\ngrid: {size(grid.shape[1:])}\ny: grid_sample(image, grid, mode={mode}, outside={outside}, align={align})',
                {'image': x, 'grid': grid}, 'y', nchw)
    if op == 'AffineGrid':
        sizes = ','.join(str(int(v)) for v in ins[1][2:])
        return (f"{size(a.shape[1:])} -> affine_grid({sizes}{',align=corners' if at.get('align_corners') else ''})", {'x': a}, 'y', None)
    if op == 'MaxUnpool':
        x, n = (nchw(a), a.ndim - 2)
        to = outs[0].shape[2:]
        own = [(a.shape[2 + i] - 1) * at['strides'][i] + at['kernel_shape'][i] - sum(at.get('pads', [0] * 2 * n)[i::n]) for i in range(n)]
        places = np.moveaxis(ins[1], 1, -1) % int(np.prod(own))
        if tuple(own) != to:
            raise No('places that are counted in another size')
        return (f'a: {size(x.shape[1:])}\nplaces: {size(x.shape[1:])}\ny: unpool(a, places, size={lst(to)})', {'a': x, 'places': places}, 'y', nchw)
    if op == 'LRN':
        x = nchw(a)
        if at['size'] % 2 == 0:
            raise No('an even window, which begins one later than that of PyTorch')
        words = ','.join(f'{ours}={num(at.get(own, usual))}' for ours, own, usual in [('alpha', 'alpha', 1e-4), ('beta', 'beta', 0.75), ('k', 'bias', 1)])
        return (f"{size(x.shape[1:])} -> lrn({at['size']},{words})", {'x': x}, 'y', nchw)
    if op in ('GlobalAveragePool', 'GlobalMaxPool'):
        x = nchw(a)
        f = 'mean' if op == 'GlobalAveragePool' else 'max'
        return (f"{size(x.shape[1:])} -> {('global_avgpool' if f == 'mean' else 'global_maxpool')}", {'x': x}, 'y', lambda o: o.reshape(o.shape[:2]))
    if op in ('Conv', 'ConvTranspose'):
        x = nchw(a)
        w = ins[1]
        k = list(w.shape[2:])
        n = len(k)
        st = list(at.get('strides', [1] * n))
        di = list(at.get('dilations', [1] * n))
        gr = at.get('group', 1)
        bias = len(ins) > 2 and ins[2] is not None
        words = f'{lst(k)},'
        if op == 'Conv':
            pb, pa = spatial_pads(at, k, a.shape[2:], st, di)
            o = w.shape[0]
            t = f"conv({lst(k)},{o},stride={lst(st)},dilation={lst(di)},groups={gr}{pad_word(pb, pa)}{('' if bias else ',bias=none')})"
            gg = {'x': x, 'conv1.weight': np.moveaxis(w, 1, -1)}
            if bias:
                gg['conv1.bias'] = ins[2]
        else:
            o = w.shape[1] * gr
            s = outs[0].shape[2:]
            full = [(a.shape[2 + i] - 1) * st[i] + (k[i] - 1) * di[i] + 1 for i in range(n)]
            pads = at.get('pads')
            if pads is None or at.get('output_shape') or at.get('auto_pad', 'NOTSET') != 'NOTSET':
                tot = [full[i] - s[i] for i in range(n)]
                if at.get('output_shape') or at.get('auto_pad'):
                    lo = [t // 2 for t in tot] if at.get('auto_pad') == 'SAME_UPPER' else [t - t // 2 for t in tot]
                    hi = [t - l for t, l in zip(tot, lo)]
                else:
                    lo = [0] * n
                    hi = [t for t in tot]
            else:
                lo = list(pads[:n])
                hi = [full[i] - s[i] - lo[i] for i in range(n)]
            extra = [l - h for l, h in zip(lo, hi)]
            if min(lo) < 0:
                raise No('negative pads')
            if all((e >= 0 for e in extra)):
                t = f'conv_transpose({lst(k)},{o},stride={lst(st)},dilation={lst(di)},pad={lst(lo)},extra={lst(extra)}'
            else:
                t = f'conv_transpose({lst(k)},{o},stride={lst(st)},dilation={lst(di)}{pad_word(lo, hi)}'
            t += (f',groups={gr}' if gr > 1 else '') + ('' if bias else ',bias=none') + ')'
            gg = {'x': x, 'conv_transpose1.weight': np.moveaxis(w, 1, -1)}
            if bias:
                gg['conv_transpose1.bias'] = ins[2]
        return (f'{size(x.shape[1:])} -> {t}', gg, 'y', nchw)
    if op in ('MaxPool', 'AveragePool', 'LpPool'):
        x = nchw(a)
        k = list(at['kernel_shape'])
        n = len(k)
        st = list(at.get('strides', [1] * n))
        di = list(at.get('dilations', [1] * n))
        pb, pa = spatial_pads(at, k, a.shape[2:], st, di)
        f = 'maxpool' if op == 'MaxPool' else 'avgpool'
        more = ''.join([f',stride={lst(st)}', f',dilation={lst(di)}' if any((d != 1 for d in di)) else '', pad_word(pb, pa), ',ceil=yes' if at.get('ceil_mode') else ''])
        if op == 'AveragePool' and (not at.get('count_include_pad')):
            more += ',count=inside'
        t = f'{f}({lst(k)}{more})'
        if op == 'LpPool':
            p, n = (at.get('p', 2), int(np.prod(k)))
            if p != 2:
                return (f"{size(x.shape[1:])} -> abs -> pow(id, {p}) -> {t} -> scale({n}) -> pow(id, {num(1 / p)})", {'x': x}, 'y', nchw)
            t = f'square -> {t} -> scale({n}) -> sqrt'
        return (f'{size(x.shape[1:])} -> {t}', {'x': x}, 'y', nchw)
    if op in ('BatchNormalization',):
        x = nchw(a)
        e = num(at.get('epsilon', 1e-05))
        if at.get('training_mode'):
            return (f'{size(x.shape[1:])} -> batchnorm(eps={e})', {'x': x, 'batchnorm1.weight': ins[1], 'batchnorm1.bias': ins[2]}, 'y', nchw)
        return (f'{size(x.shape[1:])}\ny = (x - m)/sqrt(v + {e})*w + b', {'x': x, 'w': ins[1], 'b': ins[2], 'm': ins[3], 'v': ins[4]}, 'y', nchw)
    if op == 'InstanceNormalization':
        x = nchw(a)
        return (f"{size(x.shape[1:])} -> instancenorm(eps={num(at.get('epsilon', 1e-05))})", {'x': x, 'instancenorm1.weight': ins[1], 'instancenorm1.bias': ins[2]}, 'y', nchw)
    if op == 'GroupNormalization':
        x = nchw(a)
        return (f"{size(x.shape[1:])} -> groupnorm({at['num_groups']},eps={num(at.get('epsilon', 1e-05))})", {'x': x, 'groupnorm1.weight': ins[1], 'groupnorm1.bias': ins[2]}, 'y', nchw)
    if op in ('RNN', 'GRU', 'LSTM'):
        x = np.moveaxis(a, 0, 1) if not at.get('layout', 0) else a
        w, r = (ins[1], ins[2])
        D = w.shape[0]
        H = at['hidden_size']
        b = ins[3] if len(ins) > 3 and ins[3] is not None else None
        if len(ins) > 4 and ins[4] is not None and (len(set(ins[4].tolist())) > 1):
            raise No('lengths')
        if op == 'LSTM' and len(ins) > 7 and (ins[7] is not None):
            raise No('peepholes')
        dr = at.get('direction', 'forward')
        step = {'RNN': 'rnn', 'GRU': 'gru', 'LSTM': 'lstm'}[op]
        lbr = at.get('linear_before_reset', 0)

        def order(m):
            p = np.split(m, {'RNN': 1, 'GRU': 3, 'LSTM': 4}[op], 0)
            if op == 'GRU':
                p = [p[1], p[0], p[2]]
            if op == 'LSTM':
                p = [p[0], p[2], p[3], p[1]]
            return np.concatenate(p, 0)
        gg = {'x': x}
        for d in range(D):
            s = '_reverse' if d else ''
            gg[f'{step}1.weight_ih_l0{s}'] = order(w[d])
            gg[f'{step}1.weight_hh_l0{s}'] = order(r[d])
            if b is not None:
                bi, bh = np.split(b[d], 2)
                gg[f'{step}1.bias_ih_l0{s}'] = order(bi)
                gg[f'{step}1.bias_hh_l0{s}'] = order(bh)
        more = ('' if b is not None else ',bias=none') + (',reset=before' if op == 'GRU' and (not lbr) else '') + (',direction=both' if D == 2 else '')
        pre = 'flip(axis=0) -> ' if dr == 'reverse' else ''
        Y_h = outs[1] if len(outs) > 1 else outs[0]
        yh = np.moveaxis(Y_h, 0, 1) if not at.get('layout', 0) else Y_h
        exp = yh.reshape(yh.shape[0], -1)
        return (f'{size(x.shape[1:])} -> {pre}{step}({H}{more},returns=last)', gg, 'y', ('is', exp))
    if op in ('NegativeLogLikelihoodLoss', 'SoftmaxCrossEntropyLoss'):
        x = nchw(a)
        t = ins[1].astype(float)
        red = at.get('reduction', 'mean')
        w = ins[2] if len(ins) > 2 else None
        ii = at.get('ignore_index')
        n = 'nll' if op[0] == 'N' else 'cross_entropy'
        if red == 'none':
            if w is not None or ii is not None:
                raise No('none with weights')
            oh = np.eye(a.shape[1])[ins[1]]
            e = 'a' if n == 'nll' else 'log_softmax(a)'
            return (f'y = -sum({e}*t, axis=-1)', {'a': x, 't': oh}, 'y', None)
        if x.ndim > 5:
            raise No('many axes')
        words = [f"reduction={('batch_mean' if red == 'mean' else 'sum')}"]
        if red == 'sum':
            words.append(f'weight={x.shape[0]}')
        if w is not None:
            words.append('weights=[' + ','.join((num(v) for v in w)) + ']')
        if ii is not None:
            words.append(f'ignore={ii}')
        return (f"{size(x.shape[1:])} -> {n}({','.join(words)})", {'x': x, 'target': t}, 'loss', None)
    if op == 'Resize':
        mode = at.get('mode', 'nearest')
        ct = at.get('coordinate_transformation_mode', 'half_pixel')
        if ct in ('tf_crop_and_resize', 'half_pixel_symmetric', 'pytorch_half_pixel') or at.get('keep_aspect_ratio_policy', 'stretch') != 'stretch':
            raise No('mode')
        s = outs[0].shape
        sc = ins[2] if len(ins) > 2 else None
        if a.ndim != 4 or s[:2] != a.shape[:2]:
            raise No('axes')
        x = nchw(a)
        al = {'align_corners': ',align=corners', 'asymmetric': ',align=edges'}.get(ct, '') + ({'round_prefer_floor': ',round=half_down', 'round_prefer_ceil': ',round=half_up', 'floor': ',round=down', 'ceil': ',round=up'}[at.get('nearest_mode', 'round_prefer_floor')] if mode == 'nearest' else '')
        m = ('' if mode == 'nearest' else f',mode={mode}') + (',antialias=yes' if at.get('antialias') else '') + (',outside=none' if at.get('exclude_outside') else '') + (f",slope={num(at['cubic_coeff_a'])}" if 'cubic_coeff_a' in at else '')
        by = len(ins) > 2 and ins[2] is not None and (np.size(ins[2]) == 4) and (not (len(ins) > 3 and ins[3] is not None))
        to = f'factor=[{num(round(float(ins[2][2]), 6))},{num(round(float(ins[2][3]), 6))}]' if by else f'[{s[2]},{s[3]}]'
        return (f'{size(x.shape[1:])} -> resize({to}{m}{al})', {'x': x}, 'y', nchw)
    if op == 'Upsample':
        x = nchw(a)
        s = outs[0].shape
        return (f'{size(x.shape[1:])} -> upsample([{s[2] // a.shape[2]},{s[3] // a.shape[3]}])', {'x': x}, 'y', nchw)
    if op == 'Attention':
        if len(outs) > 1 or a.ndim != 4 or (len(ins) > 4 and ins[4] is not None):
            raise No('past')
        q, k, v = ins[:3]
        m = ins[3] if len(ins) > 3 else None
        sc = at.get('scale', q.shape[-1] ** (-0.5))
        if q.shape[1] != k.shape[1]:
            raise No('gqa')
        e = f'matmul(q, transpose(k))*{num(sc)}'
        gg = {'q': q, 'k': k, 'v': v}
        if at.get('softcap'):
            e = f"{num(at['softcap'])}*tanh(({e})/{num(at['softcap'])})"
        big = np.zeros((q.shape[2], k.shape[2]))
        if m is not None:
            big = big + (np.where(m, 0, -1000000000.0) if m.dtype == bool else m)
        if at.get('is_causal'):
            big = big + np.triu(np.full((q.shape[2], k.shape[2]), -1000000000.0), 1)
        if big.any():
            e += ' + m'
            gg['m'] = big
        return (f's = softmax({e})\ny = matmul(s, v)', gg)
    if op == 'ReverseSequence':
        raise No('lengths')
    raise No('no ' + op)
NOTNUM = set('Cast CastLike Shape Constant BitShift BitwiseAnd BitwiseOr BitwiseXor BitwiseNot IsInf IsNaN BitCast QuantizeLinear DequantizeLinear DynamicQuantizeLinear QLinearMatMul QLinearConv ConvInteger MatMulInteger NonZero NonMaxSuppression ImageDecoder StringSplit StringConcat StringNormalizer RegexFullMatch TfIdfVectorizer LabelEncoder OptionalHasElement OptionalGetElement SequenceMap SequenceLength SequenceInsert SplitToSequence Size Range EyeLike ConstantOfShape RandomUniformLike Bernoulli Unique Loop If Scan Adam Adagrad Momentum HannWindow HammingWindow BlackmanWindow MelWeightMatrix Binarizer ArrayFeatureExtractor TreeEnsemble'.split())


def short(v):
    v = np.asarray(v)
    if v.dtype != np.float32:
        return v.astype(float).tolist()
    return cl(np.vectorize(lambda x: float(str(x)), otypes=[float])(v).tolist())


def cl(v):
    return [cl(i) for i in v] if isinstance(v, list) else max(min(v, 1000000000.0), -1000000000.0) if v == v else 0
skip = large = 0
for t in collect_testcases(None):
    if '_expanded' in t.name or len(t.model.graph.node) != 1:
        continue
    n = t.model.graph.node[0]
    op = n.op_type
    if op in NOTNUM or n.domain not in ('', 'ai.onnx'):
        skip += 1
        continue
    try:
        ins_, outs_ = t.data_sets[0]
    except Exception:
        continue
    try:
        kinds = [i for i in ins_ + outs_ if not isinstance(i, np.ndarray) and (not np.isscalar(i))]
        names = [i.name for i in t.model.graph.input]
        by = dict(zip(names, ins_))
        ins = [by.get(x) if x else None for x in n.input]
        while ins and ins[-1] is None:
            ins.pop()
        if kinds:
            raise No('not arrays')
        first = ins[0]
        if first.dtype not in (np.float32, np.float64):
            if not op in WHOLE or first.dtype.kind not in 'iufb':
                skip += 1
                continue
        at = attrs(n)
        if unlike(t.name):
            raise No(unlike(t.name))
        r = translate(op, at, ins, outs_, n)
        text, given = (r[0], r[1])
        path = r[2] if len(r) > 2 else 'y'
        turn = r[3] if len(r) > 3 else None
        o = outs_[-1] if op == 'Split' else outs_[0]
        e = turn[1] if isinstance(turn, tuple) else turn(o) if turn else o
        total = sum((np.asarray(v).size for v in given.values()))
        if any((np.asarray(v).size == 0 for v in given.values())) or e.size == 0:
            raise No('empty')
        if total + e.size > most:
            large += 1
            continue
        if np.ndim(e) > 6 or any((np.ndim(v) > 6 for v in given.values())):
            raise No('more than six axes')
        out.append({'module': t.name.removeprefix('test_'), 'text': text, 'given': {k: short(v) for k, v in given.items()}, 'expect': {path: short(e)}})
    except No as x:
        no.append((t.name, op, str(x)))
    except Exception as x:
        no.append((t.name, op, 'BUG ' + repr(x)[:80]))
here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, 'onnx.json'), 'w', encoding='utf-8') as file:
    file.write('{"texts": [\n' + ',\n'.join((json.dumps(c) for c in out)) + '\n]}\n')
print(f'{len(out)} said and kept; {large} said and too large to keep; {len(no)} not said; {skip} of bits, words or chance')
print('\n'.join((f'{n}: {w}' for n, _, w in no)))
