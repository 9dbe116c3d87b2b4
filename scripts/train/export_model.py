"""NumPy forward pass of the network as the graph computes it: for calibration and for the parity check.

Batched and padded; `watch(name, x)` is called with the input of every matrix product, padded rows removed."""
import numpy as np


def _softmax(scores):
    scores = np.exp(scores - scores.max(-1, keepdims=True))
    return scores / scores.sum(-1, keepdims=True)


class Network:
    def __init__(self, parameters, watch=None):
        self.p, self.watch = parameters, watch
        self.heads = parameters.config['heads']
        self._keep = None

    def _linear(self, x, name):
        if self.watch:
            self.watch(name, x[self._keep])
        matrix, bias = self.p.linear[name]
        return x @ matrix + bias

    def _norm(self, x, name):
        gain, offset = self.p.norm[name]
        mean = x.mean(-1, keepdims=True)
        return (x - mean) / np.sqrt(x.var(-1, keepdims=True) + 1e-5) * gain + offset

    def _apart(self, x, parts):
        b, t, width = x.shape
        return x.reshape(b, t, parts, self.heads, width // parts // self.heads).transpose(2, 0, 3, 1, 4)

    @staticmethod
    def _attend(q, k, v, mask):
        weights = _softmax(q @ k.transpose(0, 1, 3, 2) + mask)
        mixed = weights @ v
        b, h, t, e = mixed.shape
        return mixed.transpose(0, 2, 1, 3).reshape(b, t, h * e), weights

    def _feed_forward(self, x, stack):
        return self._linear(np.maximum(self._linear(x, stack + '.f1'), 0), stack + '.f2')

    def encode(self, ids, mask):
        """ids, mask [B,S] -> [B,S,d]; rows under a zero mask are meaningless."""
        self._keep = mask.astype(bool)
        gap = ((mask - 1) * np.float32(1e9)).astype(np.float32)[:, None, None]
        x = self.p.embedding[ids] + self.p.positions[:ids.shape[1]]
        for i in range(self.p.config['encoder_layers']):
            stack = f'enc.{i}'
            y, _ = self._attend(*self._apart(self._linear(self._norm(x, stack + '.n1'), stack + '.qkv'), 3), gap)
            x = x + self._linear(y, stack + '.o')
            x = x + self._feed_forward(self._norm(x, stack + '.n2'), stack)
        return self._norm(x, 'ne')

    def decode(self, ids, memory, mask, target_mask=None, last=False):
        """Logits [B,T,V] (`last`: [B,1,V]) and the guided attention [B,T,S] for a whole prefix, without a cache."""
        gap = ((mask - 1) * np.float32(1e9)).astype(np.float32)[:, None, None]
        layers, length = self.p.config['decoder_layers'], ids.shape[1]
        self._keep = mask.astype(bool)
        cross = self._apart(self._linear(memory, 'dec.ckv'), 2 * layers)
        self._keep = np.ones(ids.shape, bool) if target_mask is None else target_mask.astype(bool)
        causal = np.triu(np.full((length, length), -1e9, np.float32), 1)
        x, weights = self.p.embedding[ids] + self.p.positions[:length], None
        for i in range(layers):
            stack = f'dec.{i}'
            y, _ = self._attend(*self._apart(self._linear(self._norm(x, stack + '.n1'), stack + '.qkv'), 3), causal)
            x = x + self._linear(y, stack + '.o')
            q = self._apart(self._linear(self._norm(x, stack + '.n2'), stack + '.cq'), 1)[0]
            y, weights = self._attend(q, cross[2 * i], cross[2 * i + 1], gap)
            x = x + self._linear(y, stack + '.co')
            x = x + self._feed_forward(self._norm(x, stack + '.n3'), stack)
        normed = self._norm(x, 'nd')
        return self._linear(normed[:, -1:] if last else normed, 'out'), weights[:, self.p.config['guided_head']['head']]

    def greedy(self, rows, limit=lambda length: 1.5 * length + 10):
        """Batched greedy decoding of token rows (each ending in eos). Returns the target rows without start and eos."""
        c = self.p.config
        ids, mask = pad(rows, c['pad'])
        memory = self.encode(ids, mask)
        caps = [limit(len(row)) for row in rows]
        out, live = [[] for _ in rows], list(range(len(rows)))
        while live:
            prefix = np.array([[c['decoder_start']] + out[i] for i in live])
            watch, self.watch = self.watch, None  # the same prefixes come again and again: only the end result is watched
            logits, _ = self.decode(prefix, memory[live], mask[live], last=True)
            self.watch = watch
            best = logits[:, -1].argmax(-1)
            for i, token in zip(live, best):
                if token != c['eos']:
                    out[i].append(int(token))
            live = [i for i, token in zip(live, best) if token != c['eos'] and len(out[i]) + 1 < caps[i]]
        return out


def pad(rows, value):
    width = max(map(len, rows))
    ids = np.full((len(rows), width), value, np.int64)
    mask = np.zeros((len(rows), width), np.int64)
    for i, row in enumerate(rows):
        ids[i, :len(row)] = row
        mask[i, :len(row)] = 1
    return ids, mask
