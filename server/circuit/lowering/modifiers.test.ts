import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type Complex, type Matrix, cx, matrices } from '../../base/index.ts';
import {
  controlledMatrix,
  embed,
  findGate,
  gateMatrix,
  gates,
  universalMatrix,
} from '../../library/index.ts';
import { circuitMatrix } from '../naive-simulator.test.ts';
import { fault, lower } from './fixture.test.ts';

function close(actual: Matrix, expected: Matrix): void {
  const distance = matrices.distance(actual, expected);
  assert.ok(distance < 1e-10, `the matrices differ by ${distance}`);
}

/** The unitary of statements on `qubits` qubits called q. */
function unitary(qubits: number, statements: string): Matrix {
  return circuitMatrix(lower(`qubit[${qubits}] q; ${statements}`));
}

function table(name: string, ...angles: readonly number[]): Matrix {
  const gate = findGate(name);
  assert.ok(gate);
  return gateMatrix(gate, angles);
}

function diagonal(...entries: readonly Complex[]): Matrix {
  return matrices.diagonal(entries);
}

/** P(control = 0) of a Hadamard test: H, the controlled gate on |+⟩ and `target`, H. */
function hadamardTest(gate: string, target: 0 | 1): number {
  const flip = target === 1 ? 'x q[1];' : '';
  const amplitudes = unitary(2, `${flip} h q[0]; ${gate} q[0], q[1]; h q[0];`).map(
    (row) => row[0] ?? cx.zero,
  );
  return amplitudes.reduce(
    (sum, amplitude, index) => (index % 2 === 0 ? sum + cx.magnitudeSquared(amplitude) : sum),
    0,
  );
}

describe('gates of the table', () => {
  for (const gate of gates) {
    it(`${gate.name} lowers to its own matrix`, () => {
      const angles = gate.parameters.map((_, place) => 0.3 + 0.4 * place);
      const operands = gate.operands.map((_, place) => `q[${place}]`).join(', ');
      const call = `${gate.name}${angles.length > 0 ? `(${angles.join(', ')})` : ''} ${operands};`;
      const size = Math.max(1, gate.operands.length);
      const expected =
        gate.operands.length === 0
          ? matrices.scaled(matrices.identity(2), cx.expi(0.3))
          : gateMatrix(gate, angles);
      close(unitary(size, call), expected);
      close(unitary(size, `${call} inv @ ${call}`), matrices.identity(2 ** size));
    });
  }
});

describe('ctrl @', () => {
  it('makes the phases of gates visible, as the Hadamard test measures', () => {
    const measured: readonly (readonly [string, 0 | 1, number])[] = [
      ['ctrl @ U(0.3, 0, 0)', 0, 0.9888341223],
      ['ctrl @ U(1.0, 0, 0)', 0, 0.8850755765],
      ['ctrl @ U(pi / 2, 0, 0)', 0, 0.75],
      ['ctrl @ U(2.0, 0, 0)', 0, 0.6459632909],
      ['ctrl @ rz(0.3)', 0, 0.994385539],
      ['ctrl @ rz(0.3)', 1, 0.994385539],
      ['ctrl @ rz(1.0)', 0, 0.9387912809],
      ['ctrl @ rz(pi / 2)', 1, 0.8535533906],
      ['ctrl @ rz(2.0)', 0, 0.7701511529],
      ['ctrl @ p(0.3)', 0, 1],
      ['ctrl @ p(0.3)', 1, 0.9776682446],
      ['ctrl @ p(1.0)', 1, 0.7701511529],
      ['ctrl @ p(pi / 2)', 1, 0.5],
      ['ctrl @ p(2.0)', 1, 0.2919265817],
    ];
    for (const [gate, target, expected] of measured) {
      const found = hadamardTest(gate, target);
      assert.ok(Math.abs(found - expected) < 1e-9, `${gate}, target ${target}: ${found}`);
    }
  });

  it('tells crz from cp', () => {
    close(
      unitary(2, 'ctrl @ rz(pi) q[1], q[0];'),
      diagonal(cx.one, cx.one, cx.complex(0, -1), cx.complex(0, 1)),
    );
    close(unitary(2, 'ctrl @ p(pi) q[0], q[1];'), table('cz'));
  });

  it('turns a global phase into a phase of the control', () => {
    close(unitary(1, 'ctrl @ gphase(0.7) q[0];'), table('p', 0.7));
    close(unitary(1, 'negctrl @ gphase(0.7) q[0];'), diagonal(cx.expi(0.7), cx.one));
    close(unitary(2, 'ctrl @ ctrl @ gphase(0.7) q[0], q[1];'), table('cp', 0.7));
    close(
      unitary(2, 'ctrl @ negctrl @ gphase(0.7) q[0], q[1];'),
      diagonal(cx.one, cx.expi(0.7), cx.one, cx.one),
    );
    close(unitary(2, 'negctrl(2) @ gphase(0.7) q[0], q[1];'), diagonal(cx.expi(0.7), cx.one, cx.one, cx.one));
  });

  it('sees the phases inside gates that the program defines', () => {
    const source = 'gate tilted a { U(pi, 0, pi) a; gphase(-pi / 2); } qubit[2] q; ctrl @ tilted q[0], q[1];';
    close(circuitMatrix(lower(source)), table('cx'));
  });

  it('takes CX for an alias of cx', () => {
    close(unitary(2, 'CX q[0], q[1];'), table('cx'));
  });

  it('counts controls and takes the outermost first', () => {
    close(unitary(3, 'ctrl(2) @ x q[0], q[1], q[2];'), table('ccx'));
    close(unitary(3, 'ctrl @ cx q[0], q[1], q[2];'), table('ccx'));
    const expected = embed(controlledMatrix(table('x'), 2), [0, 1, 2], 3);
    close(unitary(3, 'x q[1]; ctrl @ negctrl @ x q[0], q[1], q[2]; x q[1];'), expected);
    close(unitary(3, 'x q[0]; x q[1]; negctrl(2) @ x q[0], q[1], q[2]; x q[0]; x q[1];'), expected);
  });

  it('controls composed gates and gates with controls', () => {
    const cases = ['iswap', 'ecr', 'rccx', 'cswap', 'cu(0.1, 0.2, 0.3, 0.4)', 'u2(0.3, 0.4)', 'rzz(0.4)'];
    for (const text of cases) {
      const [name = '', list] = text.split(/[()]/);
      const gate = findGate(name);
      assert.ok(gate);
      const angles = list === undefined ? [] : list.split(',').map(Number);
      const operands = Array.from({ length: gate.operands.length + 1 }, (_, place) => `q[${place}]`).join(
        ', ',
      );
      close(
        unitary(gate.operands.length + 1, `ctrl @ ${text} ${operands};`),
        controlledMatrix(gateMatrix(gate, angles), 1),
      );
    }
  });
});

describe('inv @', () => {
  it('reverses what the program defines', () => {
    const gate = 'gate mixed(t) a, b { h a; cx a, b; u3(t, 0.2, 0.3) b; s a; gphase(t); swap a, b; }';
    close(
      circuitMatrix(lower(`${gate} qubit[2] q; mixed(0.4) q[0], q[1]; inv @ mixed(0.4) q[0], q[1];`)),
      matrices.identity(4),
    );
  });

  it('is U(-θ, -λ, -φ) on U', () => {
    close(unitary(1, 'inv @ U(0.1, 0.2, 0.3) q[0];'), universalMatrix(-0.1, -0.3, -0.2));
  });
});

describe('pow @', () => {
  it('repeats for whole numbers', () => {
    close(unitary(1, 'pow(3) @ t q[0];'), table('p', (3 * Math.PI) / 4));
    close(unitary(1, 'pow(-2) @ s q[0];'), table('z'));
    close(unitary(1, 'pow(0) @ h q[0];'), matrices.identity(2));
    close(unitary(1, 'pow(5) @ h q[0];'), table('h'));
    close(unitary(1, 'pow(1024) @ rx(0.01) q[0];'), table('rx', 10.24));
    close(unitary(2, 'pow(2) @ cx q[0], q[1];'), matrices.identity(4));
    close(unitary(1, 'pow(7) @ sx q[0];'), table('sxdg'));
  });

  it('repeats very often without becoming long', () => {
    const source = 'gate step a { rx(0.001) a; rz(0.002) a; } qubit q; pow(1_000_000) @ step q;';
    const circuit = lower(source);
    assert.ok(circuit.body.length < 10_000);
    let expected = matrices.product(table('rz', 0.002), table('rx', 0.001));
    expected = power(expected, 1_000_000);
    assert.ok(matrices.distance(circuitMatrix(circuit), expected) < 1e-7);
  });

  it('takes the principal branch of roots', () => {
    close(unitary(1, 'pow(1 / 2.0) @ x q[0];'), table('sx'));
    close(unitary(1, 'pow(-0.5) @ x q[0];'), table('sxdg'));
    close(unitary(1, 'pow(0.5) @ z q[0];'), table('s'));
    close(unitary(1, 'pow(0.25) @ z q[0];'), table('t'));
    close(unitary(1, 'pow(0.5) @ rz(3.0) q[0];'), table('rz', 1.5));
    close(
      unitary(1, 'pow(0.5) @ gphase(3 * pi / 2);'),
      matrices.scaled(matrices.identity(2), cx.expi(-Math.PI / 4)),
    );
    close(
      unitary(1, 'pow(0.5) @ rx(2 * pi) q[0];'),
      matrices.scaled(matrices.identity(2), cx.expi(Math.PI / 2)),
    );
  });

  it('keeps the phase of roots under controls', () => {
    close(unitary(2, 'ctrl @ pow(0.5) @ x q[0], q[1];'), table('csx'));
    close(unitary(2, 'pow(0.5) @ ctrl @ x q[0], q[1];'), table('csx'));
    close(unitary(2, 'pow(0.5) @ cx q[0], q[1];'), table('csx'));
    close(unitary(3, 'ctrl @ pow(0.5) @ cx q[0], q[1], q[2];'), controlledMatrix(table('csx'), 1));
  });

  for (const gate of [
    'x',
    'y',
    'z',
    's',
    'sdg',
    't',
    'sx',
    'sxdg',
    'h',
    'U(0.4, 0.5, 0.6)',
    'u3(2, 3, 4)',
    'p(3)',
    'ry(5)',
  ]) {
    it(`gives thirds of ${gate} that multiply out, controlled or not`, () => {
      close(
        unitary(1, `pow(1.0 / 3) @ ${gate} q[0]; pow(2.0 / 3) @ ${gate} q[0];`),
        unitary(1, `${gate} q[0];`),
      );
      close(
        unitary(2, `ctrl @ pow(1.0 / 3) @ ${gate} q[0], q[1]; negctrl @ pow(1.0 / 3) @ ${gate} q[0], q[1];`),
        unitary(2, `pow(1.0 / 3) @ ${gate} q[1];`),
      );
    });
  }

  it('is computed for gates of several qubits', () => {
    const gate = 'gate mixed a, b, c { h a; cx a, b; rzz(0.3) b, c; t c; }';
    const half = 'pow(0.5) @ mixed q[0], q[1], q[2];';
    close(
      circuitMatrix(lower(`${gate} qubit[3] q; ${half} ${half}`)),
      circuitMatrix(lower(`${gate} qubit[3] q; mixed q[0], q[1], q[2];`)),
    );
    assert.equal(
      fault(
        'gate wide a, b, c, d, e, f, g { h a; cx a, b; cx c, d; cx e, f; h g; } qubit[7] q; pow(0.5) @ wide q[0], q[1], q[2], q[3], q[4], q[5], q[6];',
      ),
      'QF3107 0.5',
    );
  });
});

describe('modifiers together', () => {
  it('commute where the mathematics does', () => {
    const expected = unitary(2, 'ctrl @ rx(-0.35) q[0], q[1];');
    for (const order of [
      'ctrl @ inv @ pow(0.5) @',
      'inv @ ctrl @ pow(0.5) @',
      'pow(0.5) @ inv @ ctrl @',
      'pow(-0.5) @ ctrl @',
    ])
      close(unitary(2, `${order} rx(0.7) q[0], q[1];`), expected);
  });
});

function power(matrix: Matrix, exponent: number): Matrix {
  let result = matrices.identity(matrix.length);
  let square = matrix;
  for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = matrices.product(result, square);
    square = matrices.product(square, square);
  }
  return result;
}
