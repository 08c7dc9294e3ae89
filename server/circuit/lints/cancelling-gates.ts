import type { Span } from '../../base/index.ts';
import { evaluateAngle, findGate } from '../../library/index.ts';
import type { Block, Circuit, GateInstruction, Instruction } from '../circuit.ts';
import { blocksIn, qubitsIn } from '../statistics.ts';
import type { Finding } from './finding.ts';

/**
 * Statements that undo each other: every gate that one of them applies meets its inverse from the other with nothing
 * between them on their qubits. A statement of a loop or function that cancels only sometimes is left alone.
 */
export function cancellingGates(circuit: Circuit): readonly Finding[] {
  const partners = new Map<Span, Map<Span, number>>();
  const applied = new Map<Span, number>();
  visit(circuit.body, circuit.qubitCount, partners, applied);
  const findings: Finding[] = [];
  for (const [span, others] of partners) {
    const [only, count] = [...others][0] ?? [];
    const isWhole = others.size === 1 && only !== undefined && only !== span && count === applied.get(span);
    if (isWhole && count === applied.get(only) && only.start < span.start)
      findings.push({ code: 'QF3303', span, name: '', other: only });
  }
  return findings;
}

/** Pairs gates with their inverses inside one block; what stands in inner blocks meets nothing outside of them. */
function visit(
  block: Block,
  qubits: number,
  partners: Map<Span, Map<Span, number>>,
  applied: Map<Span, number>,
): void {
  const open = Array.from({ length: qubits }, (): Instruction[] => []);
  for (const instruction of block) {
    const inner = blocksIn(instruction);
    for (const one of inner) visit(one, qubits, partners, applied);
    if (inner.length > 0 || instruction.kind === 'assign' || instruction.kind === 'exit') {
      for (const stack of open) stack.length = 0;
      continue;
    }
    const touched = qubitsIn(instruction);
    if (instruction.kind !== 'gate') {
      for (const qubit of touched) open[qubit]?.push(instruction);
      continue;
    }
    applied.set(instruction.span, (applied.get(instruction.span) ?? 0) + 1);
    const before = touched.length === 0 ? undefined : open[touched[0] ?? 0]?.at(-1);
    const isNeighbour = before?.kind === 'gate' && touched.every((qubit) => open[qubit]?.at(-1) === before);
    if (isNeighbour && qubitsIn(before).length === touched.length && areInverse(before, instruction)) {
      for (const qubit of touched) open[qubit]?.pop();
      pair(partners, before.span, instruction.span);
      pair(partners, instruction.span, before.span);
    } else for (const qubit of touched) open[qubit]?.push(instruction);
  }
}

function pair(partners: Map<Span, Map<Span, number>>, span: Span, other: Span): void {
  const counts = partners.get(span) ?? new Map<Span, number>();
  partners.set(span, counts.set(other, (counts.get(other) ?? 0) + 1));
}

/** Whether two gates on the same qubits and with known angles are inverse to each other, each in its written form. */
function areInverse(first: GateInstruction, second: GateInstruction): boolean {
  const gate = findGate(first.gate);
  if (gate?.kind !== 'primitive' || gate.inverse.gate !== second.gate) return false;
  if (first.qubits.join() !== second.qubits.join() || controlKey(first) !== controlKey(second)) return false;
  const angles = first.angles.filter((angle) => typeof angle === 'number');
  if (angles.length < first.angles.length) return false;
  return gate.inverse.angles.every((angle, place) => evaluateAngle(angle, angles) === second.angles[place]);
}

function controlKey({ controls }: GateInstruction): string {
  return controls
    .map(({ qubit, state }) => `${qubit}:${state}`)
    .toSorted()
    .join();
}
