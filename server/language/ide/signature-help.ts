import type { Span } from '../../base/index.ts';
import { type Call, findCall, findGate } from '../../library/index.ts';
import type { Model, Symbol, tree } from '../index.ts';
import { parameterText } from './hover-call.ts';
import { modelOf } from './imported-models.ts';
import { type OpenCall, openCallAt } from './open-call.ts';
import { oneLine, parameterHead } from './signature.ts';
import { visibleSymbols } from './visible-symbols.ts';

/** How the call at the cursor is written, and which of its parameters comes next. */
export interface SignatureHelp {
  readonly label: string;
  /** Markdown. */
  readonly documentation?: string;
  readonly parameters: readonly SignatureParameter[];
  /** The number of the parameter at the cursor. */
  readonly active?: number;
}

export interface SignatureParameter {
  /** Its place in the label. */
  readonly span: Span;
  readonly documentation?: string;
}

/** The signature of the gate or call whose arguments the cursor is among. */
export function signatureHelp(model: Model, offset: number): SignatureHelp | undefined {
  const open = openCallAt(model.text, offset, model.readableFrom(offset));
  if (open === undefined) return undefined;
  const call = open.group && findCall(open.callee, open.group);
  if (call !== undefined) return callSignature(call, open);
  const symbol = visibleSymbols(model, offset, open.region).find(({ name }) => name === open.callee);
  return symbol === undefined ? undefined : signatureOf(symbol, open, model);
}

function signatureOf(symbol: Symbol, open: OpenCall, model: Model): SignatureHelp | undefined {
  switch (symbol.kind) {
    case 'standard-call':
      return open.controls === undefined ? callSignature(symbol.call, open) : undefined;
    case 'standard-gate': {
      const gate = findGate(symbol.name);
      return gate && gateSignature(gate, open, `**${gate.title}** · ${gate.description}`);
    }
    case 'gate': {
      const { parameters, qubits } = symbol.node;
      const names = { parameters: parameters.map(textOf), operands: qubits.map(textOf) };
      return gateSignature({ name: symbol.name, ...names }, open, symbol.documentation);
    }
    case 'function':
    case 'circuit':
    case 'observable':
      return open.controls === undefined ? declaredSignature(symbol, open, model) : undefined;
    default:
      return undefined;
  }
}

function textOf({ text }: tree.Name): string {
  return text;
}

function callSignature(call: Call, { index, named }: OpenCall): SignatureHelp {
  const { name, parameters, result, description } = call;
  const positional = parameters.filter((parameter) => parameter.positional);
  const wanted = named === undefined ? positional[index] : parameters.find((one) => one.name === named);
  const { label, spans } = written(`${name}(`, parameters.map(parameterHead), `) -> ${result}`);
  return help(
    label,
    parameters.map((parameter, place) => described(spans[place], parameterText(parameter))),
    wanted === undefined ? -1 : parameters.indexOf(wanted),
    description,
  );
}

interface GateNames {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly operands: readonly string[];
}

function gateSignature(gate: GateNames, open: OpenCall, documentation: string | undefined): SignatureHelp {
  const { name, parameters, operands } = gate;
  const angles = parameters.length === 0 ? { label: name, spans: [] } : written(`${name}(`, parameters, ')');
  const qubits = written(`${angles.label} `, operands, '');
  const active = open.controls === undefined ? open.index : parameters.length + open.index - open.controls;
  const isAngle = active < parameters.length;
  return help(
    qubits.label,
    [...angles.spans, ...qubits.spans].map((span) => ({ span })),
    isAngle === (open.controls === undefined) ? active : -1,
    documentation,
  );
}

function declaredSignature(
  symbol: Extract<Symbol, { kind: 'function' | 'circuit' | 'observable' }>,
  { index, named }: OpenCall,
  model: Model,
): SignatureHelp {
  const text = (modelOf(model, symbol.uri) ?? model).text;
  const { parameters } = symbol.node;
  const source = ({ start, end }: Span) => oneLine(text.slice(start, end));
  const result =
    symbol.kind === 'function' && symbol.node.result !== undefined
      ? ` -> ${source(symbol.node.result.span)}`
      : '';
  const heads = parameters.map(({ span }) => source(span));
  const { label, spans } = written(`${symbol.name}(`, heads, `)${result}`);
  const active = named === undefined ? index : parameters.findIndex(({ name }) => name.text === named);
  return help(
    label,
    spans.map((span) => ({ span })),
    active,
    symbol.documentation,
  );
}

/** A list behind `prefix`, with the place of each of its parts. */
function written(prefix: string, parts: readonly string[], suffix: string) {
  const spans: Span[] = [];
  let label = prefix;
  for (const part of parts) {
    if (spans.length > 0) label += ', ';
    spans.push({ start: label.length, end: label.length + part.length });
    label += part;
  }
  return { label: label + suffix, spans };
}

function described(span: Span = { start: 0, end: 0 }, documentation: string): SignatureParameter {
  return { span, documentation };
}

function help(
  label: string,
  parameters: readonly SignatureParameter[],
  active: number,
  documentation: string | undefined,
): SignatureHelp {
  const isKnown = active >= 0 && active < parameters.length;
  return {
    label,
    parameters,
    ...(isKnown ? { active } : {}),
    ...(documentation === undefined ? {} : { documentation }),
  };
}
