import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, it } from 'mocha';
import { deviceNames } from '../library/index.ts';
import { decodeDevice } from './decode-device.ts';
import { DeviceCatalogue } from './device-catalogue.ts';
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
    assert.deepEqual(files.toSorted(), [...deviceNames].toSorted(), 'the language proposes them');
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

describe('the schema of device files', () => {
  interface Schema {
    readonly properties?: Readonly<Record<string, Schema>>;
    readonly required?: readonly string[];
    readonly items?: Schema;
    readonly oneOf?: readonly Schema[];
    readonly const?: string;
    readonly enum?: readonly string[];
  }
  const schema: Schema = JSON.parse(
    readFileSync(new URL('../../syntaxes/device.schema.json', import.meta.url), 'utf8'),
  ) as Schema;

  /** What a value has or lacks against the schema. */
  function faults(
    value: unknown,
    { properties, required = [], items, oneOf, enum: choices }: Schema,
  ): string[] {
    if (choices !== undefined && !choices.includes(String(value))) return [`${String(value)} is no choice`];
    if (Array.isArray(value)) return items === undefined ? [] : value.flatMap((one) => faults(one, items));
    if (typeof value !== 'object' || value === null) return [];
    const kind: unknown = Reflect.get(value, 'kind');
    const variant = oneOf?.find((one) => one.properties?.['kind']?.const === kind);
    if (oneOf !== undefined) return variant === undefined ? [`kind ${String(kind)}`] : faults(value, variant);
    if (properties === undefined) return [];
    const missing = required.filter((name) => !(name in value)).map((name) => `no ${name}`);
    const inner = Object.entries(value).flatMap(([name, field]) => {
      const wanted = properties[name];
      return wanted === undefined ? [`unknown ${name}`] : faults(field, wanted);
    });
    return [...missing, ...inner];
  }

  it('fits every described device, and what it asks for is what the decoder asks for', () => {
    for (const { name } of devices) {
      const file = new URL(`./devices/${name}.json`, import.meta.url);
      assert.deepEqual(faults(JSON.parse(readFileSync(file, 'utf8')), schema), [], name);
    }
    assert.deepEqual(faults({ ...(garnet as object), retired: undefined, colour: 1 }, schema), [
      'unknown colour',
    ]);
    for (const field of schema.required ?? [])
      assert.match(
        faultOf((device) => delete device[field]),
        /must be/,
        field,
      );
  });
});

describe('the catalogue of devices', () => {
  const text = (name: string, title = 'Mine') => JSON.stringify({ ...(garnet as object), name, title });

  it('finds those of files before the described ones, and says which files describe none', () => {
    const catalogue = new DeviceCatalogue([
      { uri: 'a', text: text('mine') },
      { uri: 'b', text: text('ibm_fez', 'My copy') },
      { uri: 'c', text: text('mine') },
      { uri: 'd', text: '{}' },
      { uri: 'e', text: '{' },
    ]);
    assert.equal(catalogue.find('mine')?.title, 'Mine');
    assert.equal(catalogue.find('ibm_fez')?.title, 'My copy');
    assert.equal(catalogue.find('grid_2x2')?.qubits, 4);
    assert.equal(catalogue.find('nothing'), undefined);
    assert.deepEqual(
      catalogue.faults.map(({ uri }) => uri),
      ['c', 'd', 'e'],
    );
    assert.equal(catalogue.all.length, devices.length + 1);
  });
});
