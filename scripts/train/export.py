#!/usr/bin/env python3
"""Exports trained weights to a model folder in the transformers.js layout, or checks such a folder; see EXPORT.md.

    python3 scripts/train/export.py WEIGHTS_DIR OUT_DIR [--calibrate PATH] [--measure FILE.tsv …] [--fp32]
    python3 scripts/train/export.py WEIGHTS_DIR OUT_DIR --check [--reference reference.py]
"""
import argparse
import json
import re
import shutil
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import export_card  # noqa: E402
import export_graph  # noqa: E402
import export_quant  # noqa: E402
import export_tokenizer  # noqa: E402
import export_weights  # noqa: E402
from export_weights import ExportError  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
ENCODER, DECODER = 'onnx/encoder_model', 'onnx/decoder_model_merged'


def parse(argv):
    parser = argparse.ArgumentParser(description='weights folder -> ONNX model folder (static int8), and its parity check')
    parser.add_argument('weights', type=Path, help='folder with config.json, weights.safetensors, spm.model')
    parser.add_argument('out', type=Path, help='model folder to write or check, e.g. models/memori-id-en')
    parser.add_argument('--calibrate', action='append', type=Path, metavar='PATH',
                        help='TSV (source, tab, target), text file, or folder of *.txt and *.md with source text; default: corpus/')
    parser.add_argument('--sentences', type=int, default=300, help='how many sentences to calibrate on or check (300; 64 with --check)')
    parser.add_argument('--model-version', help='default: 1.0+ and the beginning of the checksum of the weights')
    parser.add_argument('--measure', nargs='+', type=Path, default=[], metavar='FILE.tsv',
                        help='score fp32 and int8 on these sets (source, tab, reference) and put the result into the card')
    parser.add_argument('--lines', type=int, default=None, help='only the first so many lines of each set')
    parser.add_argument('--keep', default='', help='comma-separated matrix products to leave in fp32, e.g. out,dec.ckv')
    parser.add_argument('--trained', action='append', default=[], choices=['terms', 'tags'],
                        help='the weights were trained on term annotations / inline codes well enough to rely on them (repeatable)')
    parser.add_argument('--fp32', action='store_true', help='write the fp32 graphs too (27 + 25 MB, not for the repository)')
    parser.add_argument('--check', action='store_true', help='write nothing: check the folder against the weights')
    parser.add_argument('--reference', type=Path, help='with --check: another implementation to compare with '
                        '(default: reference.py beside the weights or in ../shared/model-bootstrap)')
    return parser.parse_args(argv)


def sentences_of(path):
    """(source, target or None) of a file, or of the text files lying directly in a folder; paragraphs fall into sentences."""
    files = sorted(f for f in path.iterdir() if f.suffix in ('.txt', '.md') and f.name != 'README.md') if path.is_dir() else [path]
    for file in files:
        for line in file.read_text('utf-8').splitlines():
            if file.suffix == '.tsv':
                source, _, target = line.partition('\t')
                yield source.strip(), target.strip() or None
            else:
                yield from ((part.strip(), None) for part in re.split(r'(?<=[.!?]["”’)]) |(?<=[a-z)][.!?]) (?=[A-Z"“])', line))


def own_sentences(paths, limit):
    """Up to `limit` pairs, evenly picked from everything given."""
    pairs = [pair for path in paths for pair in sentences_of(path) if len(pair[0].split()) >= 3]
    if not pairs:
        raise ExportError(f'no sentences in {", ".join(map(str, paths))}: give --calibrate FILE')
    step = max(1.0, len(pairs) / limit)
    return [pairs[int(i * step)] for i in range(min(limit, len(pairs)))]


def calibration_rows(pairs, model, pieces, config):
    """Token rows; every fourth sentence gets codes and a term annotation, whose pieces plain text never shows."""
    import sentencepiece
    sp = sentencepiece.SentencePieceProcessor(model_file=str(model))
    reserved = export_tokenizer.reserved_pieces(pieces)
    most, end = config['max_source_tokens'] - 1, [config['eos']]

    def marked(ids, number):
        if number % 4 or len(ids) < 6 or not reserved:
            return ids
        kind = number // 4 % 6 + 1
        code = [reserved.get(p) for p in (f'<g{kind}>', f'</g{kind}>', f'<x{kind}>', '<term>', '<to>', '</term>')]
        if None in code:
            return ids
        third = len(ids) // 3
        inside, rest = ids[third:2 * third], ids[2 * third:]
        return [*ids[:third], code[0], *inside, code[1], code[2], code[3], *rest[:2], code[4], *rest[2:4], code[5], *rest[2:]]

    sources = [marked(sp.encode(s), i)[:most] + end for i, (s, _) in enumerate(pairs)]
    return sources, [None if t is None else sp.encode(t)[:most] + end for _, t in pairs]


def write_json(path, value):
    indent = None if path.name == 'tokenizer.json' else 2
    path.write_text(json.dumps(value, ensure_ascii=False, indent=indent) + '\n', 'utf-8')


def say(line):
    print(line, file=sys.stderr, flush=True)


def write_fp32(folder, parameters):
    (folder / 'onnx').mkdir(parents=True, exist_ok=True)
    export_graph.write_encoder(folder / f'{ENCODER}.onnx', parameters)
    export_graph.write_decoder(folder / f'{DECODER}.onnx', parameters)


def measure(options, parameters, folder):
    """Rows {set, lines, fp32, int8} for the card."""
    import export_score
    results = []
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / 'fp32'
        write_fp32(plain, parameters)
        shutil.copyfile(folder / 'config.json', plain / 'config.json')
        for path in options.measure:
            sp, references, rows, targets = export_score.dev_rows(path, folder / 'spm.model', parameters.config, options.lines)
            row = {'set': path.name, 'lines': len(rows)}
            for name, where, suffix in (('fp32', plain, ''), ('int8', folder, '_quantized')):
                found = export_score.measure(where, suffix, sp, references, rows, targets)
                row[name] = {key: round(found[key], 4) for key in ('BLEU', 'chrF', 'entropy')}
                say(f'  {path.name} {name}: BLEU {found["BLEU"]:.2f} chrF {found["chrF"]:.2f} cross-entropy {found["entropy"]:.4f} '
                    f'{found["ms"]:.1f} ms/sentence')
            results.append(row)
    return results


def build(options, folder):
    """Writes the whole model folder."""
    parameters = export_weights.load(options.weights, export_tokenizer.POSITIONS)
    c = parameters.config
    pieces, normaliser = export_weights.read_pieces(options.weights / 'spm.model')
    files = export_tokenizer.tokenizer_files(pieces, normaliser, c)
    checksum = export_weights.sha256(options.weights / 'weights.safetensors')
    version = options.model_version or f'1.0+{checksum[:8]}'
    (folder / 'onnx').mkdir(parents=True, exist_ok=True)
    shutil.copyfile(options.weights / 'spm.model', folder / 'spm.model')
    start = time.time()
    pairs = own_sentences(options.calibrate or [ROOT / 'corpus'], options.sentences)
    rows = calibration_rows(pairs, options.weights / 'spm.model', pieces, c)
    samples = export_quant.calibration_samples(parameters, *rows)
    say(f'calibrated on {len(pairs)} sentences in {time.time() - start:.0f} s')
    unknown = set(filter(None, options.keep.split(','))) - set(parameters.linear)
    if unknown:
        raise ExportError(f'--keep: no matrix product {", ".join(sorted(unknown))}; there are {", ".join(parameters.linear)}')
    quant = export_quant.quantize(parameters, samples, keep=set(options.keep.split(',')), log=say)
    export_graph.write_encoder(folder / f'{ENCODER}_quantized.onnx', parameters, quant)
    export_graph.write_decoder(folder / f'{DECODER}_quantized.onnx', parameters, quant)
    memori = {'modelVersion': version, 'sourceLanguage': 'id', 'targetLanguage': 'en', 'guidedHead': c['guided_head'],
              'maxSourceTokens': c['max_source_tokens'], 'maxPositions': export_tokenizer.POSITIONS,
              'topCandidates': export_graph.TOP, 'widthMultiple': 4, 'byteFallback': export_tokenizer.has_byte_fallback(pieces),
              'weightsSha256': checksum, 'reservedPieces': export_tokenizer.reserved_pieces(pieces),
              'trainedTerms': 'terms' in options.trained, 'trainedTags': 'tags' in options.trained}
    files['config.json'] = export_tokenizer.config_file(c, memori)
    files['generation_config.json'] = export_tokenizer.generation_file(c)
    for name, content in files.items():
        write_json(folder / name, content)
    facts = export_card.card(options.weights, folder, parameters, quant, version, len(pairs), measure(options, parameters, folder))
    write_json(folder / 'model-card.json', facts)
    (folder / 'README.md').write_text(export_card.readme(facts), 'utf-8')
    if options.fp32:
        write_fp32(folder, parameters)


def check(options):
    import export_check
    pairs = own_sentences(options.calibrate or [ROOT / 'corpus'], min(options.sentences, 64))
    candidates = [options.weights / 'reference.py', ROOT.parent / 'shared/model-bootstrap/reference.py']
    reference = options.reference or next((p for p in candidates if p.is_file()), None)
    return export_check.run(options.weights, options.out, [source for source, _ in pairs], reference)


def main(argv):
    options = parse(argv)
    if options.check:
        return 0 if check(options) else 1
    # written beside the target and moved file by file at the end: a failed export leaves the old folder as it was
    options.out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=options.out.parent, prefix='.export-') as scratch:
        folder = Path(scratch)
        build(options, folder)
        for file in sorted(f for f in folder.rglob('*') if f.is_file()):
            target = options.out / file.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(str(file), str(target))
    if not options.fp32:  # those of an older export would not fit the new int8 graphs
        for name in (ENCODER, DECODER):
            (options.out / f'{name}.onnx').unlink(missing_ok=True)
    (options.out / '.gitignore').write_text(f'{ENCODER}.onnx\n{DECODER}.onnx\n', 'utf-8')
    return 0


if __name__ == '__main__':
    try:
        sys.exit(main(sys.argv[1:]))
    except (ExportError, OSError) as error:
        sys.exit(f'export: {error}')
