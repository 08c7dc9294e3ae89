import type { Value } from '../../base/index.ts';
import type {
  AliasDeclaration,
  ClassicalDeclaration,
  Expression,
  FunctionDeclaration,
  GateDeclaration,
  ParameterNode,
  QubitDeclaration,
} from '../syntax/tree.ts';
import type { Analysis } from './analysis.ts';
import { declaredSymbol } from './declared-symbol.ts';
import { constantOf, converted, expectType } from './expect.ts';
import type { Symbol, Type } from './model.ts';
import { firstUnknown } from './not-constant.ts';
import { divideAs } from './real-division.ts';
import { bitsOf, checkQubits, segmentsOf } from './qubits.ts';
import { returnsValue } from './jumps.ts';
import { checkSize, isMadeOfSizes, resolveType } from './type-nodes.ts';
import { float, singleQubit, typeText, unknown, voidType } from './types.ts';

export function declareClassical(a: Analysis, node: ClassicalDeclaration): void {
  const type = resolveType(a, node.type);
  const value = node.initializer === undefined ? undefined : checkInitializer(a, node, type);
  if (node.modifier === 'const' && node.initializer === undefined)
    a.report('QF2021', node.name.span, [node.name.text]);
  const kind = node.modifier === 'const' ? 'constant' : node.modifier === 'input' ? 'input' : 'variable';
  const symbol = declaredSymbol(a, kind, type, node, node.name);
  if (kind === 'constant' && value !== undefined) a.values.set(symbol, value);
  a.declare(symbol, node.name);
}

/** The value of an initializer in the declared type, where it is known. */
function checkInitializer(a: Analysis, node: ClassicalDeclaration, type: Type): Value | undefined {
  const { initializer } = node;
  if (initializer === undefined) return undefined;
  if (initializer.kind === 'measure-expression') {
    checkMeasured(a, initializer.source, type, initializer);
    return undefined;
  }
  divideAs(a, initializer, type, 'literal');
  const found = a.check(initializer, type);
  if (found.kind === 'unknown' || type.kind === 'unknown') return undefined;
  if (!expectType(a, initializer, found, type)) return undefined;
  const value = constantOf(a, initializer);
  const mustBeKnown = node.modifier === 'const' || node.modifier === 'input';
  if (mustBeKnown && value === undefined && type.kind !== 'string' && !isMadeOfSizes(a, initializer)) {
    const culprit = firstUnknown(a, initializer);
    a.report('QF2013', culprit.span, [a.textOf(culprit.span)]);
  }
  return converted(value, found, type);
}

/** Checks `target = measure source`: as many bits as qubits. */
export function checkMeasured(a: Analysis, source: Expression, target: Type, measurement?: Expression): void {
  const qubits = checkQubits(a, source);
  const bits = bitsOf(qubits);
  if (measurement !== undefined) a.types.set(measurement, bits);
  if (qubits.kind !== 'qubit' || bits.kind !== 'bit' || target.kind === 'unknown') return;
  const isBits = target.kind === 'bit' || (target.kind === 'bool' && (bits.width ?? 1) === 1);
  const isFitting = isBits && (target.kind === 'bool' || (target.width ?? 1) === (bits.width ?? 1));
  if (!isFitting) a.report('QF3005', source.span, [typeText(qubits), typeText(target)]);
}

export function declareQubits(a: Analysis, node: QubitDeclaration): void {
  const size = node.size === undefined ? undefined : checkSize(a, node.size);
  const { body, depth } = a.surroundings;
  const isTop = depth === 0 && (body === 'main' || body === 'circuit');
  if (!isTop && body !== 'gate') a.report('QF3012', node.span, [placeText(body, depth)]);
  const type: Type =
    node.size === undefined ? singleQubit : size === undefined ? unknown : { kind: 'qubit', size };
  a.declare(declaredSymbol(a, 'qubits', type, node, node.name), node.name);
}

function placeText(body: string, depth: number): string {
  return body === 'function' ? 'a def' : depth > 0 ? 'a block' : `a ${body}`;
}

export function declareAlias(a: Analysis, node: AliasDeclaration): void {
  const type = a.check(node.value);
  const symbol = declaredSymbol(a, 'alias', type, node, node.name);
  const segments = type.kind === 'qubit' ? segmentsOf(a, node.value) : undefined;
  if (segments !== undefined) a.aliases.set(symbol, segments);
  a.declare(symbol, node.name);
}

export function declareGate(a: Analysis, node: GateDeclaration): void {
  const type: Type = { kind: 'gate', angles: node.parameters.length, qubits: node.qubits.length };
  const symbol = declaredSymbol(a, 'gate', type, node, node.name);
  a.declare(symbol, node.name);
  const { body } = node;
  a.within(node.span, 'gate', () => {
    // Angles are real numbers here, not values modulo 2π: half of a rotation by 2π + x is not half of one by x.
    for (const name of node.parameters)
      a.declare(declaredSymbol(a, 'angle-parameter', float, node, name), name);
    for (const name of node.qubits)
      a.declare(declaredSymbol(a, 'qubit-parameter', singleQubit, node, name), name);
    if (body === undefined) return;
    a.surrounded({ body: 'gate', owner: symbol, loops: 0, depth: 0, guards: 0 }, () => a.checkBlock(body));
  });
}

export function declareFunction(a: Analysis, node: FunctionDeclaration): void {
  const result = node.result === undefined ? voidType : resolveType(a, node.result);
  const parameters = node.parameters.map((parameter) => resolveType(a, parameter.type));
  const symbol: Symbol = declaredSymbol(
    a,
    'function',
    { kind: 'function', parameters, result },
    node,
    node.name,
  );
  a.declare(symbol, node.name);
  const { body } = node;
  a.within(node.span, 'function', () => {
    declareParameters(a, node.parameters, parameters);
    if (body === undefined) return;
    a.surrounded({ body: 'function', owner: symbol, result, loops: 0, depth: 0, guards: 0 }, () =>
      a.checkBlock(body),
    );
    const isSilent = result.kind === 'void' || result.kind === 'unknown' || returnsValue(body);
    if (!isSilent)
      a.report('QF3010', node.result?.span ?? node.name.span, [node.name.text, typeText(result)]);
  });
}

/** Declares the parameters of a function, circuit, observable or workflow in the present scope. */
export function declareParameters(
  a: Analysis,
  parameters: readonly ParameterNode[],
  types: readonly Type[],
): void {
  for (const [place, parameter] of parameters.entries()) {
    const type = types[place] ?? unknown;
    if (parameter.defaultValue !== undefined) checkDefault(a, parameter.defaultValue, type);
    a.declare(declaredSymbol(a, 'parameter', type, parameter, parameter.name), parameter.name);
  }
}

function checkDefault(a: Analysis, value: Expression, type: Type): void {
  divideAs(a, value, type, 'literal');
  const found = a.check(value, type);
  if (found.kind !== 'unknown' && type.kind !== 'unknown') expectType(a, value, found, type);
}
