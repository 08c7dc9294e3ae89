import { type Call, noiseFault } from '../../library/index.ts';
import type { BinaryExpression, CallExpression, Expression, Identifier } from '../syntax/tree.ts';
import type { Analysis } from './analysis.ts';
import { libraryCall } from './call-groups.ts';
import { constantOf, record } from './expect.ts';
import { checkArguments } from './library-calls.ts';
import type { Symbol, Type } from './model.ts';
import { noiseFixes } from './noise-fixes.ts';
import { checkChannelWidth } from './noise-widths.ts';
import { noiseValue, symbolText, typeText } from './types.ts';

type NoiseSymbol = Extract<Symbol, { kind: 'noise' }>;

/** Checks the channels that noise is a sum of; noise that another one names is checked first, wherever it stands. */
export function checkNoise(a: Analysis, symbol: NoiseSymbol): void {
  if (a.noiseStates.has(symbol)) return;
  a.noiseStates.set(symbol, 'in progress');
  a.elsewhere(symbol.node, () =>
    a.within(symbol.node.span, 'circuit', () => checkPart(a, symbol.node.value)),
  );
  a.noiseStates.set(symbol, 'done');
}

function checkPart(a: Analysis, node: Expression): void {
  switch (node.kind) {
    case 'missing':
      return;
    case 'parenthesized':
      checkPart(a, node.inner);
      record(a, node, noiseValue);
      return;
    case 'binary':
      return checkSum(a, node);
    case 'call':
      return checkChannel(a, node);
    case 'identifier':
      return checkNamed(a, node);
    default:
      return reportOther(a, node, a.check(node));
  }
}

/** Long sums lean to the left, so their spine is walked without recursion. */
function checkSum(a: Analysis, expression: BinaryExpression): void {
  const spine: BinaryExpression[] = [];
  let leftmost: Expression = expression;
  for (; leftmost.kind === 'binary' && leftmost.operator === '+'; leftmost = leftmost.left)
    spine.push(leftmost);
  if (leftmost.kind === 'binary') reportProduct(a, leftmost);
  else checkPart(a, leftmost);
  for (const node of spine.toReversed()) {
    checkPart(a, node.right);
    record(a, node, noiseValue);
  }
}

function reportProduct(a: Analysis, node: BinaryExpression): void {
  a.report('QF5020', node.span, [`an expression with ${node.operator}`]);
}

function checkNamed(a: Analysis, node: Identifier): void {
  const type = a.check(node);
  const symbol = a.symbols.get(node);
  if (symbol?.kind !== 'noise') return reportOther(a, node, type, symbol);
  if (symbol.uri !== a.file.uri) return;
  if (a.noiseStates.get(symbol) !== 'in progress') return checkNoise(a, symbol);
  a.unit.isCyclic = true;
  a.report('QF3007', node.span, [symbol.name]);
}

function reportOther(a: Analysis, node: Expression, type: Type, symbol?: Symbol): void {
  if (type.kind === 'unknown') return;
  a.report('QF5020', node.span, [symbol === undefined ? typeText(type) : symbolText(symbol)]);
}

function checkChannel(a: Analysis, node: CallExpression): void {
  const call = libraryCall(a, node, 'noise');
  if (call === undefined) return;
  const before = a.unit.reports;
  const given = checkArguments(a, node, call);
  if (a.unit.reports > before) return;
  reportFault(a, call, given);
  checkChannelWidth(a, node, call, given);
}

/** What the constants among the arguments say together. */
function reportFault(a: Analysis, call: Call, given: ReadonlyMap<string, Expression>): void {
  const numbers = new Map<string, number>();
  for (const [name, value] of given) {
    const constant = constantOf(a, value);
    if (typeof constant === 'number' || typeof constant === 'bigint') numbers.set(name, Number(constant));
  }
  const fault = noiseFault(call.name, numbers);
  const place = fault && given.get(fault.argument);
  if (fault === undefined || place === undefined) return;
  const fixes = noiseFixes(a, fault.code, given);
  if (fault.code === 'QF5006') a.report(fault.code, place.span, fault.values);
  else a.report(fault.code, place.span, fault.values, { fixes });
}
