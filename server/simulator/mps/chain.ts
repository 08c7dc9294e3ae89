import { Refused } from '../run/refused.ts';
import type { Workspace, Matrix } from './workspace.ts';

/** The tensor of one site, t[left][2][right], interleaved real and imaginary parts; it is never changed. */
export interface Site {
  readonly left: number;
  readonly right: number;
  readonly data: Float64Array;
}

/** How far the sums between neighbouring sites go. */
export interface Limits {
  /** The most terms. */
  readonly bond: number;
  /** The share of the weight that may be left out at each step. */
  readonly cutoff: number;
  /** The share of the weight that all steps together have to keep, estimated as a product; else the run ends. */
  readonly leastKept: number;
}

/**
 * A matrix product state in mixed canonical form: the tensors left of the centre are orthonormal from the left, those
 * right of it from the right, so that leaving out the least parts of the centre is the best approximation there is
 * (Schollwöck, Annals of Physics 326, 96, 2011, section 4).
 */
export class Chain {
  readonly workspace: Workspace;
  readonly sites: Site[];
  readonly #limits: Limits;
  #centre = 0;
  /** The product of the shares that truncations kept. */
  kept = 1;

  constructor(workspace: Workspace, limits: Limits, sites: readonly Site[]) {
    this.workspace = workspace;
    this.#limits = limits;
    this.sites = [...sites];
  }

  /** The product state |0…0⟩. */
  static zeros(workspace: Workspace, limits: Limits, length: number): Chain {
    const zero: Site = { left: 1, right: 1, data: Float64Array.of(1, 0, 0, 0) };
    return new Chain(
      workspace,
      limits,
      Array.from({ length }, () => zero),
    );
  }

  copy(): Chain {
    const chain = new Chain(this.workspace, this.#limits, this.sites);
    chain.#centre = this.#centre;
    chain.kept = this.kept;
    return chain;
  }

  get centre(): number {
    return this.#centre;
  }

  get bytes(): number {
    return this.sites.reduce((sum, { data }) => sum + data.byteLength, 0);
  }

  site(place: number): Site {
    const site = this.sites[place];
    if (site === undefined) throw new Error(`no site ${place}`);
    return site;
  }

  /** Multiplies one site's index by a 2×2 matrix; the canonical form survives only a unitary. */
  applyOne(place: number, matrix: Float64Array): void {
    const { workspace } = this;
    const { left, right, data } = this.site(place);
    workspace.clear();
    const t = workspace.load(data, 2 * left, right);
    workspace.applyInside(t, left, 2, right, matrix);
    this.sites[place] = { left, right, data: workspace.read(t) };
  }

  /**
   * Multiplies the indices of the sites `place` and `place + 1`, the first the more significant, by a unitary 4×4 matrix,
   * if any, and truncates the bond between them.
   */
  applyPair(place: number, matrix: Float64Array | undefined): void {
    const comesFromLeft = this.#centre <= place;
    this.moveCentre(comesFromLeft ? place : place + 1);
    const { workspace } = this;
    const [first, second] = [this.site(place), this.site(place + 1)];
    workspace.clear();
    const a = workspace.load(first.data, 2 * first.left, first.right);
    const b = workspace.load(second.data, second.left, 2 * second.right);
    const theta = workspace.multiply(a, b);
    if (matrix !== undefined) workspace.applyInside(theta, first.left, 4, second.right, matrix);
    const { bond, cutoff, leastKept } = this.#limits;
    const split = workspace.split(theta, bond, cutoff, comesFromLeft);
    this.kept *= 1 - split.lost;
    if (this.kept < leastKept) throw tooEntangled(bond);
    this.#centre = split.weighsRight ? place + 1 : place;
    this.#store(place, split.left, first.left, split.left.columns);
    this.#store(place + 1, split.right, split.right.rows, second.right);
  }

  /** Moves the centre, over sites of any form, by splitting off orthonormal factors. */
  moveCentre(to: number): void {
    while (this.#centre < to) this.#moveRight(this.#centre);
    while (this.#centre > to) this.#moveLeft(this.#centre);
  }

  /** Takes new tensors for the sites from `first` on, in no canonical form, and makes them canonical around `first`. */
  replace(first: number, sites: readonly Site[]): void {
    for (const [offset, site] of sites.entries()) this.sites[first + offset] = site;
    this.#centre = first + sites.length - 1;
    this.moveCentre(first);
  }

  /** Scales the centre to norm 1. @returns the squared norm that it had. */
  normalise(): number {
    const { left, right, data } = this.site(this.#centre);
    const weight = data.reduce((sum, part) => sum + part * part, 0);
    const scale = 1 / Math.sqrt(weight);
    this.sites[this.#centre] = { left, right, data: data.map((part) => part * scale) };
    return weight;
  }

  #moveRight(place: number): void {
    const { workspace } = this;
    const [here, next] = [this.site(place), this.site(place + 1)];
    workspace.clear();
    const columns = workspace.transpose(workspace.load(here.data, 2 * here.left, here.right));
    const { left, right } = workspace.orthonormalRows(columns);
    const carried = workspace.transpose(left);
    const moved = workspace.multiply(carried, workspace.load(next.data, next.left, 2 * next.right));
    this.#store(place, workspace.transpose(right), here.left, right.rows);
    this.#store(place + 1, moved, carried.rows, next.right);
    this.#centre = place + 1;
  }

  #moveLeft(place: number): void {
    const { workspace } = this;
    const [here, next] = [this.site(place), this.site(place - 1)];
    workspace.clear();
    const rows = workspace.load(here.data, here.left, 2 * here.right);
    const { left, right } = workspace.orthonormalRows(rows);
    const moved = workspace.multiply(workspace.load(next.data, 2 * next.left, next.right), left);
    this.#store(place, right, right.rows, here.right);
    this.#store(place - 1, moved, next.left, left.columns);
    this.#centre = place - 1;
  }

  #store(place: number, matrix: Matrix, left: number, right: number): void {
    this.sites[place] = { left, right, data: this.workspace.read(matrix) };
  }
}

function tooEntangled(bond: number): Refused {
  return new Refused({
    kind: 'too-large',
    message: `The state is too entangled for a matrix product state with ${bond.toLocaleString('en')} terms between neighbours.`,
    help: 'Take one all the same with simulator(method: "mps", bond: …); its result says how much it left out.',
  });
}
