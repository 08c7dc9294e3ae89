import { Entries } from './entries.ts';
import { KeyTable } from './key-table.ts';
import { type Monomial, type SparseGate, flipBits, isActive, valueOf } from './sparse-gate.ts';

/** An amplitude whose square is less than this is what rounding leaves of a sum that cancels. */
const leastProbability = 1e-30;

/** Applies a gate; one that makes entries of others merges those that meet, and leaves out those that cancel. */
export function apply(entries: Entries, gate: SparseGate): Entries {
  if (gate.monomial === undefined) return branched(entries, gate);
  permute(entries, gate, gate.monomial);
  return entries;
}

/** Different keys stay different, so that each entry is changed where it is. */
function permute(entries: Entries, gate: SparseGate, { targets, factors }: Monomial): void {
  const { keys, amplitudes, words, count } = entries;
  for (let place = 0, from = 0; place < count; place++, from += words) {
    if (!isActive(gate, keys, from)) continue;
    const value = valueOf(gate, keys, from);
    const [re, im] = [factors[2 * value]!, factors[2 * value + 1]!];
    const [x, y] = [amplitudes[2 * place]!, amplitudes[2 * place + 1]!];
    amplitudes[2 * place] = re * x - im * y;
    amplitudes[2 * place + 1] = re * y + im * x;
    flipBits(gate, keys, from, value ^ targets[value]!);
  }
}

/** Gathers the entries that differ only in the operands, and multiplies each group by the matrix. */
function branched(entries: Entries, gate: SparseGate): Entries {
  const { keys, amplitudes, words, count } = entries;
  const size = 2 ** gate.operands.length;
  const table = new KeyTable(words, count);
  const result = new Entries(words, count);
  const groups = new Float64Array(2 * size * Math.max(8, count));
  const key = new Uint32Array(words);
  for (let place = 0, from = 0; place < count; place++, from += words) {
    const [re, im] = [amplitudes[2 * place]!, amplitudes[2 * place + 1]!];
    if (!isActive(gate, keys, from)) {
      result.add(keys, from, re, im);
      continue;
    }
    const value = valueOf(gate, keys, from);
    for (let word = 0; word < words; word++) key[word] = keys[from + word]!;
    flipBits(gate, key, 0, value);
    const at = 2 * (table.insert(key, 0) * size + value);
    groups[at] = re;
    groups[at + 1] = im;
  }
  spread(groups, table, gate, result);
  return result;
}

/** Multiplies each group by the matrix and adds what does not cancel. */
function spread(groups: Float64Array, table: KeyTable, gate: SparseGate, result: Entries): void {
  const { matrix } = gate;
  const size = 2 ** gate.operands.length;
  const { words } = result;
  for (let group = 0; group < table.count; group++)
    for (let row = 0; row < size; row++) {
      let [re, im] = [0, 0];
      for (let column = 0; column < size; column++) {
        const [m, g] = [2 * (row * size + column), 2 * (group * size + column)];
        re += matrix[m]! * groups[g]! - matrix[m + 1]! * groups[g + 1]!;
        im += matrix[m]! * groups[g + 1]! + matrix[m + 1]! * groups[g]!;
      }
      if (re * re + im * im < leastProbability) continue;
      const place = result.add(table.keys, group * words, re, im);
      flipBits(gate, result.keys, place * words, row);
    }
}
