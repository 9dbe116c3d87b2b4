"""Batched greedy and beam decoding in PyTorch."""
import numpy as np
import torch

from .batches import eights

FORBIDDEN = -1e9


def _most(length):
    """Longest output for a source of this many pieces."""
    return int(1.5 * length) + 10


def _padded(rows, pad):
    out = np.full((len(rows), eights(max(map(len, rows)))), pad, dtype=np.int64)
    for k, row in enumerate(rows):
        out[k, :len(row)] = row
    return torch.from_numpy(out)


class _State:
    """Decoder state of a batch; rows can be reordered or dropped."""

    def __init__(self, network, source, copies=1):
        memory, mask = network.encode(source)
        self.network, self.mask = network, mask.repeat_interleave(copies, 0)
        self.cross = [tuple(t.repeat_interleave(copies, 0) for t in layer) for layer in network.cross(memory)]
        self.past = [None] * network.config['decoder_layers']

    def step(self, ids):
        """Log-probabilities after the newest ids [B]."""
        x, attention = self.network.decode(ids[:, None], self.cross, self.mask, self.past)
        scores = self.network.logits(x[:, -1]).float()
        scores[:, [self.network.config['pad'], self.network.config['unk']]] = FORBIDDEN
        return torch.log_softmax(scores, -1), attention[:, -1]

    def select(self, rows, cross_too=False):
        self.past = [tuple(t[rows] for t in layer) for layer in self.past]
        if cross_too:
            self.cross = [tuple(t[rows] for t in layer) for layer in self.cross]
            self.mask = self.mask[rows]


def greedy(network, sources):
    """Best next piece at every step: list of id lists, without the closing symbol."""
    config, device = network.config, network.flat.device
    state = _State(network, _padded(sources, config['pad']).to(device))
    out, rows = [[] for _ in sources], list(range(len(sources)))
    done = [False] * len(sources)
    last = torch.full((len(sources),), config['decoder_start'], device=device)
    while not all(done):
        last = state.step(last)[0].argmax(-1)
        for row, token in zip(rows, last.tolist()):
            if not done[row]:
                if token == config['eos']:
                    done[row] = True
                else:
                    out[row].append(token)
                    done[row] = len(out[row]) >= _most(len(sources[row]))
        keep = [k for k, row in enumerate(rows) if not done[row]]
        if keep and len(keep) <= 0.75 * len(rows):          # finished rows ride along until a quarter is finished
            chosen = torch.tensor(keep, device=device)
            state.select(chosen, cross_too=True)
            rows, last = [rows[k] for k in keep], last[chosen]
    return out


def beam(network, sources, width=4, penalty=1.0):
    """Beam search; hypotheses are compared by log-probability over length ** penalty."""
    config, device, count = network.config, network.flat.device, len(sources)
    state = _State(network, _padded(sources, config['pad']).to(device), width)
    totals = torch.full((count, width), FORBIDDEN, device=device)
    totals[:, 0] = 0.0
    history = [[[] for _ in range(width)] for _ in sources]
    finished = [[] for _ in sources]
    last = torch.full((count * width,), config['decoder_start'], device=device)
    for length in range(1, max(_most(len(s)) for s in sources) + 1):
        logs, _ = state.step(last)
        vocab = logs.shape[-1]
        best, where = (totals[:, :, None] + logs.view(count, width, vocab)).view(count, -1).topk(2 * width)
        best_list, where_list = best.tolist(), where.tolist()
        order, tokens, history_now = [], [], []
        for k in range(count):
            fresh = []
            for value, place in zip(best_list[k], where_list[k]):
                parent, token = divmod(place, vocab)
                if token == config['eos']:
                    if value > FORBIDDEN / 2:
                        finished[k].append((value / length ** penalty, history[k][parent]))
                elif len(fresh) < width:
                    fresh.append((value, parent, token))
            enough = len(finished[k]) >= width or length >= _most(len(sources[k]))
            if enough:
                finished[k] = finished[k] or [(fresh[0][0] / length ** penalty, history[k][fresh[0][1]])]
            for slot, (value, parent, token) in enumerate(fresh):
                totals[k, slot] = FORBIDDEN if enough else value
                order.append(k * width + parent)
                tokens.append(token)
            history_now.append([history[k][parent] + [token] for _, parent, token in fresh])
        history = history_now
        if all(len(f) >= width or length >= _most(len(s)) for f, s in zip(finished, sources)):
            break
        state.select(torch.tensor(order, device=device))
        last = torch.tensor(tokens, device=device)
    return [max(f, key=lambda item: item[0])[1] for f in finished]


def decode_all(network, sources, width=1, rows=64, penalty=1.0):
    """Decode any number of sources, longest first in batches of like length; results in the given order."""
    order = sorted(range(len(sources)), key=lambda k: -len(sources[k]))
    out = [None] * len(sources)
    with torch.no_grad():
        for at in range(0, len(order), rows):
            part = order[at:at + rows]
            batch = [sources[k] for k in part]
            for k, ids in zip(part, greedy(network, batch) if width == 1 else beam(network, batch, width, penalty)):
                out[k] = ids
    return out
