"""The parity gate: NumPy == fp32 graphs == transformers.js, int8 the same in every batch. See EXPORT.md."""
import importlib.util
import json
import subprocess
import sys
import tempfile
import types
from pathlib import Path

import sentencepiece

import export_graph
import export_tokenizer
import export_weights
from export_model import Network, pad
from export_weights import ExportError

HERE = Path(__file__).resolve().parent


def against_reference(script, weights, texts, expected, sp):
    """Texts that an independent implementation (reference.py of the weights) translates differently."""
    try:
        import safetensors.numpy  # noqa: F401
    except ImportError:  # the script needs one function of that package
        package, module = types.ModuleType('safetensors'), types.ModuleType('safetensors.numpy')
        module.load_file = export_weights.read_safetensors
        sys.modules.update({'safetensors': package, 'safetensors.numpy': module})
    spec = importlib.util.spec_from_file_location('reference', script)
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    model = reference.Model(str(weights))
    return [text for text, ids in zip(texts, expected) if model.translate(text) != sp.decode(ids)]


def run(weights, folder, texts, reference=None):
    """True if every check holds; prints one line for each."""
    weights, folder = Path(weights), Path(folder)
    parameters = export_weights.load(weights, export_tokenizer.POSITIONS)
    c = parameters.config
    recorded = json.loads((folder / 'config.json').read_text('utf-8'))['memori']['weightsSha256']
    if recorded != export_weights.sha256(weights / 'weights.safetensors'):
        raise ExportError(f'{folder} was exported from other weights than {weights}: export again')
    sp = sentencepiece.SentencePieceProcessor(model_file=str(weights / 'spm.model'))
    rows = [sp.encode(text) + [c['eos']] for text in texts]
    network, wanted = Network(parameters), []
    for start in range(0, len(rows), 16):
        wanted += network.greedy(rows[start:start + 16])
    good = True
    if reference:
        wrong = against_reference(reference, weights, texts, wanted, sp)
        good = not wrong
        print(f'{"FAIL" if wrong else "ok  "} batched NumPy == {Path(reference).name}: {len(texts) - len(wrong)} of {len(texts)} texts')
    else:
        print('--   no reference.py given or found: NumPy is the truth (--reference FILE compares it with another implementation)')
    ids, mask = pad(rows[:1], c['pad'])
    prefix, _ = pad([[c['decoder_start'], *wanted[0]]], c['pad'])
    _, guided = network.decode(prefix, network.encode(ids, mask), mask)
    with tempfile.TemporaryDirectory() as scratch:
        fp32 = Path(scratch) / folder.resolve().name
        (fp32 / 'onnx').mkdir(parents=True)
        for file in folder.glob('*.json'):
            (fp32 / file.name).write_bytes(file.read_bytes())
        export_graph.write_encoder(fp32 / 'onnx/encoder_model.onnx', parameters)
        export_graph.write_decoder(fp32 / 'onnx/decoder_model_merged.onnx', parameters)
        job = Path(scratch) / 'job.json'
        job.write_text(json.dumps({'fp32': str(fp32), 'int8': str(folder.resolve()), 'spm': str((folder / 'spm.model').resolve()),
                                   'texts': texts, 'rows': rows, 'wanted': wanted, 'guided': guided[0].tolist()}))
        return subprocess.run(['node', str(HERE / 'export_check.mjs'), str(job)]).returncode == 0 and good
