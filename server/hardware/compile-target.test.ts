import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { ProgramWriter } from '../circuit/exporters/random-circuits.test.ts';
import {
  type Circuit,
  type CompileLevel,
  type CompileTarget,
  type Instruction,
  compile,
} from '../circuit/index.ts';
import { lower } from '../circuit/lowering/fixture.test.ts';
import { blocksIn, qubitsIn } from '../circuit/statistics.ts';
import { compileTarget } from './compile-target.ts';
import { devices } from './devices.ts';
import { genericDevice } from './generic-device.ts';

const generic = ['line_5', 'ring_5', 'grid_2x3', 'all_to_all_5', 'heavy_hex_3x4'].flatMap(
  (name) => genericDevice(name) ?? [],
);
const levels = [0, 1, 2, 3] as const;

const oneQubitGates: Readonly<Record<CompileTarget['oneQubit']['family'], readonly string[]>> = {
  'rz-sx': ['rz', 'sx', 'x'],
  'rz-rx90': ['rz', 'rx'],
  prx: ['rz', 'prx'],
  gpi: ['rz', 'prx'],
  'phased-xz': ['rz', 'prx'],
  any: ['rz', 'u3'],
};

/** What an instruction has that the target has not. */
function foreign(instruction: Instruction, target: CompileTarget): readonly string[] {
  const inner = blocksIn(instruction).flatMap((block) => block.flatMap((one) => foreign(one, target)));
  if (instruction.kind === 'unitary') return ['unitary'];
  if (instruction.kind !== 'gate' || instruction.gate === 'gphase') return inner;
  const { gate, angles } = instruction;
  const qubits = qubitsIn(instruction);
  if (qubits.length === 1) return oneQubitGates[target.oneQubit.family].includes(gate) ? [] : [gate];
  const name = instruction.controls.length === 1 ? `c${gate}` : gate;
  const found = target.twoQubit.find((one) => one.gate === name);
  const { coupling } = target;
  const isPair =
    coupling === 'all' ||
    coupling.pairs.some(
      ([a, b]) =>
        (a === qubits[0] && b === qubits[1]) || (!coupling.isDirected && a === qubits[1] && b === qubits[0]),
    );
  const [angle = 0] = angles;
  const range = found?.maximumAngle;
  const isInRange = range === undefined || (typeof angle === 'number' && angle >= 0 && angle <= range + 1e-9);
  return qubits.length === 2 && found !== undefined && isPair && isInRange
    ? []
    : [`${name} ${qubits.join()}`];
}

function assertCompiles(
  circuit: Circuit,
  target: CompileTarget,
  seed: number,
  some: readonly CompileLevel[] = levels,
): void {
  for (const level of some) {
    const { circuit: made, certificate } = compile(circuit, target, { level, seed });
    const where = `${target.name}, level ${level}, seed ${seed}`;
    assert.ok(certificate.holds, `${where}: ${JSON.stringify(certificate)}`);
    assert.notEqual(certificate.method, 'none', where);
    assert.deepEqual(
      made.body.flatMap((one) => foreign(one, target)),
      [],
      where,
    );
  }
}

describe('circuits compiled for every device at every level', function () {
  this.timeout(120_000);
  for (const [place, device] of [...devices, ...generic].entries())
    it(`do the same with native gates on ${device.name}`, () => {
      const target = compileTarget(device);
      const seed = place + 1;
      assertCompiles(lower(new ProgramWriter(seed, 4).unitary(5)), target, seed);
      assertCompiles(lower(new ProgramWriter(seed, 4).dynamic(5)), target, seed);
    });
});

describe('wide circuits', function () {
  this.timeout(120_000);
  it('have a certificate, with decisions and without, however many qubits they have', () => {
    const fourier =
      'qubit[22] q; for int i in [0:21] { h q[i]; for int j in [i+1:21] { if (j < i+4) { cp(pi/2**(j-i)) q[j], q[i]; } } }';
    for (const name of ['all_to_all_26', 'heavy_hex_4x8']) {
      const target = compileTarget(genericDevice(name) ?? assert.fail());
      for (const [place, text] of [
        new ProgramWriter(1, 24).dynamic(25),
        new ProgramWriter(3, 24).unitary(25),
        fourier,
      ].entries())
        assertCompiles(lower(text), target, place + 1, [1, 3]);
    }
  });
});

describe('late angles', () => {
  it('stay expressions of the parameters on every device', () => {
    const text = `circuit late(float a, float b) {
      qubit[3] q; bit c; ry(a) q[0]; rx(2*a) q[1]; u3(a, b, 0.3) q[2]; cp(b) q[0], q[1]; crx(a) q[1], q[2];
      ctrl @ u3(a, b, a+b) q[2], q[0]; rzz(a) q[0], q[2]; rzz(b) q[0], q[2]; xy(b) q[0], q[1];
      ctrl(2) @ ry(a) q[0], q[1], q[2]; ctrl @ gphase(a) q[1]; c = measure q[1]; if (c) { rx(b) q[0]; } }`;
    const circuit = lower(text, { name: 'late' });
    assert.equal(circuit.parameters.length, 2);
    for (const name of ['ibm_fez', 'ibm_brisbane', 'ionq_forte', 'aqt_ibex', 'iqm_garnet', 'rigetti_cepheus'])
      assertCompiles(circuit, compileTarget(devices.find((one) => one.name === name) ?? assert.fail()), 1);
  });
});
