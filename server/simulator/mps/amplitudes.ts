import type { Chain } from './chain.ts';

/** All 2^n amplitudes, by contracting the chain from the left. */
export function amplitudesOf(chain: Chain, qubitAt: readonly number[]): Float64Array {
  const { workspace, sites } = chain;
  let rows = 1;
  let data: Float64Array = Float64Array.of(1, 0);
  for (const { left, right, data: tensor } of sites) {
    workspace.clear();
    const product = workspace.multiply(
      workspace.load(data, rows, left),
      workspace.load(tensor, left, 2 * right),
    );
    data = workspace.read(product);
    rows *= 2;
  }
  return reordered(data, qubitAt);
}

/** From site 0 most significant to qubit 0 least significant. */
function reordered(data: Float64Array, qubitAt: readonly number[]): Float64Array {
  const result = new Float64Array(data.length);
  const bits = qubitAt.map((qubit) => 2 ** qubit).toReversed();
  for (let from = 0; from < data.length / 2; from++) {
    const to = bits.reduce((index, bit, place) => ((from >> place) & 1 ? index + bit : index), 0);
    result[2 * to] = data[2 * from]!;
    result[2 * to + 1] = data[2 * from + 1]!;
  }
  return result;
}
