"""The network in PyTorch: pre-norm Transformer, tied embeddings, sinusoidal positions; names and arithmetic as in the weights folder.

All parameters are views into one flat float32 tensor, so that the optimiser, the moving average and the checkpoint handle one array each.
Matrix products run in `compute` precision (bfloat16 on both CPU and CUDA); embeddings, residuals and norms stay in float32.
"""
import math

import numpy as np
import torch
import torch.nn.functional as F

MASKED = -1e4


def shapes(config):
    """Name → shape of every parameter, in file order."""
    d, f, out = config['d_model'], config['ffn'], {}

    def linear(name, rows, columns):
        out[name + '.weight'], out[name + '.bias'] = (rows, columns), (rows,)

    def norm(name):
        out[name + '.weight'], out[name + '.bias'] = (d,), (d,)

    def attention(name):
        for part in 'qkvo':
            linear(f'{name}.{part}', d, d)

    out['emb.weight'], out['bias'] = (config['vocab'], d), (config['vocab'],)
    for i in range(config['encoder_layers']):
        attention(f'enc.{i}.a')
        linear(f'enc.{i}.f1', f, d)
        linear(f'enc.{i}.f2', d, f)
        norm(f'enc.{i}.n1')
        norm(f'enc.{i}.n2')
    for i in range(config['decoder_layers']):
        attention(f'dec.{i}.a')
        attention(f'dec.{i}.c')
        linear(f'dec.{i}.f1', f, d)
        linear(f'dec.{i}.f2', d, f)
        for n in ('n1', 'n2', 'n3'):
            norm(f'dec.{i}.{n}')
    norm('ne')
    norm('nd')
    return out


def sinusoids(length, d):
    """[length, d] positions: all sines, then all cosines."""
    angles = np.arange(length)[:, None] / np.power(10000.0, 2 * np.arange(d // 2)[None] / d)
    return np.concatenate([np.sin(angles), np.cos(angles)], 1).astype(np.float32)


def initial(config, seed=1):
    """Random start: Xavier-like matrices, unit norms, small embeddings."""
    rng, out = np.random.default_rng(seed), {}
    for name, shape in shapes(config).items():
        if len(shape) == 2:
            spread = config['d_model'] ** -0.5 if name == 'emb.weight' else math.sqrt(2.0 / sum(shape))
            out[name] = (rng.standard_normal(shape) * spread).astype(np.float32)
        else:
            is_norm_weight = name.endswith('.weight')
            out[name] = (np.ones if is_norm_weight else np.zeros)(shape, dtype=np.float32)
    return out


class Dropout:
    """Cheap dropout: slices of one pre-drawn mask at random places. `rate` 0 is off."""

    def __init__(self, rate, device, size=1 << 24, seed=7):
        self.rate = rate
        if rate:
            drawn = np.random.default_rng(seed).random(size, dtype=np.float32) >= rate
            self.mask = torch.from_numpy(drawn.astype(np.float32) / (1 - rate)).to(device)
        self.rng = np.random.default_rng(0)

    def reseed(self, step):
        """Make the masks of a step depend on nothing but its number."""
        self.rng = np.random.default_rng((step, 11))

    def __call__(self, x):
        if not self.rate:
            return x
        n, size = x.numel(), self.mask.numel()
        if n > size:
            raise ValueError(f'dropout mask of {size} is too small for {n} values')
        at = int(self.rng.integers(0, size - n + 1))
        return x * self.mask[at:at + n].view(x.shape)


class SmoothedLoss(torch.autograd.Function):
    """Output layer and label-smoothed cross-entropy in one: the negative log-likelihood, summed over the first `count` rows, with the
    gradient of the smoothed loss. The scores are the widest array of a step, so they are passed over as seldom as possible: one softmax
    in their own precision, and the constant part of the smoothing's gradient is added where it is narrow."""

    @staticmethod
    def forward(ctx, x, matrix, bias, labels, count, smoothing):
        share = torch.softmax(F.linear(x, matrix, bias), -1)
        gold = share.gather(1, labels[:, None]).float()
        nll = -torch.log(gold[:count].clamp(min=1e-9)).sum()
        share.scatter_(1, labels[:, None], (gold - (1 - smoothing)).to(share.dtype))
        share[count:] = 0
        ctx.save_for_backward(share, x, matrix)
        ctx.count, ctx.constant = count, smoothing / matrix.shape[0]
        return nll

    @staticmethod
    def backward(ctx, upstream):
        share, x, matrix = ctx.saved_tensors
        by_row = torch.matmul(share, matrix).float()
        by_row[:ctx.count] -= ctx.constant * matrix.float().sum(0)
        scaled = x * upstream.to(x.dtype)
        by_piece = torch.matmul(share.t(), scaled).float() - ctx.constant * scaled[:ctx.count].float().sum(0)
        by_bias = (share.sum(0).float() - ctx.constant * ctx.count) * upstream
        return (by_row * upstream).to(x.dtype), by_piece.to(matrix.dtype), by_bias.to(matrix.dtype), None, None, None


class Network:
    """Parameters as views into `flat` and the forward pass."""

    def __init__(self, config, flat, compute=torch.bfloat16):
        self.config, self.flat, self.compute = config, flat, compute
        self.parameters, at = {}, 0
        for name, shape in shapes(config).items():
            size = math.prod(shape)
            self.parameters[name] = flat[at:at + size].view(shape)
            at += size
        self.positions = torch.from_numpy(sinusoids(512, config['d_model'])).to(flat.device)
        self.dropout = lambda x: x

    @staticmethod
    def size(config):
        """Number of parameters."""
        return sum(math.prod(shape) for shape in shapes(config).values())

    @classmethod
    def of(cls, config, arrays, device='cpu', compute=torch.bfloat16):
        """Network with the given arrays (name → NumPy array) as its weights."""
        flat = torch.cat([torch.from_numpy(np.array(arrays[name], dtype=np.float32)).reshape(-1) for name in shapes(config)])
        return cls(config, flat.to(device), compute)

    def arrays(self, dtype=np.float16):
        """Name → NumPy array of the weights."""
        return {name: value.detach().cpu().numpy().astype(dtype) for name, value in self.parameters.items()}

    def linear(self, x, name):
        p = self.parameters
        return F.linear(x, p[name + '.weight'].to(self.compute), p[name + '.bias'].to(self.compute))

    def norm(self, x, name):
        p = self.parameters
        return F.layer_norm(x, x.shape[-1:], p[name + '.weight'], p[name + '.bias']).to(self.compute)

    def split(self, x):
        """[B, T, d] → [B, heads, T, d / heads]"""
        heads = self.config['heads']
        return x.view(*x.shape[:2], heads, -1).transpose(1, 2)

    def attend(self, q, k, v, mask, name):
        """Output of an attention block in float32, and its weights."""
        scores = torch.matmul(q * (q.shape[-1] ** -0.5), k.transpose(-1, -2))
        weights = torch.softmax(scores + mask, -1)
        mixed = torch.matmul(weights, v).transpose(1, 2)
        return self.linear(mixed.reshape(*mixed.shape[:2], -1), name + '.o').float(), weights

    def feed(self, x, name):
        return self.linear(torch.relu(self.linear(x, name + '.f1')), name + '.f2').float()

    def embed(self, ids, offset=0):
        return F.embedding(ids, self.parameters['emb.weight']) * math.sqrt(self.config['d_model']) + self.positions[offset:offset + ids.shape[1]]

    def source_mask(self, ids):
        """Additive mask [B, 1, 1, S] that hides padding."""
        return ((ids == self.config['pad']).to(self.compute) * MASKED)[:, None, None]

    def encode(self, ids):
        """[B, S] source ids → (memory [B, S, d], mask)."""
        mask, drop = self.source_mask(ids), self.dropout
        x = drop(self.embed(ids))
        for i in range(self.config['encoder_layers']):
            n = f'enc.{i}'
            y = self.norm(x, n + '.n1')
            q, k, v = (self.split(self.linear(y, f'{n}.a.{part}')) for part in 'qkv')
            x = x + drop(self.attend(q, k, v, mask, n + '.a')[0])
            x = x + drop(self.feed(self.norm(x, n + '.n2'), n))
        return self.norm(x, 'ne'), mask

    def cross(self, memory):
        """Keys and values of the cross attention of every decoder layer."""
        return [tuple(self.split(self.linear(memory, f'dec.{i}.c.{part}')) for part in 'kv') for i in range(self.config['decoder_layers'])]

    def decode(self, ids, cross, mask, past=None):
        """Decoder over ids [B, T]. `past` (a list, one entry a layer) makes it incremental: ids are the newest ones only.

        Returns the closing-norm output [B, T, d] and the guided head's attention [B, T, S]."""
        drop, guided = self.dropout, self.config['guided_head']
        offset = past[0][0].shape[2] if past and past[0] is not None else 0
        length = ids.shape[1]
        causal = torch.triu(torch.full((length, length + offset), MASKED, device=ids.device, dtype=self.compute), 1 + offset)
        x, attention = drop(self.embed(ids, offset)), None
        for i in range(self.config['decoder_layers']):
            n = f'dec.{i}'
            y = self.norm(x, n + '.n1')
            q, k, v = (self.split(self.linear(y, f'{n}.a.{part}')) for part in 'qkv')
            if past is not None:
                if past[i] is not None:
                    k, v = torch.cat([past[i][0], k], 2), torch.cat([past[i][1], v], 2)
                past[i] = (k, v)
            x = x + drop(self.attend(q, k, v, causal, n + '.a')[0])
            q = self.split(self.linear(self.norm(x, n + '.n2'), n + '.c.q'))
            mixed, weights = self.attend(q, *cross[i], mask, n + '.c')
            if i == guided['layer']:
                attention = weights[:, guided['head']]
            x = x + drop(mixed)
            x = x + drop(self.feed(self.norm(x, n + '.n3'), n))
        return self.norm(x, 'nd'), attention

    def logits(self, x):
        """Scores over the vocabulary."""
        return F.linear(x, self.parameters['emb.weight'].to(self.compute), self.parameters['bias'].to(self.compute))

    def loss(self, source, previous, labels, links, smoothing, guidance):
        """Training loss (smoothed loss per target piece plus guided attention) and what is reported of it:
        (loss to differentiate, negative log-likelihood per piece, guided loss).

        links [B, T, S] marks linked pieces; target pieces without a link are not guided. Only real target pieces are scored; their
        number is rounded up to a multiple of 64 so that shapes repeat."""
        memory, mask = self.encode(source)
        x, attention = self.decode(previous, self.cross(memory), mask)
        flat = labels.reshape(-1)
        real = torch.nonzero(flat != self.config['pad']).squeeze(1)
        rows = F.pad(real, (0, -len(real) % 64))
        matrix, bias = self.parameters['emb.weight'].to(self.compute), self.parameters['bias'].to(self.compute)
        nll = SmoothedLoss.apply(x.reshape(-1, x.shape[-1]).index_select(0, rows), matrix, bias, flat[rows], len(real), smoothing) / len(real)
        mass = (attention.float() * links).sum(-1)
        linked = links.any(-1)
        guided = -(torch.log(mass + 1e-4) * linked).sum() / linked.sum().clamp(min=1)
        return nll + guidance * guided, nll.detach(), guided.detach()
