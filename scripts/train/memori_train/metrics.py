"""BLEU and chrF as sacreBLEU computes them (13a tokenisation, exponential smoothing; chrF2, six letters, no words), one reference."""
import math
import re
from collections import Counter

_13A = [(re.compile(p), r) for p, r in ((r'([\{-\~\[-\` -\&\(-\+\:-\@\/])', r' \1 '), (r'([^0-9])([\.,])', r'\1 \2 '),
                                        (r'([\.,])([^0-9])', r' \1 \2'), (r'([0-9])(-)', r'\1 \2 '))]
_ENTITIES = (('&quot;', '"'), ('&amp;', '&'), ('&lt;', '<'), ('&gt;', '>'))


def tokens_13a(line):
    """Tokens of a line in the manner of mteval-v13a."""
    line = line.rstrip().replace('<skipped>', '').replace('-\n', '').replace('\n', ' ')
    for entity, char in _ENTITIES:
        line = line.replace(entity, char)
    line = f' {line} '
    for pattern, replacement in _13A:
        line = pattern.sub(replacement, line)
    return line.split()


def _grams(items, n):
    return Counter(tuple(items[i:i + n]) for i in range(len(items) - n + 1))


def bleu(hypotheses, references):
    """Corpus BLEU in percent."""
    correct, total, long, short = [0] * 4, [0] * 4, 0, 0
    for hypothesis, reference in zip(hypotheses, references):
        ours, theirs = tokens_13a(hypothesis), tokens_13a(reference)
        short, long = short + len(ours), long + len(theirs)
        for n in range(4):
            mine, wanted = _grams(ours, n + 1), _grams(theirs, n + 1)
            correct[n] += sum(min(count, wanted[gram]) for gram, count in mine.items())
            total[n] += max(0, len(ours) - n)
    if not any(correct) or not short:
        return 0.0
    logs, smooth = 0.0, 1.0
    for n in range(4):
        if not total[n]:
            return 0.0
        if not correct[n]:
            smooth *= 2
        logs += math.log(100 * correct[n] / total[n] if correct[n] else 100 / (smooth * total[n]))
    brevity = 1.0 if short >= long else math.exp(1 - long / short)
    return brevity * math.exp(logs / 4)


def chrf(hypotheses, references, order=6, beta=2):
    """Corpus chrF in percent."""
    stats = [[0, 0, 0] for _ in range(order)]
    for hypothesis, reference in zip(hypotheses, references):
        ours, theirs = ''.join(hypothesis.split()), ''.join(reference.split())
        for n in range(order):
            mine = Counter(ours[i:i + n + 1] for i in range(len(ours) - n))
            wanted = Counter(theirs[i:i + n + 1] for i in range(len(theirs) - n))
            if wanted:
                stats[n][0] += sum(mine.values())
            stats[n][1] += sum(wanted.values())
            stats[n][2] += sum(min(count, wanted[gram]) for gram, count in mine.items())
    used = [(match / have, match / want) for have, want, match in stats if have and want]
    if not used:
        return 0.0
    precision, recall = (sum(column) / len(used) for column in zip(*used))
    return 100 * (1 + beta ** 2) * precision * recall / (beta ** 2 * precision + recall) if precision + recall else 0.0


def score(hypotheses, references):
    """(BLEU, chrF, signatures): by sacreBLEU where it is installed, else by the functions above."""
    try:
        from sacrebleu.metrics import BLEU, CHRF
    except ImportError:
        version = 'version:own'
        return bleu(hypotheses, references), chrf(hypotheses, references), (
            f'BLEU|nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|{version}', f'chrF2|nrefs:1|case:mixed|eff:yes|nc:6|nw:0|space:no|{version}')
    results, signatures = [], []
    for name, metric in (('BLEU', BLEU()), ('chrF2', CHRF())):
        results.append(metric.corpus_score(hypotheses, [references]).score)
        signatures.append(f'{name}|{metric.get_signature()}')
    return results[0], results[1], tuple(signatures)
