import type { Block, GateInstruction } from '../../circuit/index.ts';
import { CliffordFrame } from '../extended-stabilizer/clifford-frame.ts';
import { bitCount } from '../stabilizer/pauli-images.ts';
import type { Loop } from './frame-loops.ts';
import type { Part } from './part-coder.ts';
import { type PauliRotation, axisOf } from './pauli-rotation.ts';

/** The rotations that a loop of the frame makes up to a global phase; nothing where its Clifford gates are no identity. */
export function loopRotations(
  block: Block,
  parts: readonly Part[],
  { start, end }: Loop,
  qubits: number,
): readonly PauliRotation[] | undefined {
  const frame = new CliffordFrame(qubits);
  const rotations: PauliRotation[] = [];
  for (let place = start; place < end; place++) {
    const [part, instruction] = [parts[place], block[place]];
    if (part === undefined || part === 'other') return undefined;
    if (part !== 'turn') frame.run(part);
    else if (instruction?.kind === 'gate') rotations.push(rotationOf(instruction, frame));
  }
  return isIdentity(frame) ? rotations : undefined;
}

function rotationOf(gate: GateInstruction, frame: CliffordFrame): PauliRotation {
  const pauli = axisOf(gate);
  if (pauli === undefined) throw new Error(`${gate.gate} is no turn`);
  const {
    x: [x = 0],
    z: [z = 0],
    phase,
  } = frame.wordOf(gate.qubits.map((qubit) => ({ qubit, pauli })));
  return { x, z, isNegative: ((phase - bitCount(x & z)) & 3) === 2, gate };
}

function isIdentity(frame: CliffordFrame): boolean {
  return Array.from({ length: frame.qubits }, (_, qubit) => qubit).every((qubit) =>
    (['X', 'Z'] as const).every((pauli) => {
      const {
        x: [x = 0],
        z: [z = 0],
        phase,
      } = frame.wordOf([{ qubit, pauli }]);
      const bit = 1 << qubit;
      return phase === 0 && x === (pauli === 'X' ? bit : 0) && z === (pauli === 'Z' ? bit : 0);
    }),
  );
}
