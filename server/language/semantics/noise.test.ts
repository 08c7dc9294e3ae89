import { describe, it } from 'mocha';
import { check, modelOf } from './check-fixture.test.ts';

/** What noise declarations and the runs that use them are told. */
const fixtures: Readonly<Record<string, string>> = {
  'every channel of the library': `
noise lab = depolarizing(0.001, gates: one_qubit) + depolarizing(1 / 100, gates: [two_qubit])
          + bit_flip(0.1, qubits: [0, 2]) + phase_flip(0) + pauli(X: 0.5, Z: 0.5)
          + (amplitude_damping(0.1, gates: [measure, reset, delay]) + phase_damping(1));
noise other = lab + thermal(t1: 120us, t2: 240us, excited: 0.01, two_qubit: 400ns) + late;
noise late = coherent(pi / 100, axis: "ZX", gates: [cx, cnot]) + readout(p01: 0.01, p10: 0.03)
           + kraus([[[1, 0], [0, 4 / 5]], [[0, 0.6im], [0, 0]]]);
backend noisy = simulator(noise: other, seed: 7);`,
  probabilities: `
noise a = depolarizing(1.5);
//                     ^^^ QF5006 p is 1.5, and it must be from 0 to 1.
noise b = readout(p01: -0.1, p10: 0);
//                     ^^^^ QF5006
noise c = pauli(X: 0.5, Y: 0.25, Z: 0.5);
//                                  ^^^ QF5014 The probabilities of pauli add up to 1.25.
noise d = pauli(XX: 1);
noise e = readout(p01: 0.1);
//        ^^^^^^^ QF5004`,
  'times and their units': `
noise a = thermal(t1: 10us, t2: 21us);
//                              ^^^^ QF5015 t2 is 21us and t1 is 10us; t2 can be at most twice t1.
noise b = thermal(t1: 10, t2: 1.5);
//                    ^^ QF2010
//                            ^^^ QF2010
noise c = depolarizing(10us);
//                     ^^^^ QF2010
noise d = thermal(t1: 0us, t2: 0us);
//                    ^^^ QF5006
noise e = thermal(t1: 1us, t2: 1us, measure: -1ns);
//                                           ^^^^ QF5006`,
  'gates and qubits': `
gate own q { x q; }
noise a = bit_flip(0.1, gates: one_qbit);
//                             ^^^^^^^^ QF5017 one_qbit is no gate and no group of gates.
noise b = bit_flip(0.1, gates: [own, iswap, cx]);
noise c = bit_flip(0.1, gates: 3);
//                             ^ QF5017
noise d = bit_flip(0.1, gates: []);
//                             ^^ QF5017
noise e = bit_flip(0.1, qubits: [0, -1]);
//                                  ^^ QF5006
noise f = bit_flip(0.1, qubits: []);
//                              ^^ QF5006
noise g = bit_flip(0.1, qubits: [0.5]);
//                              ^^^^^ QF2010`,
  'channels that do not fit their gates': `
noise a = coherent(0.1, axis: "ZZ", gates: [cx, h, measure]);
//                                              ^ QF5018 coherent acts on 2 qubits, and h on 1 qubit.
//                                                 ^^^^^^^ QF5018
noise b = pauli(X: 0.1, ZZ: 0.1);
//                          ^^^ QF5018 X acts on 1 qubit, and ZZ on 2 qubits.
noise c = pauli(XY: 0.1, gates: ccx);
//                              ^^^ QF5018
noise d = pauli();
//        ^^^^^ QF5004
noise e = coherent(0.1, axis: "ZA");
//                            ^^^^ QF5006
noise f = coherent(0.1, axis: "ZZ", gates: all) + bit_flip(0.1, gates: ccx);`,
  operators: `
noise a = kraus([[[1, 0], [0, 0.8]], [[0, 0.6], [0, 0.1]]]);
//              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ QF5016
noise b = kraus([[1, 0], [0, 1]]);
//              ^^^^^^^^^^^^^^^^ QF5016
noise c = kraus([[[1, 0], [0, 1s]]]);
//                            ^^ QF5016
noise d = kraus(3);
//              ^ QF5016
noise e = kraus([[[1,0,0,0],[0,1,0,0],[0,0,0,1],[0,0,1,0]]], gates: h);
//                                                                  ^ QF5018`,
  'what is no noise': `
noise a = 0.5 * bit_flip(0.1);
//        ^^^^^^^^^^^^^^^^^^^ QF5020
noise b = bit_flip(0.1) + 3;
//                        ^ QF5020 This is int; noise is a sum of channels, such as depolarizing(0.01).
noise c = sim;
//        ^^^ QF5020
noise d = e + bit_flip(0.1);
noise e = bit_flip(0.1) + d;
//                        ^ QF3007
noise f = sample(0.1);
//        ^^^^^^ QF5002
backend sim = simulator(noise: 3);
//                             ^ QF2010
backend other = simulator(noise: bit_flip(0.1));
//                               ^^^^^^^^ QF2004`,
  'noise that nothing in a circuit calls for': `
gate pair a, b { h a; cx a, b; }
def read(qubit q) -> bit { delay[10ns] q; return measure q; }
circuit single { qubit q; h q; }
circuit both { qubit[2] q; pair q[0], q[1]; bit c = read(q[0]); }
circuit powers { qubit[2] q; pow(1 / 2) @ x q[0]; }
noise lab = depolarizing(0.01, gates: two_qubit) + coherent(0.1, axis: "ZZ") + more;
noise more = bit_flip(0.2, gates: [cnot, rx]) + thermal(t1: 1us, t2: 1us) + bit_flip(0.1, gates: [delay, measure])
           + bit_flip(0.1, gates: one_qubit) + readout(p01: 0, p10: 0);
noise unused = bit_flip(0.1, gates: [cz, reset]);
noise elsewhere = bit_flip(0.1, qubits: [1, 2]) + readout(p01: 0, p10: 0, qubits: [2, 3]);
backend far = simulator(noise: elsewhere);
backend noisy = simulator(noise: lab);
backend idle = simulator(noise: unused);
workflow w {
  task a = sample(both, on: noisy);
  task b = sample(single, on: idle);
//                            ^^^^ QF5019 bit_flip of noise unused meets nothing in single.
  task c = sample(circuit: both, on: idle);
//                                   ^^^^ QF5019
  task d = sample(powers, on: idle);
  for int i in [0:1] { task f = sample(single, on: idle); }
//                                                 ^^^^ QF5019
  task e = sample(both, on: far);
//                          ^^^ QF5019 readout of noise elsewhere meets nothing in both.
}`,
};

describe('noise', () => {
  for (const [title, text] of Object.entries(fixtures)) it(title, () => void check(text));

  it('says where a remark comes from, and only what holds', () => {
    const model = modelOf(`circuit single { qubit q; h q; }
noise lab = bit_flip(0.1, gates: [cz, two_qubit]) + bit_flip(0.1);
backend noisy = simulator(noise: lab);
workflow w { task a = sample(single, on: noisy); }`);
    const [remark, ...others] = model.diagnostics;
    const place = remark?.related?.[0]?.span;
    const part = place && model.text.slice(place.start, place.end);
    if (part !== 'bit_flip(0.1, gates: [cz, two_qubit])' || others.length > 0)
      throw new Error(`the remark points to ${part}`);
  });
});
