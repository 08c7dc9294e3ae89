import { circuitStatistics, lowerCircuit } from '../../circuit/index.ts';
import type { Model } from '../index.ts';
import { counted } from './counted.ts';

/** A note beside a line may cost a keystroke nothing: larger circuits are not counted. */
const limits = { instructions: 5_000, steps: 20_000 };

/** Texts by circuit, for as long as somebody needs the model; a model never changes. */
const known = new WeakMap<Model, Map<string, string | undefined>>();

/** `depth 3, 1 two-qubit gate`: what a circuit of this file costs, where it has no faults and is not too large. */
export function circuitCost(model: Model, name: string): string | undefined {
  const texts = known.get(model) ?? new Map<string, string | undefined>();
  known.set(model, texts);
  if (!texts.has(name)) texts.set(name, computed(model, name));
  return texts.get(name);
}

function computed(model: Model, name: string): string | undefined {
  const circuit = lowerCircuit(model, name, { limits }).value;
  if (circuit === undefined) return undefined;
  const { depth, twoQubitGates } = circuitStatistics(circuit);
  return `depth ${depth}, ${counted(twoQubitGates, 'two-qubit gate')}`;
}
