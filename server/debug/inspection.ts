import { qubitName } from '../circuit/index.ts';
import { DebugFault } from './fault.ts';
import { type Fields, numberOf } from './fields.ts';
import { valueText } from './values.ts';
import { type Row, type Rows, qubitsRow, scopesOf } from './variables.ts';
import { type View, watched } from './watch.ts';

/** What the editor looks at while a run stands: groups of variables, and what unfolds below their rows. */
export class Inspection {
  /** What the editor may ask to unfold; places count from 1. */
  readonly #rows: Rows[] = [];

  scopes(view: View): Fields {
    const scopes = scopesOf(view).map(({ name, rows }) => ({
      name,
      expensive: false,
      ...this.#reference(rows),
    }));
    return { scopes };
  }

  variables({ variablesReference, start, count }: Fields): Fields {
    const rows = this.#rows[(numberOf(variablesReference) ?? 0) - 1];
    if (rows === undefined) return { variables: [] };
    const wanted = numberOf(count) ?? 0;
    const page = rows.page(numberOf(start) ?? 0, wanted === 0 ? rows.count : wanted);
    return { variables: page.map((row) => this.#variable(row)) };
  }

  /** @throws {DebugFault} where the expression has no value */
  evaluate(expression: string, view: View): Fields {
    const row = qubitsNamed(expression, view);
    if (row !== undefined) return { result: row.value, type: row.type, ...this.#reference(row.rows) };
    const value = watched(expression, view);
    if (value === undefined) throw new DebugFault(`${expression} has no value here.`);
    return { result: valueText(value), variablesReference: 0 };
  }

  #variable({ name, value, type, rows }: Row): Fields {
    return {
      name,
      value,
      evaluateName: name,
      ...(type === undefined ? {} : { type }),
      ...this.#reference(rows),
    };
  }

  #reference(rows: Rows | undefined): Fields {
    if (rows === undefined || rows.count === 0) return { variablesReference: 0 };
    this.#rows.push(rows);
    const counts = rows.isPaged ? { indexedVariables: rows.count } : { namedVariables: rows.count };
    return { variablesReference: this.#rows.length, ...counts };
  }
}

/** The row of `q`, `q[1]` or the qubit's name in the circuit, where the expression is such a name. */
function qubitsNamed(expression: string, view: View): Row | undefined {
  const parts = /^\s*(\w+)\s*(?:\[(.+)\])?\s*$/su.exec(expression);
  const seen = view.names.find((one) => one.kind === 'qubits' && one.name === parts?.[1]);
  if (seen?.kind !== 'qubits') return undefined;
  const { circuit } = view.bound;
  const written = parts?.[2];
  if (written === undefined) return qubitsRow(circuit, view.moment, seen.name, seen.qubits, seen.isSingle);
  const index = Number(watched(written, view)?.value ?? NaN);
  const qubit = seen.qubits.at(index);
  if (Number.isNaN(index) || qubit === undefined) return undefined;
  return qubitsRow(circuit, view.moment, qubitName(circuit, qubit), [qubit], true);
}

/** A log line in which each `{expression}` gives way to its value. */
export function filledIn(text: string, view: View): string {
  return text.replaceAll(/\{([^{}]+)\}/g, (_, expression: string) => {
    const value = watched(expression, view);
    return value === undefined
      ? (qubitsNamed(expression, view)?.value ?? `{${expression}}`)
      : valueText(value);
  });
}
