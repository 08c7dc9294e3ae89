import type { LinearAngle } from '../../library/index.ts';
import type { Angle, Control, GateInstruction } from '../circuit.ts';
import { linearAngle, scaleAngle } from '../lowering/angle.ts';

/**
 * One step of a primitive gate's rewriting into others, operand numbers as in the gate table. Controls of the gate
 * reach only the steps that are not `free`: free ones undo each other where the controls are off.
 */
interface Step {
  readonly gate: string;
  readonly angles: readonly LinearAngle[];
  readonly operands: readonly number[];
  readonly isFree: boolean;
}

function linear(factors: readonly number[], constant = 0): LinearAngle {
  return { factors, constant };
}

function core(gate: string, operands: readonly number[], ...angles: readonly LinearAngle[]): Step {
  return { gate, angles, operands, isFree: false };
}

function free(gate: string, operands: readonly number[], ...angles: readonly LinearAngle[]): Step {
  return { gate, angles, operands, isFree: true };
}

/** A controlled x in a rewriting: operand 0 of the step controls operand 1. */
const cx = 'cx';

const same = linear([1]);
const [quarter, half, whole] = [linear([], Math.PI / 4), linear([], Math.PI / 2), linear([], Math.PI)];
const [minusQuarter, minusHalf] = [linear([], -Math.PI / 4), linear([], -Math.PI / 2)];

function between(outer: readonly Step[], inner: readonly Step[], back: readonly Step[] = outer): Step[] {
  return [...outer, ...inner, ...back];
}

/** Each primitive gate by simpler ones, equal in phase too; `p` and `x` are what everything ends at. */
const rules: ReadonlyMap<string, readonly Step[]> = new Map([
  ['id', []],
  ['x', between([free('h', [0])], [core('p', [0], whole)])],
  ['z', [core('p', [0], whole)]],
  ['s', [core('p', [0], half)]],
  ['sdg', [core('p', [0], minusHalf)]],
  ['t', [core('p', [0], quarter)]],
  ['tdg', [core('p', [0], minusQuarter)]],
  ['y', between([free('sdg', [0])], [core('x', [0])], [free('s', [0])])],
  ['h', between([free('ry', [0], minusQuarter)], [core('z', [0])], [free('ry', [0], quarter)])],
  ['sx', between([free('h', [0])], [core('s', [0])])],
  ['sxdg', between([free('h', [0])], [core('sdg', [0])])],
  ['rx', between([free('h', [0])], [core('rz', [0], same)])],
  [
    'ry',
    between([free('sdg', [0]), free('h', [0])], [core('rz', [0], same)], [free('h', [0]), free('s', [0])]),
  ],
  ['rz', [core('p', [0], same), core('gphase', [], linear([-0.5]))]],
  ['u3', [core('rz', [0], linear([0, 0, 1])), core('ry', [0], same), core('rz', [0], linear([0, 1]))]],
  [
    'U',
    [core('gphase', [], linear([0.5, 0.5, 0.5])), core('u3', [0], same, linear([0, 1]), linear([0, 0, 1]))],
  ],
  ['swap', between([free(cx, [1, 0])], [core(cx, [0, 1])])],
  ['rzz', between([free(cx, [0, 1])], [core('rz', [1], same)])],
  ['rzx', between([free('h', [1])], [core('rzz', [0, 1], same)])],
  ['rxx', between([free('h', [0]), free('h', [1])], [core('rzz', [0, 1], same)])],
  [
    'ryy',
    between(
      [free('rx', [0], half), free('rx', [1], half)],
      [core('rzz', [0, 1], same)],
      [free('rx', [0], minusHalf), free('rx', [1], minusHalf)],
    ),
  ],
  ['xy', [core('rxx', [0, 1], linear([-0.5])), core('ryy', [0, 1], linear([-0.5]))]],
  [
    'prx',
    between([free('rz', [0], linear([0, -1]))], [core('rx', [0], same)], [free('rz', [0], linear([0, 1]))]),
  ],
  ['ecr', between([core('rzx', [0, 1], quarter)], [core('x', [0])], [core('rzx', [0, 1], minusQuarter)])],
]);

/** Whether the target has this gate with exactly these controls. */
export type IsNative = (instruction: GateInstruction) => boolean;

/** The instruction by gates that the target has, or nothing where it cannot be rewritten into them. */
export function expanded(
  instruction: GateInstruction,
  isNative: IsNative,
): readonly GateInstruction[] | undefined {
  if (isNative(instruction)) return [instruction];
  const steps = rewritten(instruction);
  const parts = steps?.map((step) => expanded(step, isNative));
  return parts?.every((part) => part !== undefined) === true ? parts.flat() : undefined;
}

function rewritten(instruction: GateInstruction): readonly GateInstruction[] | undefined {
  if (instruction.gate === 'gphase') return phaseOnControls(instruction);
  return stepsOf(instruction) ?? withFlips(instruction) ?? phaseByHalves(instruction);
}

/**
 * A phase under several controls on 1 by smaller ones: half of it where the last control and the target agree, undone
 * where the others do not flip the last control (Barenco et al. 1995, lemma 7.5).
 */
function phaseByHalves(instruction: GateInstruction): readonly GateInstruction[] | undefined {
  const { gate, angles, qubits, controls } = instruction;
  const last = controls.at(-1);
  if (gate !== 'p' || last === undefined || controls.length < 2) return undefined;
  const others = controls.slice(0, -1);
  const half = (factor: number) => [scaleAngle(angles[0] ?? 0, factor)];
  const flip: GateInstruction = {
    ...instruction,
    gate: 'x',
    angles: [],
    qubits: [last.qubit],
    controls: others,
  };
  return [
    { ...instruction, angles: half(0.5), controls: [last] },
    flip,
    { ...instruction, angles: half(-0.5), controls: [last] },
    flip,
    { ...instruction, angles: half(0.5), qubits, controls: others },
  ];
}

/** A global phase under controls is a phase gate on one of them under the others. */
function phaseOnControls(instruction: GateInstruction): readonly GateInstruction[] | undefined {
  const { controls } = instruction;
  const target = controls.find(({ state }) => state === 1);
  if (target === undefined) return withFlips(instruction);
  const others = controls.filter((control) => control !== target);
  return [{ ...instruction, gate: 'p', qubits: [target.qubit], controls: others }];
}

/** The same with all controls on 1, those on 0 between two flips; nothing where there is none on 0. */
function withFlips(instruction: GateInstruction): readonly GateInstruction[] | undefined {
  const { controls, span } = instruction;
  const flips = controls
    .filter(({ state }) => state === 0)
    .map(({ qubit }): GateInstruction => ({
      kind: 'gate',
      gate: 'x',
      angles: [],
      qubits: [qubit],
      controls: [],
      span,
    }));
  if (flips.length === 0) return undefined;
  const positive = controls.map(({ qubit }): Control => ({ qubit, state: 1 }));
  return [...flips, { ...instruction, controls: positive }, ...flips];
}

function stepsOf(instruction: GateInstruction): readonly GateInstruction[] | undefined {
  const { angles, qubits, controls, span } = instruction;
  return rules
    .get(instruction.gate)
    ?.map(({ gate, angles: linearAngles, operands, isFree }): GateInstruction => {
      const own = isFree ? [] : controls;
      const places = operands.map((operand) => qubits[operand] ?? 0);
      const values = linearAngles.map((angle): Angle => linearAngle(angle, angles));
      if (gate !== cx) return { kind: 'gate', gate, angles: values, qubits: places, controls: own, span };
      const control: Control = { qubit: places[0] ?? 0, state: 1 };
      return {
        kind: 'gate',
        gate: 'x',
        angles: [],
        qubits: places.slice(1),
        controls: [...own, control],
        span,
      };
    });
}
