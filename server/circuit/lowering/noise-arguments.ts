import { type Complex, type Matrix, cx } from '../../base/index.ts';
import { givenArguments, selectedNames, type tree, writtenMatrices } from '../../language/index.ts';
import {
  type Call,
  type CallParameter,
  findGate,
  krausFault,
  noiseFault,
  pauliWords,
} from '../../library/index.ts';
import { controlledName } from '../gate-names.ts';
import { evaluate, evaluateAs, knownInteger } from './evaluate.ts';
import { isKnown } from './evaluated.ts';
import { fail } from './failure.ts';
import type { Frame } from './frame.ts';
import type { Lowering } from './lowering.ts';

/** The arguments of a noise call, computed and checked. */
export interface NoiseArguments {
  /** A number, or a duration in seconds; the fallback where it is not given. */
  number(name: string, fallback?: number): number;
  /** The Pauli words that have probabilities. */
  readonly words: ReadonlyMap<string, number>;
  readonly axis: string;
  readonly operators: readonly Matrix[];
  /** After what the channel acts, gates under the names that circuits know them by. */
  readonly on?: readonly string[];
  readonly qubits?: readonly number[];
}

/** @throws {LoweringFailure} for arguments whose values, known only now, describe no channel. */
export function noiseArguments(
  lowering: Lowering,
  frame: Frame,
  node: tree.CallExpression,
  call: Call,
): NoiseArguments {
  const given = givenArguments(node, call);
  const numbers = new Map<string, number>();
  for (const { name, type, minimum, maximum } of call.parameters) {
    const value = given.get(name);
    if (value === undefined || (type !== 'float' && type !== 'duration')) continue;
    numbers.set(name, numberIn(lowering, frame, value, { name, type, minimum, maximum }));
  }
  checkTogether(frame, node, call, given, numbers);
  const [gates, qubits, axis, operators] = ['gates', 'qubits', 'axis', 'operators'].map((name) => given.get(name)); // prettier-ignore
  return {
    number: (name, fallback = 0) => numbers.get(name) ?? fallback,
    words: new Map([...numbers].filter(([name]) => pauliWords.includes(name))),
    axis: axis?.kind === 'string' ? axis.value : '',
    operators: operators === undefined ? [] : matricesIn(lowering, frame, operators),
    ...(gates === undefined ? {} : { on: selectedNames(gates).map(({ name }) => canonical(name)) }),
    ...(qubits === undefined ? {} : { qubits: qubitsIn(lowering, frame, qubits) }),
  };
}

type Bounded = Pick<CallParameter, 'name' | 'type'> & {
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
};

function numberIn(
  lowering: Lowering,
  frame: Frame,
  node: tree.Expression,
  { name, type, minimum = -Infinity, maximum = Infinity }: Bounded,
): number {
  const value = evaluateAs(lowering, frame, node, { kind: type === 'duration' ? 'duration' : 'float' });
  if (!isKnown(value)) return fail(frame, 'QF3104', node.span, [`The argument ${name}`]);
  const number = Number(value.value);
  if (number >= minimum && number <= maximum) return number;
  const range = maximum === Infinity ? `at least ${minimum}` : `from ${minimum} to ${maximum}`;
  return fail(frame, 'QF5006', node.span, [name, String(number), range]);
}

function checkTogether(
  frame: Frame,
  node: tree.CallExpression,
  call: Call,
  given: ReadonlyMap<string, tree.Expression>,
  numbers: ReadonlyMap<string, number>,
): void {
  const fault = noiseFault(call.name, numbers);
  if (fault === undefined) return;
  const { span } = given.get(fault.argument) ?? node;
  if (fault.code === 'QF5006') fail(frame, fault.code, span, fault.values);
  fail(frame, fault.code, span, fault.values);
}

/** An alias such as `cnot` stands for the gate that circuits have, `cx`. */
function canonical(name: string): string {
  const gate = findGate(name);
  if (gate?.kind !== 'controlled') return name;
  const controls = Array.from({ length: gate.count }, (_, qubit) => ({ qubit, state: 1 as const }));
  const span = { start: 0, end: 0 };
  return controlledName({ kind: 'gate', gate: gate.gate, angles: [], qubits: [], controls, span });
}

function qubitsIn(lowering: Lowering, frame: Frame, node: tree.Expression): readonly number[] {
  const elements = node.kind === 'list' ? node.elements : [];
  return elements.map((element) => {
    const qubit = knownInteger(lowering, frame, element, 'The number of a qubit');
    if (qubit >= 0) return qubit;
    return fail(frame, 'QF5006', element.span, ['qubits', String(qubit), 'numbers of qubits, from 0 on']);
  });
}

function matricesIn(lowering: Lowering, frame: Frame, node: tree.Expression): readonly Matrix[] {
  const matrices = writtenMatrices(node).map((rows) =>
    rows.map((row) => row.map((element) => complexIn(lowering, frame, element))),
  );
  const reason = krausFault(matrices);
  return reason === undefined ? matrices : fail(frame, 'QF5016', node.span, [reason]);
}

function complexIn(lowering: Lowering, frame: Frame, node: tree.Expression): Complex {
  const value = evaluate(lowering, frame, node);
  if (!isKnown(value)) return fail(frame, 'QF3104', node.span, ['An element of a matrix']);
  const known = value.value;
  if (typeof known === 'number' || typeof known === 'bigint') return cx.complex(Number(known));
  if (typeof known === 'object' && 're' in known) return known;
  return fail(frame, 'QF5016', node.span, ['an element is no number']);
}
