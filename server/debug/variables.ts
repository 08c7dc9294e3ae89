import { typeName } from '../base/index.ts';
import {
  type Amplitudes,
  type Circuit,
  type Moment,
  type Outcome,
  qubitName,
  qubitState,
} from '../circuit/index.ts';
import { decimal, valueText } from './values.ts';
import { type View, classicalValues } from './watch.ts';

/** A row of the editor's variables view. */
export interface Row {
  readonly name: string;
  readonly value: string;
  readonly type?: string;
  /** What unfolds below it. */
  readonly rows?: Rows;
}

/** Rows that are made when they are looked at, `count` of them in all. */
export interface Rows {
  readonly count: number;
  /** Whether the rows are elements by index, of which the editor asks for one page at a time. */
  readonly isPaged: boolean;
  page(start: number, count: number): readonly Row[];
}

function rowsOf(rows: readonly Row[]): Rows {
  return { count: rows.length, isPaged: false, page: (start, count) => rows.slice(start, start + count) };
}

/** The groups of variables of a statement, by the names that the editor shows. */
export function scopesOf(view: View): readonly { readonly name: string; readonly rows: Rows }[] {
  return [
    { name: 'Classical', rows: rowsOf(classicalRows(view)) },
    { name: 'Qubits', rows: rowsOf(qubitRows(view)) },
    { name: 'Amplitudes', rows: amplitudeRows(view) },
    { name: 'Measurements', rows: rowsOf(outcomeRows(view)) },
  ];
}

function classicalRows(view: View): readonly Row[] {
  return [...classicalValues(view)].map(([name, value]) => ({
    name,
    value: valueText(value),
    type: typeName(value.type),
  }));
}

function qubitRows({ bound: { circuit }, moment, names }: View): readonly Row[] {
  return names.flatMap((seen): Row[] =>
    seen.kind === 'qubits' ? [qubitsRow(circuit, moment, seen.name, seen.qubits, seen.isSingle)] : [],
  );
}

/** The row of qubits under a name: one qubit, or a register with a row for each. */
export function qubitsRow(
  circuit: Circuit,
  { amplitudes }: Moment,
  name: string,
  qubits: readonly number[],
  isSingle: boolean,
): Row {
  const [first = 0] = qubits;
  if (isSingle) return qubitRow(amplitudes, first, name, qubitName(circuit, first));
  const rows = qubits.map((qubit, place) =>
    qubitRow(amplitudes, qubit, `${name}[${place}]`, qubitName(circuit, qubit)),
  );
  const ones = qubits.map((qubit) => decimal(qubitState(amplitudes, qubit).one));
  return { name, value: `P(1): ${ones.join(', ')}`, type: `qubit[${qubits.length}]`, rows: rowsOf(rows) };
}

function qubitRow(amplitudes: Amplitudes, qubit: number, name: string, real: string): Row {
  const { bloch, one, purity, entropy } = qubitState(amplitudes, qubit);
  const details: readonly Row[] = [
    { name: 'P(0)', value: decimal(1 - one) },
    { name: 'P(1)', value: decimal(one) },
    ...bloch.map((part, axis) => ({ name: `⟨${'XYZ'[axis] ?? ''}⟩`, value: decimal(part) })),
    { name: 'purity', value: decimal(purity) },
    { name: 'entanglement', value: `${decimal(entropy)} bit` },
  ];
  const alias = name === real ? '' : `${real}: `;
  const value = `${alias}P(1) = ${decimal(one)}, Bloch (${bloch.map(decimal).join(', ')})`;
  return { name, value, type: 'qubit', rows: rowsOf(details) };
}

function amplitudeRows({ bound: { circuit }, moment: { amplitudes } }: View): Rows {
  const total = amplitudes.length / 2;
  return {
    count: total,
    isPaged: true,
    page: (start, count) =>
      Array.from({ length: Math.max(0, Math.min(count, total - start)) }, (_, place) =>
        amplitudeRow(circuit, amplitudes, start + place),
      ),
  };
}

function amplitudeRow({ qubitCount }: Circuit, amplitudes: Amplitudes, index: number): Row {
  const [re = 0, im = 0] = [amplitudes[2 * index], amplitudes[2 * index + 1]];
  const number = `${decimal(re)} ${im < 0 ? '-' : '+'} ${decimal(Math.abs(im))}i`;
  const name = `|${index.toString(2).padStart(qubitCount, '0')}⟩`;
  return { name, value: `${number}, probability ${decimal(re * re + im * im)}` };
}

function outcomeRows({ bound: { circuit }, moment }: View): readonly Row[] {
  const outcomes: Outcome[] = [];
  for (let outcome = moment.latest; outcome !== undefined; outcome = outcome.before) outcomes.push(outcome);
  return outcomes.toReversed().map(({ kind, qubit, outcome, probability }, place) => ({
    name: `${place + 1}: ${kind} ${qubitName(circuit, qubit)}`,
    value: `${outcome}, of probability ${decimal(probability)}`,
  }));
}
