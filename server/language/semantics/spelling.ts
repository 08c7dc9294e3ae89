/** The candidate that `word` was most likely meant to be, or nothing when none is near enough. */
export function closest(word: string, candidates: Iterable<string>): string | undefined {
  // One letter more or less makes a short word another word.
  const limit = word.length <= 2 ? 0.5 : Math.max(1, Math.floor(word.length / 3));
  let best: string | undefined;
  let bestDistance = limit + 0.25;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) >= bestDistance) continue;
    const distance = editDistance(word, candidate);
    const isWhole = distance >= Math.max(word.length, candidate.length);
    if (distance < bestDistance && !isWhole) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/**
 * The number of insertions, deletions, replacements and exchanges of neighbours between two words (optimal string
 * alignment); a change of case counts half.
 */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const steps = [
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + replacement(a.charAt(row - 1), b.charAt(column - 1)),
      ];
      const isExchange = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (isExchange) steps.push((beforeLast[column - 2] ?? 0) + 1);
      current.push(Math.min(...steps));
    }
    [beforeLast, last] = [last, current];
  }
  return last[b.length] ?? 0;
}

function replacement(a: string, b: string): number {
  if (a === b) return 0;
  return a.toLowerCase() === b.toLowerCase() ? 0.5 : 1;
}
