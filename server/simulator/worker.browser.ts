/** The simulator's worker in a browser; its helpers run the same file. */
import { helpInBrowser, spawnBrowserHelper } from './threads/browser-helper.ts';
import type { BrowserWorkerScope } from './worker/browser-scope.ts';
import type { Posted } from './worker/post.ts';
import { serve } from './worker/serve.ts';
import { transferred } from './worker/transferred.ts';
import type { Attachment } from './threads/helper.ts';

const scope = globalThis as unknown as BrowserWorkerScope;

/** Takes the messages; the first one tells whether this is a helper. */
let take = (first: unknown): void => {
  const assist = helpInBrowser(first);
  if (assist !== undefined) {
    take = (message) => assist(message as Attachment);
    return;
  }
  const handle = serve((reply) => scope.postMessage(reply, transferred(reply)), {
    cores: scope.navigator.hardwareConcurrency,
    ...(scope.crossOriginIsolated && {
      spawnHelper: (control: SharedArrayBuffer) => spawnBrowserHelper(scope.location.href, control),
    }),
  });
  take = (message) => void handle(message as Posted);
  take(first);
};

scope.addEventListener('message', ({ data }) => take(data));
