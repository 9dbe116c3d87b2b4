"""model-card.json (facts for `memori model info`) and README.md of an exported model folder."""
import json
import tomllib
from pathlib import Path

import export_quant
from export_weights import sha256

LICENCES = {  # of the training files named in mixture.toml; text of none of them is part of this repository
    'own': 'CC0-1.0, written for this project', 'panl-bppt-news': 'none stated (public research release, BPPT / PAN Localization 2009)',
    'nusax-reviews': 'CC BY-SA 4.0', 'xpersona-dialogue': 'MIT', 'tatoeba': 'CC BY 2.0 FR',
    'shattered-pixel-dungeon': 'GPL-3.0', 'stellarium-skycultures': 'CC BY-SA', 'bitcoin-org': 'MIT',
    'docs-opensource-guide': 'CC BY 4.0', 'docs-mozilla-legal': 'CC BY-SA', 'docs-contributor-covenant': 'CC BY 4.0',
    'docs-letsencrypt': 'MPL-2.0', 'mozilla-products': 'MPL-2.0', 'scratch-l10n': 'AGPL-3.0', 'xsid-utterances': 'CC BY-SA 4.0',
    'ms-docs-human': 'CC BY 4.0', 'docs-react': 'CC BY 4.0', 'docs-python': 'PSF, translations CC0-1.0', 'docs-owasp-top10': 'CC BY-SA 4.0',
    'docs-tabbycat': 'AGPL-3.0', 'docs-phpmyadmin': 'GPL-2.0', 'docs-gatsby': 'MIT', 'docs-mate-user-guide': 'GFDL',
    'docs-yii2': 'BSD-3-Clause', 'ms-learning-labs': 'MIT', 'ms-courses-llm': 'MIT', 'docs-qiskit-llm': 'CC BY-SA 4.0',
    'docs-openclaw-llm': 'MIT', 'ms-alchemyinsights-mt': 'CC BY 4.0', 'ms-dynamics-live-mt': 'CC BY 4.0',
    'ms-azure-powershell-mt': 'CC BY 4.0', 'ms-azure-cli-mt': 'CC BY 4.0', 'docs-django': 'BSD-3-Clause',
    'gnome-po': 'GPL-2.0+/LGPL (interface), CC BY-SA 3.0 (help)', 'software-po': 'GPL, LGPL, AGPL or MIT, per program',
    'mediawiki-ext': 'GPL-2.0+', 'android-apps': 'Apache-2.0 or GPL-3.0', 'tldr-pages': 'CC BY 4.0',
    'openstreetmap': 'GPL-2.0 / ISC', 'godot-editor': 'MIT',
}


def _read_json(path):
    return json.loads(path.read_text('utf-8')) if path.is_file() else None


def _read_table(path):
    """Rows of a TSV with a heading line, as objects."""
    if not path.is_file():
        return None
    rows = [line.split('\t') for line in path.read_text('utf-8').splitlines() if line.strip()]
    return [dict(zip(rows[0], row)) for row in rows[1:]]


def training_data(mixture):
    """[{group, weight, files: [{name, licence}]}] of mixture.toml."""
    if not mixture.is_file():
        return None
    with open(mixture, 'rb') as file:
        content = tomllib.load(file)
    groups = []
    for group, facts in content.get('source', {}).items():
        names = sorted({Path(f).name.split('.')[0] for f in facts['files']} - {'pairs'})
        groups.append({'group': group, 'weight': facts.get('weight', content.get('defaults', {}).get('weight')),
                       'files': [{'name': n, 'licence': LICENCES.get(n, 'not recorded')} for n in names or [group]]})
    return groups


def card(weights, out, parameters, quant, version, calibration, measured):
    """Everything the card says, as one JSON value."""
    c = parameters.config
    count = sum(m.size + b.size for m, b in parameters.linear.values()) - parameters.linear['out'][0].size
    count += parameters.embedding.size + sum(g.size + o.size for g, o in parameters.norm.values())
    files = sorted(f for f in out.rglob('*') if f.is_file() and f.suffix in ('.onnx', '.json', '.model')
                   and f.name != 'model-card.json' and 'train' not in f.relative_to(out).parts
                   and (f.suffix != '.onnx' or '_quantized' in f.name))
    return {
        'name': 'memori-id-en', 'version': version, 'task': 'translation', 'sourceLanguage': 'id', 'targetLanguage': 'en',
        'licence': 'Apache-2.0', 'parameters': count,
        'architecture': {
            'type': 'transformer encoder-decoder, pre-norm, trained from random and corpus-statistics start for this project',
            'dModel': c['d_model'], 'heads': c['heads'], 'feedForward': c['ffn'], 'encoderLayers': c['encoder_layers'],
            'decoderLayers': c['decoder_layers'], 'vocabulary': c['vocab'], 'tiedEmbeddings': True, 'activation': 'relu',
            'positions': 'sinusoidal', 'guidedHead': c['guided_head'], 'maxSourceTokens': c['max_source_tokens'],
            'tokenizer': 'SentencePiece unigram, joint, byte fallback, split digits'},
        'quantization': {
            'type': 'static int8', 'weights': f'symmetric per output column, codes within ±{export_quant.W_TOP}',
            'activations': 'uint8, one calibrated scale and zero point per matrix product',
            'embeddings': 'int8 per row', 'smoothing': 'per channel, folded into norms and preceding matrices',
            'keptInFp32': sorted(set(parameters.linear) - set(quant.linear)), 'calibrationSentences': calibration},
        'training': {'run': _read_json(weights / 'run.json'), 'scores': _read_table(weights / 'scores.tsv'),
                     'data': training_data(Path(__file__).resolve().parent / 'mixture.toml')},
        'evaluation': measured,
        'weightsSha256': sha256(weights / 'weights.safetensors'),
        'files': [{'path': f.relative_to(out).as_posix(), 'bytes': f.stat().st_size, 'sha256': sha256(f)} for f in files],
    }


README = """# memori-id-en

Indonesian → English machine translation, small enough to live in the repository and fast on one CPU core. Written by
`scripts/train/export.py`; all facts in `model-card.json`, how it is made and checked in `scripts/train/EXPORT.md`.

| | |
|---|---|
| version | {version} |
| licence of the weights | {licence} |
| parameters | {millions:.1f} M |
| network | {type}; d {dModel}, {heads} heads, feed-forward {feedForward} {activation}, {encoderLayers} encoder + {decoderLayers} decoder layers, \
tied embeddings, {positions} positions |
| tokens | {tokenizer}, {vocabulary} pieces; trained on sources of up to {maxSourceTokens} tokens, 512 is a hard limit |
| numbers | {quantization}: weights {weights}; activations {activations}; embeddings {embeddings} |

## Use
`memori mt`, `memori translate` and `npm start` load this folder by default (`--model models/memori-id-en`). It also loads in
`@xenova/transformers` 2.17: `pipeline('translation', 'memori-id-en')` with `env.localModelPath` set to the parent folder. The tokenizer
there lacks byte fallback, so text with characters outside the vocabulary (emoji, most non-Latin scripts) comes out worse.

## Meant for
First drafts for translators who revise every segment: news, encyclopedia, travel, manuals, letters, contracts in standard
Indonesian. Not for publication without revision, nor for medical, legal or safety-critical use.

## Limits
- It is tiny and saw few million words: rare words and names get garbled, long sentences lose or repeat parts, idioms come out literally.
- Most of its training text is documentation and software, and much of that has machine-made Indonesian. Informal Indonesian, regional
  languages and poetry are hardly covered.
- It repeats the biases of its sources; English pronouns for the genderless "dia" are guesses.
- Confidence comes from its own token probabilities: fluent nonsense can score well.
"""

MEASURED = """
## Evaluation
Greedy, one reference, BLEU and chrF as sacreBLEU computes them; fp32 and int8 graphs of the same weights. Cross-entropy of the
references in nats per token.

| set | lines | BLEU fp32 | BLEU int8 | chrF fp32 | chrF int8 | cross-entropy fp32 | int8 |
|---|---|---|---|---|---|---|---|
{rows}

Development sets, used to watch the training, so read them as slightly hopeful. Reproduce:
`python3 scripts/train/export.py WEIGHTS_DIR models/memori-id-en --measure FILE.tsv …` (lines of Indonesian, tab, English).
"""

NOT_MEASURED = """
## Evaluation
Not measured at export: add `--measure FILE.tsv …` to the export command.
"""

DATA = """
## Training data
Indonesian–English pairs from public sources, weighted as in `scripts/train/mixture.toml`. But for our own pairs none of
the text is in this repository. Files named `-mt` or `-llm` have a machine-made Indonesian side. FLORES, NTREX, TICO-19
and the Guntara test sets were never trained on.
We license the weights as our own work under Apache-2.0; whether licences of training text reach into weights is not settled law, so
the sources are listed for whoever has to decide.

| group | weight | files (licence) |
|---|---|---|
{rows}
"""

SCORES = """
## Scores recorded during training
{rows}
"""


def _table_row(cells):
    return '| ' + ' | '.join(cells) + ' |'


def readme(facts):
    quantization = dict(facts['quantization'])
    text = README.format(version=facts['version'], licence=facts['licence'], millions=facts['parameters'] / 1e6,
                         **facts['architecture'], quantization=quantization.pop('type'), **quantization)
    rows = [_table_row([row['set'], str(row['lines'])] + [f'{row[kind][key]:.{digits}f}' for key, digits in
                                                         (('BLEU', 2), ('chrF', 2), ('entropy', 4)) for kind in ('fp32', 'int8')])
            for row in facts['evaluation']]
    text += MEASURED.format(rows='\n'.join(rows)) if rows else NOT_MEASURED
    data, scores = facts['training']['data'], facts['training']['scores']
    if data:
        text += DATA.format(rows='\n'.join(_table_row([group['group'], f'{group["weight"]:g}',
                                                       '; '.join(f'{f["name"]} ({f["licence"]})' for f in group['files'])])
                                           for group in data))
    if scores:
        heads = list(scores[0])
        text += SCORES.format(rows='\n'.join([_table_row(heads), _table_row(['---'] * len(heads)),
                                              *(_table_row([row.get(h, '') for h in heads]) for row in scores)]))
    return text
