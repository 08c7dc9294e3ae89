import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, it } from 'mocha';
import { isDeviceName } from '../library/index.ts';
import { decodeDevice } from './decode-device.ts';
import type { Coupling } from './device.ts';
import { devices, findDevice } from './devices.ts';
import { genericDevice } from './generic-device.ts';
import { grid, heavyHex } from './topologies.ts';

function sorted(coupling: Coupling | undefined): readonly string[] {
  assert.ok(coupling?.kind === 'pairs');
  return coupling.pairs.map(([a, b]) => [Math.min(a, b), Math.max(a, b)].join('-')).toSorted();
}

const garnet: unknown = JSON.parse(
  readFileSync(new URL('./devices/iqm_garnet.json', import.meta.url), 'utf8'),
);

function faultOf(change: (device: Record<string, unknown>) => void): string {
  const copy = structuredClone(garnet) as Record<string, unknown>;
  change(copy);
  try {
    decodeDevice(copy);
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
  return 'none';
}

describe('the described devices', () => {
  it('are all listed, under the names of their files', () => {
    const files = readdirSync(new URL('./devices', import.meta.url)).map((file) => file.replace('.json', ''));
    assert.deepEqual(devices.map(({ name }) => name).toSorted(), files.toSorted());
    assert.equal(findDevice('ibm_fez')?.qubits, 156);
    assert.equal(findDevice('ibm_nowhere'), undefined);
    for (const { name } of devices) assert.ok(isDeviceName(name), `the language knows ${name}`);
    assert.ok(!isDeviceName('ibm_nowhere'));
  });

  it('have the shapes that their makers describe', () => {
    for (const name of [
      'ibm_fez',
      'ibm_marrakesh',
      'ibm_kingston',
      'ibm_aachen',
      'ibm_boston',
      'ibm_pittsburgh',
    ])
      assert.deepEqual(sorted(findDevice(name)?.coupling), sorted(heavyHex(8, 16).coupling), name);
    for (const name of ['ibm_miami', 'ibm_berlin'])
      assert.deepEqual(sorted(findDevice(name)?.coupling), sorted(grid(12, 10)), name);
    const counts = {
      ibm_brisbane: 144,
      ibm_torino: 150,
      iqm_garnet: 30,
      iqm_emerald: 83,
      rigetti_cepheus: 193,
      google_willow: 182,
    };
    for (const [name, count] of Object.entries(counts))
      assert.equal(sorted(findDevice(name)?.coupling).length, count, name);
  });

  it('are connected, and within the laws of physics', () => {
    for (const { name, qubits, coupling, t1Microseconds, t2Microseconds } of devices) {
      assert.ok(t2Microseconds <= 2 * t1Microseconds, name);
      if (coupling.kind === 'all') continue;
      const seen = new Set([0]);
      for (let size = 0; size < seen.size;) {
        size = seen.size;
        for (const [a, b] of coupling.pairs) if (seen.has(a) || seen.has(b)) seen.add(a).add(b);
      }
      assert.equal(seen.size, qubits, name);
    }
  });
});

describe('a device file', () => {
  it('is refused with the field that is wrong and what it must be', () => {
    assert.equal(
      faultOf(() => undefined),
      'none',
    );
    assert.equal(
      faultOf((device) => delete device['qubits']),
      'qubits must be a number from 1 to 1000000',
    );
    assert.equal(
      faultOf((device) => (device['coupling'] = '0-1 1-20')),
      'coupling 1-20 must be all, or pairs such as 0-1 of qubits under 20',
    );
    assert.equal(
      faultOf((device) => (device['price'] = { kind: 'free', source: 's', date: 'd' })),
      'price.kind must be one of none, shots, seconds, gate-shots, credits',
    );
    assert.equal(
      faultOf((device) => (device['twoQubit'] = [{ gate: 'cz', error: 2, nanoseconds: 1 }])),
      'twoQubit[0].error must be a number from 0 to 1',
    );
    assert.equal(
      faultOf((device) => (device['t2Microseconds'] = 1000)),
      't2Microseconds must be at most twice t1Microseconds',
    );
    assert.throws(() => decodeDevice('x'), /the device must be an object/);
  });
});

describe('a generic device', () => {
  it('is named by its shape', () => {
    assert.equal(genericDevice('grid_6x9')?.qubits, 54);
    assert.equal(genericDevice('heavy_hex_8x16')?.qubits, 156);
    assert.deepEqual(sorted(genericDevice('ring_4')?.coupling), ['0-1', '0-3', '1-2', '2-3']);
    assert.deepEqual(genericDevice('all_to_all_30')?.coupling, { kind: 'all' });
    for (const wrong of ['grid_6', 'line_3x3', 'line_1', 'line_99999999', 'cube_3', 'ibm_fez'])
      assert.equal(genericDevice(wrong), undefined, wrong);
  });
});
