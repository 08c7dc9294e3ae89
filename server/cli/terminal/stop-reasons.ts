import type { MinimumResult } from '../../protocol/index.ts';

/** Why a search for a minimum ended, in words. */
export const stopReasons: Readonly<Record<MinimumResult['stopped'], string>> = {
  converged: 'converged',
  threshold: 'threshold reached',
  iterations: 'stopped after its iterations',
  evaluations: 'stopped after its evaluations',
  stalled: 'no way further down',
  'not-finite': 'a value was no number',
};
