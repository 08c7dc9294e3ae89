import { type Circuit, zeroOf } from '../circuit/index.ts';
import { chooseMethod } from './choice.ts';
import { withoutIdleQubits } from './idle-qubits.ts';
import { noiseRefusal } from './noise-refusal.ts';
import { layOut } from './program/layout.ts';
import { isStraight } from './run/straight.ts';
import type { Forecast, Method, Simulated, SimulationOptions } from './simulator.ts';
import { tableauBytes } from './stabilizer/index.ts';
import { formatBytes, stateBytes } from './state/memory.ts';

/** What a circuit will need, or why it cannot run, without taking any of it. */
export function forecast(whole: Circuit, options: SimulationOptions): Simulated<Forecast> {
  const refusal = noiseRefusal(options);
  if (refusal !== undefined) return { ok: false, refusal };
  const { circuit } = withoutIdleQubits(whole);
  const qubits = circuit.qubitCount;
  const choice = chooseMethod(circuit, circuit.parameters.length === 0 ? [] : undefined, options);
  if (!choice.ok) return choice;
  const isDense = choice.engine === 'dense';
  const method = isDense ? methodOf(circuit) : 'stabilizer';
  const memory = isDense ? stateBytes(qubits) : tableauBytes(qubits);
  const count = `${numberOf(qubits)}${qubits < whole.qubitCount ? ` of ${numberOf(whole.qubitCount)}` : ''}`;
  const unit = whole.qubitCount === 1 ? 'qubit' : 'qubits';
  const summary = `${count} ${unit}, ${descriptions[method]}, ${formatBytes(memory)}`;
  return { ok: true, method, value: { method, qubits, memory, summary } };
}

const descriptions: Readonly<Record<Method, string>> = {
  statevector: 'dense state',
  trajectories: 'dense state, trajectories',
  stabilizer: 'Clifford, stabilizer tableau',
};

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
