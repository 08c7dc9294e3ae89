import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Model } from '../../language/index.ts';
import { check } from './fixture.test.ts';
import { lowerCircuit, lowerObservable } from './index.ts';

const library = `
  const int last = 2;
  gate flip_last a, b { x b; cx a, b; }
  def reach(qubit[3] r, int k) { x r[k + last]; }
  observable parity = Z[0] * Z[last];
  circuit far { qubit[last + 1] q; flip_last q[0], q[last]; bit b = measure q[last]; }`;
const program = 'OPENQASM 2.0; include "qelib1.inc"; qreg q[1]; creg c[1]; x q[0]; measure q[0] -> c[0];';

function project(text: string): Model {
  const imports = new Map([
    ['library.qflow', check(library, 'qflow', new Map(), 'file:///library.qflow')],
    ['program.qasm', check(program, 'openqasm2', new Map(), 'file:///program.qasm')],
  ]);
  return check(text, 'qflow', imports, 'file:///main.qflow');
}

describe('circuits of several files', () => {
  it('use what other files define, in the sense that it has there', () => {
    const model = project(
      'import "library.qflow"; const int other = 7; circuit c { qubit[3] q; flip_last q[0], q[1]; reach(q, 0); }',
    );
    const { value } = lowerCircuit(model, 'c');
    assert.deepEqual(
      value?.body.map(
        (step) =>
          step.kind === 'gate' && [step.gate, ...step.controls.map(({ qubit }) => qubit), ...step.qubits],
      ),
      [
        ['x', 1],
        ['x', 0, 1],
        ['x', 2],
      ],
    );
  });

  it('show faults of other files where the own file led there', () => {
    const text = 'import { reach } from "library.qflow"; circuit c { qubit[3] q; reach(q, 1); }';
    const { value, diagnostics } = lowerCircuit(project(text), 'c');
    assert.equal(value, undefined);
    const [fault] = diagnostics;
    assert.equal(fault?.code, 'QF2018');
    assert.equal(fault && text.slice(fault.span.start, fault.span.end), 'reach(q, 1)');
    const [related] = fault?.related ?? [];
    assert.equal(related?.uri, 'file:///library.qflow');
    assert.equal(related && library.slice(related.span.start, related.span.end), 'k + last');
  });

  it('are imported by name, circuits, observables and whole programs', () => {
    const model = project(
      'import { far, parity } from "library.qflow"; import "program.qasm" as flip; backend sim = simulator();',
    );
    assert.equal(lowerCircuit(model, 'far').value?.qubitCount, 3);
    assert.equal(lowerCircuit(model, 'flip').value?.body.length, 2);
    assert.equal(lowerObservable(model, 'parity').value?.terms.length, 1);
  });

  it('must exist', () => {
    const model = project('circuit c { }');
    assert.deepEqual(
      lowerCircuit(model, 'd').diagnostics.map(({ message }) => message),
      ['There is no circuit called d in this file; it has c.'],
    );
    assert.deepEqual(
      lowerObservable(model, 'd').diagnostics.map(({ message }) => message),
      ['There is no observable called d in this file; it has none.'],
    );
  });
});
