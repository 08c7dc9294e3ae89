import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'mocha';
import { program, qflow } from './qflow.ts';

const bell = 'circuit bell { qubit[2] q; h q[0]; cx q[0], q[1]; bit[2] c = measure q; }\n';
const many = 'circuit many { qubit[41] q; h q; bit[41] c = measure q; }\n';

interface Report {
  readonly schema: string;
  readonly circuits: readonly {
    readonly circuit: string;
    readonly targets: readonly {
      readonly device: string;
      readonly fits: boolean;
      readonly estimate?: object;
    }[];
  }[];
}

/** A description of a device in a file of its own, with one change. */
function deviceFile(change: object): string {
  const garnet: object = JSON.parse(readFileSync('server/hardware/devices/iqm_garnet.json', 'utf8'));
  const file = path.join(path.dirname(program('')), 'mine.json');
  writeFileSync(file, JSON.stringify({ ...garnet, name: 'mine', ...change }));
  return file;
}

describe('qflow check --target', () => {
  it('refuses what a device refuses, and passes what it takes', () => {
    const file = program(many);
    const refused = qflow('check', file, '--target', 'ionq_forte', '--target', 'ibm_fez');
    assert.equal(refused.status, 1);
    assert.match(refused.stdout, /error QF4001: ionq_forte has 36 qubits; this circuit needs 41\./);
    assert.doesNotMatch(refused.stdout, /ibm_fez has/);
    assert.equal(qflow('check', file, '--target', 'ibm_fez', '--target', 'simulator').status, 0);
  });

  it('takes the targets that a file names, generic ones and device files', () => {
    assert.match(qflow('check', program(`targets ionq_forte;\n${many}`)).stdout, /QF4001/);
    assert.match(qflow('check', program(many), '--target', 'grid_6x6').stdout, /grid_6x6 has 36 qubits/);
    const small = deviceFile({ qubits: 2, coupling: '0-1' });
    assert.match(qflow('check', program(many), '--target', small).stdout, /mine has 2 qubits/);
    assert.equal(qflow('check', program(bell), '--target', small).status, 0);
  });

  it('holds a circuit to the gates of a device that takes no others, as it stands', () => {
    const { status, stdout } = qflow('check', program(bell), '--target', 'ibm_fez', '--as-is');
    assert.equal(status, 1);
    assert.match(
      stdout,
      /QF4008: h is no gate of ibm_fez, which takes circuits only in its own: rz, sx, x, cz, rzz\./,
    );
  });

  it('answers a target that is none with what one is', () => {
    for (const [target, reason] of [
      ['ibm_nowhere', /--target is a device that `qflow devices` lists/],
      ['nowhere.json', /nowhere\.json cannot be read/],
      [deviceFile({ qubits: 0 }), /describes no device: qubits must be a number/],
    ] as const) {
      const { status, stderr } = qflow('check', program(bell), '--target', target);
      assert.equal(status, 2);
      assert.match(stderr, reason);
    }
  });
});

describe('qflow estimate', () => {
  it('tells success, time and cost with their sources', () => {
    const { status, stdout } = qflow('estimate', program(bell), '--target', 'iqm_garnet', '--shots', '1000');
    assert.equal(status, 0);
    assert.match(stdout, /^bell: 2 qubits, 1000 shots\n {2}iqm_garnet: fits\n/);
    assert.match(stdout, /success {3}9\d %/);
    assert.match(stdout, /cost {6}\$1\.75 = \$0\.3 a task \+ 1000 shots · \$0\.00145\n +by deviceCost/);
    assert.match(stdout, /queue {5}unknown/);
  });

  it('gives the same as data', () => {
    const { stdout } = qflow('estimate', program(bell + many), '--target', 'ionq_forte', '--format', 'json');
    const report = JSON.parse(stdout) as Report;
    assert.equal(report.schema, 'qflow.estimate/1');
    assert.deepEqual(
      report.circuits.map(({ circuit, targets }) => [circuit, targets.map(({ fits }) => fits)]),
      [
        ['bell', [true]],
        ['many', [false]],
      ],
    );
    assert.ok(report.circuits[0]?.targets[0]?.estimate);
  });

  it('answers wrong usage', () => {
    assert.equal(qflow('estimate', program(bell)).status, 2);
    assert.equal(qflow('estimate', program(bell), '--target', 'ibm_fez', '--shots', '0').status, 2);
    assert.equal(qflow('estimate', program(bell), '--target', 'ibm_fez', '--circuit', 'other').status, 2);
    const broken = qflow('estimate', program('circuit c { qubit q; h r; }'), '--target', 'ibm_fez');
    assert.equal(broken.status, 1);
    assert.match(broken.stderr, /QF2001/);
  });
});

describe('qflow compile', () => {
  it('tells what the device refuses and does not print what cannot run there', () => {
    const decides = 'circuit c { qubit[2] q; bit b; h q[0]; b = measure q[0]; if (b) { x q[1]; } }\n';
    const refused = qflow('compile', program(decides), '--target', 'ibm_miami');
    assert.equal(refused.status, 1);
    assert.equal(refused.stdout, '');
    assert.match(refused.stderr, /error QF4006/);
    const shots = qflow('compile', program(bell), '--target', 'aqt_ibex', '--shots', '9999');
    assert.match(shots.stderr, /error QF4002: aqt_ibex .*9999 are asked for/);
    const allowed = qflow('compile', program(`@allow(QF4017)\n${bell}`), '--target', 'ionq_aria');
    assert.equal(allowed.status, 0);
    const retired = qflow('compile', program(bell), '--target', 'ionq_aria');
    assert.match(retired.stderr, /warning QF4017/);
    assert.doesNotMatch(allowed.stderr, /QF4017/);
  });
});
