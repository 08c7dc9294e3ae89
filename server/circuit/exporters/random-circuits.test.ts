import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Random } from '../../base/index.ts';
import { type Gate, gates } from '../../library/index.ts';
import { lower } from '../lowering/fixture.test.ts';

/** Random programs for the exporters' tests and for the comparison with other tools. */
export class ProgramWriter {
  readonly #random: Random;
  readonly #qubits: number;

  constructor(seed: number, qubits: number) {
    this.#random = new Random(seed);
    this.#qubits = qubits;
  }

  pick<T>(choices: readonly T[]): T {
    return choices[Math.floor(this.#random.next() * choices.length)] ?? assert.fail();
  }

  #angle(): string {
    return this.pick(['pi/2', '-pi/4', '0.37', String(this.#random.next() * 7 - 3.5)]);
  }

  /** A gate of the table, with modifiers where there are qubits left for them. */
  gate(choices: readonly Gate[] = gates.filter(({ operands }) => operands.length <= this.#qubits)): string {
    const gate = this.pick(choices);
    const spare = this.#qubits - gate.operands.length;
    const fewest = gate.operands.length === 0 ? 1 : 0;
    const controls = Math.max(fewest, Math.min(spare, this.pick([0, 0, 1, 2])));
    const modifiers = Array.from({ length: controls }, () => this.pick(['ctrl @ ', 'negctrl @ '])).join('');
    const inverse = this.pick(['', '', 'inv @ ', gate.operands.length === 1 ? 'pow(0.5) @ ' : '']);
    const angles = gate.parameters.map(() => this.#angle()).join(', ');
    const call = `${gate.name}${angles === '' ? '' : `(${angles})`}`;
    return `${modifiers}${inverse}${call} ${this.#operands(gate.operands.length + controls)};`;
  }

  #operands(count: number): string {
    const left = Array.from({ length: this.#qubits }, (_, index) => index);
    const chosen = Array.from({ length: count }, () =>
      left.splice(Math.floor(this.#random.next() * left.length), 1),
    );
    return chosen.map((index) => `q[${index.join('')}]`).join(', ');
  }

  unitary(length: number): string {
    return `qubit[${this.#qubits}] q; ${Array.from({ length }, () => this.gate()).join('\n')}`;
  }

  #measure(): string {
    const bit = this.pick(['c[0]', 'c[1]', 'd']);
    return `${bit} = measure ${this.#operands(1)};`;
  }

  #condition(): string {
    return this.pick(['d', '!d', 'c == 1', 'c != 2', 'bool(c[1])', 'c == 3 || d']);
  }

  #step(depth: number, loops: number): string {
    const block = (inside = loops) =>
      [this.#step(depth - 1, inside), this.#step(depth - 1, inside)].join(' ');
    const choices = [
      () => this.gate(),
      () => this.#measure(),
      () => this.pick([`reset ${this.#operands(1)};`, `barrier ${this.#operands(2)};`]),
    ];
    const nested = [
      () => `if (${this.#condition()}) { ${block()} }`,
      () => `if (${this.#condition()}) { ${block()} } else { ${block()} }`,
      () => `while (n < ${this.pick([2, 3])}) { n += 1; ${block(loops + 1)} }`,
      () => `n += uint[4](c);`,
      () => `rx(0.1 * n) q[0];`,
    ];
    const jumps = [
      () => `if (${this.#condition()}) { ${this.pick(['break', 'continue'])}; }`,
      () => 'if (d) { end; }',
    ];
    return this.pick([...choices, ...(depth > 0 ? nested : []), ...(loops > 0 ? jumps : [])])();
  }

  /** A program whose course depends on measurements. */
  dynamic(length: number): string {
    const steps = Array.from({ length }, () => this.#step(2, 0));
    return `qubit[${this.#qubits}] q; bit[2] c; bit d; uint[4] n = 0; h q; ${steps.join('\n')} d = measure q[0];`;
  }
}

describe('random programs', () => {
  it('are programs, the same for the same seed', () => {
    const text = new ProgramWriter(1, 4).dynamic(8);
    assert.equal(text, new ProgramWriter(1, 4).dynamic(8));
    assert.equal(lower(text).qubitCount, 4);
  });
});
