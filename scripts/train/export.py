#!/usr/bin/env python3
"""Exports trained weights to a model folder in the transformers.js layout; see EXPORT.md.

    python3 scripts/train/export.py WEIGHTS_DIR OUT_DIR [--calibrate FILE] [--fp32]
"""
import argparse
import json
import os
import shutil
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import export_graph  # noqa: E402
import export_quant  # noqa: E402
import export_tokenizer  # noqa: E402
import export_weights  # noqa: E402
from export_weights import ExportError  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]


def parse(argv):
    parser = argparse.ArgumentParser(description='weights folder -> ONNX model folder (static int8, or fp32 as well)')
    parser.add_argument('weights', help='folder with config.json, weights.safetensors, spm.model')
    parser.add_argument('out', help='model folder to write, e.g. models/memori-id-en')
    parser.add_argument('--calibrate', action='append', metavar='PATH',
                        help='TSV (source, tab, target), text file or folder of *.txt/*.md with source sentences; '
                             'default: the corpus folder of this repository')
    parser.add_argument('--sentences', type=int, default=300, help='how many of them (default 300)')
    parser.add_argument('--fp32', action='store_true', help='write the fp32 graphs too (twice 26 MB)')
    parser.add_argument('--keep', default='', help='comma-separated matrix products to leave in fp32, e.g. out,dec.ckv')
    parser.add_argument('--w-top', type=int, default=127)
    parser.add_argument('--a-top', type=int, default=255)
    parser.add_argument('--no-smooth', action='store_true')
    return parser.parse_args(argv)


def calibration_pairs(paths, limit):
    """[(source, target or None)], evenly picked from everything given."""
    pairs = []
    for path in map(Path, paths):
        files = sorted(f for f in path.rglob('*') if f.suffix in ('.txt', '.md')) if path.is_dir() else [path]
        for file in files:
            for line in file.read_text('utf-8').splitlines():
                source, _, target = line.partition('\t')
                if len(source.split()) >= 3:
                    pairs.append((source.strip(), target.strip() or None))
    if not pairs:
        raise ExportError(f'no calibration sentences in {", ".join(map(str, paths))}: give --calibrate FILE')
    step = max(1, len(pairs) / limit)
    return [pairs[int(i * step)] for i in range(min(limit, len(pairs)))]


def encode_pairs(pairs, model, config):
    import sentencepiece
    sp = sentencepiece.SentencePieceProcessor(model_file=str(model))
    longest, eos = config['max_source_tokens'], config['eos']
    sources = [sp.encode(s)[:longest - 1] + [eos] for s, _ in pairs]
    targets = [None if t is None else sp.encode(t)[:longest - 1] + [eos] for _, t in pairs]
    return sources, targets


def write_json(path, value):
    path.write_text(json.dumps(value, ensure_ascii=False, indent=None if path.name == 'tokenizer.json' else 2) + '\n', 'utf-8')


def main(argv):
    options = parse(argv)
    weights, out = Path(options.weights), Path(options.out)
    parameters = export_weights.load(weights, export_tokenizer.POSITIONS)
    c = parameters.config
    pieces, normaliser = export_weights.read_pieces(weights / 'spm.model')
    files = export_tokenizer.tokenizer_files(pieces, normaliser, c)
    (out / 'onnx').mkdir(parents=True, exist_ok=True)
    shutil.copyfile(weights / 'spm.model', out / 'spm.model')
    memori = {'guidedHead': c['guided_head'], 'maxSourceTokens': c['max_source_tokens'], 'topCandidates': export_graph.TOP,
              'reservedPieces': export_tokenizer.reserved_pieces(pieces),
              'weightsSha256': export_weights.sha256(weights / 'weights.safetensors')}
    files['config.json'] = export_tokenizer.config_file(c, memori)
    files['generation_config.json'] = export_tokenizer.generation_file(c)
    for name, content in files.items():
        write_json(out / name, content)
    if options.fp32:
        export_graph.write_encoder(out / 'onnx/encoder_model.onnx', parameters)
        export_graph.write_decoder(out / 'onnx/decoder_model_merged.onnx', parameters)
    start = time.time()
    pairs = calibration_pairs(options.calibrate or [ROOT / 'corpus'], options.sentences)
    samples = export_quant.calibration_samples(parameters, *encode_pairs(pairs, weights / 'spm.model', c))
    print(f'calibrated on {len(pairs)} sentences in {time.time() - start:.0f} s', file=sys.stderr)
    quant = export_quant.quantize(parameters, samples, keep=set(filter(None, options.keep.split(','))), w_top=options.w_top, a_top=options.a_top, smooth=not options.no_smooth,
                                  log=lambda line: print(line, file=sys.stderr))
    export_graph.write_encoder(out / 'onnx/encoder_model_quantized.onnx', parameters, quant)
    export_graph.write_decoder(out / 'onnx/decoder_model_merged_quantized.onnx', parameters, quant)


if __name__ == '__main__':
    try:
        main(sys.argv[1:])
    except (ExportError, OSError) as error:
        sys.exit(f'export: {error}')
