import type { Fix, Span } from '../../../base/index.ts';
import { type Call, type CallType, findCall } from '../../../library/index.ts';
import { type Model, type Symbol, nodeAt, type tree } from '../../index.ts';

/** How many names are proposed for one argument. */
const mostProposed = 3;

/** Names that fit, for the arguments that a call of the library lacks. */
export function addArgument(model: Model, { start }: Span): readonly Fix[] {
  const node = callAt(model, start);
  const call = node && calledBy(model, node);
  const missing = call?.parameters.find(
    ({ name, required, positional }, place) =>
      required &&
      !node?.arguments.some(
        (one, at) => one.name?.text === name || (!one.name && positional && at === place),
      ),
  );
  if (node === undefined || missing === undefined) return [];
  return fitting(model, missing.type).map((name) => {
    const written = node.arguments.length === 0 && missing.positional ? name : `${missing.name}: ${name}`;
    const text = node.arguments.length === 0 ? written : `, ${written}`;
    const end = node.arguments.at(-1)?.span.end ?? model.text.indexOf('(', node.callee.span.end) + 1;
    return { title: `Write ${written}`, edits: [{ span: { start: end, end }, text }] };
  });
}

/** The options that a value without a name may be. */
export function nameArgument(model: Model, { start, end }: Span): readonly Fix[] {
  const node = callAt(model, start);
  const call = node && calledBy(model, node);
  const argument = node?.arguments.find(({ span }) => span.start === start);
  if (node === undefined || call === undefined || argument === undefined) return [];
  const type = model.typeOf(argument.value).kind;
  const given = new Set(node.arguments.map(({ name }) => name?.text));
  return call.parameters
    .filter((one) => !one.positional && !given.has(one.name) && takes(one.type, type))
    .slice(0, mostProposed)
    .map(({ name }) => ({
      title: `Write ${name}: ${model.text.slice(start, end)}`,
      edits: [{ span: { start, end: start }, text: `${name}: ` }],
    }));
}

function takes(wanted: CallType, found: string): boolean {
  return wanted === found || (wanted === 'float' && found === 'int');
}

function callAt(model: Model, offset: number): tree.CallExpression | undefined {
  return nodeAt(model.program, offset).findLast((node): node is tree.CallExpression => node.kind === 'call');
}

function calledBy(model: Model, { callee }: tree.CallExpression): Call | undefined {
  const symbol = model.symbolOf(callee);
  return symbol?.kind === 'standard-call' ? symbol.call : findCall(callee.name);
}

/** The names of the file that a parameter may be given. */
function fitting(model: Model, type: CallType): readonly string[] {
  const kind = type === 'observables' ? 'observable' : type;
  return [...model.scope.symbols.values()]
    .filter((symbol) => symbol.kind === kind && !takesArguments(symbol))
    .slice(0, mostProposed)
    .map(({ name }) => name);
}

function takesArguments(symbol: Symbol): boolean {
  return (symbol.kind === 'circuit' || symbol.kind === 'observable') && symbol.node.parameters.length > 0;
}
