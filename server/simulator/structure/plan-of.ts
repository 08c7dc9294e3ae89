import type { Prospect } from '../method.ts';
import { planEstimate } from './estimate-plan.ts';
import { planGradient } from './gradient-plan.ts';
import { type Planned, whole } from './plan.ts';
import { reduced } from './reduced.ts';
import { planSample } from './sample-plan.ts';

/** How a run will be carried out, whatever it is asked for, or why it cannot be. */
export function planOf(prospect: Prospect): Planned<Prospect, never> {
  const { prospect: small } = reduced(prospect);
  const { wanted } = small;
  if (wanted.kind === 'sample') return planSample(small) as Planned<Prospect, never>;
  if (wanted.kind === 'state') return whole(small);
  if (wanted.gradient !== undefined) return planGradient({ ...small, wanted }) as Planned<Prospect, never>;
  return planEstimate({ ...small, wanted }) as Planned<Prospect, never>;
}
