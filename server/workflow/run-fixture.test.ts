import assert from 'node:assert/strict';
import { CancellationSource } from '../base/index.ts';
import type { RunDocument, RunEvent, RunRequest } from '../protocol/index.ts';
import { type Simulator, localSimulator } from '../simulator/index.ts';
import type { Remembered, ResultMemory } from './cache/memory.ts';
import type { PauseSwitch } from './pause.ts';
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
  readonly secret?: (name: string) => string | undefined;
  readonly memory?: ResultMemory;
  readonly pause?: PauseSwitch;
  readonly usage?: RunEnvironment['usage'];
  readonly outside?: RunEnvironment['outside'];
  readonly tables?: RunEnvironment['tables'];
  readonly look?: RunEnvironment['look'];
  readonly freshSeed?: number;
}

/** The clock of the machine, for what really takes time. */
export const machineTime: Required<World>['time'] = { now: () => performance.now(), wait: waitFor };

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
      secret: (name) => Promise.resolve(world.secret?.(name)),
      date: () => '2026-01-01T00:00:00.000Z',
      library: 'file:///std/',
      freshSeed: () => world.freshSeed ?? 11,
      emit: (event) => {
        events.push(event);
        world.onEvent?.(event);
      },
      cancellation: (world.cancellation ?? new CancellationSource()).token,
      ...(world.memory === undefined ? {} : { memory: world.memory }),
      ...(world.usage === undefined ? {} : { usage: world.usage }),
      ...(world.outside === undefined ? {} : { outside: world.outside }),
      ...(world.tables === undefined ? {} : { tables: world.tables }),
      ...(world.look === undefined ? {} : { look: world.look }),
      ...(world.pause === undefined ? {} : { pause: world.pause }),
    },
  );
  return { document, events };
}

/** A memory of the runs whose events it was given. */
export class TestMemory implements ResultMemory {
  readonly #records: (Remembered & { readonly task: string })[] = [];
  readonly #contents = new Map<string, Pick<Remembered, 'key' | 'parts'>>();

  readonly take = (event: RunEvent): void => {
    if (event.kind === 'cache')
      for (const { task, key, parts } of event.notes)
        if (key !== undefined && parts !== undefined) this.#contents.set(task, { key, parts });
    if (event.kind !== 'result') return;
    const content = this.#contents.get(event.task);
    const { runId: run, task, result } = event;
    if (content !== undefined)
      this.#records.unshift({ run, date: '2026-01-01T10:20:30Z', task, result, ...content });
  };

  find(key: string, run?: string): Remembered | undefined {
    return this.#records.find((one) => one.key === key && (run === undefined || one.run === run));
  }

  latest(_file: string, _target: unknown, task: string): Remembered | undefined {
    return this.#records.find((one) => one.task === task);
  }

  durations(): ReadonlyMap<string, number> {
    return new Map();
  }
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
