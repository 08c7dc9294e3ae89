import { once } from '../../base/index.ts';
import type { Block, Circuit, Instruction } from '../../circuit/index.ts';
import { frameLoops } from './frame-loops.ts';
import { loopRotations } from './loop-rotations.ts';
import { PartCoder } from './part-coder.ts';
import { type PauliRotation, axisOf } from './pauli-rotation.ts';
import { type RotationGroup, rotationGroups } from './rotation-group.ts';

/** A part of a block: an instruction as it stands, or rotations that stand for many. */
export type RecognisedPart = Instruction | (RotationGroup & { readonly kind: 'rotations' });

/** A dense state addresses its qubits by bits of one word. */
const mostQubits = 30;

/** What a rotation costs, in gates: where a state stays in the cache, and where a pass over memory carries many gates. */
const rotationCost = { cached: 4, beyond: 12, cachedQubits: 17 };

/** Angles are told apart from quarters down to this. */
const leastTurn = 1e-9;

/** The parts of a circuit's outermost block, found once for each circuit. */
export const recognisedBody = once(({ body, qubitCount }: Circuit) => recognised(body, qubitCount));

/** The parts of a block, in which products of rotations about Pauli words take the place of the gates that make them up. */
export function recognised(block: Block, qubits: number): readonly RecognisedPart[] {
  const cost = qubits > rotationCost.cachedQubits ? rotationCost.beyond : rotationCost.cached;
  if (qubits > mostQubits || !isPromising(block, cost)) return block;
  const coder = new PartCoder();
  const parts = block.map((instruction) => coder.partOf(instruction));
  const found: RecognisedPart[] = [];
  let [next, open]: [number, PauliRotation[]] = [0, []];
  const flush = () => {
    found.push(...rotationGroups(open).map((group) => ({ kind: 'rotations', ...group }) as const));
    open = [];
  };
  for (const loop of frameLoops(block, parts, qubits, cost)) {
    const rotations = loopRotations(block, parts, loop, qubits);
    if (rotations === undefined) continue;
    if (loop.start > next) flush();
    found.push(...block.slice(next, loop.start));
    open.push(...rotations);
    next = loop.end;
  }
  flush();
  return [...found, ...block.slice(next)];
}

/** Whether there are turns, and so many other gates that looking for loops among them pays. */
function isPromising(block: Block, cost: number): boolean {
  const turns = block.filter(isTurn).length;
  return turns > 0 && block.length >= cost * turns;
}

/** Whether a gate turns by another angle than quarters, which are Clifford gates. */
function isTurn(instruction: Instruction): boolean {
  if (axisOf(instruction) === undefined || instruction.kind !== 'gate') return false;
  return instruction.angles.some(
    (angle) => typeof angle !== 'number' || Math.abs(Math.sin(2 * angle)) > leastTurn,
  );
}
