import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, it } from 'mocha';
import { type Complex, type Matrix, cx, matrices } from '../../base/index.ts';
import { loadProject, type tree } from '../../language/index.ts';
import { gates } from '../../library/index.ts';
import type { Circuit } from '../circuit.ts';
import { lowerCircuit } from '../lowering/index.ts';
import { lower } from '../lowering/fixture.test.ts';
import { assertOutcomes, circuitMatrix, outcomes } from '../naive-simulator.test.ts';
import { type CircuitTarget, exportCircuit } from './index.ts';
import { ProgramWriter } from './random-circuits.test.ts';

/** What a target says about a circuit, which it must be able to express. */
function exportedText(circuit: Circuit, target: CircuitTarget): string {
  const { value, diagnostics } = exportCircuit(circuit, target);
  return value ?? assert.fail(diagnostics.map(({ message }) => message).join('\n'));
}

/** A text that must be free of errors, as a circuit; of a text that is not, the message shows the text. */
function readBack(text: string, dialect: tree.Dialect = 'openqasm3'): Circuit {
  try {
    return lower(text, { dialect });
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : ''}\n${text}`, { cause: error });
  }
}

function sameMatrix(actual: Matrix, expected: Matrix, text: string): void {
  const distance = matrices.distance(actual, expected);
  assert.ok(distance < 1e-9, `the unitaries differ by ${distance}\n${text}`);
}

/** The first unitary with the global phase of the second. */
function withPhaseOf(actual: Matrix, expected: Matrix): Matrix {
  const overlap = matrices.product(matrices.adjoint(actual), expected);
  const trace = overlap.reduce<Complex>((sum, row, place) => cx.add(sum, row[place] ?? cx.zero), cx.zero);
  return matrices.scaled(actual, cx.expi(cx.phase(trace)));
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

function sameOutcomes(circuit: Circuit, text: string, dialect: tree.Dialect = 'openqasm3'): void {
  try {
    assertOutcomes(ordered(readBack(text, dialect)), ordered(circuit));
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : ''}\n${text}`, { cause: error });
  }
}

const samples = new URL('../../../samples/', import.meta.url);
const library = new URL('../../library/std/', import.meta.url).href;

/** Every circuit of the samples that needs no value from outside. */
async function sampleCircuits(): Promise<readonly Circuit[]> {
  const files = readdirSync(samples).filter((name) => /\.(qflow|qasm)$/.test(name));
  const found = files.map(async (file) => {
    const uri = new URL(file, samples).href;
    const model = await loadProject(uri, async (wanted) => readFileSync(new URL(wanted), 'utf8'), library);
    return model.circuits.map(({ name }) => {
      const { value, diagnostics } = lowerCircuit(model, name, {});
      return value ?? assert.fail(`${file} ${name}: ${diagnostics.map(({ message }) => message).join()}`);
    });
  });
  return (await Promise.all(found)).flat();
}

/** A program for each gate of the table that applies it plainly and under one control of each kind. */
function everyGate(): readonly string[] {
  return gates.map(({ name, parameters, operands }) => {
    const angles = parameters.length === 0 ? '' : `(${parameters.map((_, place) => 0.3 + place).join(', ')})`;
    const qubits = operands.map((_, place) => `, q[${place + 2}]`).join('');
    const plain = operands.length === 0 ? '' : `${name}${angles} ${qubits.slice(2)};`;
    return `qubit[${operands.length + 2}] q; ${plain} ctrl @ negctrl @ ${name}${angles} q[0], q[1]${qubits};`;
  });
}

describe('an export to OpenQASM 3, read back', () => {
  it('is the same for every gate of the table, plain and controlled', () => {
    for (const source of everyGate()) {
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

describe('an export to OpenQASM 2, read back', () => {
  function sameUpToPhase(circuit: Circuit): void {
    const text = exportedText(circuit, 'qasm2');
    const expected = circuitMatrix(circuit);
    sameMatrix(withPhaseOf(circuitMatrix(readBack(text, 'openqasm2')), expected), expected, text);
  }

  it('is the same for every gate of the table, plain and controlled', () => {
    for (const source of everyGate()) sameUpToPhase(lower(source));
  });

  it('is the same for every sample that only needs conditions on registers', async () => {
    const circuits = await sampleCircuits();
    const found = circuits
      .filter((circuit) => circuit.qubitCount <= 9)
      .filter((circuit) => {
        const { value, diagnostics } = exportCircuit(circuit, 'qasm2');
        if (value !== undefined) sameOutcomes(circuit, value, 'openqasm2');
        else assert.ok(['QF3201', 'QF3203'].includes(diagnostics[0]?.code ?? ''));
        return value !== undefined;
      });
    const names = found.map(({ name }) => name);
    for (const name of ['bell', 'ghz', 'teleport', 'bit_flip_code'])
      assert.ok(names.includes(name), names.join());
  });

  for (let seed = 1; seed <= 50; seed++)
    it(`is the same unitary, circuit ${seed}`, () => {
      sameUpToPhase(lower(new ProgramWriter(seed, 5).unitary(8)));
    });

  it('has branches by the values of one register, nested ones too', () => {
    const source = `qubit[3] q; bit[2] c; bit d; h q; c[0] = measure q[0]; c[1] = measure q[1];
      if (c != 2) { h q[2]; if (bool(c[0])) { d = measure q[2]; } else { x q[2]; } } else { gphase(1); y q[2]; }
      reset q[0]; d = measure q[2];`;
    sameOutcomes(lower(source), exportedText(lower(source), 'qasm2'), 'openqasm2');
  });

  it('names what the language lacks', () => {
    const refused: readonly (readonly [string, string])[] = [
      ['qubit q; bit c; while (c == 0) { h q; c = measure q; }', 'QF3201 while (c == 0)'],
      ['qubit q; delay[5ns] q;', 'QF3201 delay[5ns] q;'],
      ['qubit q; input float t; rx(t) q;', 'QF3203 t'],
      ['qubit[2] q; pow(0.3) @ swap q[0], q[1];', 'QF3202 pow(0.3)'],
    ];
    for (const [source, expected] of refused) {
      const [found] = exportCircuit(lower(source), 'qasm2').diagnostics;
      const place = source.slice(found?.span.start, found?.span.end);
      assert.ok(`${found?.code} ${place}`.startsWith(expected), `${found?.code} ${place}`);
    }
  });
});
