import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Random } from '../../base/index.ts';
import { outcomes } from '../naive-simulator.test.ts';
import { lower } from './fixture.test.ts';

/**
 * Random programs whose variables start with known values, and the same programs with some of these values measured
 * first: what is decided while the circuit is built must be what the run decides.
 */

const definitions = `
  def search(uint[3] x, uint[3] y) -> uint[3] {
    for int i in [0:2] {
      if (x == y) { return x; }
      x += 1;
      if (x < y) { continue; }
      y += x;
    }
    return y;
  }
  def spread(mutable array[uint[3], #dim = 1] r, uint[3] x) {
    if (x > 2) { r[0] += x; return; }
    r[1] = x;
  }`;

class Writer {
  readonly #random: Random;
  #counters = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  pick<T>(choices: readonly T[]): T {
    return choices[Math.floor(this.#random.next() * choices.length)] ?? assert.fail();
  }

  variable(): string {
    return this.pick(['a', 'b', 'c', 'r[0]', 'r[1]']);
  }

  expression(): string {
    const [x, y] = [this.variable(), this.pick([this.variable(), '1', '2', '5', '7'])];
    return this.pick([
      x,
      y,
      `uint[3](${x} + ${y})`,
      `uint[3](${x} ^ ${y})`,
      `uint[3](${x} * ${y})`,
      `search(${x}, ${y})`,
    ]);
  }

  condition(): string {
    const [x, y] = [this.variable(), this.expression()];
    return this.pick([
      `${x} < ${y}`,
      `${x} == ${y}`,
      `${x} != 3`,
      `bool(a[${this.pick([0, 1, 2])}]) && ${x} > 1`,
      `!bool(b[1]) || ${x} <= ${y}`,
    ]);
  }

  block(depth: number, isLoop: boolean): string {
    const length = this.pick([1, 2, 3]);
    return Array.from({ length }, () => this.statement(depth, isLoop)).join(' ');
  }

  statement(depth: number, isLoop: boolean): string {
    const simple = [
      () => `${this.variable()} = ${this.expression()};`,
      () => `${this.variable()} ${this.pick(['+=', '^=', '|='])} ${this.expression()};`,
      () => `${this.pick(['a', 'b'])}[${this.pick([0, 1, 2])}] = c[${this.pick([0, 1, 2])}];`,
      () => `spread(r, ${this.expression()});`,
    ];
    const jumps = [() => `if (${this.condition()}) { ${this.pick(['break', 'continue'])}; }`];
    const nested = [
      () =>
        `if (${this.condition()}) { ${this.block(depth - 1, isLoop)} } else { ${this.block(depth - 1, isLoop)} }`,
      () => `for int i in [0:${this.pick([1, 2])}] { ${this.block(depth - 1, true)} }`,
      () => `for uint[3] i in [${this.variable()}:3] { ${this.block(depth - 1, true)} c += i; }`,
      () =>
        `switch (${this.variable()}) { case 1 { ${this.block(depth - 1, isLoop)} } case 2, 3 { ${this.block(depth - 1, isLoop)} } default { } }`,
      () => this.while(depth),
      () => `if (${this.condition()}) { if (${this.condition()}) { a += 1; end; } }`,
    ];
    return this.pick([...simple, ...(isLoop ? [...jumps, ...jumps] : []), ...(depth > 0 ? nested : [])])();
  }

  while(depth: number): string {
    this.#counters += 1;
    const counter = `w${this.#counters}`;
    return `uint[4] ${counter} = 0; while (${counter} < 3 && (${this.condition()})) { ${counter} += 1; ${this.block(depth - 1, true)} }`;
  }
}

/** The program with its variables known, or measured where `measured` says so. */
function program(body: string, values: readonly number[], measured: readonly boolean[]): string {
  const starts = ['a', 'b', 'c'].map((name, place) => {
    const value = values[place] ?? 0;
    if (measured[place] !== true) return `uint[3] ${name} = ${value};`;
    const flips = [0, 1, 2].filter((bit) => (value >> bit) % 2 === 1).map((bit) => `x q[${bit}];`);
    return `reset q; ${flips.join(' ')} bit[3] m${name} = measure q; uint[3] ${name} = uint[3](m${name});`;
  });
  const results = ['a', 'b', 'c'].map((name) => `output bit[3] o${name} = "000";`).join(' ');
  const ends = ['a', 'b', 'c'].map((name) => `o${name} = bit[3](${name});`).join(' ');
  const early = body.replaceAll('end;', `${ends} end;`);
  return `${definitions} qubit[3] q; ${results} ${starts.join(' ')} array[uint[3], 2] r = {1, 6}; ${early} a += r[0]; b ^= r[1]; ${ends}`;
}

describe('programs that measure what others know', () => {
  for (let seed = 1; seed <= 100; seed++) {
    it(`end alike, program ${seed}`, () => {
      const random = new Random(seed);
      const writer = new Writer(random);
      const body = Array.from({ length: 4 }, () => writer.statement(2, false)).join('\n');
      const values = [0, 0, 0].map(() => Math.floor(random.next() * 8));
      const known = outcomes(lower(program(body, values, [])));
      assert.equal(Object.keys(known).length, 1);
      for (const measured of [[true], [false, true], [false, false, true], [true, true, true]]) {
        const found = outcomes(lower(program(body, values, measured)));
        assert.deepEqual(Object.keys(found), Object.keys(known), program(body, values, measured));
      }
    });
  }
});
