import type { Span } from '../../base/index.ts';
import type { Block, Circuit, Instruction } from '../circuit.ts';
import { blocksIn, qubitsIn, variablesReadBy } from '../statistics.ts';
import { angleText } from './angle-text.ts';
import { type Drawn, type Mark, drawnInstruction, frameText } from './marks.ts';

/** A horizontal line of a drawing: a qubit, or a classical variable. */
export interface Wire {
  readonly kind: 'qubit' | 'bits';
  readonly label: string;
}

/** Something in one column that reaches from wire `top` to wire `bottom`. */
export interface Item {
  readonly column: number;
  readonly top: number;
  readonly bottom: number;
  readonly marks: ReadonlyMap<number, Mark>;
  /** How its marks are joined. */
  readonly link: 'single' | 'double' | 'none';
  readonly span: Span;
}

/** A stretch of columns that control flow encloses. */
export interface Enclosure {
  readonly label: string;
  readonly firstColumn: number;
  readonly lastColumn: number;
  readonly top: number;
  readonly bottom: number;
  readonly level: number;
}

/** Where everything of a circuit's drawing stands, in wires and columns. */
export interface Layout {
  readonly wires: readonly Wire[];
  readonly columns: number;
  readonly items: readonly Item[];
  readonly enclosures: readonly Enclosure[];
  /** Lines of text that belong under the drawing: the global phase, and what was left out. */
  readonly notes: readonly string[];
}

export interface LayoutOptions {
  /** The most columns that are drawn. */
  readonly columns?: number;
  /** The most qubits, and the most variables, that are drawn. */
  readonly wires?: number;
}

const defaultColumns = 400;
const defaultWires = 64;

interface Placement {
  readonly circuit: Circuit;
  readonly qubits: number;
  readonly variables: number;
  readonly most: number;
  /** The first free column of each wire. */
  readonly free: number[];
  readonly items: Item[];
  readonly enclosures: Enclosure[];
  omitted: number;
  isFull: boolean;
}

/** Puts every instruction into the first column in which all its wires, and those between them, are free. */
export function layoutCircuit(circuit: Circuit, options: LayoutOptions = {}): Layout {
  const most = options.wires ?? defaultWires;
  const qubits = Math.min(circuit.qubitCount, most);
  const variables = Math.min(circuit.variables.length, most);
  const wires = [...qubitWires(circuit).slice(0, qubits), ...variableWires(circuit).slice(0, variables)];
  const placement: Placement = {
    circuit,
    qubits,
    variables,
    most: options.columns ?? defaultColumns,
    free: wires.map(() => 0),
    items: [],
    enclosures: [],
    omitted: 0,
    isFull: false,
  };
  const { phases, body } = splitPhases(circuit);
  placeBlock(placement, body, 0);
  return {
    wires,
    columns: Math.max(0, ...placement.free),
    items: placement.items,
    enclosures: placement.enclosures,
    notes: [...phaseNote(phases), ...omissions(placement)],
  };
}

function qubitWires({ registers }: Circuit): readonly Wire[] {
  return registers.flatMap(({ name, size, offset }) =>
    Array.from({ length: Math.min(size, defaultWires * 16) }, (_, place): Wire => {
      const indexed = name === '$' ? `$${offset + place}` : `${name}[${place}]`;
      return { kind: 'qubit', label: size === 1 && name !== '$' ? name : indexed };
    }),
  );
}

function variableWires({ variables }: Circuit): readonly Wire[] {
  return variables.map(({ name }) => ({ kind: 'bits', label: name }));
}

/** The global phases of the circuit's top level are a note: they belong to no wire. */
function splitPhases({ body }: Circuit): { readonly phases: number; readonly body: Block } {
  const isPhase = (instruction: Instruction) =>
    instruction.kind === 'gate' && instruction.gate === 'gphase' && typeof instruction.angles[0] === 'number';
  const phases = body.reduce((sum, instruction) => {
    const angle = instruction.kind === 'gate' && isPhase(instruction) ? instruction.angles[0] : 0;
    return typeof angle === 'number' ? sum + angle : sum;
  }, 0);
  return { phases, body: body.filter((instruction) => !isPhase(instruction)) };
}

function placeBlock(placement: Placement, block: Block, level: number): void {
  for (const instruction of block) {
    if (placement.isFull) placement.omitted += size(instruction);
    else place(placement, instruction, level);
  }
}

function size(instruction: Instruction): number {
  return blocksIn(instruction).reduce(
    (sum, block) => sum + block.reduce((inner, part) => inner + size(part), 0),
    1,
  );
}

function place(placement: Placement, instruction: Instruction, level: number): void {
  if (blocksIn(instruction).length > 0) return placeFlow(placement, instruction, level);
  const drawn = drawnInstruction(instruction, placement.circuit, placement.qubits);
  if (drawn === undefined || !isVisible(placement, instruction, drawn)) placement.omitted += 1;
  else put(placement, drawn, instruction);
}

/** Whether all wires of an instruction are among those that are drawn. */
function isVisible({ qubits, free }: Placement, instruction: Instruction, { marks }: Drawn): boolean {
  return (
    marks.size > 0 &&
    qubitsIn(instruction).every((qubit) => qubit < qubits) &&
    [...marks.keys()].every((wire) => wire < free.length)
  );
}

/** Items come after what they read, even where they stand on other wires. */
function put(placement: Placement, { marks, link }: Drawn, instruction: Instruction): number {
  const wires = [...marks.keys()];
  const [top, bottom] = [Math.min(...wires), Math.max(...wires)];
  const { free } = placement;
  const reads = variablesReadBy(instruction)
    .map((variable) => placement.qubits + variable)
    .filter((wire) => wire < free.length);
  let column = reads.reduce((latest, wire) => Math.max(latest, free[wire] ?? 0), 0);
  for (let wire = top; wire <= bottom; wire++) column = Math.max(column, free[wire] ?? 0);
  for (let wire = top; wire <= bottom; wire++) free[wire] = column + 1;
  for (const wire of reads) free[wire] = Math.max(free[wire] ?? 0, column + 1);
  placement.items.push({ column, top, bottom, marks, link, span: instruction.span });
  placement.isFull ||= column + 1 >= placement.most;
  return column;
}

// ---------------------------------------------------------------------------------------------------- control flow

/** Draws control flow as boxes before, between and behind the blocks that it decides about. */
function placeFlow(placement: Placement, instruction: Instruction, level: number): void {
  const wires = flowWires(placement, instruction);
  if (wires.length === 0) {
    placement.omitted += size(instruction);
    return;
  }
  const [top, bottom] = [Math.min(...wires), Math.max(...wires)];
  const label = frameText(instruction, placement.circuit);
  const frame = (text: string) => put(placement, box(text, top, bottom), instruction);
  const firstColumn = frame(label);
  const [first = [], second = []] = blocksIn(instruction);
  placeBlock(placement, first, level + 1);
  if (second.length > 0) {
    frame('else');
    placeBlock(placement, second, level + 1);
  }
  const lastColumn = frame('end');
  placement.enclosures.push({ label, firstColumn, lastColumn, top, bottom, level });
}

function box(text: string, top: number, bottom: number): Drawn {
  const marks = new Map<number, Mark>();
  for (let wire = top; wire <= bottom; wire++)
    marks.set(wire, { kind: 'frame', text, isFirst: wire === top });
  return { marks, link: 'none' };
}

/** The wires that a flow box covers: every qubit and every written variable inside it. */
function flowWires({ circuit, qubits, variables }: Placement, instruction: Instruction): readonly number[] {
  const wires = new Set<number>();
  const visit = (inner: Instruction) => {
    for (const qubit of qubitsIn(inner)) if (qubit < qubits) wires.add(qubit);
    const written = writtenVariable(inner);
    if (written !== undefined && written < variables) wires.add(qubits + written);
    for (const block of blocksIn(inner)) block.forEach(visit);
  };
  visit(instruction);
  if (wires.size === 0 && circuit.qubitCount > 0) wires.add(0);
  return [...wires];
}

function writtenVariable(instruction: Instruction): number | undefined {
  if (instruction.kind === 'assign') return instruction.variable;
  return instruction.kind === 'measure' ? instruction.target?.variable : undefined;
}

// ----------------------------------------------------------------------------------------------------------- notes

function phaseNote(phase: number): readonly string[] {
  const text = angleText(phase);
  return text === '0' ? [] : [`global phase ${text}`];
}

function omissions({ omitted, circuit, qubits, variables }: Placement): readonly string[] {
  const left = [
    [circuit.qubitCount - qubits, 'qubit'],
    [circuit.variables.length - variables, 'variable'],
    [omitted, 'instruction'],
  ] as const;
  return left
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${count.toLocaleString('en')} more ${what}${count === 1 ? '' : 's'} not drawn`);
}
