import { type ElectronicHamiltonian, type Spin, spins } from '../electrons/index.ts';
import { modeOf } from '../mapping/index.ts';

/** Electrons that leave some spin orbitals for as many others: τ = a†…a…, of which an ansatz turns by τ − τ†. */
export interface Excitation {
  /** Modes that are emptied, in ascending order. */
  readonly from: readonly number[];
  /** Modes that are filled, in ascending order. */
  readonly to: readonly number[];
}

/** Excitations of one and of two electrons out of the lowest orbitals that keep the spin along z; doubles first. */
export function singlesAndDoubles(hamiltonian: ElectronicHamiltonian): readonly Excitation[] {
  return [...doubles(hamiltonian), ...singles(hamiltonian)];
}

function singles(hamiltonian: ElectronicHamiltonian): readonly Excitation[] {
  return spins.flatMap((spin) => {
    const { occupied, empty } = sidesOf(hamiltonian, spin);
    return occupied.flatMap((i) => empty.map((a) => ({ from: [i], to: [a] })));
  });
}

function doubles(hamiltonian: ElectronicHamiltonian): readonly Excitation[] {
  const [up, down] = [sidesOf(hamiltonian, 0), sidesOf(hamiltonian, 1)];
  const opposite = up.occupied.flatMap((i) =>
    down.occupied.flatMap((j) =>
      up.empty.flatMap((a) => down.empty.map((b) => ({ from: [i, j], to: [a, b] }))),
    ),
  );
  const alike = [up, down].flatMap(({ occupied, empty }) =>
    pairs(occupied).flatMap((from) => pairs(empty).map((to) => ({ from, to }))),
  );
  return [...opposite, ...alike];
}

/** The modes of a spin that the lowest determinant fills, and the others. */
function sidesOf({ orbitals, electrons }: ElectronicHamiltonian, spin: Spin) {
  const filled = spin === 0 ? electrons.alpha : electrons.beta;
  const modes = Array.from({ length: orbitals }, (_, orbital) => modeOf(orbitals, orbital, spin));
  return { occupied: modes.slice(0, filled), empty: modes.slice(filled) };
}

function pairs(modes: readonly number[]): readonly (readonly [number, number])[] {
  return modes.flatMap((first, place) => modes.slice(place + 1).map((second) => [first, second] as const));
}

/**
 * Single excitations between any two orbitals, and pairs of electrons that move together from any orbital to any other.
 * Lee, Huggins, Head-Gordon and Whaley, Journal of Chemical Theory and Computation 15, 311 (2019).
 */
export function generalisedSinglesAndPairs({ orbitals }: ElectronicHamiltonian): readonly Excitation[] {
  const places = Array.from({ length: orbitals }, (_, orbital) => orbital);
  const between = pairs(places);
  const mode = (orbital: number, spin: Spin) => modeOf(orbitals, orbital, spin);
  return [
    ...between.map(([p, q]) => ({ from: [mode(p, 0), mode(p, 1)], to: [mode(q, 0), mode(q, 1)] })),
    ...spins.flatMap((spin) => between.map(([p, q]) => ({ from: [mode(p, spin)], to: [mode(q, spin)] }))),
  ];
}
