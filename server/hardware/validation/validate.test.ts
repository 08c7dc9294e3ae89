import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { lowerCircuit } from '../../circuit/index.ts';
import { analyse, parse } from '../../language/index.ts';
import type { Device } from '../device.ts';
import { findDevice } from '../devices.ts';
import { genericDevice } from '../generic-device.ts';
import type { ValidationOptions } from './options.ts';
import { type Validation, deviceDiagnostics, validate, validateUncompiled } from './validate.ts';

function known(name: string): Device {
  const device = findDevice(name) ?? genericDevice(name);
  assert.ok(device);
  return device;
}

function textOf(body: string): string {
  return `circuit main { ${body} }`;
}

function validated(
  body: string,
  device: string | Device,
  options: Partial<ValidationOptions> = {},
): Validation {
  const { circuit, place, node } = circuitOf(body);
  const target = typeof device === 'string' ? known(device) : device;
  return validate(circuit, target, { shots: 1000, place, body: node, ...options });
}

function circuitOf(body: string) {
  const text = textOf(body);
  const { program, diagnostics } = parse(text);
  const model = analyse({ uri: 'file:///a.qflow', text, program, syntaxDiagnostics: diagnostics }, new Map());
  const { value } = lowerCircuit(model, 'main');
  const [entry] = model.circuits;
  assert.ok(value && entry);
  return { circuit: value, place: entry.nameSpan, node: entry.node.span };
}

/** The codes and marked texts of all that is said beside what is merely compiled. */
function told(
  body: string,
  device: string | Device,
  options: Partial<ValidationOptions> = {},
): readonly string[] {
  return validated(body, device, options)
    .diagnostics.filter(({ code }) => code !== 'QF4009')
    .map(({ code, span }) => `${code} ${textOf(body).slice(span.start, span.end)}`);
}

const dynamic = 'qubit[2] q; bit b; h q[0]; b = measure q[0]; if (b) { x q[1]; } reset q[0]; h q[0];';

describe('what a device refuses', () => {
  it('is more qubits, shots, circuits or operations than it takes', () => {
    assert.deepEqual(told('qubit[13] q; x q;', 'aqt_ibex'), ['QF4001 main']);
    assert.deepEqual(told('qubit q; x q;', 'aqt_ibex', { shots: 2001 }), ['QF4002 main']);
    assert.deepEqual(told('qubit q; x q;', 'rigetti_cepheus', { shots: 9 }), ['QF4002 main']);
    assert.deepEqual(told('qubit q; x q;', 'aqt_ibex', { shots: 2000, circuits: 51 }), ['QF4004 main']);
    const long = 'qubit[3] q; for int i in [0:1100] { rxx(0.1) q[0], q[1]; rzz(0.1) q[1], q[2]; }';
    assert.ok(told(long, 'aqt_ibex', { level: 0 }).includes('QF4003 main'));
    assert.deepEqual(told('qubit[12] q; x q;', 'aqt_ibex', { shots: 2000, circuits: 50 }), []);
  });

  it('is measurement in the middle, decisions and resets, each where it stands', () => {
    assert.deepEqual(told(dynamic, 'ibm_miami'), [
      'QF4005 b = measure q[0];',
      'QF4006 if (b) { x q[1]; }',
      'QF4007 reset q[0];',
    ]);
    assert.deepEqual(told(dynamic, 'ibm_fez'), []);
    assert.deepEqual(told('qubit q; reset q; h q; bit b = measure q;', 'ibm_miami'), []);
  });

  it('is more time than a shot may take', () => {
    assert.deepEqual(told('qubit q; x q; delay[41us] q; x q;', 'google_willow'), ['QF4014 main']);
    assert.deepEqual(told('qubit q; x q; delay[36us] q; x q;', 'google_willow'), ['QF4013 main']);
    assert.deepEqual(told('qubit q; x q; delay[30us] q; x q;', 'google_willow'), []);
  });

  it('is gates, angles and pairs that it does not have, where the circuit goes as it stands', () => {
    const body =
      'qubit[3] q; h q[0]; cz q[0], q[2]; rzz(-0.5) q[0], q[1]; rzz(0.5) q[0], q[1]; sx q[1]; cz q[1], q[0];';
    assert.deepEqual(told(body, 'ibm_fez', { isFinal: true }), [
      'QF4008 h q[0];',
      'QF4011 cz q[0], q[2];',
      'QF4012 rzz(-0.5) q[0], q[1];',
    ]);
    assert.deepEqual(
      told(
        'qubit q; rx(pi/2) q; rx(0.1) q;',
        { ...known('rigetti_cepheus'), compiles: false },
        { isFinal: true },
      ),
      ['QF4012 rx(0.1) q;'],
    );
    assert.deepEqual(told(body, 'ionq_forte', { isFinal: true }), []);
  });
});

describe('what a device compiles', () => {
  it('is told once for each gate, with its cost and rewritings of one and of all', () => {
    const body = 'qubit[2] q; h q[0]; h q[1]; cz q[0], q[1];';
    const { diagnostics, verdict } = validated(body, 'ibm_fez');
    assert.equal(diagnostics.length, 1);
    const [found] = diagnostics;
    assert.equal(found?.message, 'h is no gate of ibm_fez: it takes 2 rz and 1 sx; 2 statements have it.');
    assert.deepEqual(
      found?.related?.map(({ span }) => textOf(body).slice(span.start, span.end)),
      ['h q[1];'],
    );
    assert.deepEqual(
      found?.fixes?.map(({ edits }) => edits.map(({ text }) => text)),
      [
        ['rz(pi/2) q[0]; sx q[0]; rz(pi/2) q[0];'],
        ['rz(pi/2) q[0]; sx q[0]; rz(pi/2) q[0];', 'rz(pi/2) q[1]; sx q[1]; rz(pi/2) q[1];'],
      ],
    );
    assert.equal(verdict.fits, true);
  });

  it('leaves the text of functions and loops alone, whose operands are others each time', () => {
    const { diagnostics } = validated('qubit[2] q; for int i in [0:1] { h q[i]; }', 'ibm_fez');
    assert.deepEqual(
      diagnostics.map(({ code, fixes }) => [code, fixes?.length]),
      [['QF4009', 0]],
    );
  });

  it('includes the swaps that bring qubits together', () => {
    const star = 'qubit[4] q; cx q[0], q[1]; cx q[0], q[2]; cx q[0], q[3];';
    const found = validated(star, 'line_4').diagnostics;
    assert.deepEqual(
      found.map(({ message }) => message),
      ['On line_4 this needs 1 swap before it.'],
    );
    assert.deepEqual(told(star, 'all_to_all_4'), []);
  });
});

describe('the verdict', () => {
  it('says why a device does not do, and what it would take where it does', () => {
    const none = validated('qubit[41] q; h q;', 'ionq_forte').verdict;
    assert.deepEqual(none, {
      device: 'ionq_forte',
      fits: false,
      reasons: ['ionq_forte has 36 qubits; this circuit needs 41.'],
    });
    const { verdict } = validated('qubit[2] q; h q[0]; cx q[0], q[1]; bit[2] c = measure q;', 'ibm_fez');
    assert.equal(verdict.fits, true);
    assert.equal(verdict.estimate?.counts.twoQubit, 1);
  });

  it('warns of little success and of high cost', () => {
    const body =
      'qubit[3] q; for int i in [0:99] { rzz(0.3) q[0], q[1]; rxx(0.3) q[1], q[2]; } bit[3] c = measure q;';
    assert.deepEqual(told(body, 'ibm_fez', { leastSuccess: 0.5 }), ['QF4015 main']);
    assert.deepEqual(told('qubit q; x q; bit b = measure q;', 'ibm_fez', { mostDollars: 3 }), [
      'QF4016 main',
    ]);
    assert.deepEqual(
      told('qubit q; x q; bit b = measure q;', 'ibm_fez', { mostDollars: 4, leastSuccess: 0.9 }),
      [],
    );
  });

  it('does without an estimate where nobody waited for the compiler', () => {
    const body = 'qubit[2] q; h q[0]; cx q[0], q[1];';
    const options = { shots: 1000, place: { start: 0, end: 0 } };
    const { verdict, diagnostics } = validateUncompiled(
      circuitOf(body).circuit,
      known('ibm_fez'),
      options,
      'too slow',
    );
    assert.equal(verdict.estimate, undefined);
    assert.deepEqual(
      diagnostics.filter(({ code }) => code === 'QF4020').map(({ message }) => message),
      ['What this costs on ibm_fez is not estimated: too slow.'],
    );
  });
});

describe('a device itself', () => {
  it('is retired, or has old figures', () => {
    const told = (name: string, mostDays?: number) =>
      deviceDiagnostics(known(name), {
        place: { start: 0, end: 0 },
        today: '2026-11-21',
        ...(mostDays === undefined ? {} : { mostDays }),
      }).map(({ code, message }) => `${code} ${message}`);
    assert.deepEqual(told('ionq_aria', 10), ['QF4017 ionq_aria (IonQ Aria) is out of service.']);
    assert.deepEqual(told('ibm_fez', 180), [
      'QF4018 The figures of ibm_fez are of 2025-02-26, 633 days ago.',
    ]);
    assert.deepEqual(told('ibm_fez', 633), []);
    assert.deepEqual(told('ibm_fez'), []);
  });
});
