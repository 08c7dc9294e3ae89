import type { Span } from '../../base/index.ts';
import {
  type Call,
  type GateOrigin,
  calls,
  constants,
  findCall,
  functions,
  gates,
  listFunctions,
} from '../../library/index.ts';
import type { Dialect } from '../syntax/tree.ts';
import type { Scope, Symbol, Type } from './model.ts';
import { typeOfCall } from './types.ts';

/** What a region belongs to; it decides which names of the file it sees. */
export type Region = 'library' | 'file' | 'block' | 'gate' | 'function' | 'circuit' | 'workflow' | 'test';

/** A scope while it is being filled. */
export class ScopeBuilder implements Scope {
  span: Span;
  readonly region: Region;
  readonly parent?: ScopeBuilder;
  readonly symbols = new Map<string, Symbol>();
  readonly children: ScopeBuilder[] = [];

  constructor(span: Span, region: Region, parent?: ScopeBuilder) {
    this.span = span;
    this.region = region;
    if (parent === undefined) return;
    this.parent = parent;
    // The scope of the library is shared by all files and outlives them.
    if (parent.region !== 'library') parent.children.push(this);
  }

  /** Empties the scope, whose region is another one now. */
  clear(span: Span): void {
    this.span = span;
    this.symbols.clear();
    this.children.length = 0;
  }
}

export interface Found {
  readonly symbol: Symbol;
  /** Set when the name exists but the region in question does not see it. */
  readonly hiddenFrom?: Region;
}

const outerForGates: ReadonlySet<Symbol['kind']> = new Set<Symbol['kind']>([
  'variable',
  'input',
  'qubits',
  'alias',
  'loop-variable',
  'parameter',
]);
const outerForCircuits: ReadonlySet<Symbol['kind']> = new Set<Symbol['kind']>([
  'variable',
  'qubits',
  'alias',
  'loop-variable',
]);

/** Looks a name up from the inside out. */
export function lookUp(scope: ScopeBuilder, name: string): Found | undefined {
  let barrier: Region | undefined;
  for (let at: ScopeBuilder | undefined = scope; at !== undefined; at = at.parent) {
    const symbol = at.symbols.get(name);
    if (symbol !== undefined) return isHidden(symbol, barrier) ? { symbol, hiddenFrom: barrier } : { symbol };
    if (isBody(at.region)) barrier = at.region;
  }
  return undefined;
}

function isBody(region: Region): boolean {
  return region !== 'block' && region !== 'file' && region !== 'library';
}

function isHidden(symbol: Symbol, barrier: Region | undefined): barrier is Region {
  if (barrier === undefined) return false;
  const hidden = barrier === 'gate' || barrier === 'function' ? outerForGates : outerForCircuits;
  return hidden.has(symbol.kind);
}

/** Every name that can be seen from a scope, for suggestions. */
export function visibleSymbols(scope: ScopeBuilder): Symbol[] {
  const seen = new Map<string, Symbol>();
  let barrier: Region | undefined;
  for (let at: ScopeBuilder | undefined = scope; at !== undefined; at = at.parent) {
    for (const [name, symbol] of at.symbols) {
      if (!seen.has(name) && !isHidden(symbol, barrier)) seen.set(name, symbol);
    }
    if (isBody(at.region)) barrier = at.region;
  }
  return [...seen.values()];
}

// ------------------------------------------------------------------------------------------------------- the library

const standardGates: ReadonlyMap<string, { readonly symbol: Symbol; readonly origin: GateOrigin }> = new Map(
  gates.map((gate) => {
    const type: Type = { kind: 'gate', angles: gate.parameters.length, qubits: gate.operands.length };
    return [gate.name, { symbol: { kind: 'standard-gate', name: gate.name, type }, origin: gate.origin }];
  }),
);

const standardConstants: readonly Symbol[] = constants.flatMap(({ name, symbol, value }) =>
  [name, symbol].map((spelling) => ({
    kind: 'standard-constant' as const,
    name: spelling,
    type: { kind: 'float' } as const,
    value,
  })),
);

const standardFunctions: readonly Symbol[] = functions.map((call) => callSymbol(call));
const standardCalls: ReadonlyMap<Call, Symbol> = new Map(calls.map((call) => [call, callSymbol(call)]));
const standardListFunctions: readonly Symbol[] = listFunctions.map(callSymbol);

/** The symbol of a call of the table. */
export function callOf(call: Call): Symbol {
  return standardCalls.get(call) ?? callSymbol(call);
}

function callSymbol(call: Call): Symbol {
  const parameters = call.parameters.map(({ type }) => typeOfCall(type));
  const type: Type = { kind: 'function', parameters, result: typeOfCall(call.result) };
  return { kind: 'standard-call', name: call.name, type, call };
}

/** The gate of the table with that name, whether or not this file's includes bring it. */
export function standardGate(name: string): Symbol | undefined {
  return standardGates.get(name)?.symbol;
}

/** The gates that OpenQASM has without any include. */
const languageGates: Readonly<Record<Exclude<Dialect, 'qflow'>, readonly string[]>> = {
  openqasm3: ['U', 'gphase'],
  openqasm2: ['U', 'CX'],
};

/** The standard gate file that a dialect's programs include, and the only other one that is built in. */
export function standardInclude(dialect: Dialect): string {
  return dialect === 'openqasm2' ? 'qelib1.inc' : 'stdgates.inc';
}

/** Whether a file name is one of the gate files that are built in. */
export function isBuiltInInclude(path: string): boolean {
  return path === 'stdgates.inc' || path === 'qelib1.inc';
}

const includedOrigins: Readonly<Record<string, readonly GateOrigin[]>> = {
  'stdgates.inc': ['language', 'stdgates.inc'],
  'qelib1.inc': ['stdgates.inc', 'qelib1.inc'],
};

/** The built-in file that brings a gate, the standard one of the dialect before others. */
export function includeOf(gate: string, dialect: Dialect): string {
  const origin = standardGates.get(gate)?.origin;
  const standard = standardInclude(dialect);
  const files = [standard, ...Object.keys(includedOrigins)];
  return files.find((file) => origin !== undefined && includedOrigins[file]?.includes(origin)) ?? standard;
}

const libraryScopes = new Map<string, ScopeBuilder>();

/** The scope around a file: what its dialect and its built-in includes bring. */
export function libraryScope(dialect: Dialect, includes: readonly string[]): ScopeBuilder {
  const key = [dialect, ...[...new Set(includes)].toSorted()].join(' ');
  const known = libraryScopes.get(key);
  if (known !== undefined) return known;
  const scope = new ScopeBuilder({ start: 0, end: Number.MAX_SAFE_INTEGER }, 'library');
  const callables =
    dialect === 'qflow'
      ? [...standardFunctions, ...standardListFunctions, ...firstOfEachName()]
      : standardFunctions;
  for (const symbol of [...standardConstants, ...callables, ...gatesOf(dialect, includes)])
    scope.symbols.set(symbol.name, symbol);
  libraryScopes.set(key, scope);
  return scope;
}

/** A name that means one thing in noise and another elsewhere stands for the other. */
function firstOfEachName(): Symbol[] {
  const names = new Set(calls.map(({ name }) => name));
  return [...names].flatMap((name) => findCall(name) ?? []).map(callOf);
}

function gatesOf(dialect: Dialect, includes: readonly string[]): Symbol[] {
  const all = [...standardGates.values()];
  if (dialect === 'qflow') return all.map(({ symbol }) => symbol);
  const origins = new Set(includes.flatMap((include) => includedOrigins[include] ?? []));
  const built = languageGates[dialect];
  return all
    .filter(({ symbol, origin }) => built.includes(symbol.name) || origins.has(origin))
    .map(({ symbol }) => symbol);
}
