import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { check, modelOf } from './check-fixture.test.ts';

const bell = 'circuit bell { qubit[2] q; h q[0]; cx q[0], q[1]; bit[2] c = measure q; }';
const ansatz = 'circuit ansatz(float t) { qubit[2] q; ry(t) q; }';

describe('tasks', () => {
  it('are calls of the table with its arguments', () => {
    check(`
${bell}
observable up = Z[0];
circuit turn(float t) { qubit q; ry(t) q; }
backend sim = simulator(seed: 7, shots: 100);
workflow w {
  task a = sample(bell, on: sim, shots: 4096);
  task b = sample(bell, shots: -1);
  //                           ^^ QF5006 shots is -1, and it must be from 0 to 1000000000.
  task c = sample(bell, shots: 0);
  task d = sample(bell, shots: 1e12);
  //                           ^^^^ QF5006
  task e = sample(bell, shots: 1e3);
  //                           ^^^ QF2010 This is float, and a whole number is needed.
  task f = sample(bell, shotz: 10);
  //                    ^^^^^ QF5003 sample has no argument called shotz.
  task g = sample(shots: 10);
  //       ^^^^^^ QF5004 sample needs its argument circuit.
  task h = sample(bell, shots: 10, shots: 20);
  //                               ^^^^^^^^^ QF5005
  task i = sample(bell, 100);
  //                    ^^^ QF5007
  task g1 = gradient(turn(0.1), up, method: "adjoint");
  task g2 = gradient(turn(0.1), up, method: "shift");
  //                                        ^^^^^^^ QF5006 method is "shift", and it must be "auto", "adjoint" or "parameter_shift".
  task g3 = gradient(turn(0.1));
  //        ^^^^^^^^ QF5004 gradient needs its argument observable.
  task g4 = estimate(turn(g1.gradient[0] + g1.errors[0] + g1.value + g1.stderr), up);
  task j = sampel(bell);
  //       ^^^^^^ QF5002 A task is made by one of: sample, estimate, gradient, simulate, minimize, qaoa, adapt_vqe, train, predict, evaluate, store, forget, recall, inspect, python, node, shell, http, read, write, table, sql, summarize.
  task k = sample(sim);
  //              ^^^ QF2010 This is a backend, and a circuit is needed.
  task l = sample(bell, on: bell);
  //                        ^^^^ QF2010
}
backend wrong = sample(bell);
//              ^^^^^^ QF5002
backend late = simulator(memory: 1e9);
//                               ^^^ QF5006
backend tableau = simulator(method: "stabilizer");
backend odd = simulator(method: "stabiliser");
//                              ^^^^^^^^^^^^ QF5006
backend number = simulator(method: 3);
//                                 ^ QF2010
`);
  });

  it('give circuits their arguments', () => {
    check(`
${ansatz}
workflow w {
  task a = simulate(ansatz(0.5));
  task b = simulate(ansatz(t: 0.5));
  task c = simulate(ansatz);
  //                ^^^^^^ QF2020 ansatz takes 1 argument, and none are given.
  task d = simulate(ansatz(1, 2));
  //                          ^ QF2020
  task e = simulate(ansatz("01"));
  task f = simulate(ansatz(100ns));
  //                       ^^^^^ QF2010
  task g = simulate(ansatz(s: 0.5));
  //                       ^ QF5003
}
`);
  });

  it('use each other’s results by their fields, in any order but no circle', () => {
    const model = check(`
${ansatz}
observable zz = Z[0] * Z[1];
workflow w {
  task b = simulate(ansatz(a.value));
  task a = estimate(ansatz(0.5), zz);
  task c = simulate(ansatz(a.valeu));
  //                         ^^^^^ QF5008 an estimate has no field valeu; it has value, stderr, variance.
  task d = simulate(ansatz(e.value));
  //   ^ QF5001 These tasks wait for each other: d → e → d.
  task e = estimate(ansatz(d.qubits), zz);
  task f = estimate(ansatz(f.value), zz);
  //   ^ QF5001 These tasks wait for each other: f → f.
  let v = a.value + 0.5;
  task g = simulate(ansatz(v));
  @after(g, q)
  //        ^ QF2001
  task h = simulate(ansatz(1));
}
`);
    assert.equal(model.diagnostics[1]?.related?.length, 2);
  });

  it('stand alone in a workflow', () => {
    check(`
${bell}
workflow w {
  int n = 1;
//^^^^^^^^^^ QF5013 A workflow cannot contain a classical declaration.
  task a = sample(bell);
  task a = sample(bell);
  //   ^ QF2002
}
`);
  });
});

describe('annotations', () => {
  it('that nothing honours are refused in qflow', () => {
    check(`
${bell}
workflow w {
  @after(b)
  task a = sample(bell, shots: 10);
  task b = sample(bell, shots: 10);
}
circuit other { qubit q; if (true) {
  @tag
//^^^^ QF5032
  x q; } }
`);
  });

  it('are for other tools to read in OpenQASM', () => {
    const text = 'OPENQASM 3.1;\nqubit q;\n@tool.mark here\nreset q;\n';
    assert.deepEqual(modelOf(text).diagnostics, []);
  });
});

describe('observables', () => {
  it('are sums of Pauli words', () => {
    check(`
observable zz = Z[0] * Z[1];
observable tfim = sum(Z[i] * Z[i + 1] for i in [0:2]) + 0.7 * sum(X[i] for i in [0:3]);
observable word = pauli("XXYZ") - 0.5;
observable scaled(float s) = s * zz / 2 + I;
observable wrong = X * 2;
//                 ^ QF5011
observable text = pauli("XQ");
//                      ^^^^ QF5012 "XQ" is no Pauli word.
observable number = "0";
//                  ^^^ QF5011
observable below = sum(Z[i - 1] for i in [0:2]);
//                       ^^^^^ QF2016
observable over = Z[0] ** 2;
//                ^^^^^^^^^ QF2011
`);
  });

  it('are Hermitian', () => {
    check(`
observable xy = X[0] * Y[0];
//              ^^^^^^^^^^^ QF5009 The coefficient of Z[0] is not real.
observable commutator = X[0] * Y[0] + Y[0] * X[0];
observable imaginary = 2.0im * X[1];
//                     ^^^^^^^^^^^^ QF5009 The coefficient of X[1] is not real.
observable late(float t) = t * X[0] * Y[0];
//                         ^^^^^^^^^^^^^^^ QF5009
observable real = 1.0im * X[0] * Y[0];
`);
  });

  it('are declared before a task can name them', () => {
    const model = check(`
circuit a { qubit q; h q; }
workflow w { task e = estimate(a, 0.5 * Z[0]); }
//                                      ^ QF2001 There is nothing called Z here.
`);
    assert.match(model.diagnostics[0]?.help ?? '', /observable name = Z\[0\];/);
  });

  it('fit the circuit that they are estimated on', () => {
    check(`
${bell}
observable wide = Z[0] * Z[5];
observable tfim = sum(Z[i] * Z[i + 1] for i in [0:0]);
workflow w {
  task a = estimate(bell, wide);
  //                      ^^^^ QF5010 wide needs 6 qubits, and bell has 2 qubits.
  task b = estimate(bell, tfim);
}
`);
  });

  it('of molecules and models fit too, without any integral', () => {
    check(`
${bell}
circuit four { qubit[4] q; h q; }
observable lih = 0.5 * hamiltonian(molecule("Li 0 0 0; H 0 0 1.6"));
observable h2 = hamiltonian(molecule("H 0 0 0; H 0 0 0.74")) + 0.1 * Z[3];
observable farther = hamiltonian(molecule("H 0 0 0; H 0 0 0.74")) + 0.1 * Z[4];
observable chain = ising(5);
workflow w {
  task a = estimate(four, lih);
  //                      ^^^ QF5010 lih needs 12 qubits, and four has 4 qubits.
  task b = estimate(four, h2);
  task c = estimate(four, farther);
  //                      ^^^^^^^ QF5010 farther needs 5 qubits, and four has 4 qubits.
  task d = estimate(four, chain);
  //                      ^^^^^ QF5010
  let m = molecule("O 0 0 0; H 0 0.76 0.59; H 0 -0.76 0.59", basis: "6-31g");
  let energy = hamiltonian(m, active: [4, 3]);
  task e = estimate(four, energy);
  //                      ^^^^^^ QF5010 energy needs 6 qubits, and four has 4 qubits.
  task f = minimize(uccsd(m, active: [2, 2]), energy);
  //                                          ^^^^^^ QF5010 energy needs 6 qubits, and uccsd has 4 qubits.
  task g = minimize(uccsd(m, active: [4, 3]), energy);
  task h = estimate(four, hamiltonian(m, frozen: 1));
  //                      ^^^^^^^^^^^^^^^^^^^^^^^^^ QF5010 hamiltonian needs 24 qubits, and four has 4 qubits.
  task i = estimate(bell, hamiltonian(m, active: [4, 3], tapered: true));
  task j = estimate(four, hubbard(3));
  //                      ^^^^^^^^^^ QF5010
}
`);
  });

  it('leave X, Y, Z and I free elsewhere', () => {
    check(`
circuit c {
  qubit[2] X;
  qubit Z;
  cx X[0], X[1];
  x Z;
  int n = Y[0];
  //      ^ QF2001
}
observable o = X[0];
`);
  });
});

describe('a model', () => {
  const text = `
input float t0 = 0.5;
/// A pair.
${bell}
${ansatz}
observable zz = Z[0] * Z[1];
backend sim = simulator();
workflow w { task a = estimate(ansatz(t0), zz, on: sim); task b = simulate(ansatz(a.value)); }
`;

  it('lists what a file declares', () => {
    const model = modelOf(text);
    assert.deepEqual(model.diagnostics, []);
    assert.deepEqual(
      model.circuits.map(({ name }) => name),
      ['bell', 'ansatz'],
    );
    assert.deepEqual(
      model.observables.map(({ name }) => name),
      ['zz'],
    );
    assert.deepEqual(
      model.backends.map(({ name }) => name),
      ['sim'],
    );
    assert.deepEqual(
      model.workflows.map(({ name }) => name),
      ['w'],
    );
    assert.equal(model.circuits[0]?.symbol?.documentation, 'A pair.');
    assert.deepEqual(
      modelOf('qubit q; x q;').circuits.map(({ name }) => name),
      ['main'],
    );
    assert.deepEqual(modelOf('const int n = 1; gate g a { x a; }').circuits, []);
  });

  it('knows scopes and occurrences', () => {
    const model = modelOf(text);
    const at = text.indexOf('cx q[0]');
    const symbol = model.scopeAt(at).symbols.get('q');
    assert.equal(symbol?.kind, 'qubits');
    assert.ok(symbol !== undefined);
    const words = model.occurrences(symbol).map(({ start, end }) => text.slice(start, end));
    assert.deepEqual(words, ['q', 'q', 'q', 'q', 'q']);
    const task = model.scopeAt(text.indexOf('task a')).symbols.get('a');
    assert.ok(task !== undefined);
    assert.equal(model.occurrences(task).length, 2);
    assert.deepEqual(task.type, { kind: 'record', name: 'estimate' });
  });
});
