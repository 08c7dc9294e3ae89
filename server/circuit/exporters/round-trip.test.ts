import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, it } from 'mocha';
import { type Matrix, matrices } from '../../base/index.ts';
import { loadProject } from '../../language/index.ts';
import { gates } from '../../library/index.ts';
import type { Circuit } from '../circuit.ts';
import { lowerCircuit } from '../lowering/index.ts';
import { lower } from '../lowering/fixture.test.ts';
import { assertOutcomes, circuitMatrix, outcomes } from '../naive-simulator.test.ts';
import { type CircuitTarget, exportCircuit } from './index.ts';
import { ProgramWriter } from './random-circuits.test.ts';

/** What a target says about a circuit, which it must be able to express. */
export function exportedText(circuit: Circuit, target: CircuitTarget): string {
  const { value, diagnostics } = exportCircuit(circuit, target);
  return value ?? assert.fail(diagnostics.map(({ message }) => message).join('\n'));
}

/** A text that must be free of errors, as a circuit; of a text that is not, the message shows the text. */
function readBack(text: string): Circuit {
  try {
    return lower(text);
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : ''}\n${text}`, { cause: error });
  }
}

function sameMatrix(actual: Matrix, expected: Matrix, text: string): void {
  const distance = matrices.distance(actual, expected);
  assert.ok(distance < 1e-9, `the unitaries differ by ${distance}\n${text}`);
}

/**
 * A circuit's outcomes with its results in alphabetical order of their names: a target may declare them in another. A
 * number behind a name is left out: a target appends it where the name means something else.
 */
function ordered(circuit: Circuit): Readonly<Record<string, number>> {
  const names = circuit.variables
    .flatMap(({ name, isOutput }) => (isOutput ? [name.replace(/_\d+$/, '')] : []))
    .toReversed();
  const order = names
    .map((_, place) => place)
    .toSorted((a, b) => ((names[a] ?? '') < (names[b] ?? '') ? -1 : 1));
  return Object.fromEntries(
    Object.entries(outcomes(circuit)).map(([key, share]) => {
      const parts = key.split(' ');
      return [order.map((place) => `${names[place]}=${parts[place]}`).join(' '), share];
    }),
  );
}

function sameOutcomes(circuit: Circuit, text: string): void {
  try {
    assertOutcomes(ordered(readBack(text)), ordered(circuit));
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : ''}\n${text}`, { cause: error });
  }
}

const samples = new URL('../../../samples/', import.meta.url);

/** Every circuit of the samples that needs no value from outside. */
async function sampleCircuits(): Promise<readonly Circuit[]> {
  const files = readdirSync(samples).filter((name) => /\.(qflow|qasm)$/.test(name));
  const found = files.map(async (file) => {
    const uri = new URL(file, samples).href;
    const model = await loadProject(uri, async (wanted) => readFileSync(new URL(wanted), 'utf8'));
    return model.circuits.map(({ name }) => {
      const { value, diagnostics } = lowerCircuit(model, name, {});
      return value ?? assert.fail(`${file} ${name}: ${diagnostics.map(({ message }) => message).join()}`);
    });
  });
  return (await Promise.all(found)).flat();
}

describe('an export to OpenQASM 3, read back', () => {
  it('is the same for every gate of the table, plain and controlled', () => {
    for (const { name, parameters, operands } of gates) {
      const angles =
        parameters.length === 0 ? '' : `(${parameters.map((_, place) => 0.3 + place).join(', ')})`;
      const qubits = operands.map((_, place) => `, q[${place + 2}]`).join('');
      const plain = operands.length === 0 ? '' : `${name}${angles} ${qubits.slice(2)};`;
      const source = `qubit[${operands.length + 2}] q; ${plain} ctrl @ negctrl @ ${name}${angles} q[0], q[1]${qubits};`;
      const circuit = lower(source);
      const text = exportedText(circuit, 'qasm3');
      sameMatrix(circuitMatrix(readBack(text)), circuitMatrix(circuit), text);
    }
  });

  it('is the same for every sample', async () => {
    for (const circuit of await sampleCircuits())
      if (circuit.qubitCount <= 9 && circuit.parameters.length === 0)
        sameOutcomes(circuit, exportedText(circuit, 'qasm3'));
  });

  for (let seed = 1; seed <= 50; seed++) {
    it(`is the same unitary, circuit ${seed}`, () => {
      const circuit = lower(new ProgramWriter(seed, 4).unitary(10));
      const text = exportedText(circuit, 'qasm3');
      sameMatrix(circuitMatrix(readBack(text)), circuitMatrix(circuit), text);
    });

    it(`has the same outcomes, program ${seed}`, () => {
      const circuit = lower(new ProgramWriter(seed, 3).dynamic(8));
      sameOutcomes(circuit, exportedText(circuit, 'qasm3'));
    });
  }
});
