import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { describe, it } from 'mocha';
import { parse } from './parse.ts';

/** One program with every construct; the tests cut and change it. */
export const wholeLanguage = `import "h2.qflow";
import { a, b } from "x.qflow";
import "qft8.qasm" as qft8;

/// How far apart the atoms are.
input float bond = 0.735; // ångström
const uint[8] n = 0xff + 0b1_01;

/* every statement
   of a circuit */
gate rzx(theta) a, b { h b; cx a, b; rz(theta) b; cx a, b; h b; }
def parity(qubit[2] q, readonly array[int[8], #dim = 1] m) -> bit { return measure q[0]; }
extern f(int, float) -> bit;

circuit ansatz(array[float, 4] theta, float angle = pi / 2) {
  qubit[4] q;
  bit[4] c;
  for int i in [0:3] { ry(theta[i]) q[i]; }
  for uint k in {1, 3} { ctrl(2) @ inv @ pow(1 / 2) @ rx(π) q[0], q[1], q[k]; }
  if (c[0] == 1 && !c[1]) { x q[0]; } else if (c[2]) y q[1]; else { z q[2]; }
  while (true) { break; }
  switch (n) { case 1, 2 { reset q; } default { barrier q[0:2], q[3]; } }
  box[1ms] { delay[20us] q; gphase(-angle ** 2); }
  let pair = q[0:1] ++ q[{2, 3}];
  c[0:1] = measure q[0:1];
  measure q[2] -> c[2];
  int[8] x = int[8](c) << 1 | 3;
  x += "0101";
}

observable tfim = sum(Z[i] * Z[i + 1] for i in [0:2]) + 0.7 * sum(X[i] for i in [0:3]);
backend sim = simulator(seed: 7,);

workflow ground {
  @retry(times: 3, delay: 20min)
  task energy = estimate(ansatz([0.1, 0.2], 0.5), tfim, on: sim, shots: 10_000);
  let value = energy.value;
}
`;

const samples = new URL('../../../samples/', import.meta.url);

/** The sample programs by name. */
export async function samplePrograms(): Promise<readonly (readonly [name: string, text: string])[]> {
  const names = (await readdir(samples)).filter((name) => /\.(?:qflow|qasm)$/.test(name));
  return Promise.all(
    names.map(async (name) => [name, await readFile(new URL(name, samples), 'utf8')] as const),
  );
}

describe('whole programs', () => {
  it('with every construct have no syntax errors', () => {
    assert.deepEqual(parse(wholeLanguage).diagnostics, []);
  });

  it('among the samples have no syntax errors', async () => {
    for (const [name, text] of await samplePrograms()) {
      assert.deepEqual(parse(text, { uri: name }).diagnostics, [], name);
    }
  });
});
