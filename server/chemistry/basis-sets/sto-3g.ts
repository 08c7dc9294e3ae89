import type { BasisSet, ContractedShells } from './basis-set.ts';

/**
 * STO-3G: each Slater orbital as three Gaussians, with the same contraction for every element.
 *
 * Hehre, Stewart and Pople, Journal of Chemical Physics 51, 2657 (1969); Hehre, Ditchfield, Stewart and Pople, ibid. 52,
 * 2769 (1970). Exponents in bohr⁻², as the Basis Set Exchange distributes them.
 */
export const sto3g: BasisSet = {
  H: [first(3.42525091, 0.62391373, 0.1688554)],
  He: [first(6.36242139, 1.158923, 0.31364979)],
  Li: [first(16.119575, 2.9362007, 0.7946505), second(0.6362897, 0.1478601, 0.0480887)],
  Be: [first(30.167871, 5.4951153, 1.4871927), second(1.3148331, 0.3055389, 0.0993707)],
  B: [first(48.791113, 8.8873622, 2.405267), second(2.2369561, 0.5198205, 0.1690618)],
  C: [first(71.616837, 13.045096, 3.5305122), second(2.9412494, 0.6834831, 0.2222899)],
  N: [first(99.106169, 18.052312, 4.8856602), second(3.7804559, 0.8784966, 0.2857144)],
  O: [first(130.70932, 23.808861, 6.4436083), second(5.0331513, 1.1695961, 0.380389)],
  F: [first(166.67913, 30.360812, 8.2168207), second(6.4648032, 1.5022812, 0.4885885)],
  Ne: [first(207.01561, 37.708151, 10.205297), second(8.2463151, 1.9162662, 0.6232293)],
};

/** The 1s shell. */
function first(...exponents: readonly number[]): ContractedShells {
  return { exponents, s: [0.15432897, 0.53532814, 0.44463454] };
}

/** The 2s and 2p shells, which share their exponents. */
function second(...exponents: readonly number[]): ContractedShells {
  return {
    exponents,
    s: [-0.09996723, 0.39951283, 0.70011547],
    p: [0.15591627, 0.60768372, 0.39195739],
  };
}
