import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { MinimumResult, RunDocument } from '../../protocol/index.ts';
import { type Ran, run } from '../run-fixture.test.ts';

const hydrogen = 'let m = molecule("H 0 0 0; H 0 0 0.74");';
const lithiumHydride = 'let m = molecule("Li 0 0 0; H 0 0 1.595");';

/** Turns each qubit by itself, so that it keeps no number of electrons. */
const free = `circuit free(array[float, 4] a) { qubit[4] q; for int i in [0:3] { ry(a[i]) q[i]; } }`;

function minimise(binding: string, call: string): Promise<Ran> {
  return run(`${free} workflow w { ${binding} task found = ${call}; }`, { seed: 5 });
}

function minimumOf({ document }: Ran): MinimumResult {
  const result = document.results['found'];
  assert.ok(result?.kind === 'minimum', JSON.stringify(document.diagnostics));
  return result;
}

function codesOf({ diagnostics }: RunDocument): readonly string[] {
  return diagnostics.map(({ code }) => code);
}

/** All sectors that a run told of, with the last one first. */
function sectorsOf(ran: Ran) {
  const live = ran.events.flatMap((event) => (event.kind === 'iteration' ? [event.iteration.sector] : []));
  const { sector, history } = minimumOf(ran);
  assert.deepEqual(
    history.map((iteration) => iteration.sector),
    live,
  );
  return [sector, ...live];
}

function assertNear(actual: number | undefined, expected: number, tolerance: number): void {
  assert.ok(Math.abs((actual ?? NaN) - expected) <= tolerance, `${actual} is not ${expected}`);
}

describe('the sector of a molecule', () => {
  it('is that of its electrons along coupled cluster, with and without tapered qubits', async () => {
    for (const options of ['', ', mapping: "parity"', ', tapered: true']) {
      const call = `minimize(uccsd(m${options}), hamiltonian(m${options}))`;
      const ran = await minimise(hydrogen, call);
      assert.deepEqual(codesOf(ran.document), []);
      for (const sector of sectorsOf(ran)) {
        assertNear(sector?.particles, 2, 1e-9);
        assertNear(sector?.spinSquared, 0, 1e-9);
      }
    }
  });

  it('counts the electrons of the active space, and is told of grown ansätze too', async () => {
    const ran = await minimise(lithiumHydride, 'adapt_vqe(m, active: [2, 3])');
    assert.ok(minimumOf(ran).history.length > 0);
    for (const sector of sectorsOf(ran)) assertNear(sector?.particles, 2, 1e-9);
    assert.deepEqual(codesOf(ran.document), []);
  });

  it('is measured exactly where energies have shots', async () => {
    const ran = await minimise(
      hydrogen,
      'minimize(uccsd(m), hamiltonian(m), shots: 200, optimizer: spsa(iterations: 5))',
    );
    for (const sector of sectorsOf(ran)) assertNear(sector?.particles, 2, 1e-9);
  });

  it('that was left is told, and so is an energy that its electrons cannot have', async () => {
    // With three electrons HeH⁺ lies below its own two, so that a circuit that may choose takes them.
    const helium = 'let m = molecule("He 0 0 0; H 0 0 0.772", charge: 1);';
    const ran = await minimise(helium, 'minimize(free([0.1, 3, 3, 3]), hamiltonian(m))');
    const { value, sector } = minimumOf(ran);
    assert.ok(value < -2.9, `${value}`);
    assertNear(sector?.particles, 3, 1e-3);
    assert.equal(ran.document.status, 'completed');
    assert.deepEqual(codesOf(ran.document), ['QF5138', 'QF5139']);
    assert.match(
      ran.document.diagnostics[0]?.message ?? '',
      /^The state has 3\.\d+ electrons, and the molecule has 2\.$/,
    );
    assert.match(
      ran.document.diagnostics[1]?.message ?? '',
      / below the exact energy of these electrons, -2\.8510\d\d\.$/,
    );
  });

  it('is nobody’s where the observable is no molecule’s', async () => {
    const ran = await run(
      `observable z = Z[0]; circuit c(float a) { qubit q; ry(a) q; } workflow w { task found = minimize(c(0.3), z); }`,
    );
    assert.equal('sector' in minimumOf(ran), false);
  });
});
