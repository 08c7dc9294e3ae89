import { type KernelInstance, instantiate } from './kernels.ts';
import type { KernelLibrary } from './library.ts';

/** The kernels of tensor.c and spectrum.c, which tell what each does. Pointers are byte offsets in the memory. */
export interface TensorKernels {
  multiply(m: number, n: number, k: number, a: number, b: number, c: number, panel: number): void;
  transpose(rows: number, columns: number, sign: number, from: number, to: number): void;
  apply_inside(outer: number, d: number, inner: number, matrix: number, t: number): void;
  weight(count: number, x: number): number;
  rescale(count: number, factor: number, x: number): void;
  orthonormal_rows(p: number, q: number, x: number, l: number, y: number): number;
  principal_rows(
    p: number,
    q: number,
    bond: number,
    cutoff: number,
    x: number,
    bases: number,
    rows: number,
    lost: number,
    work: number,
  ): number;
}

export type TensorInstance = Omit<KernelInstance, 'kernels'> & { readonly kernels: TensorKernels };

/** An instance over a new memory. */
export function instantiateTensor(
  library: KernelLibrary,
  isReproducible: boolean,
  bytes: number,
): TensorInstance {
  const instance = instantiate(library.get({ module: 'tensor', isReproducible }), bytes);
  return { ...instance, kernels: instance.kernels as unknown as TensorKernels };
}
