/** Edges of a trie in typed arrays: (node, word) → node. A Map over numbers this large is several times as slow to fill. */
export interface Edges {
  /** The node that a word leads to, or -1. */
  get(node: number, word: number): number;
  set(node: number, word: number, to: number): void;
}

/** Open addressing with linear probing, at most half full. Words are positive; 0 marks a free place. */
export function createEdges(): Edges {
  let size = 0;
  let mask = (1 << 12) - 1;
  let nodes = new Int32Array(mask + 1);
  let words = new Int32Array(mask + 1);
  let targets = new Int32Array(mask + 1);

  const place = (node: number, word: number): number => {
    const hash = Math.imul(node, 0x9e3779b1) ^ Math.imul(word, 0x85ebca6b);
    let at = (hash ^ (hash >>> 15)) & mask;
    while (words[at] !== 0 && (words[at] !== word || nodes[at] !== node)) at = (at + 1) & mask;
    return at;
  };

  const grow = (): void => {
    const [oldNodes, oldWords, oldTargets] = [nodes, words, targets];
    mask = mask * 2 + 1;
    nodes = new Int32Array(mask + 1);
    words = new Int32Array(mask + 1);
    targets = new Int32Array(mask + 1);
    for (let i = 0; i < oldWords.length; i++) {
      if (oldWords[i] === 0) continue;
      const at = place(oldNodes[i]!, oldWords[i]!);
      nodes[at] = oldNodes[i]!;
      words[at] = oldWords[i]!;
      targets[at] = oldTargets[i]!;
    }
  };

  return {
    get(node, word) {
      const at = place(node, word);
      return words[at] === 0 ? -1 : targets[at]!;
    },
    set(node, word, to) {
      if (++size * 2 > mask) grow();
      const at = place(node, word);
      nodes[at] = node;
      words[at] = word;
      targets[at] = to;
    },
  };
}
