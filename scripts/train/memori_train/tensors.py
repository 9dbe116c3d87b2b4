"""The safetensors file format (an eight-byte header length, a JSON header, raw little-endian tensors), read and written with NumPy."""
import json
import os
from pathlib import Path

import numpy as np

_TYPES = {'F32': np.float32, 'F16': np.float16, 'I64': np.int64, 'I32': np.int32}
_NAMES = {np.dtype(v): k for k, v in _TYPES.items()}


def read(path):
    """Dictionary of name → array."""
    data = Path(path).read_bytes()
    size = int.from_bytes(data[:8], 'little')
    header, body, out = json.loads(data[8:8 + size]), memoryview(data)[8 + size:], {}
    for name, entry in header.items():
        if name != '__metadata__':
            begin, end = entry['data_offsets']
            out[name] = np.frombuffer(body[begin:end], dtype=_TYPES[entry['dtype']]).reshape(entry['shape'])
    return out


def write(path, arrays):
    """Write atomically: a reader sees the old file or the whole new one."""
    header, at, blobs = {}, 0, []
    for name in sorted(arrays):
        array = np.ascontiguousarray(arrays[name])
        blobs.append(array.tobytes())
        header[name] = {'dtype': _NAMES[array.dtype], 'shape': list(arrays[name].shape), 'data_offsets': [at, at + len(blobs[-1])]}
        at += len(blobs[-1])
    head = json.dumps(header, separators=(',', ':')).encode()
    head += b' ' * (-len(head) % 8)
    partial = Path(str(path) + '.part')
    with open(partial, 'wb') as out:
        out.write(len(head).to_bytes(8, 'little') + head)
        for blob in blobs:
            out.write(blob)
    os.replace(partial, path)
