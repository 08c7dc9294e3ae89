import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { matrices } from '../../base/index.ts';
import { analyse, parse } from '../../language/index.ts';
import type { Circuit } from '../circuit.ts';
import { assertOutcomes, circuitMatrix, outcomes } from '../naive-simulator.test.ts';
import { fault, lower, terms } from './fixture.test.ts';
import { lowerCircuit } from './index.ts';

/** The gates of a circuit in order, such as `h 0` or `x 1 0`: operands behind controls. */
function gateList({ body }: Circuit): readonly string[] {
  return body.map((step) => {
    if (step.kind === 'gate')
      return [step.gate, ...step.controls.map(({ qubit }) => qubit), ...step.qubits].join(' ');
    return step.kind;
  });
}

function same(first: string, second: string): void {
  assert.ok(matrices.distance(circuitMatrix(lower(first)), circuitMatrix(lower(second))) < 1e-10);
}

describe('a program that asks for what does not run', () => {
  it('does not run at all, and pragmas ask for nothing', () => {
    const text = 'defcalgrammar "openpulse"; qubit q; x q;';
    const { program, diagnostics } = parse(text);
    const model = analyse(
      { uri: 'file:///n.qflow', text, program, syntaxDiagnostics: diagnostics },
      new Map(),
    );
    const { value, diagnostics: faults } = lowerCircuit(model, 'main');
    assert.equal(value, undefined);
    assert.deepEqual(
      faults.map(({ code }) => code),
      ['QF1008'],
    );
    assert.deepEqual(gateList(lower('pragma noise 0.1\nqubit q; x q;')), ['x 0']);
  });
});

describe('quotients of whole numbers', () => {
  it('are real where only a real number makes sense', () => {
    const angle = (text: string): unknown => {
      const [step] = lower(text).body;
      return step?.kind === 'gate' ? step.angles[0] : undefined;
    };
    assert.equal(angle('qubit q; rx(1/2) q;'), 0.5);
    assert.equal(angle('qubit q; const int n = 3; rx(n/2) q;'), 1.5);
    assert.equal(angle('qubit q; int n = 3; rx(n/2 + 1) q;'), 2.5);
    assert.equal(angle('qubit q; const float t = 1/2; rx(t) q;'), 0.5);
    assert.equal(angle('qubit q; float t; t = 1/2; rx(t) q;'), 0.5);
    assert.equal(angle('qubit q; for int i in [3:3] { rx(i/2) q; }'), 1.5);
    assert.equal(angle('qubit q; int n = 7/2; rx(n) q;'), 3);
    same('qubit q; pow(1 / 2) @ x q;', 'qubit q; sx q;');
  });

  it('are real in OpenQASM 2, as are powers and large numbers', () => {
    const text =
      'OPENQASM 2.0; include "qelib1.inc"; qreg q[1]; rx(pi^2/4 + 1/2) q[0]; rx(36893488147419103232) q[0];';
    const angles = lower(text, { dialect: 'openqasm2' }).body.map(
      (step) => step.kind === 'gate' && step.angles[0],
    );
    assert.deepEqual(angles, [Math.PI ** 2 / 4 + 0.5, 2 ** 65]);
  });

  it('are real in observables', () => {
    const text = 'const int n = 1; observable o(int k) = 1/2 * Z[0] + n/4 * X[1] + Y[k/2] + k/2;';
    assert.deepEqual(terms(text, 'o', { arguments: [3n] }), ['0.5 Z0', '0.25 X1', '1 Y1', '1.5']);
    const sum = 'observable o = sum(i/2 * Z[i] for i in [1:3]);';
    assert.deepEqual(terms(sum, 'o'), ['0.5 Z1', '1 Z2', '1.5 Z3']);
  });
});

describe('a block by itself', () => {
  it('is a scope of its own, at the top and inside others', () => {
    const text = `qubit[3] q; int k = 1;
      { int k = 2; x q[k]; { int k = 0; y q[k]; } k = 1; z q[k]; }
      h q[k];
      if (k == 1) { { k = 2; } s q[k]; }
      gate g a { { t a; } }
      g q[0];`;
    assert.deepEqual(gateList(lower(text)), ['x 2', 'y 0', 'z 1', 'h 1', 's 2', 't 0']);
    const jump = 'qubit q; for int i in [0:3] { { if (i == 1) { break; } x q; } }';
    assert.deepEqual(gateList(lower(jump)), ['x 0']);
  });
});

describe('a call with a qubit that only the lowering knows', () => {
  it('is refused where it hands it over twice', () => {
    const text = 'def f(qubit a, qubit b) { cx a, b; } qubit[2] q; int k = 1; f(q[1], q[k]);';
    assert.equal(fault(text), 'QF3001 q[k]');
  });
});

describe('operands', () => {
  it('broadcast over registers, single qubits taking part in each step', () => {
    assert.deepEqual(gateList(lower('qubit[2] a; qubit[2] b; qubit c; h a; cx a, b; cx c, a;')), [
      ...['h 0', 'h 1', 'x 0 2', 'x 1 3', 'x 4 0', 'x 4 1'],
    ]);
  });

  it('are slices, index sets, negative indices and aliases', () => {
    const source = `
      qubit[6] q;
      let ends = q[0] ++ q[5];
      let odd = q[1:2:5];
      x q[1:2]; y q[{5, 0}]; z q[-1]; h ends; s odd[0:1]; t odd[-1];
      let both = ends ++ q[2:3];
      x both[2];`;
    assert.deepEqual(gateList(lower(source)), [
      ...['x 1', 'x 2', 'y 5', 'y 0', 'z 5', 'h 0', 'h 5', 's 1', 's 3', 't 5', 'x 2'],
    ]);
  });

  it('are hardware qubits, numbered from 0', () => {
    const circuit = lower('x $2; cx $0, $2;');
    assert.equal(circuit.qubitCount, 3);
    assert.deepEqual(gateList(circuit), ['x 2', 'x 0 2']);
  });

  it('must be distinct and known', () => {
    assert.equal(fault('qubit[3] q; for int i in [0:2] { cx q[i], q[2]; }'), 'QF3001 q[2]');
    assert.equal(fault('qubit[3] q; int k = 1; k += 4; x q[k];'), 'QF2018 k');
    assert.equal(fault('qubit[3] q; bit[2] c = measure q[0:1]; x q[c];'), 'QF3104 c');
  });
});

describe('loops over known values', () => {
  it('are unrolled, whatever they run over', () => {
    const source = `
      qubit[5] q;
      for int i in [0:2:4] { x q[i]; }
      for int i in [2:-1:0] { y q[i]; }
      for uint i in {4, 1} { z q[i]; }
      for bit b in "011" { if (b) { h q[0]; } }
      array[int, 2] a = {3, 2};
      for int i in a { s q[i]; }
      for int i in [1:0] { t q[i]; }`;
    assert.deepEqual(gateList(lower(source)), [
      ...['x 0', 'x 2', 'x 4', 'y 2', 'y 1', 'y 0', 'z 4', 'z 1', 'h 0', 'h 0', 's 3', 's 2'],
    ]);
  });

  it('count, break and continue', () => {
    const source = `
      qubit[6] q;
      int n = 0;
      while (n < 5) { n += 1; if (n == 2) { continue; } if (n == 4) { break; } x q[n]; }
      for int i in [0:5] { if (i == 1) { continue; } if (i > n - 2) { break; } y q[i]; }`;
    assert.deepEqual(gateList(lower(source)), ['x 1', 'x 3', 'y 0', 'y 2']);
  });

  it('end with a diagnostic where they run away', () => {
    assert.equal(
      fault('int n = 0; while (true) { n += 1; }', { limits: { steps: 1000 } }),
      'QF3101 while (true) { n += 1; }',
    );
    assert.equal(
      fault('qubit q; for int i in [0:999] { h q; }', { limits: { instructions: 100 } }),
      'QF3102 h q;',
    );
  });

  it('end with a diagnostic before any round where they cannot but run away', () => {
    // The checker tells those whose bounds are constants.
    for (const loop of ['for int i in [0:last] { h q; }', 'while (true) { h q; }'])
      assert.equal(fault(`qubit q; int last = 1_000_000_000_000; ${loop}`), `QF3101 ${loop}`);
    const left = 'qubit q; for int i in [0:1_000_000_000_000] { x q; if (i == 2) { break; } }';
    assert.deepEqual(gateList(lower(left)), ['x 0', 'x 0', 'x 0']);
  });
});

describe('classical computation', () => {
  it('is done before the run where it can be', () => {
    const source = `
      qubit[4] q;
      const int n = 3;
      array[float, 2, 2] m = {{0.1, 0.2}, {0.3, 0.4}};
      uint[4] bits = 0;
      bits[1] = 1; bits[3] = true;
      m[1, 0] = 2 * m[0][1] + n;
      rx(m[1, 0]) q[0];
      for int i in [0:3] { if (bool(bits[i])) { x q[i]; } }
      bit[4] word = "1100";
      word[0:1] = "11";
      if (word == "1111") { z q[n]; }
      switch (bits) { case 1, 2 { h q[0]; } case 10 { h q[1]; } default { h q[2]; } }
      rz(popcount(word) * sin(pi / 2)) q[0];`;
    const circuit = lower(source);
    assert.deepEqual(gateList(circuit), ['rx 0', 'x 1', 'x 3', 'z 3', 'h 1', 'rz 0']);
    const angles = circuit.body.flatMap((step) => (step.kind === 'gate' ? step.angles : []));
    assert.ok(Math.abs(Number(angles[0]) - 3.4) < 1e-12);
    assert.equal(angles[1], 4);
    assert.deepEqual(
      circuit.variables.map(({ name, initial }) => [name, initial]),
      [['word', 15n]],
    );
  });

  it('has faults that are diagnostics at their places', () => {
    assert.equal(fault('qubit q; for int i in [0:2] { rx(1.0 / (i - 1)) q; }'), 'QF2016 1.0 / (i - 1)');
    assert.equal(fault('array[int, 3] a; for int i in [0:3] { a[i * i] = i; }'), 'QF2018 i * i');
  });
});

describe('registers of any size and functions as parameters', () => {
  it('are settled by each call', () => {
    const source = `
      def chain(qubit[] q) { for int i in [0:sizeof(q) - 2] { cx q[i], q[i + 1]; } }
      def flag(qubit[] q, bit on) -> bit { const int n = sizeof(q); bit[n] c; c[n - 1] = on; return c[n - 1]; }
      def twice(def f, qubit[] q) { f(q); f(q[0:1]); }
      qubit[3] q;
      twice(chain, q);
      if (flag(q, 1)) { ctrl(2) @ z q; }`;
    assert.deepEqual(gateList(lower(source)), ['x 0 1', 'x 1 2', 'x 0 1', 'z 0 1 2']);
  });

  it('have faults that are diagnostics at their places', () => {
    assert.equal(fault('qubit[4] q; ctrl(3) @ x q[0:2], q[2];'), 'QF3001 ctrl(3) @ x q[0:2], q[2];');
    assert.equal(
      fault('def f(qubit[] q, int k) { ctrl(k) @ x q; } qubit[3] q; f(q, 0);')?.slice(0, 6),
      'QF2015',
    );
  });
});

describe('functions', () => {
  it('are inlined with qubits, values, references and results', () => {
    const source = `
      def turn(qubit a, qubit[2] r, float t) -> int { ry(t) a; cx r[0], r[1]; return 3; }
      def fill(mutable array[int, #dim = 1] list, int first) { for int i in [0:sizeof(list) - 1] { list[i] = first + i; } }
      def factorial(int n) -> int { int product = 1; for int i in [1:n] { product *= i; } return product; }
      qubit[6] q;
      int n = turn(q[0], q[2:3], pi / 4);
      array[int, 2] where;
      fill(where, n + 1);
      x q[where[0]];
      y q[where[1]];
      rx(factorial(4)) q[1];`;
    const circuit = lower(source);
    assert.deepEqual(gateList(circuit), ['ry 0', 'x 2 3', 'x 4', 'y 5', 'rx 1']);
    assert.deepEqual(circuit.body.at(-1)?.kind === 'gate' && circuit.body.at(-1), {
      ...circuit.body.at(-1),
      angles: [24],
    });
  });

  it('return early, decided before the run or by it', () => {
    const source = `
      def first(int n) -> int { for int i in [0:9] { if (i * i >= n) { return i; } } return -1; }
      def flip(qubit a) -> bit { bit b = measure a; if (b) { return 0; } x a; return 1; }
      qubit[5] q;
      x q[first(7)];
      h q[0];
      bit result = flip(q[0]);
      bit after = measure q[0];
      bit third = measure q[3];`;
    assertOutcomes(outcomes(lower(source)), { '1 1 0': 0.5, '1 1 1': 0.5 });
  });

  it('measure', () => {
    const source = `
      def parity(qubit[2] r) -> bit { bit[2] c = measure r; return c[0] ^ c[1]; }
      qubit[4] q;
      x q[0]; x q[2]; x q[3];
      bit[2] p;
      p[0] = parity(q[0:1]);
      p[1] = parity(q[2:3]);`;
    assertOutcomes(outcomes(lower(source)), { '01': 1 });
  });
});

describe('programs that measure and go on', () => {
  it('teleport a state', () => {
    const source = `
      qubit message; qubit[2] pair;
      ry(1.2) message;
      h pair[0]; cx pair[0], pair[1]; cx message, pair[0]; h message;
      bit phase = measure message;
      bit parity = measure pair[0];
      if (parity) { x pair[1]; }
      if (phase) { z pair[1]; }
      ry(-1.2) pair[1];
      bit received = measure pair[1];`;
    assertOutcomes(outcomes(lower(source)), { '0 0 0': 0.25, '0 0 1': 0.25, '0 1 0': 0.25, '0 1 1': 0.25 });
  });

  it('repeat until success', () => {
    const source = `
      qubit[2] q; bit[2] c; bit[3] attempts; uint[3] count = 0;
      while (c != 3 && count < 7) { reset q; h q; c = measure q; count += 1; }
      attempts = bit[3](count);`;
    const found = outcomes(lower(source));
    for (let attempt = 1; attempt < 7; attempt++) {
      const key = `${attempt.toString(2).padStart(3, '0')} 11`;
      assert.ok(Math.abs((found[key] ?? 0) - 0.25 * 0.75 ** (attempt - 1)) < 1e-9, key);
    }
  });

  it('loop for ever until a break', () => {
    const source = `
      qubit q; bit c; int n = 0; bit[2] rounds;
      while (true) { h q; c = measure q; n += 1; if (c || n == 3) { break; } }
      rounds = bit[2](uint[2](n));`;
    assertOutcomes(outcomes(lower(source)), { '01 1': 0.5, '10 1': 0.25, '11 1': 0.125, '11 0': 0.125 });
  });

  it('measure in the condition of a loop', () => {
    const source = `
      def toss(qubit a) -> bit { reset a; h a; return measure a; }
      qubit q; bit[2] n = "00"; uint[2] count = 0;
      while (toss(q) && count < 3) { count += 1; }
      n = bit[2](count);`;
    assertOutcomes(outcomes(lower(source)), { '00': 0.5, '01': 0.25, '10': 0.125, '11': 0.125 });
  });

  it('leave unrolled loops early, and skip rounds of them', () => {
    const source = `
      qubit[3] q; bit[3] c; bit[2] seen; int last = 3;
      h q[0]; h q[1]; x q[2];
      for int i in [0:2] { c[i] = measure q[i]; if (!c[i]) { continue; } last = i; break; }
      seen = bit[2](uint[2](last));`;
    assertOutcomes(outcomes(lower(source)), { '00 001': 0.5, '01 010': 0.25, '10 100': 0.25 });
  });

  it('leave loops by what a function wrote into an array', () => {
    const source = `
      def write(mutable array[uint[3], #dim = 1] r, uint[3] x) { r[0] = x; }
      qubit[2] q; array[uint[3], 1] r; bit[2] n = "00"; uint[2] rounds = 0;
      h q[0];
      bit[3] c = "000"; c[0] = measure q[0];
      for int i in [0:2] { write(r, uint[3](c)); if (r[0] == 1) { break; } rounds += 1; }
      n = bit[2](rounds);`;
    assertOutcomes(outcomes(lower(source)), { '000 11': 0.5, '001 00': 0.5 });
  });

  it('count in loops whose bounds were measured', () => {
    const source = `
      qubit[3] q; qubit target; bit[2] c;
      h q[0:1];
      c = measure q[0:1];
      uint[2] n = uint[2](c);
      for int i in [1:n] { if (i == 2) { continue; } x target; }
      bit odd = measure target;`;
    assertOutcomes(outcomes(lower(source)), { '0 00': 0.25, '1 01': 0.25, '1 10': 0.25, '0 11': 0.25 });
  });

  it('switch on outcomes', () => {
    const source = `
      qubit[2] q; qubit[2] r;
      h q;
      bit[2] c = measure q;
      switch (uint[2](c)) { case 0 { x r; } case 1, 2 { x r[0]; } default { } }
      bit[2] d = measure r;`;
    assertOutcomes(outcomes(lower(source)), { '11 00': 0.25, '01 01': 0.25, '01 10': 0.25, '00 11': 0.25 });
  });

  it('stop in the middle', () => {
    const source = `
      qubit[2] q; bit a; bit b; bit[2] mark = "01";
      h q[0];
      a = measure q[0];
      if (a) { end; }
      mark = "10";
      x q[1];
      b = measure q[1];`;
    assertOutcomes(outcomes(lower(source)), { '01 0 1': 0.5, '10 1 0': 0.5 });
  });

  it('keep known variables right on both ways of a branch', () => {
    const source = `
      qubit q; int n = 1; bit[3] result;
      h q;
      bit c = measure q;
      if (c) { n = 5; } else { n += 1; }
      n += 1;
      result = bit[3](uint[3](n));`;
    assertOutcomes(outcomes(lower(source)), { '0 011': 0.5, '1 110': 0.5 }, 1);
    const found = outcomes(lower(source));
    assert.deepEqual(
      Object.keys(found),
      ['0 011', '1 110'].map((key) => key.split(' ')).map(([c, r]) => (r === undefined ? '' : `${c} ${r}`)),
    );
  });

  it('turn by angles that were measured: the semiclassical Fourier transform', () => {
    const source = `
      const int n = 3;
      qubit[n] q; bit[n] c; angle[n] phase = 0;
      x q[0]; h q[1]; p(pi / 2) q[1]; h q[2];
      for int k in [0:n - 1] {
        p(-phase) q[k];
        h q[k];
        c[k] = measure q[k];
        phase = angle[n](c) / 2;
      }`;
    const found = outcomes(lower(source));
    assert.ok(Math.abs(Object.values(found).reduce((sum, share) => sum + share, 0) - 1) < 1e-9);
    const late = lower(source).body.filter(
      (step) => step.kind === 'gate' && step.angles.some((angle) => typeof angle !== 'number'),
    );
    assert.equal(late.length, 2);
  });
});

describe('what a circuit gives back', () => {
  it('is its bits at the top, in the order of their declarations', () => {
    const { variables } = lower(
      'qubit q; bit b; int n = 2; bit[2] c = "10"; b = measure q; if (b) { bit inner = measure q; }',
    );
    assert.deepEqual(
      variables.filter(({ isOutput }) => isOutput).map(({ name }) => name),
      ['b', 'c'],
    );
  });

  it('is its output variables where it has any', () => {
    const { variables } = lower(
      'OPENQASM 3.0; include "stdgates.inc"; qubit q; bit b; output int[8] n; b = measure q; n = 3; if (b) { n = 4; }',
      { dialect: 'openqasm3' },
    );
    assert.deepEqual(
      variables.filter(({ isOutput }) => isOutput).map(({ name }) => name),
      ['n'],
    );
  });
});

describe('parameters', () => {
  const source =
    'circuit c(float t, array[float, 2] list) { qubit q; rx(t) q; ry(2 * list[1] + t) q; ctrl @ u2(t, 0) q, q2; qubit q2; }'
      .replace('qubit q; rx', 'qubit q; qubit q2; rx')
      .replace(' qubit q2; }', ' }');

  it('are known where they are given', () => {
    const circuit = lower(source, { name: 'c', arguments: [0.5, [1, 2]] });
    assert.deepEqual(circuit.parameters, []);
    assert.ok(
      circuit.body.every(
        (step) => step.kind === 'gate' && step.angles.every((angle) => typeof angle === 'number'),
      ),
    );
  });

  it('are bound later where they are not', () => {
    const circuit = lower(source, { name: 'c' });
    assert.deepEqual(
      circuit.parameters.map(({ name }) => name),
      ['t', 'list'],
    );
    const known = lower(source, { name: 'c', arguments: [0.5, [1, 2]] });
    assert.ok(matrices.distance(circuitMatrix(circuit, [0.5, [1, 2]]), circuitMatrix(known)) < 1e-12);
  });

  it('stay open where that is asked for, with the values that they are given', () => {
    const text =
      'circuit c(int n, array[angle, 2] a, float t = 0.5) { qubit[2] q; rx(t) q[n]; p(a[1]) q[0]; }';
    const { parameters, body } = lower(text, {
      name: 'c',
      arguments: [1, [1, 2]],
      leavesRealsOpen: true,
    });
    assert.deepEqual(
      parameters.map(({ name, given }) => [name, given]),
      [
        ['a', [1, 2]],
        ['t', 0.5],
      ],
    );
    assert.deepEqual(
      body.map((step) => step.kind === 'gate' && [step.gate, step.qubits]),
      [
        ['rx', [1]],
        ['p', [0]],
      ],
    );
  });

  it('come from inputs by their names, their defaults, or the run', () => {
    const text = 'input float t = 0.25; input int n; circuit c { qubit[3] q; rx(t) q[n]; }';
    const { body } = lower(text, { name: 'c', inputs: new Map([['n', 2n]]) });
    assert.deepEqual(
      body.map((step) => step.kind === 'gate' && [step.angles, step.qubits]),
      [[[0.25], [2]]],
    );
    assert.equal(fault(text, { name: 'c' }), 'QF3104 n');
    assert.equal(
      fault('circuit c(array[float, 2] a) { }', { name: 'c', arguments: [[1, 2, 3]] }),
      'QF3109 a',
    );
  });
});

describe('gates that the program defines', () => {
  it('are flattened, with loops and angles', () => {
    const source = `
      gate layer(a, b) p, q { rx(a / 2) p; ry(b) q; cx p, q; }
      gate twice(a) p, q { layer(a, -a) p, q; layer(2 * a, 0) q, p; }
      qubit[2] q; twice(0.6) q[0], q[1];`;
    same(
      source,
      'qubit[2] q; rx(0.3) q[0]; ry(-0.6) q[1]; cx q[0], q[1]; rx(0.6) q[1]; ry(0) q[0]; cx q[1], q[0];',
    );
  });

  it('carry the place of the call', () => {
    const source = 'gate g a { h a; x a; } qubit q; g q;';
    const spans = lower(source).body.map(({ span }) => source.slice(span.start, span.end));
    assert.deepEqual(spans, ['g q;', 'g q;']);
  });
});

describe('OpenQASM 2', () => {
  it('computes with real numbers in angles and compares registers', () => {
    const source = `OPENQASM 2.0; include "qelib1.inc";
      gate half(t) a { rx(1/2*t) a; }
      qreg q[2]; creg c[2];
      half(pi) q[0]; u1(3/2) q[1]; x q[1];
      measure q[1] -> c[1];
      if (c == 2) x q[0];
      measure q -> c;`;
    const circuit = lower(source, { dialect: 'openqasm2' });
    const angles = circuit.body.flatMap((step) => (step.kind === 'gate' ? step.angles : []));
    assert.deepEqual(angles, [Math.PI / 2, 1.5]);
    assertOutcomes(outcomes(circuit), { '10': 0.5, '11': 0.5 });
  });
});
