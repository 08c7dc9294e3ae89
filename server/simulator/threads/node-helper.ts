import { Worker, parentPort } from 'node:worker_threads';
import { Control } from './control.ts';
import { type Attachment, help } from './helper.ts';
import type { HelperPort } from './team.ts';

/** What a helper's file is started with. */
export interface HelperData {
  readonly control: SharedArrayBuffer;
}

/** A helper in a worker thread of Node that runs the file at `url`, which calls {@link helpInNode}. */
export function spawnNodeHelper(url: URL, control: SharedArrayBuffer): HelperPort {
  const workerData: HelperData = { control };
  const worker = new Worker(url, { workerData });
  worker.unref();
  // A helper that cannot start is never inside: the others do its work.
  worker.on('error', () => undefined);
  return {
    attach: (attachment) => worker.postMessage(attachment),
    terminate: () => void worker.terminate(),
  };
}

/** Makes this thread the helper that {@link spawnNodeHelper} started it as. */
export function helpInNode(workerData: HelperData): void {
  const control = new Control(workerData.control);
  parentPort?.on('message', (attachment: Attachment) => help(control, attachment));
}
