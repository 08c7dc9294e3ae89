import type { BoundGate } from '../pure/bound-gate.ts';
import type { Chain, Site } from './chain.ts';
import { identity2 } from './matrices.ts';
import { type ProductTerm, productTerms } from './product-terms.ts';

/**
 * Applies a gate on sites any distance apart: the state plus one copy of it for each product of the gate less the
 * identity, side by side in the bonds, which are truncated then.
 *
 * @param siteOf where a qubit is.
 */
export function applyWide(chain: Chain, gate: BoundGate, siteOf: (qubit: number) => number): void {
  const terms = productTerms(gate).map((term) => new Map([...term].map(([qubit, m]) => [siteOf(qubit), m])));
  if (terms.length === 0) return;
  const places = terms.flatMap((term) => [...term.keys()]);
  const [first, last] = [Math.min(...places), Math.max(...places)];
  chain.moveCentre(first);
  const sums = chain.sites
    .slice(first, last + 1)
    .map((site, offset) => channelled(site, channelsAt(terms, first + offset), offset, last - first));
  chain.replace(first, sums);
  for (let place = first; place < last; place++) chain.applyPair(place, undefined);
}

function channelsAt(terms: readonly ProductTerm[], place: number): readonly Float64Array[] {
  return [identity2, ...terms.map((term) => term.get(place) ?? identity2)];
}

/** A site's tensor with each channel's matrix applied: side by side at the ends, else block by block. */
function channelled(site: Site, channels: readonly Float64Array[], offset: number, end: number): Site {
  const left = offset === 0 ? site.left : site.left * channels.length;
  const right = offset === end ? site.right : site.right * channels.length;
  const data = new Float64Array(4 * left * right);
  for (const [channel, matrix] of channels.entries()) {
    const [row, column] = [offset === 0 ? 0 : channel * site.left, offset === end ? 0 : channel * site.right];
    addBlock(data, right, site, matrix, row, column);
  }
  return { left, right, data };
}

/** Adds matrix · t[l] to data[row + l][·][column + r]. */
function addBlock(
  data: Float64Array,
  width: number,
  { left, right, data: t }: Site,
  matrix: Float64Array,
  row: number,
  column: number,
): void {
  for (let l = 0; l < left; l++)
    for (let entry = 0; entry < 4; entry++) {
      const [re, im] = [matrix[2 * entry]!, matrix[2 * entry + 1]!];
      if (re === 0 && im === 0) continue;
      let to = 2 * ((2 * (row + l) + (entry >> 1)) * width + column);
      let from = 2 * (2 * l + (entry & 1)) * right;
      for (let r = 0; r < right; r++, to += 2, from += 2) {
        data[to]! += re * t[from]! - im * t[from + 1]!;
        data[to + 1]! += re * t[from + 1]! + im * t[from]!;
      }
    }
}
