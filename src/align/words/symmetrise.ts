const NEIGHBOURS = [
  [-1, 0],
  [0, -1],
  [1, 0],
  [0, 1],
  [-1, -1],
  [-1, 1],
  [1, -1],
  [1, 1],
] as const;

/**
 * grow-diag-final-and (Koehn, Och and Marcu 2003): what both directions say; then neighbours that one direction says
 * and that give a token its first link; then links between two tokens that have none. Better links come first, so that
 * the result is the same with the sides swapped.
 *
 * @param forward source of each target token, -1 for none
 * @param backward target of each source token, -1 for none
 * @param weight how likely a link is
 * @returns `source · targets + target` of each link, ascending
 */
export function growDiagonal(
  forward: ArrayLike<number>,
  backward: ArrayLike<number>,
  weight: (source: number, target: number) => number,
): number[] {
  const [rows, columns] = [backward.length, forward.length];
  const linked = new Set<number>();
  const [sourceDone, targetDone] = [new Uint8Array(rows), new Uint8Array(columns)];
  const link = (i: number, j: number): void => {
    linked.add(i * columns + j);
    sourceDone[i] = targetDone[j] = 1;
  };
  const union: [source: number, target: number][] = [];
  for (let j = 0; j < columns; j++) if (forward[j]! >= 0) union.push([forward[j]!, j]);
  for (let i = 0; i < rows; i++) {
    const j = backward[i]!;
    if (j < 0) continue;
    if (forward[j] === i) link(i, j);
    else union.push([i, j]);
  }
  union.sort(([a, b], [c, d]) => weight(c, d) - weight(a, b));
  for (let grown = true; grown;) {
    grown = false;
    for (const [i, j] of union) {
      if ((sourceDone[i] && targetDone[j]) || linked.has(i * columns + j)) continue;
      const touches = NEIGHBOURS.some(([di, dj]) => {
        const [x, y] = [i + di, j + dj];
        return x >= 0 && x < rows && y >= 0 && y < columns && linked.has(x * columns + y);
      });
      if (!touches) continue;
      link(i, j);
      grown = true;
    }
  }
  for (const [i, j] of union) if (!sourceDone[i] && !targetDone[j]) link(i, j);
  return [...linked].sort((a, b) => a - b);
}
