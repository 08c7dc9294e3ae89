import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { findDevice } from '../devices.ts';
import { genericDevice } from '../generic-device.ts';
import { depolarizingShare, deviceNoise, uncompiledDeviceNoise } from './device-noise.ts';

describe('the noise of a device', () => {
  it('depolarizes by what relaxation leaves of the error', () => {
    // A cx of IBM Manila whose relaxation alone has the infidelity 0.003348120134.
    assert.ok(Math.abs(depolarizingShare(0.008827712071, 1 - 0.003348120134, 2) - 0.007338884538) < 1e-11);
    assert.equal(depolarizingShare(0.000155065939, 1 - 0.000160990817, 1), 0);
  });

  it('spares changes of frame, and reads as the device does', () => {
    const device = findDevice('iqm_garnet');
    assert.ok(device);
    const { rules, readout } = deviceNoise(device);
    assert.ok(rules.every(({ on }) => !on.includes('rz')));
    assert.deepEqual(readout, [{ p01: 0.01375, p10: 0.02265 }]);
    assert.deepEqual(
      rules.filter(({ idle }) => idle !== undefined).map(({ on }) => on),
      [['delay']],
    );
  });

  it('follows the gates of circuits that are not compiled', () => {
    const device = findDevice('ibm_fez');
    assert.ok(device);
    const { rules } = uncompiledDeviceNoise(device);
    const following = (event: string) => rules.filter(({ on }) => on.includes(event)).length;
    assert.deepEqual(['h', 'u3', 'two_qubit', 'rz', 't', 'id', 'cx', 'delay'].map(following), [
      ...[2, 2, 2, 0, 0, 0, 0, 1],
    ]);
    const [native] = deviceNoise(device).rules;
    assert.deepEqual(rules[0]?.after, native?.after);
  });

  it('is none on an ideal device', () => {
    const device = genericDevice('line_3');
    assert.ok(device);
    assert.deepEqual(deviceNoise(device).rules, []);
  });
});
