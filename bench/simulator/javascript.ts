/**
 * Dense simulation beside simulators in JavaScript, turn by turn: `node bench/simulator/javascript.ts`.
 * The QDK, which runs shots and not states, is measured by bench/run/run-latency.ts.
 */
import { createRequire } from 'node:module';
import { median, milliseconds, printTable, ratio } from '../table.ts';
import { type Gate, families } from './circuits.ts';
import { Ours } from './ours.ts';

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

const rounds = 5;
const peers = { 'quantum-circuit': quantumCircuit, jsqubits: jsQubits };
const rows: string[][] = [];
for (const qubits of [6, 8, 10])
  for (const { name, gates: generate } of families.filter(({ name }) =>
    ['random', 'ansatz', 'QAOA'].includes(name),
  )) {
    const gates = generate(qubits);
    const ours = new Ours(qubits, gates);
    for (let warm = 0; warm < 20; warm++) ours.run();
    const runs = Object.values(peers).map((prepare) => prepare(qubits, gates));
    const taken: number[] = [];
    const theirs = runs.map((): number[] => []);
    for (let round = 0; round < rounds; round++) {
      taken.push(ours.run());
      for (const [place, run] of runs.entries()) {
        const start = performance.now();
        run();
        theirs[place]?.push(performance.now() - start);
      }
    }
    const time = median(taken);
    rows.push([
      ...[String(qubits), name, String(gates.length), milliseconds(time)],
      ...theirs.flatMap((times) => [milliseconds(median(times)), ratio(median(times), time)]),
    ]);
  }
const head = ['qubits', 'circuit', 'gates', 'ours'];
printTable([...head, ...Object.keys(peers).flatMap((peer) => [peer, 'it ÷ ours'])], rows);
