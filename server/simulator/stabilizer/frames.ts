import { type Disturbance, undisturbed } from './faults.ts';
import { PauliColumns } from './pauli-columns.ts';
import type { Reference } from './reference.ts';
import type { PauliRow } from './tableau.ts';

/** Random bits for the frames: one word vector for each branch of the reference, in their order. */
export type BranchBits = (branch: number) => Int32Array;

/** Frames behind a run, and for each measurement the frames whose outcome differs from the reference's. */
export interface Framed {
  readonly frames: PauliColumns;
  readonly flips: readonly Int32Array[];
}

/** Takes `words`·32 frames through a reference run. */
export function throughFrames(
  { tableau, steps, bits }: Reference,
  words: number,
  bitsOf: BranchBits,
  faults: Disturbance = undisturbed,
): Framed {
  const frames = new PauliColumns(tableau.qubits, words);
  const flips: Int32Array[] = [];
  let branch = 0;
  for (const step of steps) {
    if (step.kind === 'gates') frames.run(step.code, 0, step.code.length);
    else if (step.kind === 'branch') multiply(frames, step.row, bitsOf(branch++));
    else if (step.kind === 'noise') faults.strike(frames, step.site);
    else if (step.kind === 'reset') clear(frames, step.qubit);
    else {
      const flipped = flippedBy(frames, step.qubit);
      faults.misread(flipped, step.qubit, bits[flips.length] ?? 0);
      flips.push(flipped);
    }
  }
  return { frames, flips };
}

/** The frames with X on a qubit. */
function flippedBy({ bits, words, xAt }: PauliColumns, qubit: number): Int32Array {
  const x = xAt[qubit]!;
  return bits.slice(x, x + words);
}

function clear({ bits, words, xAt, zAt }: PauliColumns, qubit: number): void {
  bits.fill(0, xAt[qubit], xAt[qubit]! + words);
  bits.fill(0, zAt[qubit], zAt[qubit]! + words);
}

/** Multiplies an operator into the frames that `chosen` names. */
function multiply({ bits, xAt, zAt, qubits }: PauliColumns, row: PauliRow, chosen: Int32Array): void {
  const start = chosen.findIndex((word) => word !== 0);
  if (start < 0) return;
  const end = chosen.findLastIndex((word) => word !== 0) + 1;
  for (let word = 0; 32 * word < qubits; word++) {
    for (let left = row.x[word]!; left !== 0; left &= left - 1)
      addTo(bits, xAt[32 * word + 31 - Math.clz32(left & -left)]!, chosen, start, end);
    for (let left = row.z[word]!; left !== 0; left &= left - 1)
      addTo(bits, zAt[32 * word + 31 - Math.clz32(left & -left)]!, chosen, start, end);
  }
}

function addTo(bits: Int32Array, at: number, chosen: Int32Array, start: number, end: number): void {
  for (let word = start; word < end; word++) bits[at + word]! ^= chosen[word]!;
}

/** A frame for each branch, alone: frame i tells what random bit i does. */
export function eachBranch(reference: Reference): Framed {
  const words = Math.ceil(reference.branches / 32);
  return throughFrames(reference, words, (branch) => {
    const chosen = new Int32Array(words);
    chosen[branch >> 5] = 1 << (branch & 31);
    return chosen;
  });
}
