import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { gates } from '../../library/index.ts';
import { lower } from '../lowering/fixture.test.ts';
import { type CircuitTarget, circuitTargets, exportCircuit } from './index.ts';

function text(source: string, target: CircuitTarget): string {
  const { value, diagnostics } = exportCircuit(lower(source), target);
  return value ?? assert.fail(diagnostics.map(({ message }) => message).join('\n'));
}

/** The code and the marked text of what a target refuses. */
function refused(source: string, target: CircuitTarget): string {
  const [found] = exportCircuit(lower(source), target).diagnostics;
  return `${found?.code} ${source.slice(found?.span.start, found?.span.end)}`;
}

describe('every target', () => {
  for (const target of circuitTargets) {
    it(`${target} has every gate of the table, plain, controlled and inverted`, () => {
      for (const { name, parameters, operands } of gates) {
        const angles = parameters.length === 0 ? '' : `(${parameters.map(() => '0.3').join(', ')})`;
        const qubits = operands.map((_, place) => `q[${place + 2}]`);
        const plain = operands.length === 0 ? '' : `inv @ ${name}${angles} ${qubits.join(', ')};`;
        const controlled = `ctrl @ negctrl @ ${name}${angles} ${['q[0]', 'q[1]', ...qubits].join(', ')};`;
        text(`qubit[${operands.length + 2}] q; ${plain} ${controlled}`, target);
      }
    });

    it(`${target} takes names that mean something else there`, () => {
      text('qubit[2] lambda; qubit Circuit; bit for_; bit[2] pass; h lambda; pass = measure lambda;', target);
    });
  }
});

describe('exports to Python', () => {
  it('build a circuit under its own names', () => {
    assert.equal(
      text('qubit[2] q; bit[2] c; input float t; rx(2 * t) q[0]; cx q[0], q[1]; c = measure q;', 'cirq'),
      `import cirq


def build(t):
    qubits = cirq.LineQubit.range(2)
    q = qubits[0:2]
    circuit = cirq.Circuit()
    circuit.append(cirq.rx((2 * t))(q[0]))
    circuit.append(cirq.X(q[1]).controlled_by(q[0]))
    circuit.append(cirq.measure(q[0], key="c[0]"))
    circuit.append(cirq.measure(q[1], key="c[1]"))
    return circuit
`,
    );
  });

  it('keep Qiskit’s control flow', () => {
    const source = `qubit q; bit c; while (!c) { h q; c = measure q; if (c) { break; } x q; }`;
    assert.equal(
      text(source, 'qiskit'),
      `from qiskit import ClassicalRegister, QuantumCircuit, QuantumRegister
from qiskit.circuit.classical import expr, types


def build():
    q = QuantumRegister(1, "q")
    c = ClassicalRegister(1, "c")
    circuit = QuantumCircuit(q, c, name="main")
    with circuit.while_loop(expr.logic_not(expr.lift(c[0]))):
        circuit.h(q[0])
        circuit.measure(q[0], c[0])
        with circuit.if_test(expr.lift(c[0])):
            circuit.break_loop()
        circuit.x(q[0])
    return circuit
`,
    );
  });

  it('put gates under measured conditions', () => {
    const source =
      'qubit[2] q; bit c; h q[0]; c = measure q[0]; if (c) { x q[1]; } else { y q[1]; } c = measure q[1];';
    assert.match(
      text(source, 'cirq'),
      /cirq\.Y\(q\[1\]\)\.with_classical_controls\(sympy\.Eq\(sympy\.Symbol\("c"\), 0\)\)/,
    );
    assert.match(text(source, 'pennylane'), /qml\.cond\(\(c_0 == 1\), then\)\(\)/);
  });

  it('name what a library lacks, and where', () => {
    const loop = 'qubit q; bit c; while (c == 0) { h q; c = measure q; }';
    assert.equal(refused(loop, 'cirq').slice(0, 13), 'QF3201 while ');
    assert.equal(refused('qubit q; bit c = measure q; reset q;', 'braket'), 'QF3201 bit c = measure q;');
    assert.equal(
      refused('qubit q; bit c; h q; c = measure q; if (c) { end; } h q;', 'qiskit'),
      'QF3201 end;',
    );
    assert.equal(
      refused('qubit q; int n = 0; bit c; c = measure q; n += int(c); rx(n) q;', 'pennylane').slice(0, 6),
      'QF3201',
    );
  });
});

describe('an export to LaTeX', () => {
  it('is a picture with a row for each wire', () => {
    assert.equal(
      text('qubit[2] q; bit c; rx(pi/2) q[0]; negctrl @ x q[0], q[1]; c = measure q[1];', 'latex'),
      `\\documentclass[tikz]{standalone}
\\usepackage{amsmath}
\\usetikzlibrary{quantikz2}
\\begin{document}
\\begin{quantikz}
  \\lstick{\\text{q[0]}} & \\gate{\\text{Rx($\\pi$/2)}} & \\ocontrol{}\\wire[d][1]{q} &  & \\\\
  \\lstick{\\text{q[1]}} &  & \\targ{} & \\meter{}\\wire[d][1]{c} & \\\\
  \\lstick{\\text{c}}\\setwiretype{c} &  &  & \\push{\\text{\\scriptsize }} &
\\end{quantikz}
\\end{document}
`,
    );
  });

  it('goes on in further pictures where it is long, each gate in one of them and frames cut at their edges', () => {
    const document = text(
      `qubit[2] q; bit c; ${'h q[0]; t q[0]; '.repeat(30)} c = measure q[0]; if (c) { ${'x q[1]; y q[1]; '.repeat(20)} }`,
      'latex',
    );
    const pictures = document.split('\\begin{quantikz}').slice(1);
    assert.ok(pictures.length >= 3, `${pictures.length} pictures`);
    for (const picture of pictures) {
      const rows = picture.slice(0, picture.indexOf('\\end{quantikz}')).trim().split('\n');
      assert.equal(rows.length, 3);
      const widths = rows.map((row) => row.split(' & ').length);
      assert.ok(Math.max(...widths) <= 42, `${Math.max(...widths)} cells`);
    }
    for (const [name, times] of [
      ['H', 30],
      ['T', 30],
      ['X', 20],
      ['Y', 20],
    ] as const)
      // prettier-ignore
      assert.equal(document.split(`\\gate{\\text{${name}}}`).length - 1, times, name);
    for (const [, steps = ''] of document.matchAll(/steps=(\d+)/g)) assert.ok(Number(steps) <= 40);
  });
});
