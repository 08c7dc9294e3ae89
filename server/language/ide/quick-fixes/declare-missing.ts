import type { Fix, Span } from '../../../base/index.ts';
import { type Model, type Node, type tree, nodeAt, walk } from '../../index.ts';
import { beginsLine, indentAt, insertion } from '../refactor/lines.ts';

/** Declares an unknown name that stands for qubits, or for the bits that a measurement gives, as large as it is used. */
export function declareMissing(model: Model, span: Span): readonly Fix[] {
  const path = nodeAt(model.program, span.start);
  const statement = path.findLast((node) => isStatement(node));
  const name = model.text.slice(span.start, span.end);
  const use = statement && useOf(statement, path);
  if (use === undefined || !/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)) return [];
  const block = bodyAround(path, model.program);
  const size = sizeIn(block, name, model) ?? (use.kind === 'bit' ? sizeOf(use.source, model) : undefined);
  const text = declaration(use.kind, name, size, model.program.dialect);
  const first = block.statements.find(({ kind }) => kind !== 'import' && kind !== 'include');
  return first === undefined ? [] : [{ title: `Add ${text}`, edits: [before(first, text, model.text)] }];
}

function isStatement(node: Node): node is tree.Statement {
  return ['gate-call', 'measure', 'reset', 'barrier', 'assignment', 'delay'].includes(node.kind);
}

type Use = { readonly kind: 'qubit' } | { readonly kind: 'bit'; readonly source: tree.Expression };

/** What the innermost name of a path is in its statement; nothing where it is neither qubits nor measured bits. */
function useOf(statement: tree.Statement, path: readonly Node[]): Use | undefined {
  const is = isRegister(path);
  const qubits: Use = { kind: 'qubit' };
  switch (statement.kind) {
    case 'gate-call':
    case 'barrier':
    case 'delay':
      return statement.operands.some(is) ? qubits : undefined;
    case 'reset':
      return is(statement.operand) ? qubits : undefined;
    case 'measure':
      if (is(statement.source)) return qubits;
      return is(statement.target) ? { kind: 'bit', source: statement.source } : undefined;
    case 'assignment': {
      const { target, value } = statement;
      if (value.kind !== 'measure-expression') return undefined;
      if (is(value.source)) return qubits;
      return is(target) ? { kind: 'bit', source: value.source } : undefined;
    }
    default:
      return undefined;
  }
}

/** Whether the innermost node of a path is the register of an operand, rather than a name in its subscript. */
function isRegister(path: readonly Node[]): (operand: tree.Expression | undefined) => boolean {
  const innermost = path.at(-1);
  return (operand) =>
    operand !== undefined &&
    (innermost === operand || (operand.kind === 'index' && operand.object === innermost));
}

/** The body whose names a circuit's statement sees: of the circuit around it, or the whole file. */
function bodyAround(path: readonly Node[], program: tree.Program): { statements: readonly tree.Statement[] } {
  const owner = path.find((node) => node.kind === 'circuit' || node.kind === 'function');
  return (owner?.kind === 'circuit' || owner?.kind === 'function' ? owner.body : undefined) ?? program;
}

/** One more than the largest subscript that a name has; nothing where it has none that is known. */
function sizeIn(
  { statements }: { readonly statements: readonly tree.Statement[] },
  name: string,
  model: Model,
): number | undefined {
  let size: number | undefined;
  for (const statement of statements)
    walk(statement, (node) => {
      if (node.kind !== 'index' || node.object.kind !== 'identifier' || node.object.name !== name) return;
      for (const index of node.indices) size = Math.max(size ?? 2, largest(index, model) + 1);
    });
  return size;
}

/** The largest value of a subscript: a number, the end of a range, or the end of the loop that counts it. */
function largest(index: tree.Expression, model: Model): number {
  const value = model.constantOf(index);
  if (typeof value === 'bigint') return Number(value);
  if (index.kind === 'range') return index.stop === undefined ? 0 : largest(index.stop, model);
  const symbol = index.kind === 'identifier' ? model.symbolOf(index) : undefined;
  if (symbol?.kind === 'loop-variable') return largest(symbol.node.iterable, model);
  const sum = index.kind === 'binary' && index.operator === '+' ? [index.left, index.right] : [];
  return sum.reduce((total, part) => total + largest(part, model), 0);
}

function sizeOf(source: tree.Expression, model: Model): number | undefined {
  const type = model.typeOf(source);
  return type.kind === 'qubit' && typeof type.size === 'number' ? type.size : undefined;
}

function declaration(
  kind: Use['kind'],
  name: string,
  size: number | undefined,
  dialect: tree.Dialect,
): string {
  if (dialect === 'openqasm2') return `${kind === 'qubit' ? 'qreg' : 'creg'} ${name}[${size ?? 1}];`;
  return `${kind}${size === undefined ? '' : `[${size}]`} ${name};`;
}

function before({ span: { start } }: tree.Statement, declared: string, text: string) {
  const gap = beginsLine(text, start) ? `\n${indentAt(text, start)}` : ' ';
  return insertion(start, declared + gap);
}
