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
  let beforeLast = new Float64Array(b.length + 1);
  let last = Float64Array.from({ length: b.length + 1 }, (_, column) => column);
  let current = new Float64Array(b.length + 1);
  for (let row = 1; row <= a.length; row++) {
    current[0] = row;
    for (let column = 1; column <= b.length; column++) {
      const changed = (last[column - 1] ?? 0) + replacement(a.charAt(row - 1), b.charAt(column - 1));
      const least = Math.min((last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, changed);
      const isExchange = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      current[column] = isExchange ? Math.min(least, (beforeLast[column - 2] ?? 0) + 1) : least;
    }
    [beforeLast, last, current] = [last, current, beforeLast];
  }
  return last[b.length] ?? 0;
}

function replacement(a: string, b: string): number {
  if (a === b) return 0;
  return a.toLowerCase() === b.toLowerCase() ? 0.5 : 1;
}
