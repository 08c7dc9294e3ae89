import { type Circuit, zeroOf } from '../circuit/index.ts';
import { layOut } from './program/layout.ts';
import { isStraight } from './run/straight.ts';
import type { Forecast, Method, Simulated, SimulationOptions } from './simulator.ts';
import { formatBytes, sizeRefusal, stateBytes } from './state/memory.ts';

/** What a circuit will need, or why it cannot run, without taking any of it. */
export function forecast(circuit: Circuit, { memoryLimit }: SimulationOptions): Simulated<Forecast> {
  const qubits = circuit.qubitCount;
  const refusal = sizeRefusal(qubits, memoryLimit);
  if (refusal !== undefined) return { ok: false, refusal };
  const method = methodOf(circuit);
  const memory = stateBytes(qubits);
  const how = method === 'statevector' ? 'dense state' : 'dense state, trajectories';
  const summary = `${qubits} ${qubits === 1 ? 'qubit' : 'qubits'}, ${how}, ${formatBytes(memory)}`;
  return { ok: true, method, value: { method, qubits, memory, summary } };
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
