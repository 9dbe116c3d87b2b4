// The nine in/out pairs of the OASIS collection: join, segment, rewrite, remove annotations, remove extensions.

const CONTENT = new Set(['source', 'target', 'data', 'note', 'mrk', 'pc', 'skeleton']);

/** Cuts after a full stop and its spaces: how the pairs are segmented. */
const sentences = (text) => [...text.matchAll(/\.[ \u00a0]+(?=.)/gu)].map((found) => found.index + found[0].length);

function operations({ joinSegments, splitSegments, normaliseInline, removeAnnotations }) {
  return {
    toJoin: joinSegments && ((text) => joinSegments(text)),
    toSegment: splitSegments && ((text) => splitSegments(text, sentences)),
    toRewrite: normaliseInline && ((text) => normaliseInline(text)),
    toRemoveAnnotations: removeAnnotations && ((text) => removeAnnotations(text)),
    // The extensions of this pair are annotations of user-defined types.
    toRemoveExtensions: removeAnnotations && ((text) => removeAnnotations(text, (type) => type.includes(':'))),
  };
}

/** What a file says, however it is indented and prefixed. */
function meaning(node, xliff) {
  if (node.kind === 'text' || node.kind === 'cdata') return node.value;
  if (node.kind !== 'element') return undefined;
  const attributes = node.attributes
    .filter(({ prefix, name }) => prefix !== 'xmlns' && name !== 'xmlns' && name !== 'xml:space')
    .map(({ uri, local, value }) => `${uri}|${local}=${value}`)
    .sort();
  if (node.local === 'source' || node.local === 'target') {
    attributes.push(`space=${xliff.inheritedValue(node, 'space', xliff.XML_NAMESPACE) ?? 'default'}`);
  }
  const children = node.children
    .filter((child) => CONTENT.has(node.local) || child.kind !== 'text' || child.value.trim() !== '')
    .map((child) => meaning(child, xliff))
    .filter((child) => child !== undefined);
  return [`${node.uri}|${node.local}`, attributes, children];
}

const pairs = {
  name: 'processing: OASIS XLIFF 2.1 in/out pairs',
  async run({ list, bytes, room }) {
    const xliff = await room('xliff');
    if (xliff?.joinSegments === undefined) return undefined;
    const known = operations(xliff);
    const files = list('oasis-xliff/xliff-21/test-suite/core/in-out', /_in\.xlf$/);
    const failures = [];
    const read = (file) => xliff.decodeXml(bytes(file), file).text;
    const say = (text) => JSON.stringify(meaning(xliff.parseXml(text).root, xliff));
    for (const file of files) {
      const name = file
        .split('/')
        .at(-1)
        .replace(/\d?_in\.xlf$/, '');
      const run = known[name];
      if (run === undefined) failures.push(`${file}: there is no operation ${name}`);
      else if (say(run(read(file))) !== say(read(file.replace('_in.xlf', '_out.xlf')))) failures.push(file);
    }
    return { passed: files.length - failures.length, total: files.length, failures };
  },
};

export const suites = [pairs];
