import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Value } from '../../base/index.ts';
import { loadProject } from '../../language/index.ts';
import { noiseCalls } from '../../library/index.ts';
import type { GateInstruction } from '../circuit.ts';
import {
  type Channel,
  type NoiseModel,
  channelsAfter,
  isTracePreserving,
  readoutError,
} from '../noise/index.ts';
import { lowerNoise } from './lower-noise.ts';

const device: NoiseModel = { name: 'ibm_fez', rules: [], readout: [{ p01: 0.1, p10: 0.2 }] };

type Inputs = Readonly<Record<string, Value>>;

async function lowered(text: string, inputs: Inputs = {}, files: Readonly<Record<string, string>> = {}) {
  const all: Readonly<Record<string, string>> = { ...files, 'main.qflow': text };
  const model = await loadProject('test:/main.qflow', (uri) =>
    Promise.resolve(all[uri.replace('test:/', '')]),
  );
  const deviceNoise = (name: string) => (name === 'ibm_fez' ? device : undefined);
  return lowerNoise(model, 'lab', { inputs: new Map(Object.entries(inputs)), deviceNoise });
}

async function noiseOf(
  text: string,
  ...rest: [Inputs?, Readonly<Record<string, string>>?]
): Promise<NoiseModel> {
  const { value, diagnostics } = await lowered(text, ...rest);
  return value ?? assert.fail(diagnostics.map(({ message }) => message).join('\n'));
}

async function faultOf(text: string, inputs: Inputs): Promise<string | undefined> {
  const { value, diagnostics } = await lowered(text, inputs);
  assert.equal(value, undefined);
  return diagnostics[0]?.code;
}

function gate(name: string, qubits: readonly number[], controls: readonly number[] = []): GateInstruction {
  const on = controls.map((qubit) => ({ qubit, state: 1 as const }));
  return { kind: 'gate', gate: name, angles: [], qubits, controls: on, span: { start: 0, end: 0 } };
}

function channelsOf(model: NoiseModel, instruction: GateInstruction): readonly Channel[] {
  return channelsAfter(model, instruction, () => 0).map(({ channel }) => channel);
}

describe('noise as a model', () => {
  it('has every channel of the library, and each of its examples is one', async () => {
    const after = [gate('h', [0]), gate('x', [1], [0])];
    for (const { name, example } of noiseCalls) {
      const model = await noiseOf(example);
      const channels = after.flatMap((instruction) => channelsOf(model, instruction));
      assert.ok(channels.length > 0 || model.readout.length === 1, name);
      assert.ok(channels.every((channel) => isTracePreserving(channel)), name); // prettier-ignore
    }
  });

  it('takes that of a device whole, beside other noise', async () => {
    const model = await noiseOf('noise lab = readout(p01: 0.5, p10: 0) + device("ibm_fez") + bit_flip(0.1);');
    assert.deepEqual(model.readout.map(({ p10 }) => p10), [0, 0.2]); // prettier-ignore
    assert.equal(model.rules.length, 1);
    assert.equal(await faultOf('noise lab = device("ibm_torino");', {}), 'QF3104');
  });

  it('keeps the order of the sum, through other noise and other files', async () => {
    const model = await noiseOf(
      'import { far } from "far.qflow"; noise near = phase_flip(0.2) + far; noise lab = (bit_flip(0.1) + near) + bit_flip(0.4);',
      {},
      { 'far.qflow': 'const float p = 0.3; noise far = bit_flip(p);' },
    );
    const labels = ['bit_flip(0.1)', 'phase_flip(0.2)', 'bit_flip(0.3)', 'bit_flip(0.4)'];
    assert.deepEqual(model.rules.map(({ label }) => label), labels); // prettier-ignore
  });

  it('computes its numbers when the run gives its inputs', async () => {
    const text = 'input float p = 0.1; noise lab = bit_flip(p / 2) + readout(p01: p, p10: 1 / 4);';
    const [flip] = channelsOf(await noiseOf(text, { p: 0.5 }), gate('h', [0]));
    assert.deepEqual(flip?.kind === 'pauli' && flip.probabilities, [0.75, 0.25, 0, 0]);
    assert.deepEqual(readoutError(await noiseOf(text), 0), { p01: 0.1, p10: 0.25 });
  });

  it('follows gates by the name that circuits have for them', async () => {
    const model = await noiseOf('noise lab = bit_flip(0.1, gates: [cnot, cphase, sx], qubits: [1]);');
    assert.equal(channelsOf(model, gate('x', [1], [0])).length, 1);
    assert.equal(channelsOf(model, gate('p', [1], [0])).length, 1);
    assert.equal(channelsOf(model, gate('sx', [0])).length, 0);
    assert.equal(channelsOf(model, gate('x', [1])).length, 0);
  });

  it('takes durations with their units', async () => {
    const text = 'noise lab = thermal(t1: 100us, t2: 0.08ms, one_qubit: 300ns, two_qubit: 1us);';
    const [relaxation] = channelsOf(await noiseOf(text), gate('h', [0]));
    const decay = relaxation?.kind === 'kraus' ? (relaxation.operators.at(-1)?.[0]?.[1]?.re ?? 0) ** 2 : 0;
    assert.ok(Math.abs(decay - (1 - Math.exp(-0.3 / 100))) < 1e-12);
  });

  it('has nothing where the name is no noise or the file is faulty', async () => {
    assert.equal((await lowered('noise other = bit_flip(0.1);')).diagnostics[0]?.code, 'QF3108');
    assert.equal((await lowered('noise lab = bit_flip(2);')).diagnostics[0]?.code, 'QF5006');
  });

  it('is refused where names multiply its parts without end', async () => {
    const doubled = Array.from({ length: 30 }, (_, place) => `noise n${place + 1} = n${place} + n${place};`);
    const text = `noise n0 = bit_flip(0.1); ${doubled.join(' ')} noise lab = n30;`;
    assert.equal((await lowered(text)).diagnostics[0]?.code, 'QF5116');
  });

  it('is refused where the inputs of a run make it no channel', async () => {
    const inputs = 'input float p = 0.1; input duration t = 1us; input int n = 0;';
    assert.equal(await faultOf(`${inputs} noise lab = bit_flip(p);`, { p: 1.5 }), 'QF5006');
    assert.equal(await faultOf(`${inputs} noise lab = pauli(X: p, Y: p);`, { p: 0.6 }), 'QF5014');
    assert.equal(await faultOf(`${inputs} noise lab = thermal(t1: 1us, t2: t);`, { t: 3e-6 }), 'QF5015');
    assert.equal(await faultOf(`${inputs} noise lab = thermal(t1: t, t2: t);`, { t: 0 }), 'QF5006');
    assert.equal(await faultOf(`${inputs} noise lab = bit_flip(0, qubits: [n]);`, { n: -1n }), 'QF5006');
    const kraus = 'noise lab = kraus([[[1, 0], [0, p]]]);';
    assert.equal(await faultOf(`${inputs} ${kraus}`, { p: 0.5 }), 'QF5016');
    await noiseOf(`${inputs} ${kraus}`, { p: 1 });
    assert.equal(await faultOf('input float p; noise lab = bit_flip(p);', {}), 'QF3104');
  });
});
