import type { Random } from '../../base/index.ts';
import type { PauliTerm } from '../../circuit/index.ts';
import type { BoundGate } from '../pure/bound-gate.ts';
import type { PureState, Reading } from '../pure/pure-state.ts';
import { amplitudesOf } from './amplitudes.ts';
import { type Block, blocksOf } from './blocks.ts';
import { Chain, type Limits } from './chain.ts';
import { expectationOf } from './expectation.ts';
import { exchanged, swap4 } from './matrices.ts';
import { distribution, draw } from './readings.ts';
import { runScheduled } from './schedule.ts';
import { applyWide } from './wide-gates.ts';
import type { Workspace } from './workspace.ts';

/** Moving two qubits one site nearer to each other costs so much more than moving the centre by a site. */
const swapCost = 4;

/** Qubits on a chain of sites. Gates on distant qubits bring them together, and they stay where they are then. */
export class MpsState implements PureState {
  readonly #chain: Chain;
  readonly #siteOf: number[];
  readonly #qubitAt: number[];

  private constructor(chain: Chain, siteOf: readonly number[], qubitAt: readonly number[]) {
    this.#chain = chain;
    this.#siteOf = [...siteOf];
    this.#qubitAt = [...qubitAt];
  }

  /** The state |0…0⟩. */
  static zeros(workspace: Workspace, limits: Limits, qubits: number): MpsState {
    const order = Array.from({ length: qubits }, (_, qubit) => qubit);
    return new MpsState(Chain.zeros(workspace, limits, qubits), order, order);
  }

  get bytes(): number {
    return this.#chain.bytes;
  }

  get truncation(): number {
    return Math.max(0, 1 - this.#chain.kept);
  }

  copy(): MpsState {
    return new MpsState(this.#chain.copy(), this.#siteOf, this.#qubitAt);
  }

  run(gates: readonly BoundGate[], onProgress: (fraction: number) => void): void {
    const blocks = blocksOf(gates);
    let done = 0;
    runScheduled(blocks, this.#costOf, (block) => {
      this.#apply(block);
      onProgress(++done / blocks.length);
    });
  }

  applyOperator(operator: BoundGate): void {
    const [first = 0, second] = operator.qubits;
    if (second === undefined) {
      this.#chain.moveCentre(this.#site(first));
      this.#chain.applyOne(this.#site(first), operator.matrix);
    } else if (operator.qubits.length === 2) this.#applyPair([first, second], operator.matrix);
    else applyWide(this.#chain, operator, (qubit) => this.#site(qubit));
    this.#chain.normalise();
  }

  oddsOf(qubit: number): number {
    const place = this.#site(qubit);
    this.#chain.moveCentre(place);
    const { left, right, data } = this.#chain.site(place);
    let sum = 0;
    for (let l = 0; l < left; l++)
      for (let at = 2 * (2 * l + 1) * right; at < 2 * (2 * l + 2) * right; at++) sum += data[at]! ** 2;
    return sum;
  }

  collapse(qubit: number, bit: 0 | 1): void {
    const place = this.#site(qubit);
    this.#chain.moveCentre(place);
    const projector = new Float64Array(8);
    projector[6 * bit] = 1;
    this.#chain.applyOne(place, projector);
    this.#chain.normalise();
  }

  distribution(qubits: readonly number[]): Iterable<Reading> {
    return distribution(this.#chain, this.#sites(qubits));
  }

  draw(qubits: readonly number[], shots: number, random: Random): Iterable<Reading> {
    return draw(this.#chain, this.#sites(qubits), shots, random);
  }

  expectation(terms: readonly PauliTerm[]): number {
    return expectationOf(this.#chain, terms, (qubit) => this.#site(qubit));
  }

  amplitudes(): Float64Array {
    return amplitudesOf(this.#chain, this.#qubitAt);
  }

  #site(qubit: number): number {
    return this.#siteOf[qubit] ?? 0;
  }

  #sites(qubits: readonly number[]): readonly number[] {
    return qubits.map((qubit) => this.#site(qubit));
  }

  /** How far the centre and the qubits have to move. */
  readonly #costOf = ({ qubits }: Block): number => {
    if (qubits.length === 1) return 0;
    const places = this.#sites(qubits);
    const [first, last] = [Math.min(...places), Math.max(...places)];
    const { centre } = this.#chain;
    return Math.max(0, first - centre, centre - last) + swapCost * (last - first - 1);
  };

  #apply(block: Block): void {
    switch (block.kind) {
      case 'one':
        return this.#chain.applyOne(this.#site(block.qubits[0]), block.matrix);
      case 'pair':
        return this.#applyPair(block.qubits, block.matrix);
      case 'wide':
        return applyWide(this.#chain, block.gate, (qubit) => this.#site(qubit));
    }
  }

  #applyPair([low, high]: readonly [number, number], matrix: Float64Array): void {
    this.#bringTogether(this.#site(low), this.#site(high));
    const [first, second] = [this.#site(low), this.#site(high)];
    this.#chain.applyPair(Math.min(first, second), second < first ? matrix : exchanged(matrix));
  }

  /** Moves the qubits of two sites next to each other, towards the centre. */
  #bringTogether(p: number, q: number): void {
    let [first, last] = [Math.min(p, q), Math.max(p, q)];
    while (last - first > 1) {
      const isLeft =
        this.#chain.centre <= first || (this.#chain.centre < last && last - this.#chain.centre > 1);
      if (isLeft) this.#swap(first++);
      else this.#swap(--last);
    }
  }

  /** Exchanges the qubits of `place` and the site behind it. */
  #swap(place: number): void {
    this.#chain.applyPair(place, swap4);
    const [a = 0, b = 0] = [this.#qubitAt[place], this.#qubitAt[place + 1]];
    [this.#qubitAt[place], this.#qubitAt[place + 1]] = [b, a];
    [this.#siteOf[a], this.#siteOf[b]] = [place + 1, place];
  }
}
