import type { RunCommand, RunStore } from './run-store.ts';

/** Milliseconds between two looks. */
const interval = 200;

/**
 * Does what a run is told by way of the store, until the returned function ends that. It keeps the process alive until
 * then: a paused run has nothing else to wait for.
 */
export function followCommands(
  store: RunStore,
  runId: string,
  actions: Readonly<Record<RunCommand, () => void>>,
): () => void {
  const timer = setInterval(() => {
    for (const command of store.takeCommands(runId)) actions[command]();
  }, interval);
  return () => clearInterval(timer);
}
