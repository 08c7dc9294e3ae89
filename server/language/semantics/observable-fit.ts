import type { Fix } from '../../base/index.ts';
import type { CircuitDeclaration, Expression, Program } from '../syntax/tree.ts';
import type { Analysis } from './analysis.ts';
import { constantOf } from './expect.ts';
import type { Model, Symbol } from './model.ts';
import { namedWidth } from './model-widths.ts';
import { counted } from './types.ts';

/** Says where an observable needs more qubits than the circuit that it is estimated on has. */
export function checkWidths(a: Analysis, circuit: Expression, observable: Expression): void {
  const [runs, measured] = [namedSymbol(a, circuit), namedSymbol(a, observable)];
  if (runs === undefined || measured === undefined) return;
  const [available, needed] = [circuitWidth(a, runs) ?? namedWidth(a, circuit), namedWidth(a, observable)];
  if (available === undefined || needed === undefined || needed <= available) return;
  const parameters = [
    measured.name,
    counted(needed, 'qubit'),
    runs.name,
    counted(available, 'qubit'),
  ] as const;
  a.report('QF5010', observable.span, parameters, { fixes: enlarged(a, runs, needed) });
}

/** Makes the only register of a circuit of this file as large as an observable needs. */
function enlarged(a: Analysis, circuit: Symbol, needed: number): readonly Fix[] {
  if (circuit.kind !== 'circuit' || circuit.uri !== a.file.uri) return [];
  const [register, second] = circuit.node.body.statements.filter((one) => one.kind === 'qubit-declaration');
  if (register === undefined || second !== undefined) return [];
  const { name, span } = register;
  const text = `qubit[${needed}] ${name.text};`;
  return [{ title: `Declare ${text.slice(0, -1)}`, edits: [{ span, text }] }];
}

function namedSymbol(a: Analysis, expression: Expression): Symbol | undefined {
  if (expression.kind === 'parenthesized') return namedSymbol(a, expression.inner);
  if (expression.kind === 'call') return a.symbols.get(expression.callee);
  return expression.kind === 'identifier' ? a.symbols.get(expression) : undefined;
}

/** The number of qubits of a circuit or imported program, where it is known before a run. */
export function circuitWidth(a: Analysis, symbol: Symbol): number | undefined {
  if (symbol.kind === 'program') {
    const model = a.imports.get(symbol.node.path.value);
    return model && declaredQubits(model.program, (size) => model.constantOf(size));
  }
  if (symbol.kind !== 'circuit') return undefined;
  const isDamaged = symbol.uri === a.file.uri && a.damage.touches(symbol.node.span);
  if (isDamaged) return undefined;
  if (symbol.uri === a.file.uri) return declaredQubits(symbol.node, (size) => constantOf(a, size));
  const model = [...a.imports.values()].find(({ uri }) => uri === symbol.uri);
  return model && declaredQubits(symbol.node, (size) => model.constantOf(size));
}

function declaredQubits(
  circuit: CircuitDeclaration | Program,
  constant: (size: Expression) => ReturnType<Model['constantOf']>,
): number | undefined {
  let total = 0;
  for (const statement of circuit.kind === 'program' ? circuit.statements : circuit.body.statements) {
    if (statement.kind === 'error') return undefined;
    if (statement.kind !== 'qubit-declaration') continue;
    const size = statement.size === undefined ? 1n : constant(statement.size);
    if (typeof size !== 'bigint') return undefined;
    total += Number(size);
  }
  return total;
}
