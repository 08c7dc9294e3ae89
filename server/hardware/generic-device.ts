import { genericDevicePattern } from '../library/index.ts';
import type { Device } from './device.ts';
import { allToAll, grid, heavyHex, line, ring } from './topologies.ts';

/** The most qubits that a generic device may have. */
const largest = 10_000;

/** A device without errors, prices or limits in a regular shape, or nothing where the name means none. */
export function genericDevice(name: string): Device | undefined {
  const [, shape, first = '', second] = genericDevicePattern.exec(name) ?? [];
  const shaped = shape === undefined ? undefined : shapeOf(shape, Number(first), Number(second ?? 0));
  if (shaped === undefined || shaped.qubits < 2 || shaped.qubits > largest) return undefined;
  return {
    name,
    title: `Generic ${name.replaceAll('_', ' ')}`,
    provider: 'other',
    technology: 'none',
    source: 'a regular shape without errors',
    date: '2026-11-21',
    retired: false,
    ...shaped,
    oneQubit: { gates: 'any', error: 0, nanoseconds: 0, virtualZ: true },
    twoQubit: [{ gate: 'cx', error: 0, nanoseconds: 0 }],
    readout: { error: 0, nanoseconds: 0 },
    t1Microseconds: Number.POSITIVE_INFINITY,
    t2Microseconds: Number.POSITIVE_INFINITY,
    abilities: { midCircuitMeasurement: true, reset: true, feedForward: true },
    compiles: false,
    limits: { shots: [1, Number.MAX_SAFE_INTEGER] },
    price: { kind: 'none', source: 'a generic device has no price', date: '2026-11-21' },
  };
}

function shapeOf(
  shape: string,
  first: number,
  second: number,
): Pick<Device, 'qubits' | 'coupling'> | undefined {
  const isRectangle = shape === 'grid' || shape === 'heavy_hex';
  if (isRectangle !== second > 0 || first * Math.max(1, second) > largest) return undefined;
  switch (shape) {
    case 'line':
      return { qubits: first, coupling: line(first) };
    case 'ring':
      return { qubits: first, coupling: ring(first) };
    case 'grid':
      return { qubits: first * second, coupling: grid(first, second) };
    case 'heavy_hex':
      return heavyHex(first, second);
    default:
      return { qubits: first, coupling: allToAll };
  }
}
