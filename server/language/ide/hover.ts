import { type Span, touches } from '../../base/index.ts';
import {
  findAnnotation,
  findCall,
  findConstant,
  findGate,
  gateGroups,
  resultFields,
} from '../../library/index.ts';
import type { Model, Symbol } from '../index.ts';
import { cursorContext } from './completion/cursor-context.ts';
import { wordAt } from './completion/tokens-before.ts';
import { callText, fieldsText, parameterText } from './hover-call.ts';
import { circuitText } from './hover-circuit.ts';
import { standardGateText } from './hover-gate.ts';
import { operandStateText } from './hover-state.ts';
import { counted } from './counted.ts';
import { modelOf } from './imported-models.ts';
import { constantText } from './constant-text.ts';
import { declarationText } from './hover-declaration.ts';
import { anglesAt } from './gate-call-at.ts';
import { recordOf } from './record-of.ts';
import { symbolAt } from './symbol-at.ts';
import { columnsOf } from './table-columns.ts';
import { type NamedTarget, namedTargets } from './targets/target-choice.ts';
import { targetGateText } from './targets/target-gate-text.ts';
import { visibleSymbols } from './visible-symbols.ts';

/** What there is to say about the word at an offset. */
export interface Hover {
  readonly markdown: string;
  readonly span: Span;
}

/** Explains the name, argument or field at an offset. */
export function hover(
  model: Model,
  offset: number,
  targets: readonly NamedTarget[] = namedTargets(model, []),
): Hover | undefined {
  const found = symbolAt(model, offset);
  const parts =
    found === undefined ? optionText(model, offset) : symbolText(found.symbol, model, offset, targets);
  if (parts === undefined) return undefined;
  return { markdown: parts.join('\n\n'), span: found?.span ?? wordAt(model.text, offset) };
}

function symbolText(
  symbol: Symbol,
  model: Model,
  offset: number,
  targets: readonly NamedTarget[],
): readonly string[] {
  switch (symbol.kind) {
    case 'standard-gate': {
      const gate = findGate(symbol.name);
      if (gate === undefined) return [];
      const angles = anglesAt(model, offset);
      return [...standardGateText(gate, angles), ...targetGateText(gate, angles, targets)];
    }
    case 'standard-call':
      return callText(symbol.call);
    case 'standard-constant':
      return [`**${symbol.name}** = ${symbol.value}`, findConstant(symbol.name)?.description ?? ''];
    default:
      return [
        ...declarationText(symbol, model),
        ...documented(symbol.documentation),
        ...detailText(symbol, model, offset),
      ];
  }
}

function documented(documentation: string | undefined): readonly string[] {
  return documentation === undefined ? [] : [documentation];
}

type Declared = Exclude<Symbol, { kind: 'standard-gate' | 'standard-call' | 'standard-constant' }>;

/** What the declaration itself does not tell. */
function detailText(symbol: Declared, model: Model, offset: number): readonly string[] {
  switch (symbol.kind) {
    case 'constant': {
      const value = constantText(symbol, model);
      return value === undefined ? [] : [`= ${value}`];
    }
    case 'observable': {
      const width = (modelOf(model, symbol.uri) ?? model).widthOf(symbol);
      return width === undefined ? [] : [`on ${counted(width, 'qubit')}`];
    }
    case 'circuit':
    case 'program':
      return circuitText(symbol.name, model);
    case 'task': {
      const record = recordOf(symbol);
      return record === undefined ? [] : [fieldsText(record)];
    }
    case 'qubits':
    case 'alias':
    case 'parameter':
    case 'qubit-parameter':
      return symbol.type.kind === 'qubit' ? stateText(symbol, model, offset) : [];
    default:
      return [];
  }
}

/** The state of the qubits that a name stands for where it is used. */
function stateText(symbol: Declared, model: Model, offset: number): readonly string[] {
  const isDeclaration = symbol.uri === model.uri && touches(symbol.nameSpan, offset);
  return isDeclaration ? [] : operandStateText(model, offset);
}

/** What an annotation means and takes. */
function annotationText(name: string): readonly string[] | undefined {
  const found = findAnnotation(name);
  if (found === undefined) return undefined;
  const parameters = found.parameters.map((parameter) => `- ${parameterText(parameter)}`).join('\n');
  return [`**@${name}** · ${found.description}`, parameters, `\`${found.example}\``].filter(
    (part) => part !== '',
  );
}

/** A named argument of a call, or a field of a result. */
function optionText(model: Model, offset: number): readonly string[] | undefined {
  const { start, end } = wordAt(model.text, offset);
  const word = model.text.slice(start, end);
  if (word === '') return undefined;
  const { expectation, region } = cursorContext(model.text, start, model.readableFrom(start));
  if (expectation.kind === 'annotation') return annotationText(word);
  if (expectation.kind === 'argument') {
    const { callee, group } = expectation;
    const called = callee.startsWith('@') ? findAnnotation(callee.slice(1)) : findCall(callee, group);
    const parameter = called?.parameters.find(({ name }) => name === word);
    const isNamed = /^\s*:/.test(model.text.slice(end, end + 50));
    return parameter === undefined || !isNamed ? undefined : [parameterText(parameter)];
  }
  if (expectation.kind === 'argument-value') return gateGroupText(word);
  if (expectation.kind !== 'field') return undefined;
  const { object, owner } = expectation;
  const symbols = visibleSymbols(model, start, region);
  const column = columnsOf(symbols, object, owner)?.find(({ name }) => name === word);
  if (column !== undefined) return [`\`${object}.${word}\`: a column of \`${column.type}\``];
  const record = recordOf(symbols.find(({ name }) => name === object));
  const field = record === undefined ? undefined : resultFields[record].find(({ name }) => name === word);
  return field === undefined
    ? undefined
    : [`\`${object}.${field.name}\` (${field.type}): ${field.description}`];
}

/** A word that `gates:` knows beside the names of gates. */
function gateGroupText(word: string): readonly string[] | undefined {
  const group = gateGroups.find(({ name }) => name === word);
  return group && [`\`${word}\`: ${group.description}.`];
}
