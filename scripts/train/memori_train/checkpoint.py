"""Training state on disk, and weight folders."""
import json
import os
import shutil
from pathlib import Path

import numpy as np
import torch

from . import tensors
from .model import Network, shapes


def save(path, state):
    """Write the state atomically."""
    partial = Path(str(path) + '.part')
    torch.save(state, partial)
    os.replace(partial, path)


def load(path):
    """State written by `save`, on the CPU."""
    return torch.load(path, map_location='cpu')


def read_folder(folder):
    """(config, name → float32 array) of a weights folder."""
    folder = Path(folder)
    config = json.loads((folder / 'config.json').read_text())
    arrays = {name: value.astype(np.float32) for name, value in tensors.read(folder / 'weights.safetensors').items()}
    expected = shapes(config)
    if set(arrays) != set(expected):
        raise SystemExit(f'{folder}: parameters differ from config.json: {sorted(set(arrays) ^ set(expected))[:5]}')
    return config, arrays


def write_folder(folder, config, flat, spm, record=None):
    """Weights (float16) with config.json, spm.model and the run's record. The weights file is replaced last and atomically."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    if Path(spm).resolve() != (folder / 'spm.model').resolve():
        shutil.copyfile(spm, folder / 'spm.model.part')
        os.replace(folder / 'spm.model.part', folder / 'spm.model')
    for name, content in (('config.json', config), ('run.json', record)):
        if content is not None:
            (folder / (name + '.part')).write_text(json.dumps(content, indent=1, ensure_ascii=False) + '\n')
            os.replace(folder / (name + '.part'), folder / name)
    tensors.write(folder / 'weights.safetensors', Network(config, flat).arrays(np.float16))
