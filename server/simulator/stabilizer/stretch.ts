import type { Path } from '../run/machine.ts';
import * as run from '../run/stretch.ts';
import type { CliffordProgram } from './clifford-program.ts';
import type { NoiseSite } from './noise-site.ts';

export { behind } from '../run/stretch.ts';

/** What a stretch does to the qubits, its gates as elementary ones. */
export type Action = run.Action<Int32Array, NoiseSite>;

export type Stretch = run.Stretch<Int32Array, NoiseSite> & { readonly program: CliffordProgram };

/** See {@link run.stretchFrom}. */
export function stretchFrom(program: CliffordProgram, path: Path, leavesOut: boolean): Stretch {
  return { ...run.stretchFrom(program, path, leavesOut, coderFor(program)), program };
}

function coderFor({ codes, sites }: CliffordProgram): run.Coder<Int32Array, NoiseSite> {
  let collected: number[] = [];
  return {
    add: (_, { at }) => {
      const code = codes[at] ?? [];
      for (const entry of code) collected.push(entry);
      return code.length;
    },
    take: () => {
      if (collected.length === 0) return undefined;
      const code = new Int32Array(collected);
      collected = [];
      return code;
    },
    noiseAt: (at) => {
      const site = sites[at];
      if (site === undefined) throw new Error('this channel has no site');
      return { kind: 'noise', site };
    },
  };
}
