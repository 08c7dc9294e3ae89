import type { CallParameter } from './calls.ts';

/** The parameters that several calls of the table share. */

/** The largest number of shots that a run may ask for. */
export const maximumShots = 1_000_000_000;

export const circuit: CallParameter = {
  name: 'circuit',
  type: 'circuit',
  required: true,
  positional: true,
  description: 'The circuit to run, with its arguments in parentheses where it has parameters.',
};
export const on: CallParameter = {
  name: 'on',
  type: 'backend',
  required: false,
  positional: false,
  description: 'The backend to run on.',
  defaultText: 'the run’s backend, or the embedded simulator',
};
export const observable: CallParameter = {
  name: 'observable',
  type: 'observable',
  required: true,
  positional: true,
  description: 'The observable whose expectation value is wanted.',
};
export const shots: CallParameter = {
  name: 'shots',
  type: 'int',
  required: false,
  positional: false,
  description: 'The number of repetitions; 0 means exact.',
  defaultText: 'exact on a simulator',
  minimum: 0,
  maximum: maximumShots,
};
export const seed: CallParameter = {
  name: 'seed',
  type: 'int',
  required: false,
  positional: false,
  description: 'Seeds every random choice, so that a run can be repeated.',
  defaultText: 'the backend’s seed, or a fresh one that the run records',
  minimum: 0,
  maximum: Number.MAX_SAFE_INTEGER,
};
