import { entry } from './entry.ts';

/** QF31xx: what shows only when a circuit is unrolled into the gates that it applies. */
export const loweringDiagnostics = {
  QF3100: entry(
    'error',
    'Cannot be run',
    (reason: string) => `This cannot be run: ${reason}.`,
    'Correct the program at this place.',
    'The circuit could not be turned into gates because something in it has no meaning here.',
  ),
  QF3101: entry(
    'error',
    'Loop too long',
    (limit: string) => `The circuit takes more than ${limit} steps to unroll; the last of them are here.`,
    'Let the loop end earlier, or correct the condition that should end it.',
    'Loops whose bounds are known are unrolled before a run. One that never ends, or takes millions of rounds, is stopped. There is no quick fix, for the file does not say how many rounds were meant.',
  ),
  QF3102: entry(
    'error',
    'Circuit too long',
    (limit: string) => `The circuit has more than ${limit} instructions.`,
    'Repeat less, or split the circuit.',
    'A circuit is kept in memory instruction by instruction, so its length is limited.',
  ),
  QF3103: entry(
    'error',
    'Calls nested too deeply',
    (name: string, limit: string) => `Calls of ${name} are nested more than ${limit} deep.`,
    'End the recursion earlier.',
    'Functions and gates are expanded where they are called, so their calls must end.',
  ),
  QF3104: entry(
    'error',
    'Not known before the run',
    (what: string) =>
      `${what} must be known before the run, and this depends on a measurement or a parameter without a value.`,
    'Use a constant, a loop over a known range, or an if for each case.',
    'Which qubits a gate acts on, register sizes, and powers and controls of gates are fixed when the circuit is built. Angles, conditions and classical values may depend on measurements and on parameters that are bound later.',
  ),
  QF3105: entry(
    'error',
    'Gate without a definition',
    (name: string) => `${name} is declared without a body, so nothing says what it does.`,
    'Define the gate, or use one of the standard gates.',
    'An opaque gate can be checked, but not run.',
  ),
  QF3106: entry(
    'error',
    'Function without a body',
    (name: string) => `${name} is declared without a body, so it cannot be called here.`,
    'Define it with def.',
    'An extern function belongs to other software; the circuit alone cannot run it.',
  ),
  QF3107: entry(
    'error',
    'Power of a large gate',
    (name: string, qubits: string, limit: string) =>
      `A fractional power of ${name} is not available: it acts on ${qubits} qubits, and at most ${limit} are possible.`,
    'Use a whole number, or take the power of the gates inside it.',
    'A fractional power is computed from the eigenvalues of the whole gate, whose size doubles with every qubit.',
  ),
  QF3108: entry(
    'error',
    'Unknown circuit',
    (kind: string, name: string, known: string) =>
      `There is no ${kind} called ${name} in this file; it has ${known}.`,
    'Use a name that the file declares; the statements at its top are the circuit main.',
    'Circuits and observables are asked for by their names.',
  ),
  QF3109: entry(
    'error',
    'Unsuitable argument',
    (name: string, reason: string) => `The argument for ${name} does not fit: ${reason}.`,
    'Give a value of the type that the parameter declares.',
    'Arguments are converted to the types of the parameters where nothing can go wrong.',
  ),
  QF3110: entry(
    'error',
    'A model that cannot be built',
    (call: string, reason: string) => `${call} cannot be built: ${reason}.`,
    'Correct the arguments.',
    'Molecules and models become sums of Pauli words before a run. What they are made of, such as atoms, charge, spin and active orbitals, must fit together.',
  ),
} as const;
