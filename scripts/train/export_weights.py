"""Reads a weights folder (config.json, weights.safetensors, spm.model) into plain NumPy arrays and facts."""
import hashlib
import json
import struct
from pathlib import Path

import numpy as np

PIECE_NORMAL, PIECE_UNKNOWN, PIECE_CONTROL, PIECE_USER, PIECE_UNUSED, PIECE_BYTE = range(1, 7)


class ExportError(Exception):
    """Something is wrong with what was given; the message says what and where."""


def sha256(path):
    digest = hashlib.sha256()
    with open(path, 'rb') as file:
        for block in iter(lambda: file.read(1 << 20), b''):
            digest.update(block)
    return digest.hexdigest()


def read_safetensors(path):
    """name -> float32 array. The format: length of the header (u64, little endian), JSON header, raw tensors."""
    data = Path(path).read_bytes()
    if len(data) < 8:
        raise ExportError(f'{path}: too short for a safetensors file')
    size = struct.unpack('<Q', data[:8])[0]
    try:
        header = json.loads(data[8:8 + size])
    except ValueError as error:
        raise ExportError(f'{path}: no safetensors header ({error})') from error
    tensors = {}
    for name, entry in header.items():
        if name == '__metadata__':
            continue
        begin, end = entry['data_offsets']
        raw = data[8 + size + begin:8 + size + end]
        if len(raw) != end - begin:
            raise ExportError(f'{path}: {name} is cut off, the file is truncated')
        if entry['dtype'] == 'BF16':
            array = (np.frombuffer(raw, '<u2').astype(np.uint32) << 16).view(np.float32)
        elif entry['dtype'] in ('F16', 'F32', 'F64'):
            array = np.frombuffer(raw, '<f' + str(int(entry['dtype'][1:]) // 8)).astype(np.float32)
        else:
            raise ExportError(f'{path}: {name} has dtype {entry["dtype"]}, only F16, BF16, F32 and F64 are read')
        tensors[name] = array.reshape(entry['shape'])
    return tensors


REQUIRED = ('d_model', 'heads', 'ffn', 'encoder_layers', 'decoder_layers', 'vocab', 'pad', 'eos', 'unk',
            'decoder_start', 'guided_head', 'max_source_tokens')
FIXED = {'activation': 'relu', 'embedding_scale': 'sqrt(d_model)', 'tied_output': True,
         'positions': 'sinusoidal, sines then cosines', 'norm': 'pre, final norm ne/nd'}


def read_config(path):
    config = json.loads(Path(path).read_text('utf-8'))
    missing = [key for key in REQUIRED if key not in config]
    if missing:
        raise ExportError(f'{path}: {", ".join(missing)} missing')
    for key, value in FIXED.items():
        if config.get(key, value) != value:
            raise ExportError(f'{path}: {key} is {config[key]!r}; this exporter only builds {value!r}')
    if config['guided_head']['layer'] != config['decoder_layers'] - 1:
        raise ExportError(f'{path}: guided_head must lie in the last decoder layer')
    return config


def _varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, at


def _fields(data):
    """(field number, value) of a protobuf message: bytes, ints, or the four raw bytes of a float."""
    at = 0
    while at < len(data):
        key, at = _varint(data, at)
        wire = key & 7
        if wire == 0:
            value, at = _varint(data, at)
        elif wire == 2:
            size, at = _varint(data, at)
            value, at = data[at:at + size], at + size
        elif wire in (1, 5):
            size = 8 if wire == 1 else 4
            value, at = data[at:at + size], at + size
        else:
            raise ExportError(f'spm.model: unknown wire type {wire}')
        yield key >> 3, value


def read_pieces(path):
    """[(piece, score, type)] of a SentencePiece model, and its normaliser's name."""
    pieces, normaliser = [], 'identity'
    for field, value in _fields(Path(path).read_bytes()):
        if field == 1:
            piece, score, kind = '', 0.0, PIECE_NORMAL
            for inner, content in _fields(value):
                if inner == 1:
                    piece = content.decode('utf-8')
                elif inner == 2:
                    score = struct.unpack('<f', content)[0]
                elif inner == 3:
                    kind = content
            pieces.append((piece, score, kind))
        elif field == 3:
            normaliser = next((v.decode() for f, v in _fields(value) if f == 1), normaliser)
    return pieces, normaliser


def sinusoids(length, width):
    """Position table: all sines, then all cosines."""
    angle = np.arange(length)[:, None] / np.power(10000.0, 2 * np.arange(width // 2)[None] / width)
    return np.concatenate([np.sin(angle), np.cos(angle)], 1).astype(np.float32)


class Parameters:
    """The network with its matrices arranged as the graph uses them.

    `linear[name]` = (matrix [in, out], bias [out]); q, k, v of self-attention are one matrix, the keys and values of
    all decoder layers' cross-attention are another, and 1/sqrt(head size) is folded into the queries.
    `norm[name]` = (gain, offset). `embedding` holds the factor sqrt(d_model); `linear['out']` does not."""

    def __init__(self, config, tensors, positions):
        d, heads = config['d_model'], config['heads']
        if d % heads:
            raise ExportError(f'd_model {d} is no multiple of heads {heads}')
        self.config, self.linear, self.norm = config, {}, {}
        self.positions = sinusoids(positions, d)
        get = self._getter(tensors)
        scale = np.float32(1 / np.sqrt(d // heads))
        emb = get('emb.weight', (config['vocab'], d))
        self.embedding = emb * np.float32(np.sqrt(d))

        def matrix(name, rows, cols, factor=np.float32(1)):
            return get(name + '.weight', (rows, cols)).T * factor, get(name + '.bias', (rows,)) * factor

        def join(parts):
            return np.concatenate([p[0] for p in parts], 1), np.concatenate([p[1] for p in parts])

        def feed_forward(stack):
            self.linear[stack + '.f1'] = matrix(stack + '.f1', config['ffn'], d)
            self.linear[stack + '.f2'] = matrix(stack + '.f2', d, config['ffn'])

        def norm(name):
            self.norm[name] = get(name + '.weight', (d,)), get(name + '.bias', (d,))

        def self_attention(stack):
            self.linear[stack + '.qkv'] = join([matrix(stack + '.a.q', d, d, scale), matrix(stack + '.a.k', d, d),
                                                matrix(stack + '.a.v', d, d)])
            self.linear[stack + '.o'] = matrix(stack + '.a.o', d, d)

        for i in range(config['encoder_layers']):
            stack = f'enc.{i}'
            self_attention(stack)
            feed_forward(stack)
            norm(stack + '.n1')
            norm(stack + '.n2')
        cross = []
        for i in range(config['decoder_layers']):
            stack = f'dec.{i}'
            self_attention(stack)
            self.linear[stack + '.cq'] = matrix(stack + '.c.q', d, d, scale)
            cross += [matrix(stack + '.c.k', d, d), matrix(stack + '.c.v', d, d)]
            self.linear[stack + '.co'] = matrix(stack + '.c.o', d, d)
            feed_forward(stack)
            for n in ('n1', 'n2', 'n3'):
                norm(f'{stack}.{n}')
        self.linear['dec.ckv'] = join(cross)
        norm('ne')
        norm('nd')
        bias = get('bias', (config['vocab'],)).copy()
        bias[[config['pad'], config['unk']]] = -1e9
        self.linear['out'] = np.ascontiguousarray(emb.T), bias
        left = set(tensors) - self._used
        if left:
            raise ExportError(f'weights hold tensors this exporter does not know: {", ".join(sorted(left)[:5])}')

    def _getter(self, tensors):
        self._used = set()

        def get(name, shape):
            if name not in tensors:
                raise ExportError(f'weights lack the tensor {name}')
            if tensors[name].shape != shape:
                raise ExportError(f'{name} has shape {tensors[name].shape}, config.json says {shape}')
            if not np.isfinite(tensors[name]).all():
                raise ExportError(f'{name} holds numbers that are not finite')
            self._used.add(name)
            return tensors[name]
        return get


def load(folder, positions=512):
    folder = Path(folder)
    for name in ('config.json', 'weights.safetensors', 'spm.model'):
        if not (folder / name).is_file():
            raise ExportError(f'{folder / name} is missing')
    config = read_config(folder / 'config.json')
    return Parameters(config, read_safetensors(folder / 'weights.safetensors'), positions)
