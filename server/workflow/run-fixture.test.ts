import assert from 'node:assert/strict';
import { CancellationSource } from '../base/index.ts';
import type { RunDocument, RunEvent, RunRequest } from '../protocol/index.ts';
import { type Simulator, localSimulator } from '../simulator/index.ts';
import { type RunEnvironment, executeRun } from './run.ts';
import { waitFor } from './timer.ts';

export interface Ran {
  readonly document: RunDocument;
  readonly events: readonly RunEvent[];
}

export interface World {
  readonly files?: Readonly<Record<string, string>>;
  readonly simulator?: Simulator;
  readonly cancellation?: CancellationSource;
  readonly onEvent?: (event: RunEvent) => void;
  readonly time?: Pick<RunEnvironment, 'now' | 'wait'>;
  readonly places?: number;
}

/** Runs a text with a clock that counts and files that only exist here. */
export async function run(text: string, request: Partial<RunRequest> = {}, world: World = {}): Promise<Ran> {
  const events: RunEvent[] = [];
  let clock = 0;
  const document = await executeRun(
    { runId: 'r', uri: 'test:/main.qflow', file: 'main.qflow', text, ...request },
    {
      simulator: world.simulator ?? localSimulator(),
      read: (uri) => Promise.resolve(world.files?.[uri]),
      ...(world.time ?? { now: () => clock++, wait: waitFor }),
      places: world.places ?? 4,
      date: () => '2026-01-01T00:00:00.000Z',
      library: 'file:///std/',
      freshSeed: () => 11,
      emit: (event) => {
        events.push(event);
        world.onEvent?.(event);
      },
      cancellation: (world.cancellation ?? new CancellationSource()).token,
    },
  );
  return { document, events };
}

export function estimateOf(document: RunDocument, task: string): number {
  const result = document.results[task];
  assert.ok(result?.kind === 'estimate', JSON.stringify(document.diagnostics));
  return result.value;
}

export const tilted = `
observable z = Z[0];
circuit tilted(float angle) { qubit q; ry(angle) q; }
circuit coin { qubit q; h q; bit c = measure q; }
`;
