/** Simulators in JavaScript. */
import { createRequire } from 'node:module';
import type { Gate } from './circuits.ts';
import type { Peer } from './peer.ts';

/** The part of quantum-circuit that is used here. */
interface QuantumCircuit {
  appendGate(name: string, wires: number | readonly number[], options?: object): void;
  run(): void;
}

/** The part of jsqubits that is used here; states do not change. */
interface JsQubits {
  hadamard(qubit: number): JsQubits;
  rotateX(qubit: number, angle: number): JsQubits;
  rotateY(qubit: number, angle: number): JsQubits;
  rotateZ(qubit: number, angle: number): JsQubits;
  controlledZ(control: number, target: number): JsQubits;
  cnot(control: number, target: number): JsQubits;
}

// Both are CommonJS without types.
const load = createRequire(import.meta.url);
const { jsqubits } = load('jsqubits') as { jsqubits: (text: string) => JsQubits };
const loaded = load('quantum-circuit') as { QuantumCircuit?: new (qubits: number) => QuantumCircuit };
const Circuit = loaded.QuantumCircuit ?? (loaded as unknown as new (qubits: number) => QuantumCircuit);

/** Building the circuit is not timed. */
function quantumCircuit(qubits: number, gates: readonly Gate[]): () => void {
  const circuit = new Circuit(qubits);
  for (const gate of gates) {
    const parameter = gate.name === 'rz' ? 'phi' : 'theta';
    const options = 'angle' in gate ? { params: { [parameter]: gate.angle } } : {};
    circuit.appendGate(gate.name, gate.qubits.length === 1 ? (gate.qubits[0] ?? 0) : gate.qubits, options);
  }
  return () => circuit.run();
}

function jsQubits(qubits: number, gates: readonly Gate[]): () => void {
  return () =>
    void gates.reduce((state, gate) => jsQubitsGate(state, gate), jsqubits(`|${'0'.repeat(qubits)}>`));
}

function jsQubitsGate(state: JsQubits, gate: Gate): JsQubits {
  const [first = 0, second = 0] = gate.qubits;
  switch (gate.name) {
    case 'h':
      return state.hadamard(first);
    case 'rx':
      return state.rotateX(first, gate.angle);
    case 'ry':
      return state.rotateY(first, gate.angle);
    case 'rz':
      return state.rotateZ(first, gate.angle);
    case 'cx':
      return state.cnot(first, second);
    case 'cz':
      return state.controlledZ(first, second);
    default:
      throw new Error(`${gate.name} is not among the gates of this table`);
  }
}

/** They take minutes for larger circuits, and know fewer gates. */
const [mostQubits, circuits] = [10, ['random', 'ansatz', 'QAOA']];

export const javascriptPeers: readonly Peer[] = Object.entries({
  'quantum-circuit': quantumCircuit,
  jsqubits: jsQubits,
}).map(([name, prepare]) => {
  let run: () => void = () => undefined;
  return {
    name,
    precision: 'double',
    takes: (qubits, circuit) => qubits <= mostQubits && circuits.includes(circuit),
    load: async (qubits, gates) => void (run = prepare(qubits, gates)),
    run: async () => {
      const start = performance.now();
      run();
      return performance.now() - start;
    },
  };
});
