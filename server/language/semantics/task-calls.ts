import type { Call } from '../../library/index.ts';
import type { CallExpression } from '../syntax/tree.ts';
import type { Analysis } from './analysis.ts';
import { checkArguments } from './library-calls.ts';
import type { Type } from './model.ts';
import { checkSamples } from './models.ts';
import { checkWidths } from './observable-fit.ts';
import { checkSecrets } from './secrets.ts';
import { saidColumns, tableType } from './tables.ts';
import { typeOfCall } from './types.ts';

/** Checks the arguments of a call that runs something. */
export function checkTaskCall(a: Analysis, node: CallExpression, call: Call): Type {
  const given = checkArguments(a, node, call);
  if (call.takesValues === true) checkSecrets(a, call.name, withoutParameters(node, call));
  if (given.has('samples')) checkSamples(a, given);
  const [circuit, observable] = [given.get('circuit'), given.get('observable')];
  if (circuit !== undefined && observable !== undefined) checkWidths(a, circuit, observable);
  if (call.onTables === true) return tableType(a, node, call, given);
  const columns = call.result === 'output' ? saidColumns(given) : undefined;
  return columns === undefined ? typeOfCall(call.result) : { kind: 'record', name: 'output', columns };
}

/** The call with nothing but the values that it hands on. */
function withoutParameters(node: CallExpression, { parameters }: Call): CallExpression {
  const values = node.arguments.filter(({ name }) => !parameters.some((one) => one.name === name?.text));
  return { ...node, arguments: values };
}
