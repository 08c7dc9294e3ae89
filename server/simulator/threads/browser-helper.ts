import { startBrowserWorker } from '../worker/browser-scope.ts';
import { Control } from './control.ts';
import { type Attachment, help } from './helper.ts';
import type { HelperPort } from './team.ts';

/** What a helper is told first: what all threads of its team see. */
interface Introduction {
  readonly control: SharedArrayBuffer;
}

/** A helper in a worker of the browser that runs the file at `url`, which hands its first message to {@link helpInBrowser}. */
export function spawnBrowserHelper(url: string, control: SharedArrayBuffer): HelperPort {
  const worker = startBrowserWorker(url);
  // A helper that cannot start is never inside: the others do its work.
  worker.addEventListener('error', () => undefined);
  const introduction: Introduction = { control };
  worker.postMessage(introduction);
  return {
    attach: (attachment) => worker.postMessage(attachment),
    terminate: () => worker.terminate(),
  };
}

/** What a helper does with the messages behind its introduction; nothing for a message that is none. */
export function helpInBrowser(message: unknown): ((attachment: Attachment) => void) | undefined {
  if (!isIntroduction(message)) return undefined;
  const control = new Control(message.control);
  return (attachment) => help(control, attachment);
}

function isIntroduction(message: unknown): message is Introduction {
  return typeof message === 'object' && message !== null && 'control' in message;
}
