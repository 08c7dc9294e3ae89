import { type Circuit, zeroOf } from '../circuit/index.ts';
import type { Wanted } from './method.ts';
import { layOut } from './program/layout.ts';
import { isStraight } from './run/straight.ts';
import type { Forecast, Method, Simulated, SimulationOptions } from './simulator.ts';
import { formatBytes } from './state/memory.ts';
import type { Piece } from './structure/plan.ts';
import { planOf } from './structure/plan-of.ts';
import type { Prospect } from './method.ts';

/** What a circuit will need, or why it cannot run, without taking any of it. */
export function forecast(
  circuit: Circuit,
  options: SimulationOptions,
  wanted: Wanted = { kind: 'sample' },
): Simulated<Forecast> {
  const bindings = circuit.parameters.length === 0 ? [] : undefined;
  const planned = planOf({ circuit, bindings, options, wanted });
  if (!planned.ok) return planned;
  const { pieces, seconds } = planned.plan;
  const [piece] = pieces.toSorted((a, b) => b.choice.seconds - a.choice.seconds);
  if (piece === undefined) throw new Error('a plan has pieces');
  const { qubitCount: qubits } = piece.prospect.circuit;
  const method = methodOf(piece);
  const memory = Math.max(...pieces.map(({ choice, prospect }) => choice.best.memory(prospect)));
  const summary = [
    `${countText(qubits, circuit.qubitCount)}${pieces.length > 1 ? `, ${pieces.length} parts` : ''}`,
    method === 'trajectories' ? `${piece.choice.best.title}, trajectories` : piece.choice.best.title,
    formatBytes(memory),
  ].join(', ');
  return { ok: true, method, value: { method, qubits, memory, seconds, summary } };
}

function countText(qubits: number, all: number): string {
  const count = `${numberOf(qubits)}${qubits < all ? ` of ${numberOf(all)}` : ''}`;
  return `${count} ${all === 1 ? 'qubit' : 'qubits'}`;
}

function numberOf(count: number): string {
  return count.toLocaleString('en');
}

/** The method for parameters that are all zero: their values change it only where control flow hangs on them. */
function methodOf({ prospect: { circuit }, choice }: Piece<Prospect>): Method {
  if (choice.best.name !== 'statevector') return choice.best.name;
  const zeros = circuit.parameters.map(({ type }) => zeroOf(type));
  try {
    return isStraight(layOut(circuit, zeros), true) ? 'statevector' : 'trajectories';
  } catch {
    // Such as a division by a parameter that is zero here; the run itself will tell.
    return 'statevector';
  }
}
