import type { TextEdit } from '../../../base/index.ts';
import { type Model, someStatement, type tree } from '../../index.ts';
import { freeName, wordsOf } from './free-name.ts';
import { indentAt, insertion } from './lines.ts';
import type { Refactoring } from './refactoring.ts';

/** Measures every register at the end of the circuit around an offset, where nothing is measured yet. */
export function measureAll(model: Model, offset: number): Refactoring | undefined {
  const circuit = model.program.statements.find(
    (statement): statement is tree.CircuitDeclaration =>
      statement.kind === 'circuit' && statement.span.start <= offset && offset <= statement.span.end,
  );
  if (circuit === undefined || someStatement(circuit.body, measures)) return undefined;
  const { statements } = circuit.body;
  const registers = statements.filter(
    (statement): statement is tree.QubitDeclaration =>
      statement.kind === 'qubit-declaration' && statement.name.text !== '',
  );
  if (registers.length === 0) return undefined;
  return { kind: 'rewrite', title: 'Measure all qubits', edits: measured(circuit, registers, model) };
}

/** The edits that measure registers at the end of their circuit. */
export function measured(
  circuit: tree.CircuitDeclaration,
  registers: readonly tree.QubitDeclaration[],
  model: Model,
): readonly TextEdit[] {
  const last = circuit.body.statements.at(-1);
  if (last === undefined) return [];
  const written = registers.map((register) => measurement(register, circuit, registers.length, model));
  return [appended(written, circuit, last, model.text)];
}

function measures(statement: tree.Statement): boolean {
  if (statement.kind === 'measure') return true;
  if (statement.kind === 'assignment') return statement.value.kind === 'measure-expression';
  return (
    (statement.kind === 'classical-declaration' && statement.initializer?.kind === 'measure-expression') ||
    (statement.kind === 'return' && statement.value?.kind === 'measure-expression')
  );
}

function measurement(
  { name, size }: tree.QubitDeclaration,
  circuit: tree.CircuitDeclaration,
  count: number,
  model: Model,
): string {
  const type = size === undefined ? 'bit' : `bit[${model.text.slice(size.span.start, size.span.end)}]`;
  const words = wordsOf(model.text.slice(circuit.span.start, circuit.span.end));
  const isTaken = (wanted: string) => words.has(wanted) || model.scope.symbols.has(wanted);
  return `${type} ${freeName(count === 1 ? 'c' : `c_${name.text}`, isTaken)} = measure ${name.text};`;
}

/** The statements behind the last one, on lines of their own unless the whole circuit stands on one. */
function appended(
  written: readonly string[],
  { body }: tree.CircuitDeclaration,
  last: tree.Statement,
  text: string,
): TextEdit {
  const isOneLine = !text.slice(body.span.start, body.span.end).includes('\n');
  if (isOneLine) return insertion(last.span.end, ` ${written.join(' ')}`);
  const comment = /^[ \t]*\/\/[^\r\n]*/.exec(text.slice(last.span.end))?.[0] ?? '';
  const [first = last] = body.statements;
  const indent = indentAt(text, first.span.start);
  return insertion(last.span.end + comment.length, written.map((line) => `\n${indent}${line}`).join(''));
}
