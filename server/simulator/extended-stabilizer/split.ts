import { opcode } from '../stabilizer/synthesis.ts';
import type { Action, Stretch } from '../stabilizer/stretch.ts';
import { sumCode } from './extended-program.ts';
import type { WordSum } from './word-sum.ts';

/** A stretch whose measurements are put off where nothing happens to their qubit any more. */
export interface Split {
  /** What is carried out first. */
  readonly head: readonly Action[];
  /** The numbers of the measurements in the head, in its order. */
  readonly headEvents: readonly number[];
  /** The measurements that are read off together at the end. */
  readonly tail: readonly { readonly event: number; readonly qubit: number }[];
}

export function split({ actions }: Pick<Stretch, 'actions'>, sums: readonly WordSum[]): Split {
  const touched = new Set<number>();
  const head: Action[] = [];
  const headEvents: number[] = [];
  const tail: { readonly event: number; readonly qubit: number }[] = [];
  let event = actions.filter(({ kind }) => kind === 'measure').length;
  for (const action of actions.toReversed()) {
    if (action.kind === 'measure') event--;
    if (action.kind === 'measure' && !touched.has(action.qubit)) tail.push({ event, qubit: action.qubit });
    else {
      if (action.kind === 'measure') headEvents.push(event);
      for (const qubit of qubitsOf(action, sums)) touched.add(qubit);
      head.push(action);
    }
  }
  return { head: head.toReversed(), headEvents: headEvents.toReversed(), tail: tail.toReversed() };
}

function qubitsOf(action: Action, sums: readonly WordSum[]): ReadonlySet<number> {
  if (action.kind === 'noise') return new Set(action.site.qubits);
  if (action.kind !== 'gates') return new Set([action.qubit]);
  const qubits = new Set<number>();
  const { code } = action;
  for (let at = 0; at < code.length; at += 3) {
    const [gate = 0, a = 0, b = 0] = code.subarray(at, at + 3);
    if (gate === sumCode)
      for (const { factors } of sums[a] ?? []) for (const { qubit } of factors) qubits.add(qubit);
    else {
      qubits.add(a);
      if (gate >= opcode.cx) qubits.add(b);
    }
  }
  return qubits;
}
