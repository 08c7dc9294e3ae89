import type { Block, Numbers, ParameterBlocks } from './parameter-blocks.ts';

/** A layer y = W v + b. */
export interface Affine {
  readonly weights: Block;
  readonly biases: Block;
}

export function addAffine(blocks: ParameterBlocks, name: string, inputs: number, outputs: number): Affine {
  return {
    weights: blocks.add(`${name}.weights`, outputs, inputs, 'spread'),
    biases: blocks.add(`${name}.biases`, outputs, 1, 'zero'),
  };
}

/** W v + b, one number for each row of W. */
export function affine({ weights, biases }: Affine, x: Numbers, input: Numbers): Float64Array {
  const output = product(weights, x, input);
  for (let row = 0; row < output.length; row++)
    output[row] = (output[row] ?? 0) + (x[biases.offset + row] ?? 0);
  return output;
}

/**
 * Carries slopes back through a layer: adds those by its parameters to `gradient`.
 *
 * @returns the slopes by the input
 */
export function affineBack(
  { weights, biases }: Affine,
  x: Numbers,
  input: Numbers,
  slopes: Numbers,
  gradient: Float64Array,
): Float64Array {
  for (let row = 0; row < slopes.length; row++) addTo(gradient, biases.offset + row, slopes[row] ?? 0);
  return productBack(weights, x, input, slopes, gradient);
}

/** W v. */
export function product({ rows, columns, offset }: Block, x: Numbers, input: Numbers): Float64Array {
  const output = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    const begin = offset + row * columns;
    for (let column = 0; column < columns; column++) sum += (x[begin + column] ?? 0) * (input[column] ?? 0);
    output[row] = sum;
  }
  return output;
}

/** As {@link affineBack}, for {@link product}. */
export function productBack(
  { rows, columns, offset }: Block,
  x: Numbers,
  input: Numbers,
  slopes: Numbers,
  gradient: Float64Array,
): Float64Array {
  const back = new Float64Array(columns);
  for (let row = 0; row < rows; row++) {
    const slope = slopes[row] ?? 0;
    const begin = offset + row * columns;
    for (let column = 0; column < columns; column++) {
      addTo(back, column, slope * (x[begin + column] ?? 0));
      addTo(gradient, begin + column, slope * (input[column] ?? 0));
    }
  }
  return back;
}

export function addTo(sums: Float64Array, place: number, value: number): void {
  sums[place] = (sums[place] ?? 0) + value;
}
