import type { Model, Symbol } from '../../index.ts';
import { typeText } from '../../index.ts';
import { recordOf } from '../record-of.ts';
import { parametersText } from '../signature.ts';
import { callProposal } from './call-proposals.ts';
import type { ExpressionUse } from './expectation.ts';
import { type CompletionKind, type Proposal, placeholders } from './item.ts';

/** Whether a name is of use in an expression for `use`. */
export function fits(symbol: Symbol, use: ExpressionUse): boolean {
  switch (use) {
    case 'qubits':
      return isQubits(symbol);
    case 'bits':
      return symbol.kind === 'variable' && isBits(symbol);
    case 'iterable':
      // A task may have lists as its fields.
      return (
        isBits(symbol) ||
        symbol.kind === 'task' ||
        symbol.type.kind === 'array' ||
        symbol.type.kind === 'list' ||
        givesList(symbol)
      );
    case 'observable':
      return symbol.kind === 'observable' || isClassicalValue(symbol);
    case 'circuit':
      return symbol.kind === 'circuit' || symbol.kind === 'program';
    case 'noise':
      return symbol.kind === 'noise';
    case 'backend':
    case 'target':
      return symbol.kind === 'backend';
    case 'model':
      return symbol.kind === 'model';
    case 'memory':
      return symbol.kind === 'memory' || (symbol.kind === 'task' && recordOf(symbol) === 'memory');
    case 'optimizer':
    case 'source':
      return false;
    case 'gates':
      return symbol.kind === 'standard-gate' || symbol.kind === 'gate';
    case 'string':
      return symbol.type.kind === 'string';
    case 'task':
    case 'value':
    case 'stored-value':
      return isClassicalValue(symbol) || symbol.kind === 'task' || isFunction(symbol);
  }
}

function givesList(symbol: Symbol): boolean {
  return symbol.kind === 'standard-call' && symbol.call.result === 'list';
}

function isQubits(symbol: Symbol): boolean {
  return symbol.kind === 'qubits' || symbol.kind === 'qubit-parameter' || symbol.type.kind === 'qubit';
}

/** On a line that does not parse a variable has no type yet, but the one that is written. */
function isBits(symbol: Symbol): boolean {
  if (symbol.type.kind !== 'unknown' || symbol.kind !== 'variable') return symbol.type.kind === 'bit';
  return symbol.node.type.name.text === 'bit';
}

const valueKinds: ReadonlySet<Symbol['kind']> = new Set([
  ...(['constant', 'variable', 'input', 'angle-parameter', 'loop-variable', 'standard-constant'] as const),
]);

function isClassicalValue(symbol: Symbol): boolean {
  if (symbol.kind === 'parameter' || symbol.kind === 'alias') return symbol.type.kind !== 'qubit';
  return valueKinds.has(symbol.kind);
}

function isFunction(symbol: Symbol): boolean {
  return (
    symbol.kind === 'function' ||
    (symbol.kind === 'standard-call' && ['function', 'list', 'check'].includes(symbol.call.group))
  );
}

const kinds: Readonly<Record<Symbol['kind'], CompletionKind>> = {
  constant: 'constant',
  variable: 'variable',
  input: 'variable',
  qubits: 'qubits',
  alias: 'qubits',
  gate: 'gate',
  'angle-parameter': 'variable',
  'qubit-parameter': 'qubits',
  function: 'function',
  parameter: 'variable',
  'loop-variable': 'variable',
  circuit: 'circuit',
  observable: 'observable',
  noise: 'noise',
  backend: 'backend',
  model: 'model',
  memory: 'memory',
  workflow: 'workflow',
  task: 'task',
  program: 'circuit',
  'standard-gate': 'gate',
  'standard-constant': 'constant',
  'standard-call': 'function',
};

/** A name of the file or the library, with places for its arguments where it takes some. */
export function nameProposal(symbol: Symbol, model: Model): Proposal {
  if (symbol.kind === 'standard-call') return callProposal(symbol.call);
  return {
    label: symbol.name,
    kind: kinds[symbol.kind],
    detail: detailOf(symbol, model),
    ...('documentation' in symbol && symbol.documentation !== undefined
      ? { documentation: symbol.documentation }
      : {}),
    ...snippetOf(symbol),
  };
}

function detailOf(symbol: Symbol, model: Model): string {
  if (symbol.kind === 'standard-constant') return String(symbol.value);
  if (symbol.kind === 'circuit' || symbol.kind === 'function' || symbol.kind === 'observable') {
    const text = symbol.uri === model.uri ? model.text : undefined;
    const parameters = text === undefined ? '' : parametersText(symbol.node.parameters, text);
    return parameters === '' ? symbol.kind : `${symbol.kind} (${parameters})`;
  }
  return typeText(symbol.type);
}

function snippetOf(symbol: Symbol): { snippet?: string } {
  if (symbol.kind === 'function' || symbol.kind === 'circuit' || symbol.kind === 'observable') {
    const names = symbol.node.parameters.map(({ name }) => name.text);
    if (names.length > 0) return { snippet: `${symbol.name}(${placeholders(names)})` };
    return symbol.kind === 'function' ? { snippet: `${symbol.name}()$0` } : {};
  }
  return {};
}
