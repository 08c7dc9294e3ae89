import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { estimateOf, run } from './run-fixture.test.ts';

const file = `
observable z0 = Z[0];
observable z1 = Z[1];
observable both = Z[0] * Z[1];
gate flip_both a, b { x a; x b; }
gate deep a, b { h b; flip_both a, b; h b; }
gate turned(t) a { ry(t) a; }
circuit written { qubit[2] q; flip_both q[0], q[1]; }
circuit nested { qubit[2] q; deep q[0], q[1]; }
circuit undone { qubit[2] q; inv @ flip_both q[0], q[1]; }
circuit exchanged { qubit[2] q; x q[0]; iswap q[0], q[1]; }
circuit three_times(float t) { qubit[3] q; turned(t) q; turned(t) q[0]; }
circuit apart { qubit[4] q; x q[0]; flip_both q[1], q[3]; }
`;

/** The expectation value of an observable, exactly, with noise. */
async function expectation(
  noise: string,
  circuit: string,
  observable: string,
  method = 'density',
): Promise<number> {
  const shots = method === 'trajectories' ? ', shots: 20000' : '';
  const { document } = await run(
    `${file}
     noise lab = ${noise};
     backend noisy = simulator(noise: lab, method: "${method}");
     workflow w { task a = estimate(${circuit}, ${observable}, on: noisy${shots}); }`,
    { seed: 5 },
  );
  return estimateOf(document, 'a');
}

function near(found: number, wanted: number, tolerance = 1e-12): void {
  assert.ok(Math.abs(found - wanted) < tolerance, `${found}, not ${wanted}`);
}

describe('noise after gates that are made of others', () => {
  it('acts once, behind the whole gate, on each of its qubits', async () => {
    near(await expectation('bit_flip(0.1, gates: flip_both)', 'written', 'z0'), -0.8);
    near(await expectation('bit_flip(0.1, gates: flip_both)', 'written', 'z1'), -0.8);
    near(await expectation('bit_flip(0.1, gates: iswap)', 'exchanged', 'z1'), -0.8);
    near(await expectation('bit_flip(0.1, gates: iswap)', 'exchanged', 'z0'), 0.8);
  });

  it('may act on two qubits together, also where no gate ties them', async () => {
    near(await expectation('pauli(XX: 0.1, gates: flip_both)', 'written', 'z0'), -0.8);
    near(await expectation('pauli(XX: 0.1, gates: flip_both)', 'written', 'both'), 1);
    near(await expectation('depolarizing(0.3, gates: flip_both)', 'written', 'both'), 0.7);
    near(await expectation('pauli(XX: 0.1, gates: flip_both)', 'apart', 'z1'), -0.8);
  });

  it('finds the gate inside another one, and not under modifiers', async () => {
    // In deep h b stands around the gate: |+⟩ is left by x b, and z1 would be 1 without noise.
    near(await expectation('pauli(ZI: 0.1, gates: flip_both)', 'nested', 'z1'), 0.8);
    near(await expectation('bit_flip(0.1, gates: deep)', 'nested', 'z0'), -0.8);
    near(await expectation('bit_flip(0.1, gates: flip_both)', 'undone', 'z0'), -1);
  });

  it('comes behind what follows the gates inside, in the order of the sum', async () => {
    near(await expectation('bit_flip(0.1, gates: [flip_both, x])', 'written', 'z0'), -(0.8 ** 2));
    near(
      await expectation('bit_flip(0.1, gates: flip_both) + bit_flip(0.2, gates: one_qubit)', 'written', 'z0'),
      -0.8 * 0.6,
    );
  });

  it('follows each application, with open angles too, and relaxes for as long as such a gate takes', async () => {
    const t = 0.7;
    // Between two turns about y with one phase flip each: z shrinks by 0.8 in x only.
    const [c, s] = [Math.cos(t), Math.sin(t)];
    near(await expectation('phase_flip(0.1, gates: turned)', `three_times(${t})`, 'z0'), c * c - 0.8 * s * s);
    const decay = Math.exp(-0.3);
    const noise = 'thermal(t1: 1us, t2: 1us, two_qubit: 300ns, gates: flip_both)';
    near(await expectation(noise, 'written', 'z0'), 1 - 2 * decay);
  });

  for (const method of ['trajectories', 'stabilizer'])
    it(`is the same by the ${method} method`, async () => {
      const found = await expectation('pauli(XX: 0.1, gates: flip_both)', 'apart', 'z1', method);
      near(found, -0.8, method === 'stabilizer' ? 0.05 : 0.03);
    });

  it('holds for variational tasks', async () => {
    const { document } = await run(
      `${file}
       noise lab = bit_flip(0.1, gates: turned);
       backend noisy = simulator(noise: lab);
       workflow w {
         task least = minimize(three_times, z1, on: noisy, start: [2.0], optimizer: cobyla());
         task slope = gradient(three_times(0.7), z1, on: noisy);
         assert close(least.value, -0.8, 1e-6) && close(slope.gradient[0], -0.8 * sin(0.7), 1e-9);
       }`,
      { seed: 5 },
    );
    assert.equal(document.status, 'completed', JSON.stringify(document.diagnostics));
  });
});
