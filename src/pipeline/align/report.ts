import { basename } from 'node:path';
import type { AlignedDocuments } from './documents.js';

const escape = (text: string): string =>
  text.replace(/[&<>"]/g, (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[char]!);

/** A side-by-side page in which doubtful beads and segments without counterpart stand out. */
export function alignmentPage({ source, target, beads }: AlignedDocuments): string {
  const rows = beads.map((bead) => {
    const lonely = bead.source.length === 0 || bead.target.length === 0;
    const look = lonely ? 'alone' : bead.confirmed ? 'sure' : 'doubtful';
    const shape = `${bead.source.length}–${bead.target.length}`;
    return `<tr class="${look}"><td>${escape(bead.sourceText)}</td><td>${escape(bead.targetText)}</td><td>${shape}</td><td>${bead.probability.toFixed(2)}</td></tr>`;
  });
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escape(basename(source.file))} – ${escape(basename(target.file))}</title>
<style>
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem; color: #222; background: #fff }
table { border-collapse: collapse; width: 100% }
td, th { vertical-align: top; text-align: left; padding: .4rem .7rem; border-bottom: 1px solid #ddd }
td:nth-child(3), td:nth-child(4) { white-space: nowrap; color: #666 }
.doubtful { background: #fff3cd } .alone { background: #f8d7da }
</style></head><body>
<h1>${escape(basename(source.file))} – ${escape(basename(target.file))}</h1>
<p>${beads.length} beads, ${beads.filter((bead) => bead.confirmed).length} confirmed. Yellow: doubtful, please check. Red: without counterpart.</p>
<table><thead><tr><th>${source.language}</th><th>${target.language}</th><th>shape</th><th>probability</th></tr></thead><tbody>
${rows.join('\n')}
</tbody></table></body></html>
`;
}
