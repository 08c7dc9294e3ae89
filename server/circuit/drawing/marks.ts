import type { Circuit, Control, GateInstruction, Instruction, UnitaryInstruction } from '../circuit.ts';
import { angleOrExpressionText, expressionText } from './expression-text.ts';

/** What stands on one wire. */
export type Mark =
  | { readonly kind: 'box'; readonly text: string }
  | { readonly kind: 'control'; readonly state: 0 | 1 }
  | { readonly kind: 'not' }
  | { readonly kind: 'swap' }
  | { readonly kind: 'meter' }
  /** Where the outcome of a measurement arrives; `text` is the number of the bit. */
  | { readonly kind: 'bit'; readonly text: string }
  | { readonly kind: 'barrier' }
  /** A box of control flow over several wires; the first one carries its label. */
  | { readonly kind: 'frame'; readonly text: string; readonly isFirst: boolean };

export interface Drawn {
  readonly marks: ReadonlyMap<number, Mark>;
  readonly link: 'single' | 'double' | 'none';
}

/** Names of gates as textbooks write them; others are shown as the language writes them. */
const symbols: ReadonlyMap<string, string> = new Map([
  ['x', 'X'],
  ['y', 'Y'],
  ['z', 'Z'],
  ['h', 'H'],
  ['s', 'S'],
  ['sdg', 'S†'],
  ['t', 'T'],
  ['tdg', 'T†'],
  ['sx', '√X'],
  ['sxdg', '√X†'],
  ['id', 'I'],
  ['p', 'P'],
  ['rx', 'Rx'],
  ['ry', 'Ry'],
  ['rz', 'Rz'],
  ['rxx', 'Rxx'],
  ['ryy', 'Ryy'],
  ['rzz', 'Rzz'],
  ['rzx', 'Rzx'],
  ['u3', 'U3'],
]);

/** The marks of an instruction without inner blocks, or nothing where it leaves no mark. Wire `qubits` is variable 0. */
export function drawnInstruction(
  instruction: Instruction,
  circuit: Circuit,
  qubits: number,
): Drawn | undefined {
  switch (instruction.kind) {
    case 'gate':
    case 'unitary':
      return { marks: gateMarks(instruction, circuit), link: 'single' };
    case 'measure':
      return drawnMeasurement(instruction, circuit, qubits);
    case 'reset':
      return onWires([instruction.qubit], { kind: 'box', text: '|0⟩' });
    case 'barrier':
      return onWires(instruction.qubits, { kind: 'barrier' });
    case 'delay': {
      const { duration } = instruction;
      const text = typeof duration === 'number' ? durationText(duration) : expressionText(duration, circuit);
      return onWires(instruction.qubits, { kind: 'box', text: `delay ${text}` });
    }
    case 'assign':
      return onWires([qubits + instruction.variable], {
        kind: 'box',
        text: assignmentText(instruction, circuit),
      });
    case 'exit':
      return onWires([0], { kind: 'box', text: `leave ${instruction.label}` });
    case 'end':
      return onWires([0], { kind: 'box', text: 'stop' });
    default:
      return undefined;
  }
}

function onWires(wires: readonly number[], mark: Mark): Drawn {
  return { marks: new Map(wires.map((wire) => [wire, mark])), link: 'none' };
}

function gateMarks(step: GateInstruction | UnitaryInstruction, circuit: Circuit): ReadonlyMap<number, Mark> {
  const marks = new Map<number, Mark>(step.controls.map(controlMark));
  const text = gateText(step, circuit);
  const { qubits } = step;
  if (qubits.length === 0 && marks.size === 0) return marks.set(0, { kind: 'box', text });
  for (const [operand, qubit] of qubits.entries()) {
    const numbered = qubits.length > 1 ? `${text}:${operand}` : text;
    marks.set(qubit, specialMark(step) ?? { kind: 'box', text: numbered });
  }
  return marks;
}

function controlMark({ qubit, state }: Control): readonly [number, Mark] {
  return [qubit, { kind: 'control', state }];
}

/** Gates that have a sign of their own instead of a box. */
function specialMark(step: GateInstruction | UnitaryInstruction): Mark | undefined {
  if (step.kind === 'unitary') return undefined;
  if (step.gate === 'swap') return { kind: 'swap' };
  if (step.controls.length === 0) return undefined;
  if (step.gate === 'x') return { kind: 'not' };
  return step.gate === 'z' ? { kind: 'control', state: 1 } : undefined;
}

/** A gate's name with its angles. */
export function gateText(step: GateInstruction | UnitaryInstruction, circuit: Circuit): string {
  if (step.kind === 'unitary') return step.label;
  const name = symbols.get(step.gate) ?? step.gate;
  if (step.angles.length === 0) return name;
  return `${name}(${step.angles.map((angle) => angleOrExpressionText(angle, circuit)).join(', ')})`;
}

function drawnMeasurement(
  { qubit, target }: Extract<Instruction, { kind: 'measure' }>,
  circuit: Circuit,
  qubits: number,
): Drawn {
  const marks = new Map<number, Mark>([[qubit, { kind: 'meter' }]]);
  if (target === undefined) return { marks, link: 'none' };
  const type = circuit.variables[target.variable]?.type;
  const isSingle = type?.kind === 'bit' && type.width === undefined;
  const index =
    typeof target.index === 'number' ? String(target.index) : expressionText(target.index, circuit);
  marks.set(qubits + target.variable, { kind: 'bit', text: isSingle ? '' : index });
  return { marks, link: 'double' };
}

function assignmentText(
  { index, value }: Extract<Instruction, { kind: 'assign' }>,
  circuit: Circuit,
): string {
  const place =
    index === undefined ? '' : `[${index.map((part) => expressionText(part, circuit)).join(', ')}] `;
  return `${place}= ${expressionText(value, circuit)}`;
}

/** The label of the box that opens control flow. */
export function frameText(instruction: Instruction, circuit: Circuit): string {
  switch (instruction.kind) {
    case 'if':
      return `if ${expressionText(instruction.condition, circuit)}`;
    case 'while':
      return `while ${expressionText(instruction.condition, circuit)}`;
    default:
      return instruction.kind === 'block' ? `block ${instruction.label}` : instruction.kind;
  }
}

const units = [
  [1, 's'],
  [1e-3, 'ms'],
  [1e-6, 'µs'],
  [1e-9, 'ns'],
] as const;

function durationText(seconds: number): string {
  const [scale, unit] = units.find(([size]) => seconds >= size) ?? [1e-9, 'ns'];
  return `${Number((seconds / scale).toPrecision(6))}${unit}`;
}
