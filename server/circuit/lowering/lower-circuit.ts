import { type ClassicalType, type Diagnosed, type Span, hasErrors } from '../../base/index.ts';
import type { CircuitEntry, Model, tree } from '../../language/index.ts';
import { diagnose } from '../../library/index.ts';
import type { Block, Circuit } from '../circuit.ts';
import { isRealType } from '../tangent.ts';
import type { TracedCircuit } from '../traced.ts';
import { coerce } from './arguments.ts';
import { addRegister, bind } from './declarations.ts';
import { evaluateAs, resolveType } from './evaluate.ts';
import { type Evaluated, isKnown } from './evaluated.ts';
import { LoweringFailure, fail } from './failure.ts';
import type { Frame } from './frame.ts';
import { saveOutputs } from './jumps.ts';
import { Lowering, type LoweringOptions } from './lowering.ts';
import { bindLate, modelOf } from './names.ts';
import { actions, runStatements } from './statements.ts';
import { aliasCell } from './storage.ts';
import { Trace } from './trace.ts';

/**
 * Turns a circuit of a checked program into instructions: a `circuit` declaration, `main` for the statements at the top
 * of a file, or the alias of an imported program.
 *
 * The program is evaluated as far as it is known before a run: loops over known ranges are unrolled, gates and functions
 * expanded, known conditions decided. What depends on measurements, or on parameters that are bound when the circuit
 * runs, stays in the circuit as variables, expressions and control flow. The results are the circuit's `output`
 * variables, or, where it has none, every `bit` and `bit[n]` declared at its top; other variables are scratch space.
 */
export function lowerCircuit(
  model: Model,
  name: string,
  options: LoweringOptions = {},
): Diagnosed<Circuit | undefined> {
  return lowerNamed(model, name, options, undefined);
}

/**
 * Lowers a circuit like {@link lowerCircuit} and tells which statement each piece of it comes from. Gates that the
 * program defines are carried out statement by statement too, unless they are called under modifiers.
 */
export function traceCircuit(
  model: Model,
  name: string,
  options: LoweringOptions = {},
): Diagnosed<TracedCircuit | undefined> {
  const trace = new Trace();
  const { value: circuit, diagnostics } = lowerNamed(model, name, options, trace);
  return { value: circuit && { circuit, sites: trace.sites }, diagnostics };
}

function lowerNamed(
  model: Model,
  name: string,
  options: LoweringOptions,
  trace: Trace | undefined,
): Diagnosed<Circuit | undefined> {
  const { model: home, entry } = findEntry(model, name);
  if (entry === undefined) {
    const known = home.circuits.map((circuit) => circuit.name).join(', ') || 'none';
    return {
      value: undefined,
      diagnostics: [diagnose('QF3108', { start: 0, end: 0 }, ['circuit', name, known])],
    };
  }
  const errors = home.diagnostics.filter(({ severity }) => severity === 'error');
  if (hasErrors(errors)) return { value: undefined, diagnostics: errors };
  return diagnosed(() => lowerEntry(home, entry, options, trace));
}

/** Runs a lowering; the failure that ended it becomes its diagnostic. */
export function diagnosed<T>(lower: () => T): Diagnosed<T | undefined> {
  try {
    return { value: lower(), diagnostics: [] };
  } catch (error) {
    if (error instanceof LoweringFailure) return { value: undefined, diagnostics: [error.diagnostic] };
    throw error;
  }
}

interface FoundEntry {
  readonly model: Model;
  readonly entry: CircuitEntry | undefined;
}

/** The circuit of that name, in this file or in the one that it is imported from. */
function findEntry(model: Model, name: string): FoundEntry {
  const own = model.circuits.find((circuit) => circuit.name === name);
  const symbol = own === undefined ? model.scope.symbols.get(name) : undefined;
  if (symbol?.kind === 'program') {
    const program = model.imports.get(symbol.node.path.value);
    if (program !== undefined)
      return { model: program, entry: program.circuits.find((circuit) => circuit.name === 'main') };
  }
  if (symbol?.kind !== 'circuit') return { model, entry: own };
  const home = modelOf(model, symbol.uri) ?? model;
  return { model: home, entry: home.circuits.find((circuit) => circuit.name === symbol.name) };
}

function lowerEntry(
  model: Model,
  entry: CircuitEntry,
  options: LoweringOptions,
  trace: Trace | undefined,
): Circuit {
  const { node } = entry;
  const statements = node.kind === 'program' ? node.statements : node.body.statements;
  const lowering = new Lowering(actions, model, outputNodes(statements), options, trace);
  const frame: Frame = { model, bindings: new Map(), loops: [], depth: 0, owner: entry.name };
  declareHardwareQubits(lowering, model);
  if (node.kind === 'circuit') bindParameters(lowering, frame, entry, node, options);
  const body = lowering.collect(() => {
    runStatements(lowering, frame, statements);
    saveOutputs(lowering, frame, endOf(node.span));
  });
  return circuitOf(lowering, entry.name, body);
}

function circuitOf(
  { registers, qubitCount, variables, parameters }: Lowering,
  name: string,
  body: Block,
): Circuit {
  return { name, registers, qubitCount, variables, parameters, body };
}

function endOf({ end }: Span): Span {
  return { start: end, end };
}

/** The declarations whose final values are the circuit's results. */
function outputNodes(statements: readonly tree.Statement[]): ReadonlySet<tree.ClassicalDeclaration> {
  const declared = statements.filter((statement) => statement.kind === 'classical-declaration');
  const outputs = declared.filter(({ modifier }) => modifier === 'output');
  if (outputs.length > 0) return new Set(outputs);
  return new Set(declared.filter(({ modifier, type }) => modifier === undefined && type.name.text === 'bit'));
}

function bindParameters(
  lowering: Lowering,
  frame: Frame,
  { name, nameSpan }: CircuitEntry,
  node: tree.CircuitDeclaration,
  options: LoweringOptions,
): void {
  const given = options.arguments ?? [];
  if (given.length > node.parameters.length)
    fail(frame, 'QF2020', nameSpan, [name, `${node.parameters.length} arguments`, `${given.length} are`]);
  for (const [place, parameter] of node.parameters.entries()) {
    const value = parameterValue(lowering, frame, parameter, given[place], options.leavesRealsOpen === true);
    bind(frame, parameter.name, aliasCell(lowering, parameter.name.text, parameter.name.span, value));
  }
}

function parameterValue(
  lowering: Lowering,
  frame: Frame,
  node: tree.ParameterNode,
  argument: NonNullable<LoweringOptions['arguments']>[number] | undefined,
  leavesRealsOpen: boolean,
): Evaluated {
  const { name } = node;
  const type = resolveType(lowering, frame, node.type);
  const given = givenValue(lowering, frame, node, argument, type);
  if (given !== undefined && !(leavesRealsOpen && isKnown(given) && isRealType(type))) return given;
  return bindLate(lowering, name.text, type, name.span, given && isKnown(given) ? given.value : undefined);
}

function givenValue(
  lowering: Lowering,
  frame: Frame,
  { name, defaultValue }: tree.ParameterNode,
  argument: NonNullable<LoweringOptions['arguments']>[number] | undefined,
  type: ClassicalType,
): Evaluated | undefined {
  if (argument !== undefined) return coerce(frame, name.text, name.span, argument, type);
  return defaultValue && evaluateAs(lowering, frame, defaultValue, type);
}

/** Hardware qubits have fixed numbers, so they come before all registers. */
function declareHardwareQubits(lowering: Lowering, model: Model): void {
  if (!model.text.includes('$')) return;
  const used = hardwareQubits(model.program);
  const [first] = used;
  if (first === undefined) return;
  addRegister(lowering, '$', used.reduce((most, { index }) => Math.max(most, index), 0) + 1, first.span);
}

function hardwareQubits(root: tree.Program): readonly tree.HardwareQubit[] {
  const found: tree.HardwareQubit[] = [];
  const waiting: unknown[] = [root];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (isHardwareQubit(next)) found.push(next);
    else waiting.push(...Object.values(next as object).filter((part) => typeof part === 'object'));
  }
  return found;
}

function isHardwareQubit(node: unknown): node is tree.HardwareQubit {
  return typeof node === 'object' && node !== null && 'kind' in node && node.kind === 'hardware-qubit';
}
