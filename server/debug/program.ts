import { LineMap, type Position, type Span, type TypedValue, type Value } from '../base/index.ts';
import { type Bound, type Circuit, type Site, type TracedCircuit, traceCircuit } from '../circuit/index.ts';
import { type Model, loadProject } from '../language/index.ts';
import { ClassicalError, convert } from '../library/index.ts';
import { DebugFault } from './fault.ts';
import type { Fields } from './fields.ts';

/** The most qubits that are stepped through: a state of 1 MiB for each moment that is kept. */
const mostQubits = 16;

/** How large a circuit may become when its loops are unrolled statement by statement. */
const limits = { instructions: 200_000, steps: 400_000 };

export interface ProgramOrder {
  readonly uri: string;
  /** Left out: the file's first circuit. */
  readonly circuit: string | undefined;
  /** Values for parameters and inputs of numbers and conditions, by name. */
  readonly values: Fields;
}

/** A circuit that is ready to be followed, and the texts that its statements stand in. */
export class DebuggedProgram {
  readonly name: string;
  readonly traced: TracedCircuit;
  readonly bound: Bound;
  readonly #models: ReadonlyMap<string, Model>;
  readonly #lines = new Map<string, LineMap>();

  private constructor(name: string, model: Model, traced: TracedCircuit, bound: Bound) {
    this.name = name;
    this.traced = traced;
    this.bound = bound;
    this.#models = new Map(modelsOf(model).map((one) => [one.uri, one]));
  }

  /** @throws {DebugFault} where the file has errors or the circuit cannot be followed. */
  static async load(
    { uri, circuit, values }: ProgramOrder,
    read: (uri: string) => Promise<string | undefined>,
    library: string,
  ): Promise<DebuggedProgram> {
    if ((await read(uri)) === undefined) throw new DebugFault(`There is no file ${uri}.`);
    const model = await loadProject(uri, read, library);
    const name = circuit ?? model.circuits[0]?.name;
    if (name === undefined) throw new DebugFault('The file has no circuit.');
    const { value: traced, diagnostics } = traceCircuit(model, name, {
      limits,
      inputs: inputsOf(model, values),
      leavesRealsOpen: true,
    });
    const [fault] = diagnostics;
    if (traced === undefined)
      throw new DebugFault(
        fault === undefined ? 'The file has errors.' : `${placeText(model, fault.span)}: ${fault.message}`,
      );
    const { qubitCount } = traced.circuit;
    if (qubitCount > mostQubits)
      throw new DebugFault(
        `The circuit has ${qubitCount} qubits; at most ${mostQubits} are stepped through.`,
      );
    const bound = { circuit: traced.circuit, bindings: bindingsOf(traced.circuit, values) };
    return new DebuggedProgram(name, model, traced, bound);
  }

  /** Whether the file says what goes wrong on some machine. */
  get declaresNoise(): boolean {
    const [model] = this.#models.values();
    return model?.program.statements.some(({ kind }) => kind === 'noise') === true;
  }

  position(uri: string, offset: number): Position {
    const known = this.#lines.get(uri) ?? new LineMap(this.#models.get(uri)?.text ?? '');
    this.#lines.set(uri, known);
    return known.position(offset);
  }

  /** The first statement of a file that begins on the line, counted from 0, or on the next one that has a statement. */
  statementFrom(uri: string, line: number): Site | undefined {
    let best: Site | undefined;
    for (const site of this.traced.sites.values()) {
      if (site.uri !== uri || this.position(uri, site.span.start).line < line) continue;
      if (best === undefined || site.span.start < best.span.start) best = site;
    }
    return best;
  }

  /** Where the circuit ends in its file. */
  get end(): { readonly uri: string; readonly offset: number } {
    const [first] = this.traced.sites.values();
    const model = first && this.#models.get(outermost(first).uri);
    const node = model?.circuits.find(({ name }) => name === this.name)?.node;
    return { uri: model?.uri ?? '', offset: Math.max(0, (node?.span.end ?? 1) - 1) };
  }
}

function outermost(site: Site): Site {
  return site.caller === undefined ? site : outermost(site.caller);
}

function placeText({ text }: Model, { start }: Span): string {
  return `line ${new LineMap(text).position(start).line + 1}`;
}

function modelsOf(model: Model, seen: Set<Model> = new Set()): readonly Model[] {
  if (seen.has(model)) return [];
  seen.add(model);
  return [model, ...[...model.imports.values()].flatMap((inner) => modelsOf(inner, seen))];
}

function inputsOf(model: Model, values: Fields): ReadonlyMap<string, Value> {
  const inputs = [...model.scope.symbols.values()].filter(({ kind }) => kind === 'input');
  return new Map(
    inputs.flatMap(({ name }): [string, Value][] => {
      const given = givenValue(values[name]);
      return given === undefined ? [] : [[name, given.value]];
    }),
  );
}

function bindingsOf({ parameters }: Circuit, values: Fields): readonly Value[] {
  return parameters.map(({ name, type, given }) => {
    const wanted = givenValue(values[name]);
    if (wanted === undefined && given !== undefined) return given;
    if (wanted === undefined)
      throw new DebugFault(`${name} has no value: give it one in "values" of the launch configuration.`);
    try {
      return convert(wanted, type);
    } catch (error) {
      if (error instanceof ClassicalError) throw new DebugFault(`${name}: ${error.message}`);
      throw error;
    }
  });
}

function givenValue(value: unknown): TypedValue | undefined {
  if (typeof value === 'boolean') return { type: { kind: 'bool' }, value };
  if (typeof value !== 'number' || !Number.isFinite(value)) return undefined;
  return Number.isInteger(value)
    ? { type: { kind: 'int' }, value: BigInt(value) }
    : { type: { kind: 'float' }, value };
}
