import type { Bindings, Observable } from '../../circuit/index.ts';
import type { GradientJob, Job } from '../run/run.ts';
import type { Posted } from './post.ts';
import type { Estimate, Gradient, Samples, Simulated, StateVector } from '../simulator.ts';

/** What the simulator's worker is told to do; it answers each request before it takes the next. */
export type Request =
  | { readonly kind: 'sample'; readonly job: Job }
  | { readonly kind: 'estimate'; readonly job: Job; readonly observable: Observable }
  | {
      readonly kind: 'estimate-batch';
      readonly job: Job;
      readonly sets: readonly Bindings[];
      readonly observable: Observable;
    }
  | { readonly kind: 'gradient'; readonly job: GradientJob; readonly observable: Observable }
  | {
      readonly kind: 'gradient-batch';
      readonly job: GradientJob;
      readonly sets: readonly Bindings[];
      readonly observable: Observable;
    }
  | { readonly kind: 'state'; readonly job: Job };

export type Answer = Simulated<
  Samples | Estimate | readonly Estimate[] | Gradient | readonly Gradient[] | StateVector
>;

/** What the worker says: progress between 0 and 1, then one answer, or that it broke down. */
export type Reply =
  | { readonly kind: 'progress'; readonly fraction: number }
  | { readonly kind: 'answer'; readonly answer: Answer }
  /** Said once: see `Engine.slowness`. */
  | { readonly kind: 'slowness'; readonly slowness: number }
  | { readonly kind: 'fault'; readonly message: string };

/** A worker as its owner sees it, whatever the platform. */
export interface WorkerPort {
  post(message: Posted): void;
  onReply(listener: (reply: Reply) => void): void;
  /** The worker ended without having been told to. */
  onDeath(listener: (reason: string) => void): void;
  /** Whether a worker that has nothing to do keeps its process alive. */
  keepAlive(isNeeded: boolean): void;
  terminate(): Promise<void>;
}
