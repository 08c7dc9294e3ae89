import type { Diagnosed } from '../../base/index.ts';
import type { Circuit } from '../circuit.ts';
import { exportBraket } from './braket.ts';
import { exportCirq } from './cirq.ts';
import { exportLatex } from './latex.ts';
import { exportPennylane } from './pennylane.ts';
import { exportQasm2 } from './qasm2.ts';
import { exportQasm3 } from './qasm3.ts';
import { exportQiskit } from './qiskit.ts';

type Exporter = (circuit: Circuit) => Diagnosed<string | undefined>;

const exporters = {
  qasm3: exportQasm3,
  qasm2: exportQasm2,
  qiskit: exportQiskit,
  cirq: exportCirq,
  pennylane: exportPennylane,
  braket: exportBraket,
  latex: exportLatex,
} as const satisfies Readonly<Record<string, Exporter>>;

/** A language that circuits are exported to. */
export type CircuitTarget = keyof typeof exporters;

export const circuitTargets = Object.keys(exporters) as readonly CircuitTarget[];

/** The circuit in the target's language, or the diagnostic that names what the target cannot express. */
export function exportCircuit(circuit: Circuit, target: CircuitTarget): Diagnosed<string | undefined> {
  return exporters[target](circuit);
}
