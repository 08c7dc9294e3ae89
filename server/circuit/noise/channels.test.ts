import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type Complex, type Matrix, cx, matrices } from '../../base/index.ts';
import { type Channel, type KrausChannel, isTracePreserving } from './channel.ts';
import {
  amplitudeDamping,
  bitFlip,
  coherentError,
  depolarizing,
  pauliMixture,
  phaseDamping,
  phaseFlip,
  thermalRelaxation,
} from './standard-channels.ts';

const start: Matrix = [
  [cx.complex(0.3), cx.complex(0.2, 0.1)],
  [cx.complex(0.2, -0.1), cx.complex(0.7)],
];

const letters: readonly Matrix[] = [
  matrices.identity(2),
  matrices.generate(2, (row, column) => cx.complex(row === column ? 0 : 1)),
  matrices.generate(2, (row, column) => cx.complex(0, row === column ? 0 : row - column)),
  matrices.diagonal([cx.one, cx.complex(-1)]),
];

/** Σ K ρ K†, with the words of a Pauli channel written out as matrices. */
function applied(channel: Channel, state: Matrix): Matrix {
  return operatorsOf(channel)
    .map((operator) => matrices.product(matrices.product(operator, state), matrices.adjoint(operator)))
    .reduce(sum);
}

function operatorsOf(channel: Channel): readonly Matrix[] {
  if (channel.kind === 'kraus') return channel.operators;
  return channel.probabilities.map((probability, index) => {
    const low = letters[index % 4] ?? assert.fail();
    const word = channel.qubits === 1 ? low : matrices.kronecker(letters[index >> 2] ?? assert.fail(), low);
    return matrices.scaled(word, cx.complex(Math.sqrt(probability)));
  });
}

function sum(a: Matrix, b: Matrix): Matrix {
  return matrices.generate(a.length, (row, column) =>
    cx.add(matrices.element(a, row, column), matrices.element(b, row, column)),
  );
}

/** (Σ|tr K|² + d) / (d² + d), by M. A. Nielsen, Physics Letters A 303 (2002) 249. */
function averageFidelity(channel: Channel): number {
  const operators = operatorsOf(channel);
  const size = 2 ** channel.qubits;
  const traces = operators.map((operator) =>
    operator.reduce<Complex>((trace, row, place) => cx.add(trace, row[place] ?? cx.zero), cx.zero),
  );
  const total = traces.reduce((all, trace) => all + cx.magnitudeSquared(trace), 0);
  return (total + size) / (size * size + size);
}

function isClose(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) < 1e-11, `${actual} is not ${expected}`);
}

function relaxed(t1: number, t2: number, duration: number, excited = 0): KrausChannel {
  return thermalRelaxation({ t1, t2, excited }, duration);
}

describe('standard channels', () => {
  it('keep the trace', () => {
    const channels = [
      depolarizing(0.3, 1),
      depolarizing(1, 2),
      bitFlip(0.2),
      phaseFlip(1),
      pauliMixture('', 2, new Map([['XZ', 0.1], ['YY', 0.2]])), // prettier-ignore
      amplitudeDamping(0),
      amplitudeDamping(1),
      phaseDamping(0.4),
      relaxed(1.2, 2.4, 0.1, 0.3),
      relaxed(1, 1, 1e9, 1),
      coherentError(0.3, 'ZY'),
    ];
    for (const channel of channels) assert.ok(isTracePreserving(channel), channel.label);
  });

  it('are told from maps that do not', () => {
    const shrunk = matrices.scaled(matrices.identity(2), cx.complex(0.9));
    assert.ok(!isTracePreserving({ kind: 'kraus', label: '', qubits: 1, operators: [shrunk] }));
    assert.ok(!isTracePreserving({ kind: 'kraus', label: '', qubits: 2, operators: [matrices.identity(2)] }));
    assert.ok(!isTracePreserving({ kind: 'pauli', label: '', qubits: 1, probabilities: [1.1, -0.1, 0, 0] }));
    assert.ok(!isTracePreserving({ kind: 'pauli', label: '', qubits: 1, probabilities: [1] }));
  });

  it('depolarize to the maximally mixed state in the given share', () => {
    const mixed = matrices.scaled(matrices.identity(2), cx.complex(0.5 * 0.3));
    const wanted = sum(matrices.scaled(start, cx.complex(0.7)), mixed);
    assert.ok(matrices.distance(applied(depolarizing(0.3, 1), start), wanted) < 1e-15);
    const pair = matrices.kronecker(start, letters[1] ?? assert.fail());
    assert.ok(
      matrices.distance(
        applied(depolarizing(1, 2), pair),
        matrices.generate(4, () => cx.zero),
      ) < 1e-15,
    );
  });

  it('have the average fidelities of their closed forms', () => {
    isClose(averageFidelity(depolarizing(0.01, 1)), 1 - 0.01 / 2);
    isClose(averageFidelity(depolarizing(0.01, 2)), 1 - (3 / 4) * 0.01);
    for (const [t1, t2, duration, fidelity] of [
      [100, 80, 0.3, 0.998253090074],
      [144.7, 54.4, 0.3449, 0.997496541814],
      [278.4, 170, 0.5333, 0.99863699295],
    ] as const)
      isClose(averageFidelity(relaxed(t1, t2, duration)), fidelity);
  });

  it('relax states towards equilibrium', () => {
    for (const [t1, t2, duration, excited, ground, re, im] of [
      [100, 80, 0.3, 0, 0.302096853148, 0.199251404494, 0.099625702247],
      [50, 70, 1, 0, 0.313860928685, 0.19716316847, 0.098581584235],
      [50, 70, 1, 0.1, 0.311880796016, 0.19716316847, 0.098581584235],
      [1.2, 1.3, 0.1, 0.1, 0.347973351222, 0.185192215728, 0.092596107864],
    ] as const) {
      const state = applied(relaxed(t1, t2, duration, excited), start);
      isClose(matrices.element(state, 0, 0).re, ground);
      isClose(matrices.element(state, 0, 1).re, re);
      isClose(matrices.element(state, 0, 1).im, im);
    }
  });

  it('damp amplitudes and phases as their closed forms say', () => {
    const damped = applied(amplitudeDamping(0.36), start);
    isClose(matrices.element(damped, 0, 0).re, 0.3 + 0.36 * 0.7);
    isClose(matrices.element(damped, 0, 1).re, 0.2 * 0.8);
    const dephased = applied(phaseDamping(0.36), start);
    assert.ok(matrices.distance(dephased, applied(phaseFlip((1 - 0.8) / 2), start)) < 1e-15);
  });

  it('turn by the angle of a coherent error', () => {
    const [turn] = operatorsOf(coherentError(Math.PI, 'ZX'));
    const wanted = matrices.scaled(
      matrices.kronecker(letters[3] ?? assert.fail(), letters[1] ?? assert.fail()),
      cx.complex(0, -1),
    );
    assert.ok(matrices.distance(turn ?? assert.fail(), wanted) < 1e-15);
  });

  it('number Pauli words by operand, the first one least significant', () => {
    const { probabilities } = pauliMixture('', 2, new Map([['ZX', 0.25]]));
    assert.equal(probabilities[3 * 4 + 1], 0.25);
    assert.equal(probabilities[0], 0.75);
  });
});
