import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Random } from '../../base/index.ts';
import { localSimulator } from '../../simulator/index.ts';
import { ProgramWriter } from '../exporters/random-circuits.test.ts';
import { check, lower } from '../lowering/fixture.test.ts';
import { traceCircuit } from '../lowering/index.ts';
import { outcomes } from '../naive-simulator.test.ts';
import type { TracedCircuit } from '../traced.ts';
import { courseProbability, likelier, likeliest, qubitState, statementStates, Timeline } from './index.ts';

const exact = { shots: undefined, seed: 1, memoryLimit: 2 ** 30 };

function traced(text: string): TracedCircuit {
  const { value, diagnostics } = traceCircuit(check(text), 'main');
  return value ?? assert.fail(diagnostics.map(({ message }) => message).join());
}

function end(timeline: Timeline) {
  const moment = timeline.at(100_000);
  assert.equal(moment.point, undefined);
  return moment;
}

describe('stepping through a circuit', () => {
  it('ends in the state that the simulator finds, for random gates of the whole table', async () => {
    const simulator = localSimulator();
    for (let seed = 1; seed <= 25; seed++) {
      const text = new ProgramWriter(seed, 5).unitary(30);
      const circuit = lower(text);
      const state = await simulator.state(circuit, [], exact);
      assert.ok(state.ok);
      for (const stepped of [circuit, traced(text).circuit]) {
        const { amplitudes } = end(new Timeline({ circuit: stepped, bindings: [] }, likelier));
        const apart = amplitudes.reduce(
          (most, part, place) => Math.max(most, Math.abs(part - (state.value.amplitudes[place] ?? NaN))),
          0,
        );
        assert.ok(apart < 1e-12, `seed ${seed}: ${apart}`);
      }
    }
  });

  it('takes every course with its probability, however measurements, loops and jumps lie', () => {
    for (let seed = 1; seed <= 15; seed++) {
      const text = new ProgramWriter(seed, 3).dynamic(5);
      const expected = outcomes(lower(text));
      const found = courses(traced(text), expected);
      for (const key of new Set([...Object.keys(expected), ...found.keys()]))
        assert.ok(Math.abs((expected[key] ?? 0) - (found.get(key) ?? 0)) < 1e-9, `seed ${seed}, ${key}`);
    }
  });

  it('gives the same moments backwards as forwards, with states forgotten between', () => {
    const timeline = new Timeline({ circuit: traced(long).circuit, bindings: [] }, randomly(5));
    const forwards = Array.from({ length: 1200 }, (_, step) => timeline.at(step));
    const random = new Random(9);
    for (let look = 0; look < 300; look++) {
      const step = Math.floor(random.next() * forwards.length);
      const again = timeline.at(step);
      assert.deepEqual(again.amplitudes, forwards[step]?.amplitudes);
      assert.deepEqual(again.variables, forwards[step]?.variables);
      assert.equal(again.point?.next, forwards[step]?.point?.next);
    }
  });
});

/** Each round leaves another state behind; more of them than a timeline keeps of 12 qubits. */
const long = `qubit[12] q; bit c; h q;
for int i in [1:300] { ry(0.1 * i) q[i % 12]; cx q[i % 12], q[(i + 5) % 12]; c = measure q[3]; }`;

function randomly(seed: number) {
  const random = new Random(seed);
  return (one: number) => (random.next() < one ? 1 : 0);
}

/** The probabilities of the results, found by following every course: a list of the outcomes that it takes first. */
function courses({ circuit }: TracedCircuit, expected: object): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const waiting: (0 | 1)[][] = [[]];
  for (let given = waiting.pop(); given !== undefined; given = waiting.pop()) {
    const chosen = given;
    const asked: (0 | 1)[] = [];
    const timeline = new Timeline({ circuit, bindings: [] }, () => {
      const outcome = chosen[asked.length] ?? 0;
      if (asked.length >= chosen.length) waiting.push([...asked, 1]);
      asked.push(outcome);
      return outcome;
    });
    const last = end(timeline);
    const key = circuit.variables
      .flatMap(({ isOutput, type }, place) =>
        isOutput && 'width' in type
          ? [(last.variables[place] as bigint).toString(2).padStart(type.width ?? 1, '0')]
          : isOutput
            ? [String(last.variables[place])]
            : [],
      )
      .toReversed()
      .join(' ');
    found.set(key, (found.get(key) ?? 0) + courseProbability(last));
    assert.ok(waiting.length < 10_000, JSON.stringify(expected));
  }
  return found;
}

describe('one qubit of a state', () => {
  const state = (text: string) =>
    end(new Timeline({ circuit: lower(text), bindings: [] }, likelier)).amplitudes;

  it('points where its gates turned it', () => {
    const [x, y, z] = qubitState(state('qubit q; ry(0.7) q; rz(1.1) q;'), 0).bloch;
    for (const [found, wanted] of [
      [x, Math.sin(0.7) * Math.cos(1.1)],
      [y, Math.sin(0.7) * Math.sin(1.1)],
      [z, Math.cos(0.7)],
    ] as const)
      assert.ok(Math.abs(found - wanted) < 1e-14);
  });

  it('is mixed as far as it is entangled: cos(θ/2)|00⟩ + sin(θ/2)|11⟩', () => {
    const amplitudes = state('qubit[2] q; ry(0.8) q[0]; cx q[0], q[1];');
    const one = Math.sin(0.4) ** 2;
    const found = qubitState(amplitudes, 1);
    assert.ok(Math.abs(found.one - one) < 1e-14);
    assert.ok(Math.abs(found.purity - (one ** 2 + (1 - one) ** 2)) < 1e-14);
    const entropy = -one * Math.log2(one) - (1 - one) * Math.log2(1 - one);
    assert.ok(Math.abs(found.entropy - entropy) < 1e-12);
    assert.deepEqual(
      likeliest(amplitudes, 4).map(({ index }) => index),
      [0, 3],
    );
  });
});

describe('states behind statements', () => {
  const behind = (text: string, statement: string) => {
    const states = statementStates(traced(text), 20_000);
    const start = text.indexOf(statement);
    const after = states.after.find(({ site }) => site.span.start === start) ?? assert.fail(statement);
    const { amplitudes } = states.timeline.at(after.step);
    return { after, likely: likeliest(amplitudes, 3).map(({ index }) => index) };
  };

  it('follow loops, calls and gates of the program to their last round', () => {
    const text = `gate flip a { x a; h a; h a; }
def both(qubit a, qubit b) { x a; flip b; }
qubit[3] q;
for int i in [0:2] { flip q[i]; }
both(q[0], q[2]);
x q[1];`;
    assert.deepEqual(behind(text, 'flip q[i];').likely, [7]);
    assert.equal(behind(text, 'flip q[i];').after.times, 3);
    assert.deepEqual(behind(text, 'for int').likely, [7]);
    assert.deepEqual(behind(text, 'x a; flip').likely, [6]);
    assert.deepEqual(behind(text, 'both(q[0]').likely, [2]);
    assert.deepEqual(behind(text, 'x q[1];').likely, [0]);
    const { after } = behind(text, 'x a; flip');
    assert.deepEqual([after.site.owner, after.site.depth, after.site.caller?.owner], ['both', 1, 'main']);
    assert.deepEqual(after.site.operands.at(-1)?.qubits, [0]);
  });

  it('tell what names stand for', () => {
    const text = 'qubit[2] q; int n = 3; for int i in [0:1] { let a = q[i]; n += 1; x a; }';
    const { after } = behind(text, 'x a;');
    const values = after.site.names.map((seen) =>
      seen.kind === 'qubits'
        ? `${seen.name}=${seen.qubits.join()}`
        : `${seen.name}=${String(seen.expression.kind === 'literal' && seen.expression.value)}`,
    );
    assert.deepEqual(values.toSorted(), ['a=1', 'i=1', 'n=5', 'q=0,1']);
  });
});
