import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { GateInstruction, Instruction } from '../circuit.ts';
import { channelsAfter } from './channels-after.ts';
import { type NoiseModel, type NoiseRule, readoutError, renumberedNoise } from './noise-model.ts';
import { channelRule, depolarizingRule, thermalRule } from './rules.ts';
import { bitFlip, coherentError } from './standard-channels.ts';

const span = { start: 0, end: 0 };

function gate(name: string, qubits: readonly number[], controls: readonly number[] = []): GateInstruction {
  const on = controls.map((qubit) => ({ qubit, state: 1 as const }));
  return { kind: 'gate', gate: name, angles: [], qubits, controls: on, span };
}

function modelOf(...rules: readonly NoiseRule[]): NoiseModel {
  return { name: 'lab', rules, readout: [] };
}

/** Labels and qubits of what acts after an instruction; a delay that only the run knows takes one microsecond. */
function after(model: NoiseModel, instruction: Instruction): readonly string[] {
  return channelsAfter(model, instruction, () => 1e-6).map(
    ({ channel, qubits }) => `${channel.label}/${channel.qubits} on ${qubits.join(',')}`,
  );
}

describe('a noise model', () => {
  it('depolarizes one and two qubits together and those of wider gates each by itself', () => {
    const model = modelOf(depolarizingRule(0.1));
    assert.deepEqual(after(model, gate('h', [2])), ['depolarizing(0.1)/1 on 2']);
    assert.deepEqual(after(model, gate('x', [2], [0])), ['depolarizing(0.1)/2 on 0,2']);
    const wide = [0, 1, 2].map((qubit) => `depolarizing(0.1)/1 on ${qubit}`);
    assert.deepEqual(after(model, gate('x', [2], [0, 1])), wide);
  });

  it('selects gates by their number of qubits and by name', () => {
    const twoQubit = modelOf(channelRule(bitFlip(0.1), { on: ['two_qubit'] }));
    assert.deepEqual(after(twoQubit, gate('h', [0])), []);
    assert.equal(after(twoQubit, gate('swap', [0, 1])).length, 2);
    const named = modelOf(channelRule(bitFlip(0.1), { on: ['cx', 'one_qubit'] }));
    assert.equal(after(named, gate('x', [1], [0])).length, 2);
    assert.equal(after(named, gate('z', [1], [0])).length, 0);
    assert.equal(after(named, gate('z', [1])).length, 1);
  });

  it('selects qubits, and needs both for a channel on two', () => {
    const single = modelOf(channelRule(bitFlip(0.1), { on: ['all'], qubits: [1] }));
    assert.deepEqual(after(single, gate('x', [1], [0])), ['bit_flip(0.1)/1 on 1']);
    const pair = modelOf(channelRule(coherentError(0.1, 'ZZ'), { on: ['all'], qubits: [0, 1] }));
    assert.deepEqual(after(pair, gate('z', [1], [0])), ['coherent(0.1, ZZ)/2 on 0,1']);
    assert.deepEqual(after(pair, gate('z', [2], [0])), []);
    assert.deepEqual(after(pair, gate('z', [0])), []);
  });

  it('acts after measurements, resets and delays only where these are selected', () => {
    const measure: Instruction = { kind: 'measure', qubit: 0, span };
    const reset: Instruction = { kind: 'reset', qubit: 0, span };
    const gates = modelOf(channelRule(bitFlip(0.1)));
    const ends = modelOf(channelRule(bitFlip(0.1), { on: ['measure', 'reset'] }));
    for (const instruction of [measure, reset]) {
      assert.deepEqual(after(gates, instruction), []);
      assert.deepEqual(after(ends, instruction), ['bit_flip(0.1)/1 on 0']);
    }
    assert.deepEqual(after(ends, { kind: 'barrier', qubits: [0], span }), []);
    assert.deepEqual(after(gates, gate('gphase', [])), []);
  });

  it('relaxes for as long as an instruction takes', () => {
    const durations = { oneQubit: 35e-9, twoQubit: 300e-9, measure: 1e-6, reset: 2e-6 };
    const model = modelOf(thermalRule({ t1: 100e-6, t2: 80e-6, excited: 0 }, durations));
    assert.deepEqual(after(model, gate('h', [0])), ['thermal(3.5e-8 s)/1 on 0']);
    assert.deepEqual(after(model, gate('x', [1], [0])), ['thermal(3e-7 s)/1 on 0', 'thermal(3e-7 s)/1 on 1']);
    const delay = { kind: 'delay', qubits: [0], span } as const;
    assert.deepEqual(after(model, { ...delay, duration: 5e-6 }), ['thermal(0.000005 s)/1 on 0']);
    const late = { kind: 'parameter', type: { kind: 'duration' }, parameter: 0 } as const;
    assert.deepEqual(after(model, { ...delay, duration: late }), ['thermal(0.000001 s)/1 on 0']);
  });

  it('misreads a bit by all its readout errors in turn', () => {
    const model: NoiseModel = {
      name: 'lab',
      rules: [],
      readout: [{ p01: 0.1, p10: 0.2 }, { p01: 0.3, p10: 0.4, qubits: [1] }], // prettier-ignore
    };
    assert.deepEqual(readoutError(model, 0), { p01: 0.1, p10: 0.2 });
    const { p01, p10 } = readoutError(model, 1);
    assert.ok(Math.abs(p01 - (0.9 * 0.3 + 0.1 * 0.6)) < 1e-15);
    assert.ok(Math.abs(p10 - (0.8 * 0.4 + 0.2 * 0.7)) < 1e-15);
  });

  it('follows its qubits when a circuit numbers them anew', () => {
    const model = modelOf(channelRule(bitFlip(0.1), { on: ['all'], qubits: [3, 1] }));
    const [rule] = renumberedNoise(model, [0, 3]).rules;
    assert.deepEqual(rule?.qubits, [1]);
    assert.deepEqual(renumberedNoise(model, [0, 2]).rules, []);
    const whole = modelOf(channelRule(bitFlip(0.1)));
    assert.deepEqual(renumberedNoise(whole, [2]), whole);
  });

  it('survives structured cloning', () => {
    const model = modelOf(depolarizingRule(0.1), channelRule(coherentError(0.1, 'X')));
    assert.deepEqual(structuredClone(model), model);
  });
});
