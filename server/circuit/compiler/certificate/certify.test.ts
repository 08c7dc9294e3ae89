import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Random } from '../../../base/index.ts';
import { lower } from '../../lowering/fixture.test.ts';
import { compile } from '../compile.ts';
import { target } from '../testing.ts';
import { byObservables } from './by-observables.ts';
import { byRuns } from './by-runs.ts';
import { byStates } from './by-states.ts';
import type { Certificate } from './certificate.ts';
import { certify } from './certify.ts';
import { type Comparison, compacted } from './comparison.ts';

const same = (qubits: number) => {
  const layout = Array.from({ length: qubits }, (_, qubit) => qubit);
  return { initialLayout: layout, finalPermutation: layout };
};

/** By one method, whatever is chosen where several know an answer. */
function checkBy(method: (comparison: Comparison, random: Random) => Certificate | undefined) {
  return (source: string, made: string, qubits: number): Certificate =>
    method(compacted(lower(source), lower(made), same(qubits)), new Random(1)) ?? assert.fail(source);
}

describe('the certificate', () => {
  const check = (source: string, made: string, qubits: number) =>
    certify(lower(source), lower(made), same(qubits), { seed: 1 });

  it('refuses wrong decompositions of textbooks with their fidelity', () => {
    const wrong: readonly (readonly [string, string, number, number])[] = [
      ['h q[0];', 'rz(pi) q[0]; ry(pi/2) q[0]; rz(pi) q[0];', 1, 0],
      ['cy q[0], q[1];', 's q[1]; cx q[0], q[1]; sdg q[1];', 2, 0],
      [
        'ccx q[0], q[1], q[2];',
        `h q[2]; cx q[1], q[2]; tdg q[2]; cx q[0], q[2]; t q[2]; cx q[1], q[2]; tdg q[2]; cx q[0], q[2];
         t q[2]; h q[2];`,
        3,
        Math.sqrt(10) / 4,
      ],
      ['cx q[0], q[1];', 'cx q[1], q[0];', 2, 0.25],
    ];
    for (const [source, made, qubits, fidelity] of wrong) {
      const head = `qubit[${qubits}] q; `;
      const certificate = check(head + source, head + made, qubits);
      assert.ok(certificate.method === 'unitary' && !certificate.holds, source);
      assert.ok(Math.abs(certificate.fidelity - fidelity) < 1e-9, `${source}: ${certificate.fidelity}`);
    }
    assert.ok(check('qubit q; ry(0.7) q;', 'qubit q; rz(-pi/2) q; rx(0.7) q; rz(pi/2) q;', 1).holds);
  });

  it('compares Clifford circuits of any width by their tableaux', () => {
    const ghz = (last: string) => `qubit[60] q; h q[0]; for int i in [0:58] { cx q[i], q[i+1]; } ${last}`;
    const good = check(ghz('s q[59]; s q[59];'), ghz('z q[59];'), 60);
    assert.deepEqual(good, { holds: true, qubits: 60, method: 'stabilizer' });
    assert.equal(check(ghz('s q[59];'), ghz('sdg q[59];'), 60).holds, false);
    assert.equal(check(ghz(''), ghz('x q[7];'), 60).holds, false);
  });

  it('compares random states above ten qubits, and says what that is worth', () => {
    const wide = (angle: number) =>
      `qubit[12] q; for int i in [0:10] { cx q[i], q[i+1]; rz(0.1*i) q[i+1]; ry(0.3) q[i]; } rx(${angle}) q[5];`;
    const compare = checkBy(byStates);
    const good = compare(wide(0.2), wide(0.2 + 4 * Math.PI), 12);
    assert.ok(good.method === 'states' && good.holds && good.averageInfidelityBound < 1e-9);
    assert.ok(good.confidence > 0.98, String(good.confidence));
    assert.equal(compare(wide(0.2), wide(0.201), 12).holds, false);
    assert.equal(check(wide(0.2), wide(0.2 + 4 * Math.PI), 12).method, 'blocks', 'a proof comes first');
    assert.equal(check(wide(0.2), wide(0.201), 12).holds, false);
  });

  it('follows runs of circuits that measure on the way', () => {
    const teleport = (fix: string) =>
      `qubit[3] q; bit a; bit b; h q[1]; cx q[1], q[2]; cx q[0], q[1]; h q[0];
       a = measure q[0]; b = measure q[1]; if (b) { x q[2]; } if (a) { ${fix} q[2]; }`;
    const good = checkBy(byRuns)(teleport('z'), teleport('p(pi)'), 3);
    assert.ok(good.method === 'runs' && good.holds && good.runs === 12);
    assert.equal(check(teleport('z'), teleport('x'), 3).holds, false);
  });

  it('follows them over any number of qubits of the device that are in |0⟩ most of the time', () => {
    const far = Array.from({ length: 40 }, (_, place) =>
      place < 39 ? [[place, place + 1] as const] : [],
    ).flat();
    const line = target('cx', 40, { pairs: far, isDirected: false });
    const source = lower(
      'qubit[40] q; bit b; ry(0.4) q[0]; cx q[0], q[39]; b = measure q[0]; if (b) { rx(0.3) q[39]; }',
    );
    const made = compile(source, line, { level: 0, seed: 1 });
    // Level 0 leaves the two used qubits side by side, so the way is made longer by hand.
    assert.ok(made.certificate.method === 'blocks' && made.certificate.holds);
    const way = Array.from({ length: 38 }, (_, place) => `swap q[${place + 1}], q[${place + 2}];`).join(' ');
    const text = (gate: string) =>
      `qubit[40] q; bit b; ry(0.4) q[0]; cx q[0], q[1]; ${way} b = measure q[0]; if (b) { ${gate} q[39]; }`;
    const placement = {
      initialLayout: [0, ...Array.from({ length: 38 }, () => -1), 1],
      finalPermutation: [0, ...Array.from({ length: 38 }, () => -1), 39],
    };
    const good = byRuns(compacted(source, lower(text('rx(0.3)')), placement), new Random(1));
    assert.ok(good?.method === 'runs' && good.holds && good.qubits === 40, JSON.stringify(good));
    assert.equal(certify(source, lower(text('rx(0.4)')), placement, { seed: 1 }).holds, false);
    const left = lower(`${text('rx(0.3)')} h q[20];`);
    assert.equal(
      certify(source, left, placement, { seed: 1 }).holds,
      false,
      'a qubit of the way is not in |0⟩',
    );
  });

  it('follows observables back through circuits on more qubits than states can have', () => {
    const steps = (angle: number) =>
      `qubit[40] q; h q; for int i in [0:38] { rzz(0.3) q[i], q[i+1]; } for int i in [0:39] { rx(0.1*i) q[i]; } ry(${angle}) q[20];
       ccx q[3], q[17], q[30]; t q[30];`;
    const good = checkBy(byObservables)(steps(0.7), steps(0.7 + 4 * Math.PI), 40);
    assert.ok(good.method === 'observables' && good.holds, JSON.stringify(good));
    assert.ok(good.proven === 80 && good.observables === 80, 'all there are');
    assert.equal(check(steps(0.7), steps(0.701), 40).holds, false);
  });

  it('follows them along ways through circuits that decide by outcomes, and through loops without end', () => {
    const wide = (fix: string) =>
      `qubit[30] q; bit[10] c; h q; for int i in [0:28] { cx q[i], q[i+1]; } t q[29]; for int i in [0:9] {
       c[i] = measure q[3*i]; if (c[i]) { ${fix} q[3*i+1]; } } cx q[2], q[29];`;
    const good = checkBy(byObservables)(wide('z'), wide('p(pi)'), 30);
    assert.ok(good.method === 'observables' && good.holds && good.ways === 4, JSON.stringify(good));
    assert.equal(good.proven, good.observables);
    assert.equal(check(wide('z'), wide('y'), 30).holds, false);
    const endless = (gate: string) =>
      `qubit[3] q; bit a; bit b; while (!a) { ${gate} q[1]; cx q[1], q[2]; b = measure q[2]; reset q[0]; a = measure q[0]; }`;
    const cut = checkBy(byRuns)(endless('ry(0.4)'), endless('u3(0.4, 0, 0)'), 3);
    assert.ok(cut.method === 'runs' && cut.holds, JSON.stringify(cut));
    assert.equal(check(endless('ry(0.4)'), endless('ry(0.5)'), 3).holds, false);
  });

  it('goes to the end of circuits of any length, and of loops that are longer on one side', () => {
    const long = (gate: string) => `qubit[30] q; for int i in [0:21000] { x q[0]; } ${gate} q[0], q[1];`;
    const whole = checkBy(byObservables)(long('cx'), 'qubit[30] q; x q[0]; cx q[0], q[1];', 30);
    assert.ok(whole.holds, JSON.stringify(whole));
    assert.equal(checkBy(byObservables)(long('cz'), 'qubit[30] q; x q[0]; cx q[0], q[1];', 30).holds, false);
    const loop = (gates: string) =>
      `qubit[2] q; bit a; while (!a) { ${gates} h q[0]; a = measure q[0]; } ry(0.3) q[1];`;
    const slow = Array.from({ length: 12_000 }, () => 'x q[1];').join(' ');
    assert.ok(checkBy(byRuns)(loop(''), loop(slow), 2).holds);
  });

  it('lets only measured qubits have phases of their own', () => {
    const measured = (gates: string, last = 'c[0] = measure q[0];') =>
      `qubit[2] q; bit[2] c; h q; cx q[0], q[1]; ${gates} ${last}`;
    assert.ok(check(measured(''), measured('s q[0];'), 2).holds);
    assert.equal(check(measured(''), measured('s q[1];'), 2).holds, false);
    assert.equal(check(measured(''), measured('', 'c[1] = measure q[0];'), 2).holds, false);
  });
});
