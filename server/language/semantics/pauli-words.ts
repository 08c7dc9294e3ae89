import type { Call } from '../../library/index.ts';
import type { CallExpression, Expression } from '../syntax/tree.ts';
import type { Analysis } from './analysis.ts';
import { checkArguments } from './library-calls.ts';
import type { Type } from './model.ts';
import { observableValue } from './types.ts';

/** `pauli("XXYZ")`: one letter for each qubit. */
export function checkPauliWord(a: Analysis, node: CallExpression, call: Call): Type {
  checkArguments(a, node, call);
  const [argument] = node.arguments;
  const word = argument && writtenText(argument.value);
  if (argument !== undefined && word !== undefined && !/^[IXYZ]+$/.test(word))
    a.report('QF5012', argument.value.span, [word]);
  return observableValue;
}

/** The text of a string literal, which may look like a bit string. */
export function writtenText(expression: Expression): string | undefined {
  if (expression.kind === 'string') return expression.value;
  return expression.kind === 'bit-string' ? expression.text : undefined;
}
