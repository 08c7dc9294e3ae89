import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { mapLayout } from './map-layout.ts';

function grid(rows: number, columns: number) {
  const pairs = Array.from({ length: rows * columns }, (_, qubit) => [
    ...(qubit % columns < columns - 1 ? [{ a: qubit, b: qubit + 1, error: 0 }] : []),
    ...(qubit + columns < rows * columns ? [{ a: qubit, b: qubit + columns, error: 0 }] : []),
  ]).flat();
  return { qubits: rows * columns, pairs };
}

describe('the map of a device', () => {
  it('puts neighbours near and others apart', () => {
    const map = grid(4, 6);
    const points = mapLayout(map);
    const distance = (a: number, b: number) =>
      Math.hypot((points[a]?.x ?? 0) - (points[b]?.x ?? 0), (points[a]?.y ?? 0) - (points[b]?.y ?? 0));
    const joined = map.pairs.map(({ a, b }) => distance(a, b));
    const longest = Math.max(...joined);
    assert.ok(longest < 2 * Math.min(...joined), 'pairs are about equally long');
    for (let a = 0; a < map.qubits; a++)
      for (let b = 0; b < a; b++)
        assert.ok(distance(a, b) > 0.4 * longest, `${a} and ${b} lie on each other`);
  });

  it('is the same each time, lies in its box, and stands one qubit and parts that nothing joins', () => {
    assert.deepEqual(mapLayout(grid(3, 3)), mapLayout(grid(3, 3)));
    assert.equal(mapLayout({ qubits: 1, pairs: [] }).length, 1);
    const split = mapLayout({
      qubits: 6,
      pairs: [
        { a: 0, b: 1, error: 0 },
        { a: 2, b: 3, error: 0 },
      ],
    });
    for (const { x, y } of split) assert.ok(x >= 0 && x <= 1 && y >= 0 && y <= 1.0001, `${x} ${y}`);
  });
});
