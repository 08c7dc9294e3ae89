import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type Circuit, lowerCircuit } from '../../circuit/index.ts';
import { analyse, parse } from '../../language/index.ts';
import type { Device } from '../device.ts';
import { findDevice } from '../devices.ts';
import { genericDevice } from '../generic-device.ts';
import { estimate } from './estimate.ts';
import { idleFidelity } from './success.ts';

function circuitOf(body: string): Circuit {
  const text = `circuit main { ${body} }`;
  const { program, diagnostics } = parse(text);
  const model = analyse({ uri: 'file:///a.qflow', text, program, syntaxDiagnostics: diagnostics }, new Map());
  const { value } = lowerCircuit(model, 'main');
  assert.ok(value);
  return value;
}

function known(name: string): Device {
  const device = findDevice(name) ?? genericDevice(name);
  assert.ok(device);
  return device;
}

function near(actual: number | undefined, wanted: number): void {
  assert.ok(
    Math.abs((actual ?? Number.NaN) - wanted) <= 1e-9 * Math.abs(wanted),
    `${actual} is not ${wanted}`,
  );
}

const bell = 'qubit[2] q; h q[0]; cx q[0], q[1]; bit[2] c = measure q;';

describe('the estimate of a Bell pair on ibm_fez, by hand', () => {
  // h = rz sx rz, cx = h·cz·h on the target: three pulses of 24 ns, one cz of 84 ns, two readouts of 1560 ns.
  const found = estimate(circuitOf(bell), known('ibm_fez'), 1000);

  it('counts gates and depth', () => {
    assert.deepEqual(found.counts, {
      oneQubit: 3,
      twoQubit: 1,
      measurements: 2,
      resets: 0,
      qubitsUsed: 2,
      swaps: 0,
      depth: 4,
    });
    assert.deepEqual(found.twoQubitGates, { cz: 1 });
  });

  it('lasts as long as its longest way', () => near(found.secondsPerShot, (24 + 84 + 24 + 1560) * 1e-9));

  it('succeeds where everything does', () => {
    near(found.success.gates, (1 - 0.0002287) ** 3 * (1 - 0.003815));
    near(found.success.readout, (1 - 0.007568) ** 2);
    // The first pulses run at once; nobody waits but the qubit that is measured early, behind its last step.
    assert.equal(found.success.idle, 1);
    near(found.success.total, found.success.gates * found.success.readout);
  });

  it('costs seconds of the device', () => {
    const seconds = 2 + 1000 * (1692e-9 + 250e-6);
    near(found.usageSeconds, seconds);
    near(found.cost.dollars, 1.6 * seconds);
    assert.match(found.cost.source, /secondary sources/);
    assert.equal(found.cost.date, '2026-11-21');
    assert.equal(found.queue, 'unknown');
  });
});

describe('waiting', () => {
  it('keeps the average fidelity of relaxation', () => {
    // (T1, T2, t) = (100, 80, 0.3) µs and others, from the average over all states by Kraus operators.
    const device = (t1Microseconds: number, t2Microseconds: number) => ({
      ...known('line_2'),
      t1Microseconds,
      t2Microseconds,
    });
    const rows = [
      [100, 80, 0.3, 0.998253090074],
      [144.7, 54.4, 0.3449, 0.997496541814],
      [278.4, 170, 0.5333, 0.99863699295],
    ] as const;
    for (const [t1, t2, t, wanted] of rows)
      assert.ok(Math.abs(idleFidelity(t * 1e-6, device(t1, t2)) - wanted) < 1e-11);
    assert.equal(idleFidelity(1, known('line_2')), 1);
  });

  it('is counted between the steps of a qubit, delays and barriers included', () => {
    const line = {
      ...known('line_2'),
      t1Microseconds: 100,
      t2Microseconds: 80,
      oneQubit: { gates: 'any', error: 0, nanoseconds: 50, virtualZ: true },
    } as const;
    const idle = (body: string) => estimate(circuitOf(body), line, 1).success.idle;
    near(idle('qubit q; x q; delay[300ns] q; x q; bit b = measure q;'), idleFidelity(300e-9, line));
    near(
      idle('qubit[2] q; x q[0]; x q[1]; delay[300ns] q[1]; barrier q; x q[0]; x q[1];'),
      idleFidelity(300e-9, line) ** 2,
    );
    assert.equal(idle('qubit q; delay[300ns] q; x q; delay[300ns] q;'), 1);
  });
});

describe('the price models, by hand', () => {
  const dollars = (name: string, shots: number) => estimate(circuitOf(bell), known(name), shots).cost.dollars;

  it('by task and shot', () => near(dollars('iqm_garnet', 1000), 0.3 + 1000 * 0.00145));

  it('by gate and shot, with a minimum', () => {
    near(dollars('ionq_forte', 100), 168.195);
    const { counts, cost } = estimate(circuitOf(bell), known('ionq_forte'), 1_000_000);
    assert.equal(counts.twoQubit, 1);
    near(cost.dollars, 1_000_000 * (counts.oneQubit * 0.0001645 + 0.001121));
  });

  it('by credits', () => {
    // One rzz, its pulses, two readouts and two preparations: 5 + shots · (n1 + 10 + 5 · 4)/5000 credits.
    const { counts, cost } = estimate(circuitOf(bell), known('quantinuum_h2'), 1000);
    near(cost.dollars, 12.5 * (5 + (1000 * (counts.oneQubit + 10 + 20)) / 5000));
  });

  it('says where none is known', () => {
    const { cost } = estimate(circuitOf(bell), known('google_willow'), 1000);
    assert.equal(cost.dollars, undefined);
    assert.equal(cost.formula, 'no price is known');
  });
});
