import type { TextEdit } from '../../base/index.ts';
import { type Model, someStatement, type tree } from '../index.ts';

/** A rewriting that is offered where the cursor stands. */
export interface Refactoring {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

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
  const last = statements.at(-1);
  if (registers.length === 0 || last === undefined) return undefined;
  const written = registers.map((register) => measurement(register, circuit, registers.length, model));
  return { title: 'Measure all qubits', edits: [appended(written, circuit, last, model.text)] };
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
  const wanted = count === 1 ? 'c' : `c_${name.text}`;
  return `${type} ${freeName(wanted, circuit, model)} = measure ${name.text};`;
}

/** The name itself or with a number behind it, so that nothing in the file has it. */
function freeName(wanted: string, circuit: tree.CircuitDeclaration, model: Model): string {
  const { start, end } = circuit.span;
  const words = new Set(model.text.slice(start, end).match(/[\p{L}_][\p{L}\p{N}_]*/gu));
  const isTaken = (name: string) => words.has(name) || model.scope.symbols.has(name);
  let name = wanted;
  for (let number = 1; isTaken(name); number++) name = `${wanted}${number}`;
  return name;
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
  const lineStart = text.lastIndexOf('\n', first.span.start - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart, first.span.start))?.[0] ?? '';
  return insertion(last.span.end + comment.length, written.map((line) => `\n${indent}${line}`).join(''));
}

function insertion(offset: number, text: string): TextEdit {
  return { span: { start: offset, end: offset }, text };
}
