import { type Circuit, zeroOf } from '../circuit/index.ts';
import { chooseMethod } from './choice.ts';
import type { Prospect } from './method.ts';
import { layOut } from './program/layout.ts';
import { isStraight } from './run/straight.ts';
import type { Forecast, Method, Simulated, SimulationOptions } from './simulator.ts';
import { formatBytes } from './state/memory.ts';
import { withoutIdleQubits } from './structure/idle-qubits.ts';

/** What a circuit will need, or why it cannot run, without taking any of it. */
export function forecast(whole: Circuit, options: SimulationOptions): Simulated<Forecast> {
  const bindings = whole.parameters.length === 0 ? [] : undefined;
  const asked: Prospect = { circuit: whole, bindings, options, wanted: { kind: 'sample' } };
  const { prospect } = withoutIdleQubits(asked);
  const choice = chooseMethod(prospect);
  if (!choice.ok) return choice;
  const { best } = choice;
  const { circuit } = prospect;
  const qubits = circuit.qubitCount;
  const method = best.name === 'statevector' ? methodOf(circuit) : best.name;
  const memory = best.memory(prospect);
  const count = `${numberOf(qubits)}${qubits < whole.qubitCount ? ` of ${numberOf(whole.qubitCount)}` : ''}`;
  const unit = whole.qubitCount === 1 ? 'qubit' : 'qubits';
  const title = method === 'trajectories' ? `${best.title}, trajectories` : best.title;
  const summary = `${count} ${unit}, ${title}, ${formatBytes(memory)}`;
  return { ok: true, method, value: { method, qubits, memory, summary } };
}

function numberOf(count: number): string {
  return count.toLocaleString('en');
}

/** The method for parameters that are all zero: their values change it only where control flow hangs on them. */
function methodOf(circuit: Circuit): Method {
  const zeros = circuit.parameters.map(({ type }) => zeroOf(type));
  try {
    return isStraight(layOut(circuit, zeros), true) ? 'statevector' : 'trajectories';
  } catch {
    // Such as a division by a parameter that is zero here; the run itself will tell.
    return 'statevector';
  }
}
