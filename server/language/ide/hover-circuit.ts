import { type Circuit, circuitStatistics, drawText, lowerCircuit } from '../../circuit/index.ts';
import type { Model } from '../index.ts';
import { counted } from './counted.ts';

/** A hover may not take longer than a moment: larger circuits are not counted. */
const limits = { instructions: 50_000, steps: 200_000 };

/** What a circuit is made of, once its loops are unrolled; nothing while the file has errors. */
export function circuitText(name: string, model: Model): readonly string[] {
  const circuit = lowerCircuit(model, name, { limits }).value;
  if (circuit === undefined) return [];
  const { qubits, depth, gates, gateCounts, measurements } = circuitStatistics(circuit);
  const numbers = [
    counted(qubits, 'qubit'),
    `depth ${depth}`,
    counted(gates, 'gate'),
    counted(measurements, 'measurement'),
  ];
  const names = Object.entries(gateCounts).map(([gate, count]) => `\`${gate}\` ${count}`);
  return [numbers.join(' · '), ...(names.length === 0 ? [] : [names.join(', ')]), ...drawing(circuit)];
}

/** A drawing wider or higher than this is no longer taken in at a glance. */
const largestDrawing = { columns: 78, qubits: 8, instructions: 200 };

function drawing(circuit: Circuit): readonly string[] {
  if (circuit.qubitCount > largestDrawing.qubits || circuit.body.length > largestDrawing.instructions)
    return [];
  const text = drawText(circuit, { width: Number.MAX_SAFE_INTEGER });
  const isNarrow = text.split('\n').every((line) => line.length <= largestDrawing.columns);
  return isNarrow ? [`\`\`\`text\n${text}\n\`\`\``] : [];
}
