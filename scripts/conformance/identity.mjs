// Opening and saving without an edit gives the same bytes, for every foreign XLIFF and TMX file.

const identity = {
  name: 'byte-identical no-op: all foreign XLIFF and TMX',
  async run({ list, bytes, room }) {
    const xliff = await room('xliff');
    const tmx = await room('tmx');
    if (xliff?.decodeXml === undefined) return undefined;
    const files = list('.', /\.(?:xlf|xliff|sdlxliff|mxliff|mqxliff|tmx)$/i);
    const failures = [];
    const refused = new Map();
    let passed = 0;
    for (const file of files) {
      const before = bytes(file);
      try {
        const { text, encoding } = xliff.decodeXml(before, file);
        const { root } = xliff.parseXml(text, { file });
        let after = text;
        if (root.local === 'xliff') after = xliff.editXliff(text, [], { file });
        else if (root.local === 'tmx' && tmx?.editTmx !== undefined) after = tmx.editTmx(text, [], { file });
        if (Buffer.from(xliff.encodeXml(after, encoding)).equals(before)) passed++;
        else failures.push(`${file}: the bytes differ`);
      } catch (error) {
        // Not XML, or not a version that exists: refused with its place, which is the other way to lose nothing.
        const { code, position } = error;
        if (code === undefined || position?.file === undefined) failures.push(`${file}: ${error.message}`);
        else refused.set(code, (refused.get(code) ?? 0) + 1);
      }
    }
    const count = [...refused.values()].reduce((sum, one) => sum + one, 0);
    const notes =
      count === 0 ? [] : [`${count} refused: ${[...refused].map(([code, n]) => `${code} ${n}`).join(', ')}`];
    return { passed, total: files.length, failures, notes };
  },
};

export const suites = [identity];
