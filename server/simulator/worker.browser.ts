/** The simulator's worker in a browser; its helpers run the same file. */
import { helpInBrowser, spawnBrowserHelper } from './threads/browser-helper.ts';
import type { BrowserWorkerScope } from './worker/browser-scope.ts';
import type { Posted } from './worker/post.ts';
import { serve } from './worker/serve.ts';
import { transferred } from './worker/transferred.ts';
import type { Attachment } from './threads/helper.ts';

const scope = globalThis as unknown as BrowserWorkerScope;

scope.onmessage = ({ data }) => {
  const assist = helpInBrowser(data);
  if (assist !== undefined) {
    scope.onmessage = (event) => assist(event.data as Attachment);
    return;
  }
  const handle = serve((reply) => scope.postMessage(reply, transferred(reply)), {
    cores: scope.navigator.hardwareConcurrency,
    ...(scope.crossOriginIsolated && {
      spawnHelper: (control: SharedArrayBuffer) => spawnBrowserHelper(scope.location.href, control),
    }),
  });
  scope.onmessage = (event) => void handle(event.data as Posted);
  void handle(data as Posted);
};
