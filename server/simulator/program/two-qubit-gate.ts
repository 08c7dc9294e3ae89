import { type Complex, type Matrix, cx, matrices } from '../../base/index.ts';
import { type Monomial, controlledFlip, diagonal } from './monomial.ts';
import { type Operation, bitsFor, formOf } from './operation.ts';
import { qubitsIn } from './relabelling.ts';

/** A gate on two qubits p < q, p the less significant: a monomial, or any matrix. */
export type TwoQubitGate = { readonly p: number; readonly q: number } & Action;

type Action =
  | { readonly monomial: Monomial; readonly matrix?: undefined }
  | { readonly matrix: Matrix; readonly monomial?: undefined };

/** The operation as a two-qubit gate, where it is one. */
export function twoQubitGate(operation: Operation): TwoQubitGate | undefined {
  switch (operation.kind) {
    case 'phase':
      return phaseGate(operation);
    case 'flip':
      return controlled(operation, (place, value) => ({ monomial: controlledFlip(place, value) }));
    case 'diagonal2':
      return operation.mask === 0 ? diagonalGate(operation) : undefined;
    case 'one':
      return controlled(operation, (place, value) => ({
        matrix: controlledMatrix(operation.matrix, place, value),
      }));
    case 'many':
      return manyGate(operation);
    case 'swap':
    case 'channel1':
    case 'pauliChannel2':
      return undefined;
  }
}

type Of<K extends Operation['kind']> = Extract<Operation, { kind: K }>;

function phaseGate({ mask, values, re, im }: Of<'phase'>): TwoQubitGate | undefined {
  const [p, q, third] = qubitsIn(mask);
  if (p === undefined || q === undefined || third !== undefined) return undefined;
  const row = ((values >> p) & 1) | (((values >> q) & 1) << 1);
  const factors = [0, 1, 2, 3].map((k) => (k === row ? { re, im } : cx.one));
  return { p, q, monomial: diagonal(factors) };
}

function controlled(
  { target, mask, values }: Of<'one' | 'flip'>,
  gate: (place: 0 | 1, value: 0 | 1) => Action,
): TwoQubitGate | undefined {
  const [control, second] = qubitsIn(mask);
  if (control === undefined || second !== undefined) return undefined;
  const value = values === 0 ? 0 : 1;
  return {
    p: Math.min(control, target),
    q: Math.max(control, target),
    ...gate(target < control ? 0 : 1, value),
  };
}

function diagonalGate({ p, q, entries }: Of<'diagonal2'>): TwoQubitGate {
  const order = p < q ? [0, 1, 2, 3] : [0, 2, 1, 3];
  return {
    p: Math.min(p, q),
    q: Math.max(p, q),
    monomial: diagonal(order.map((k) => complexAt(entries, k))),
  };
}

function manyGate({ qubits, matrix, mask }: Of<'many'>): TwoQubitGate | undefined {
  const [p, q, third] = qubits;
  if (p === undefined || q === undefined || third !== undefined || mask !== 0) return undefined;
  const order = p < q ? [0, 1, 2, 3] : [0, 2, 1, 3];
  const at = (row: number, column: number) => complexAt(matrix, 4 * (order[row] ?? 0) + (order[column] ?? 0));
  return { p: Math.min(p, q), q: Math.max(p, q), matrix: matrices.generate(4, at) };
}

function controlledMatrix(matrix: Float64Array, place: 0 | 1, value: 0 | 1): Matrix {
  return matrices.generate(4, (row, column) => {
    const [control, from] = [(row >> (1 - place)) & 1, (column >> (1 - place)) & 1];
    if (control !== from) return cx.zero;
    const [to, of] = [(row >> place) & 1, (column >> place) & 1];
    if (control !== value) return to === of ? cx.one : cx.zero;
    return complexAt(matrix, 2 * to + of);
  });
}

/** A conditional diagonal gate as phases, which do not mind where their qubits lie; anything else as it is. */
export function splitDiagonal(operation: Operation): readonly Operation[] {
  if (operation.kind === 'one' && formOf(operation.matrix) === 'diagonal')
    return phasesOf([operation.target], [complexAt(operation.matrix, 0), complexAt(operation.matrix, 3)]);
  if (operation.kind === 'diagonal2')
    return phasesOf(
      [operation.p, operation.q],
      [0, 1, 2, 3].map((k) => complexAt(operation.entries, k)),
    );
  return [operation];

  function phasesOf(qubits: readonly number[], factors: readonly Complex[]): readonly Operation[] {
    return factors.flatMap(({ re, im }, row): Operation[] => {
      if (re === 1 && im === 0) return [];
      const mask = operation.mask | bitsFor(qubits);
      const values = operation.values | bitsFor(qubits.filter((_, place) => ((row >> place) & 1) === 1));
      return [{ kind: 'phase', re, im, mask, values }];
    });
  }
}

function complexAt(entries: Float64Array, at: number): Complex {
  return cx.complex(entries[2 * at] ?? 0, entries[2 * at + 1] ?? 0);
}
