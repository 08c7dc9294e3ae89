import { entry } from './entry.ts';

/** QF50xx: workflows, their tasks, and the observables and backends that these use. */
export const workflowsDiagnostics = {
  QF5001: entry(
    'error',
    'Task cycle',
    (path: string) => `These tasks wait for each other: ${path}.`,
    'Let one of them work without the result of the others.',
    'A task starts when every task that its expression names has finished, so no task may need itself, directly or by way of others.',
  ),
  QF5002: entry(
    'error',
    'Not a call of the right kind',
    (kind: string, known: string) => `${kind} is made by one of: ${known}.`,
    'Use one of these calls.',
    'Tasks, backends and noise are written as one call with named arguments.',
  ),
  QF5003: entry(
    'error',
    'Unknown argument',
    (call: string, name: string) => `${call} has no argument called ${name}.`,
    'Use one of the arguments that the call declares.',
    'The name before the colon is not one of the call’s parameters.',
  ),
  QF5004: entry(
    'error',
    'Missing argument',
    (call: string, name: string) => `${call} needs its argument ${name}.`,
    'Add the argument.',
    'The argument has no default.',
  ),
  QF5005: entry(
    'error',
    'Argument given twice',
    (call: string, name: string) => `${call} is given ${name} twice.`,
    'Remove one of them.',
    'Every argument is given at most once, by its place or by its name.',
  ),
  QF5006: entry(
    'error',
    'Argument out of range',
    (name: string, value: string, range: string) => `${name} is ${value}, and it must be ${range}.`,
    'Use a value in the range.',
    'The call accepts only values in a range.',
  ),
  QF5007: entry(
    'error',
    'Argument without a name',
    (call: string, names: string) => `This argument of ${call} needs its name: ${names}.`,
    'Write the name and a colon before the value.',
    'Only the first arguments of a call go by their place; options are always named.',
  ),
  QF5008: entry(
    'error',
    'Unknown field',
    (name: string, owner: string, known: string) => `${owner} has no field ${name}; it has ${known}.`,
    'Use one of the fields.',
    'The result of a task is a record with fixed fields.',
  ),
  QF5009: entry(
    'error',
    'Observable that is not Hermitian',
    (term: string) => `The coefficient of ${term} is not real.`,
    'Make the coefficients real; X·Y alone is i·Z.',
    'Only Hermitian operators, with real coefficients of Pauli words, can be measured.',
  ),
  QF5010: entry(
    'error',
    'Observable wider than the circuit',
    (observable: string, needed: string, circuit: string, available: string) =>
      `${observable} needs ${needed}, and ${circuit} has ${available}.`,
    'Use a circuit with more qubits, or an observable on fewer.',
    'The observable acts on qubits that the circuit does not have.',
  ),
  QF5011: entry(
    'error',
    'Not an observable',
    (found: string) => `This is ${found}; an observable is a sum of products of X[i], Y[i], Z[i] and I.`,
    'Write Pauli operators with an index, such as Z[0] * Z[1].',
    'An observable is built from Pauli operators on numbered qubits, numbers, other observables, sum and pauli.',
  ),
  QF5012: entry(
    'error',
    'Not a Pauli word',
    (word: string) => `"${word}" is no Pauli word.`,
    'Write one letter I, X, Y or Z for each qubit, qubit 0 at the right.',
    'A Pauli word is a text of the letters I, X, Y and Z.',
  ),
  QF5013: entry(
    'error',
    'Not part of a workflow',
    (what: string) => `A workflow cannot contain ${what}.`,
    'Move it into a circuit.',
    'A workflow consists of tasks and of names for their results.',
  ),
} as const;
