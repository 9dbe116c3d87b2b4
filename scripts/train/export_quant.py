"""Static int8: which scale each matrix input and each matrix column gets, from a calibration run in NumPy.

Weights: symmetric, one scale per output column. Inputs of matrix products: uint8 with one fixed scale and zero point per
product, found by the smallest error of the product on the calibration rows. Before that, single loud input channels are
made quieter where the network allows it without changing its function (SmoothQuant, Xiao et al. 2022): a norm's gain, the
hidden units of a feed-forward block (ReLU is homogeneous) and the value channels of attention can be divided by any
positive factor if the next matrix's row is multiplied by it. Weights are then rounded so that the rounding of later rows
makes up for that of earlier ones (GPTQ, Frantar et al. 2022); what the mean of a product still loses goes into its bias."""
from dataclasses import dataclass, field

import numpy as np

from export_model import Network, pad

W_TOP = 64  # 2 · 255 · 64 < 2¹⁵: the 16-bit pair sums of x86 machines without VNNI cannot saturate either
A_TOP = 255
DAMPING = 0.01
POWERS = (None, 0.3, 0.5, 0.65, 0.8)
CLIPS = (1.0, 0.95, 0.9, 0.85, 0.8, 0.7, 0.6, 0.5, 0.4)


@dataclass
class LinearQuant:
    weight: np.ndarray  # int8 [in, out]
    w_scale: np.ndarray  # [out]
    a_scale: float
    a_zero: int
    error: float = 0.0  # |error of the product|² / |product|² on the calibration rows
    power: object = None


@dataclass
class Quantized:
    linear: dict = field(default_factory=dict)
    adjusted: dict = field(default_factory=dict)  # name -> (fp32 matrix, bias) after smoothing and bias correction
    norms: dict = field(default_factory=dict)
    embedding: tuple = ()


def calibration_samples(parameters, sources, targets, limit=3000, batch=16):
    """name -> input rows of every matrix product, over the model's own translations and the given ones (or None)."""
    kept, seen, random = {}, {}, np.random.default_rng(0)

    def watch(name, x):
        # a reservoir of whole batches: every batch gives the same share of its rows
        seen[name] = seen.get(name, 0) + len(x)
        take = min(len(x), max(1, limit * batch // max(1, len(sources)) // (2 if any(targets) else 1)))
        kept.setdefault(name, []).append(x[random.choice(len(x), take, replace=False)])

    network, c = Network(parameters), parameters.config
    order = sorted(range(len(sources)), key=lambda i: len(sources[i]))
    for start in range(0, len(order), batch):
        part = order[start:start + batch]
        network.watch = None
        own = network.greedy([sources[i] for i in part])
        network.watch = watch
        ids, mask = pad([sources[i] for i in part], c['pad'])
        memory = network.encode(ids, mask)
        for outputs in (own, [targets[i] for i in part]):
            if any(o is None for o in outputs):
                continue
            prefix, kept_mask = pad([[c['decoder_start'], *o] for o in outputs], c['pad'])
            network.decode(prefix, memory, mask, kept_mask)
    return {name: np.concatenate(parts) for name, parts in kept.items()}


def _channels_before(c):
    """linear name -> where its input channels can be scaled: ('norm', name) or ('columns', linear, first column)."""
    d, before = c['d_model'], {}
    for i in range(c['encoder_layers']):
        before[f'enc.{i}.qkv'] = ('norm', f'enc.{i}.n1')
        before[f'enc.{i}.f1'] = ('norm', f'enc.{i}.n2')
        before[f'enc.{i}.o'] = ('columns', f'enc.{i}.qkv', 2 * d)
        before[f'enc.{i}.f2'] = ('columns', f'enc.{i}.f1', 0)
    for i in range(c['decoder_layers']):
        before[f'dec.{i}.qkv'] = ('norm', f'dec.{i}.n1')
        before[f'dec.{i}.cq'] = ('norm', f'dec.{i}.n2')
        before[f'dec.{i}.f1'] = ('norm', f'dec.{i}.n3')
        before[f'dec.{i}.o'] = ('columns', f'dec.{i}.qkv', 2 * d)
        before[f'dec.{i}.co'] = ('columns', 'dec.ckv', (2 * i + 1) * d)
        before[f'dec.{i}.f2'] = ('columns', f'dec.{i}.f1', 0)
    before['dec.ckv'] = ('norm', 'ne')
    before['out'] = ('norm', 'nd')
    return before


def _weight_codes(matrix):
    scale = np.maximum(np.abs(matrix).max(0), 1e-8) / W_TOP
    return np.clip(np.rint(matrix / scale), -W_TOP, W_TOP).astype(np.int8), scale.astype(np.float32)


def _compensated(matrix, scale, inputs):
    """Codes of the matrix, rounded row by row so that later rows make up for the rounding of earlier ones on these inputs."""
    gram = inputs.T.astype(np.float64) @ inputs
    order = np.argsort(-np.diag(gram), kind='stable')
    gram = gram[np.ix_(order, order)] + np.eye(len(gram)) * (DAMPING * np.diag(gram).mean() + 1e-12)
    upper = np.linalg.cholesky(np.linalg.inv(gram)).T.astype(np.float32)
    left, codes = matrix[order].copy(), np.empty(matrix.shape, np.int8)
    for i in range(len(left)):
        row = np.clip(np.rint(left[i] / scale), -W_TOP, W_TOP)
        codes[order[i]] = row
        if i + 1 < len(left):
            left[i + 1:] -= np.outer(upper[i, i + 1:], (left[i] - row * scale) / upper[i, i])
    return codes


def _input_codes(x, scale, zero):
    return np.clip(np.rint(x / scale) + zero, 0, A_TOP) - zero


def _best(x, matrix):
    """(error, codes, w_scale, a_scale, zero point) with the clipping that costs least on the rows x."""
    codes, w_scale = _weight_codes(matrix)
    rounded = codes.astype(np.float32) * w_scale
    exact = x @ matrix
    power = float((exact.astype(np.float64) ** 2).mean()) or 1.0
    low, high = min(float(x.min()), 0.0), max(float(x.max()), 1e-6)
    best = None
    for clip in CLIPS:
        scale = np.float32((high - low) * clip / A_TOP)
        zero = int(np.clip(np.rint(-low * clip / scale), 0, A_TOP))
        wrong = (_input_codes(x, scale, zero) * scale) @ rounded - exact
        error = float(((wrong - wrong.mean(0)) ** 2).mean()) / power
        if best is None or error < best[0]:
            best = error, codes, w_scale, scale, zero
    return best


def quantize(parameters, samples, keep=(), rows=768, log=None):
    """Static int8 version of every linear layer but those named in `keep` (these stay fp32)."""
    c, random = parameters.config, np.random.default_rng(1)
    result = Quantized(norms=dict(parameters.norm),
                       adjusted={k: (m.copy(), b.copy()) for k, (m, b) in parameters.linear.items()})
    before = _channels_before(c)
    for name in parameters.linear:
        if name in keep:
            continue
        every, (matrix, bias) = samples[name], result.adjusted[name]
        x = every[random.choice(len(every), min(rows, len(every)), replace=False)]
        best, factor = None, None
        for power in POWERS:
            f = np.ones(len(matrix), np.float32)
            if power is not None:
                loud = np.maximum(np.abs(x).max(0), 1e-5)
                f = loud ** power / np.maximum(np.abs(matrix).max(1), 1e-5) ** (1 - power)
                f = np.clip(f / np.exp(np.log(f).mean()), 1e-2, 1e2).astype(np.float32)
            found = _best(x / f, matrix * f[:, None])
            if best is None or found[0] < best[0] * 0.98:
                best, factor, chosen = found, f, power
        _, _, w_scale, a_scale, zero = best
        scaled, matrix = every / factor, matrix * factor[:, None]
        seen = _input_codes(scaled, a_scale, zero) * a_scale
        codes = _compensated(matrix, w_scale, seen)
        exact = scaled @ matrix
        lost = exact - seen @ (codes.astype(np.float32) * w_scale)
        error = float(((lost - lost.mean(0)) ** 2).mean() / (exact ** 2).mean())
        result.adjusted[name] = matrix, (bias + lost.mean(0)).astype(np.float32)
        result.linear[name] = LinearQuant(codes, w_scale, float(a_scale), zero, error, chosen)
        _divide(result, before[name], factor)
        if log:
            log(f'  {name:<10} error {error:.2e}  smoothing {chosen}  zero point {zero}')
    _rescale_columns(result)
    row = np.maximum(np.abs(parameters.embedding).max(1, keepdims=True), 1e-8) / 127
    result.embedding = np.rint(parameters.embedding / row).astype(np.int8), row.astype(np.float32)
    return result


def _divide(result, source, factor):
    if source[0] == 'norm':
        gain, offset = result.norms[source[1]]
        result.norms[source[1]] = gain / factor, offset / factor
        return
    _, name, first = source
    matrix, bias = result.adjusted[name]
    part = slice(first, first + len(factor))
    matrix[:, part] /= factor
    bias[part] /= factor


def _rescale_columns(result):
    """Columns divided after their matrix was quantised: only their scale changes, the codes stay."""
    for name, q in result.linear.items():
        matrix = result.adjusted[name][0]
        q.w_scale = (np.maximum(np.abs(matrix).max(0), 1e-8) / W_TOP).astype(np.float32)
