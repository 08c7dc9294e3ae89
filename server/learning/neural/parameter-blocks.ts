import type { Random } from '../../base/index.ts';

/** Numbers in a row, in whatever kind of array. */
export type Numbers = ArrayLike<number>;

/** How a block of parameters begins: see {@link ParameterBlocks.initial}. */
type Beginning = 'spread' | 'zero' | 'turn';

/** A matrix among all parameters of a network, row by row. */
export interface Block {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  /** The place of its first number among all parameters. */
  readonly offset: number;
  readonly beginning: Beginning;
}

/** All parameters of a network as one row of numbers, which is what optimizers vary. */
export class ParameterBlocks {
  readonly #blocks: Block[] = [];
  #count = 0;
  #names: readonly string[] | undefined;

  get count(): number {
    return this.#count;
  }

  add(name: string, rows: number, columns: number, beginning: Beginning): Block {
    const block = { name, rows, columns, offset: this.#count, beginning };
    this.#blocks.push(block);
    this.#count += rows * columns;
    return block;
  }

  /** `output.weights[0, 2]`: in the order of the parameters. */
  names(): readonly string[] {
    return (this.#names ??= this.#blocks.flatMap(({ name, rows, columns }) =>
      Array.from({ length: rows * columns }, (_, place) => {
        const column = place % columns;
        return columns === 1 ? `${name}[${place}]` : `${name}[${(place - column) / columns}, ${column}]`;
      }),
    ));
  }

  /**
   * Where training begins: weights evenly in ±√(6 / (inputs + outputs)), so that neither values nor slopes grow from layer
   * to layer (Glorot and Bengio, AISTATS 2010); biases at 0; angles of circuits anywhere in a turn, in radians.
   */
  initial(random: Random): readonly number[] {
    return this.#blocks.flatMap(({ rows, columns, beginning }) => {
      const count = rows * columns;
      if (beginning === 'zero') return Array.from({ length: count }, () => 0);
      const most = beginning === 'turn' ? Math.PI : Math.sqrt(6 / (rows + columns));
      return Array.from({ length: count }, () => most * (2 * random.next() - 1));
    });
  }
}
