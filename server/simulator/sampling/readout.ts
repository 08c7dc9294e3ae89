import { type ClassicalType, type Value, widthOf } from '../../base/index.ts';
import { type Circuit, type QubitRegister, bitsOf } from '../../circuit/index.ts';
import type { Program } from '../program/step.ts';
import { Refused } from '../run/refused.ts';
import { replay } from '../run/replay.ts';
import type { Ending } from '../run/trace.ts';
import type { BitSource } from '../run/unknowns.ts';

/** How outcomes become keys: bit strings with index 0 at the right, the last declared register at the left. */
export type Readout =
  | { readonly kind: 'variables'; readonly variables: readonly number[] }
  /** A circuit without bits to show, or whose numbers no measurement can reach, shows all its qubits. */
  | { readonly kind: 'qubits'; readonly registers: readonly QubitRegister[] };

/** What a circuit's result shows. @throws {Refused} where it has neither results nor qubits. */
export function readoutOf(circuit: Circuit): Readout {
  const variables = [...circuit.variables.keys()].filter((variable) => isShown(circuit, variable));
  const isRead =
    variables.some((variable) => isRegister(circuit.variables[variable]?.type)) || measures(circuit);
  const registers = circuit.registers.filter(({ size }) => size > 0);
  if (registers.length > 0 && (variables.length === 0 || !isRead)) return { kind: 'qubits', registers };
  if (variables.length === 0) throw noOutput();
  return { kind: 'variables', variables };
}

function noOutput(): Refused {
  return new Refused(
    'no-output',
    'The circuit has neither qubits nor bits, so there is nothing to sample.',
    'Declare a qubit, or a bit that receives a measurement.',
  );
}

function isShown(circuit: Circuit, variable: number): boolean {
  const declared = circuit.variables[variable];
  return declared?.isOutput === true && isPrintable(declared.type);
}

/** Numbers with a fraction have no bit string that anyone would read. */
function isPrintable(type: ClassicalType): boolean {
  if (type.kind === 'array') return isPrintable(type.element);
  return type.kind === 'bit' || type.kind === 'bool' || type.kind === 'int' || type.kind === 'uint';
}

function isRegister(type: ClassicalType | undefined): boolean {
  return type?.kind === 'bit' || (type?.kind === 'array' && type.element.kind === 'bit');
}

function measures({ body }: Circuit): boolean {
  const pending = [...body];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next.kind === 'measure') return true;
    if (next.kind === 'if') pending.push(...next.then, ...next.otherwise);
    if (next.kind === 'while' || next.kind === 'block') pending.push(...next.body);
  }
  return false;
}

/** The key of a basis state whose bits outside `ending.measured` do not matter. */
export type KeyOf = (outcome: number) => string;

/** A function that names outcomes at one ending of a run. */
export function keysAt(readout: Readout, program: Program, ending: Ending): KeyOf {
  const { start } = ending;
  const replayed = (outcome: number) => (start === undefined ? [] : replay(program, start, outcome));
  return keysFrom(readout, program, ending, (outcome, qubit) => (outcome >> qubit) & 1, replayed);
}

/**
 * A function that names outcomes of any form.
 *
 * @param bitOf the bit of an outcome that a source stands for.
 * @param replayed the variables once an outcome is known, for results that are more than measured bits.
 */
export function keysFrom<Outcome>(
  readout: Readout,
  program: Program,
  { variables: known, unknowns }: Pick<Ending, 'variables' | 'unknowns'>,
  bitOf: (outcome: Outcome, source: number) => number,
  replayed: (outcome: Outcome) => readonly Value[],
): (outcome: Outcome) => string {
  const template = keyTemplate(readout, program, { variables: known, unknowns });
  if (template !== undefined) return pick(template, bitOf);
  const variables = readout.kind === 'variables' ? readout.variables : [];
  return (outcome) => {
    const values = replayed(outcome);
    return joined(
      variables.map((variable) => bitString(program.variables[variable]?.type, values[variable])),
    );
  };
}

/** A key in which only some characters, each the bit of a source, change from outcome to outcome. */
export interface KeyTemplate {
  readonly text: string;
  readonly changing: readonly { readonly place: number; readonly source: number }[];
}

/** The template of all keys at an ending, or nothing where results are more than measured bits. */
export function keyTemplate(
  readout: Readout,
  program: Program,
  { variables: known, unknowns }: Pick<Ending, 'variables' | 'unknowns'>,
): KeyTemplate | undefined {
  if (readout.kind === 'qubits') return templateOf(readout.registers.map(qubitSources));
  const { variables } = readout;
  if (unknowns.someUnnamed(variables)) return undefined;
  return templateOf(
    variables.map(
      (variable) =>
        unknowns.sourcesOf(variable) ??
        constantSources(bitString(program.variables[variable]?.type, known[variable])),
    ),
  );
}

function qubitSources({ offset, size }: QubitRegister): readonly BitSource[] {
  return Array.from({ length: size }, (_, index) => ({ qubit: offset + index }));
}

function constantSources(text: string): readonly BitSource[] {
  return [...text].toReversed().map((character) => ({ bit: character === '1' ? 1 : 0 }));
}

function templateOf(registers: readonly (readonly BitSource[])[]): KeyTemplate {
  const text = joined(
    registers.map((sources) =>
      sources
        .map((source) => ('bit' in source ? source.bit : 0))
        .toReversed()
        .join(''),
    ),
  );
  const changing = registers
    .flatMap((sources, place): readonly (BitSource | undefined)[] =>
      place === 0 ? sources : [undefined, ...sources],
    )
    .toReversed()
    .flatMap((source, place) =>
      source !== undefined && 'qubit' in source ? [{ place, source: source.qubit }] : [],
    );
  return { text, changing };
}

/** Builds keys straight from the bits of the basis state. */
function pick<Outcome>(
  { text, changing }: KeyTemplate,
  bitOf: (outcome: Outcome, source: number) => number,
): (outcome: Outcome) => string {
  const codes = [...text].map((character) => character.charCodeAt(0));
  return (outcome) => {
    for (const { place, source } of changing) codes[place] = zeroCode + bitOf(outcome, source);
    return String.fromCharCode(...codes);
  };
}

const zeroCode = '0'.charCodeAt(0);

function joined(registers: readonly string[]): string {
  return registers.toReversed().join(' ');
}

/** The bits of a value; those of an array one element after the other, element 0 at the right. */
function bitString(type: ClassicalType | undefined, value: Value | undefined): string {
  if (type === undefined || value === undefined) return '';
  if (type.kind !== 'array') return bitsOf({ type, value }).toString(2).padStart(widthOf(type), '0');
  const element: ClassicalType =
    type.shape.length > 1 ? { ...type, shape: type.shape.slice(1) } : type.element;
  return (value as readonly Value[])
    .toReversed()
    .map((inner) => bitString(element, inner))
    .join('');
}
