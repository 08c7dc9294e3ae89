import { dense } from './dense/profile.ts';
import { density } from './density/profile.ts';
import { extendedStabilizer } from './extended-stabilizer/profile.ts';
import type { MethodProfile } from './method.ts';
import { mps } from './mps/profile.ts';
import { sparse } from './sparse/profile.ts';
import { stabilizer } from './stabilizer/profile.ts';
import { trajectories } from './trajectories/profile.ts';

/** The methods that there are; of two that fit equally well the first one is chosen. */
export const methods = [
  dense,
  stabilizer,
  extendedStabilizer,
  density,
  trajectories,
  sparse,
  mps,
] as const satisfies readonly MethodProfile[];

/** The name of a method that there is. */
export type RegisteredMethod = (typeof methods)[number]['name'];
