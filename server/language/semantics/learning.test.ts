import { describe, it } from 'mocha';
import { check } from './check-fixture.test.ts';

const file = `
observable z = Z[0];
observable far = Z[3];
observable far_too = -Z[0];
circuit turned(float w) { qubit q; ry(w) q; }
model plain = variational_classifier(turned, z, encoder: "angle");
memory notes = qmatrix(size: 4, qubits: 2);
`;

describe('models', () => {
  it('are made by their calls, with known arguments in range', () => {
    check(`${file}
model a = variational_classifier(turned, [z, far_too], loss: "hinge");
model b = adam();
//        ^^^^ QF5002 A model is made by one of: variational_classifier, dense, quantum_lstm, quantum_attention.
model c = dense(units: 3);
//              ^^^^^ QF5003 dense has no argument called units.
model d = variational_classifier(turned, z, encoder: "angel");
//                                                   ^^^^^^^ QF5006
model e = variational_classifier(turned, z, rate: 3);
//                                          ^^^^ QF5003 variational_classifier has no argument called rate.
model f = variational_classifier(turned);
//        ^^^^^^^^^^^^^^^^^^^^^^ QF5004 variational_classifier needs its argument observable.
model g = variational_classifier(z, z);
//                               ^ QF2010 This is an observable, and a circuit is needed.
model h = variational_classifier(turned, [z, 2]);
//                                           ^ QF2010
`);
  });

  it('are networks whose parts fit each other', () => {
    check(`
model a = dense(hidden: [8, 4], activation: "relu", dropout: 0.2, classes: 3, loss: "hinge");
model b = dense(hidden: []);
model c = dense(hidden: [8, 0]);
//                          ^ QF5041 The parts of this model do not fit: a hidden layer has 0 numbers, and they are whole numbers from 1 to 1024.
model d = dense(hidden: [2.5]);
//                       ^^^ QF5041
model e = dense(dropout: 1.5);
//                       ^^^ QF5006
model f = dense(activation: "tan");
//                          ^^^^^ QF5006
model g = quantum_lstm(predicts: "numbers", classes: 3);
//                                                   ^ QF5041 The parts of this model do not fit: it predicts numbers, and classes: counts classes.
model h = quantum_attention(predicts: "numbers", loss: "hinge");
//                                                     ^^^^^^^ QF5041 The parts of this model do not fit: it predicts numbers, and "hinge" is a loss of classes.
model i = quantum_lstm(qubits: 13);
//                             ^^ QF5006 qubits is 13, and it must be from 1 to 12.
model j = quantum_lstm(quantum_share: 1.1);
//                                    ^^^ QF5006
model k = quantum_lstm(hidden: 1us);
//                             ^^^ QF5006
model l = quantum_attention(heads: 2.5, width: 300);
//                                 ^^^ QF2010
//                                             ^^^ QF5006
`);
  });

  it('take sequences of whole steps, and numbers where they predict some', () => {
    check(`
model wave = quantum_lstm(features: 2, predicts: "numbers");
model three = dense(classes: 3);
const array[float, 1, 3] odd = {{1, 2, 3}};
workflow w {
  task z = predict(wave, samples: odd, parameters: [1]);
//                                ^^^ QF5042 These samples and labels do not fit: its samples have 3 numbers, and a step of the sequence 2.
  task a = train(wave, samples: [[1, 2, 3, 4]], labels: [0.5]);
  task b = train(wave, samples: [[1, 2, 3]], labels: [-7.25]);
//                               ^^^^^^^^^ QF5042 These samples and labels do not fit: this sample has 3 numbers, and a step of the sequence 2.
  task c = train(three, samples: [[1], [2]], labels: [2, 3]);
//                                                       ^ QF5042 These samples and labels do not fit: 3 is no class; they are 0 to 2.
  task d = predict(three, samples: [[1]], parameters: c.parameters);
  task e = sum(d.confidences) + a.value + b.value;
}
`);
  });

  it('do not measure more qubits than they have', () => {
    check(`${file}
model a = variational_classifier(turned, [z, far]);
//                                           ^^^ QF5010 far needs 4 qubits, and turned has 1 qubit.
`);
  });

  it('stand where models are needed, and nowhere else', () => {
    check(`${file}
workflow w {
  task a = train(turned(0.3), samples: [[1]], labels: [0]);
//               ^^^^^^^^^^^ QF2010 This is a circuit, and a model is needed.
  task b = sample(plain);
//                ^^^^^ QF2010 This is a model, and a circuit is needed.
  task c = predict(plain, samples: [[1]], parameters: [0.5]);
  task d = c.counts;
//           ^^^^^^ QF5008 a prediction has no field counts; it has values, confidences, scores, errors.
  task e = sum(c.values) + c.scores[0][0];
  task f = variational_classifier(turned, z);
//         ^^^^^^^^^^^^^^^^^^^^^^ QF5002
}
`);
  });

  it('learn from samples that fit each other', () => {
    check(`${file}
workflow w {
  task a = train(plain, samples: [[1], [2]], labels: [0]);
//                                                   ^^^ QF5042 These samples and labels do not fit: there are 2 samples and 1 label.
  task b = train(plain, samples: [[1], [2, 3]], labels: [0, 1]);
//                                     ^^^^^^ QF5042 These samples and labels do not fit: this sample has 2 numbers, and the first one 1.
  task c = train(plain, samples: [[1], [2]], labels: [0, 2]);
//                                                       ^ QF5042 These samples and labels do not fit: 2 is no class; they are 0 to 1.
  task e = train(plain, [[1]], labels: [0]);
//                      ^^^^^ QF5007
  task d = train(plain, samples: [1, 2], labels: [0, 1]);
//                               ^^^^^^ QF2010 This is a list of int, and a list of a list of float is needed.
}
`);
  });
});

describe('memories', () => {
  it('are made by their call', () => {
    check(`
memory a = qmatrix();
memory b = qmatrix(size: 0);
//                       ^ QF5006 size is 0, and it must be from 1 to 4096.
memory c = qmatrix(16);
//                 ^^ QF5007
memory d = simulator();
//         ^^^^^^^^^ QF5002 A memory is made by one of: qmatrix.
`);
  });

  it('are asked and filled by tasks, whose results are memories again', () => {
    check(`${file}
workflow w {
  task filled = store(notes, [[1, 0], [0, 1]]);
  task more = store(filled, [[1, 1]], at: [3]);
  task found = recall(more, [1, 2], top: 2);
  task best = more.vectors[0][1] + found.fidelity + found.address;
  task wrong = recall(plain, [1]);
//                    ^^^^^ QF2010 This is a model, and a memory is needed.
  task field = found.adress;
//                   ^^^^^^ QF5008
  task facts = inspect(found);
//                     ^^^^^ QF2010 This is a recollection, and a memory is needed.
}
`);
  });
});
