/** A file of the standard library, as `import … from "std/…"` names it. */
export interface StandardFile {
  readonly path: string;
  readonly description: string;
}

/** The files of `server/library/std`, which ships beside the product; the pure rooms cannot list a folder. */
export const standardFiles: readonly StandardFile[] = [
  { path: 'std/ansatz.qflow', description: 'trial circuits for variational algorithms' },
  { path: 'std/arithmetic.qflow', description: 'arithmetic on registers' },
  { path: 'std/encoders.qflow', description: 'classical data as quantum states' },
  { path: 'std/error_correction.qflow', description: 'codes that protect a qubit' },
  { path: 'std/fourier.qflow', description: 'Fourier transforms' },
  { path: 'std/grover.qflow', description: 'search by amplitude amplification' },
  { path: 'std/hidden.qflow', description: 'problems with a hidden structure' },
  { path: 'std/phase_estimation.qflow', description: 'phase estimation' },
  { path: 'std/qaoa.qflow', description: 'the quantum approximate optimisation algorithm' },
  { path: 'std/state_preparation.qflow', description: 'arbitrary states' },
  { path: 'std/states.qflow', description: 'well-known states' },
  { path: 'std/teleportation.qflow', description: 'entanglement as a channel' },
  { path: 'std/trotter.qflow', description: 'evolution in time by product formulas' },
];
