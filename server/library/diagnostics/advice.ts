import { entry } from './entry.ts';

/** QF33xx: what runs, and is probably not what was meant or could be simpler. */
export const adviceDiagnostics = {
  QF3301: entry(
    'information',
    'Gate after measurement',
    (name: string) => `${name} was measured before and not reset: this acts on what the measurement left.`,
    'Reset the qubit first, or move the measurement behind the gate.',
    'A measurement leaves a qubit in the state of its outcome. A gate after it acts on that state, which is seldom meant unless the outcome decides about the gate.',
  ),
  QF3302: entry(
    'hint',
    'Register never measured',
    (name: string) => `${name} is used and never measured, though other qubits are.`,
    'Measure it, if its outcome matters.',
    'A circuit that measures some of its qubits gives only their bits. Helper qubits need no measurement; a forgotten register looks the same.',
  ),
  QF3303: entry(
    'hint',
    'Gates that cancel',
    () => 'This undoes what was done just before.',
    'Remove both.',
    'Two neighbouring gates that are inverse to each other do nothing, and cost time and errors on a device. A barrier between them keeps them apart.',
  ),
  QF3304: entry(
    'hint',
    'Rotation with a shorter name',
    (written: string, name: string, phase: string) => `${written} is ${name}${phase}.`,
    'Use the named gate where the phase does not matter.',
    'Rotations by multiples of a quarter turn are Clifford gates with names of their own: easier to read, and free of errors in error-corrected machines.',
  ),
} as const;
