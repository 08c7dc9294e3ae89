import { Refused } from './refused.ts';

/** Why there is no state to show. */
export function notPure(): Refused {
  return new Refused(
    'not-exact',
    'A measurement or reset on the way decides what happens next, so the circuit has no single final state.',
    'Use sample or estimate, or remove what depends on the measurement.',
  );
}
