import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { type Circuit, lowerCircuit, lowerObservable } from '../../server/circuit/index.ts';
import { loadProject } from '../../server/language/index.ts';
import { localSimulator } from '../../server/simulator/index.ts';

const library = new URL('../../server/library/std/', import.meta.url).href;
const entry = 'memory:/program.qflow';
const simulator = localSimulator();
const options = { shots: undefined, seed: 1, memoryLimit: 2 ** 30 };

async function load(text: string) {
  const read = async (uri: string) => (uri === entry ? text : readFile(new URL(uri), 'utf8'));
  const model = await loadProject(entry, read, library);
  assert.deepEqual(
    model.diagnostics
      .filter(({ severity }) => severity === 'error')
      .map(({ code, message }) => `${code} ${message}`),
    [],
  );
  return model;
}

/** The circuit `main` of a program that imports from the standard library. */
export async function lowered(text: string): Promise<Circuit> {
  const { value, diagnostics } = lowerCircuit(await load(text), 'main');
  assert.ok(value !== undefined, diagnostics.map(({ code, message }) => `${code} ${message}`).join('\n'));
  return value;
}

/** The amplitudes of its final state, with the qubits in the order in which they are declared. */
export async function amplitudes(
  text: string,
): Promise<readonly { readonly re: number; readonly im: number }[]> {
  const answer = await simulator.state(await lowered(text), [], options);
  assert.ok(answer.ok);
  const { amplitudes: parts } = answer.value;
  return Array.from({ length: parts.length / 2 }, (_, x) => ({
    re: parts[2 * x] ?? 0,
    im: parts[2 * x + 1] ?? 0,
  }));
}

/** The probabilities of the outcomes of its bits. */
export async function probabilities(text: string): Promise<Readonly<Record<string, number>>> {
  const answer = await simulator.sample(await lowered(text), [], options);
  assert.ok(answer.ok);
  return answer.value.probabilities;
}

/** The expectation value of an observable, such as `X[0] * Z[1]`, in its final state. */
export async function expectation(text: string, observable: string): Promise<number> {
  const model = await load(`${text}\nobservable wanted = ${observable};`);
  const circuit = lowerCircuit(model, 'main').value;
  const sum = lowerObservable(model, 'wanted').value;
  assert.ok(circuit !== undefined && sum !== undefined);
  const answer = await simulator.estimate(circuit, [], sum, options);
  assert.ok(answer.ok);
  return answer.value.value;
}

export function close(actual: number | undefined, expected: number, what = ''): void {
  assert.ok(
    actual !== undefined && Math.abs(actual - expected) < 1e-10,
    `${what} ${actual} is not ${expected}`,
  );
}

/** The outcomes of 64 shots, for circuits with too many of them to list. */
export async function sampledKeys(text: string): Promise<readonly string[]> {
  const answer = await simulator.sample(await lowered(text), [], { ...options, shots: 64 });
  assert.ok(answer.ok);
  return Object.keys(answer.value.probabilities);
}
