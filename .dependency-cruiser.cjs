/**
 * The one way the arrows point (README, "Architecture"): every room may import itself and the rooms below it,
 * always through their door (`index.ts`).
 */
const levels = [
  ['cli', 'server'],
  ['pipeline'],
  ['memory', 'translate', 'align', 'glossary', 'check'],
  ['formats', 'xliff', 'tmx', 'tbx', 'srx'],
  ['language'],
  ['content'],
  ['base'],
];
// Readers and writers of one level that may look at each other: TMX and TBX share the XML layer that lives in xliff.
const siblings = { tmx: ['xliff'], tbx: ['xliff'], srx: ['xliff'] };

const forbidden = [
  {
    name: 'no-circular',
    comment: 'Types may know each other both ways; code may not.',
    severity: 'error',
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
  {
    name: 'through-the-door',
    comment: 'Another room is entered by its index.ts only.',
    severity: 'error',
    from: { path: '^src/([^/]+)/' },
    to: { path: '^src/[^/]+/', pathNot: ['^src/$1/', '^src/[^/]+/index\\.ts$'] },
  },
];
levels.forEach((rooms, level) => {
  for (const room of rooms) {
    const allowed = [room, ...(siblings[room] ?? []), ...levels.slice(level + 1).flat()];
    forbidden.push({
      name: `arrows-from-${room}`,
      severity: 'error',
      from: { path: `^src/${room}/` },
      to: { path: '^src/', pathNot: `^src/(${allowed.join('|')})/` },
    });
  }
});

module.exports = {
  forbidden,
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { conditionNames: ['import', 'types', 'node'], exportsFields: ['exports'] },
  },
};
