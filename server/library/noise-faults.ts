import { type Complex, type Matrix, cx, matrices } from '../base/index.ts';

/** How far rounding may carry a sum of probabilities or ΣK†K from one. */
export const channelTolerance = 1e-9;

/** What the numbers of a channel say together that no bound of a single one rules out. */
export type NoiseFault =
  | { readonly code: 'QF5006'; readonly argument: string; readonly values: [string, string, string] }
  | { readonly code: 'QF5014'; readonly argument: string; readonly values: [string, string] }
  | { readonly code: 'QF5015'; readonly argument: string; readonly values: [string, string] };

/**
 * The fault in the arguments of a noise call, as far as they are known. Durations are in seconds.
 *
 * @param numbers the numbers that are given, by the names of their parameters
 */
export function noiseFault(call: string, numbers: ReadonlyMap<string, number>): NoiseFault | undefined {
  if (call === 'pauli') return overOne(call, numbers);
  return call === 'thermal' ? impossibleTimes(numbers) : undefined;
}

function overOne(call: string, numbers: ReadonlyMap<string, number>): NoiseFault | undefined {
  const sum = [...numbers.values()].reduce((total, probability) => total + probability, 0);
  const last = [...numbers.keys()].at(-1);
  if (sum <= 1 + channelTolerance || last === undefined) return undefined;
  return { code: 'QF5014', argument: last, values: [call, String(Number(sum.toPrecision(12)))] };
}

function impossibleTimes(numbers: ReadonlyMap<string, number>): NoiseFault | undefined {
  const [t1, t2] = [numbers.get('t1'), numbers.get('t2')];
  for (const [name, time] of [
    ['t1', t1],
    ['t2', t2],
  ] as const)
    // prettier-ignore
    if (time === 0) return { code: 'QF5006', argument: name, values: [name, '0', 'more than 0'] };
  if (t1 === undefined || t2 === undefined || t2 <= 2 * t1 * (1 + channelTolerance)) return undefined;
  return { code: 'QF5015', argument: 't2', values: [timeText(t2), timeText(t1)] };
}

const units = [['s', 1], ['ms', 1e-3], ['us', 1e-6], ['ns', 1e-9]] as const; // prettier-ignore

/** A time in the largest unit of which it has at least one. */
function timeText(seconds: number): string {
  const [unit, size] = units.find(([, length]) => seconds >= length * (1 - channelTolerance)) ?? units[3];
  return `${Number((seconds / size).toPrecision(9))}${unit}`;
}

/** What keeps operators from being the Kraus operators of a channel on one or two qubits. */
export function krausFault(operators: readonly Matrix[]): string | undefined {
  const [first] = operators;
  if (first === undefined) return 'there is none';
  const isSound = operators.every((operator) => isSquare(operator, first.length));
  if (!isSound || (first.length !== 2 && first.length !== 4))
    return 'they are not square matrices of one size, 2 or 4';
  const defect = krausDefect(operators);
  return defect <= channelTolerance
    ? undefined
    : `an element of ΣK†K is ${Number(defect.toPrecision(3))} away from that of the identity`;
}

/** The largest distance of an element of ΣK†K from that of the identity, for square matrices of one size. */
export function krausDefect(operators: readonly Matrix[]): number {
  const size = operators[0]?.length ?? 0;
  const squares = operators.map((operator) => matrices.product(matrices.adjoint(operator), operator));
  const total = matrices.generate(size, (row, column) =>
    squares.reduce<Complex>((sum, square) => cx.add(sum, matrices.element(square, row, column)), cx.zero),
  );
  return matrices.distance(total, matrices.identity(size));
}

function isSquare(matrix: Matrix, size: number): boolean {
  return matrix.length === size && matrix.every((row) => row.length === size);
}
