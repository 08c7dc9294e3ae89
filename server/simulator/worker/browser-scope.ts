/** What a browser gives workers and those who start them, as far as the simulator uses it. */

export interface BrowserWorker {
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  onerror: ((event: { readonly message?: string }) => void) | null;
  postMessage(message: unknown): void;
  terminate(): void;
}

/** The global object inside a worker. */
export interface BrowserWorkerScope {
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  postMessage(message: unknown, transferred: readonly ArrayBuffer[]): void;
  /** Whether threads may share memory: so where the page came with the headers of cross-origin isolation. */
  readonly crossOriginIsolated: boolean;
  readonly navigator: { readonly hardwareConcurrency: number };
  readonly location: { readonly href: string };
}

/** A worker that runs the file at `url`. */
export function startBrowserWorker(url: string): BrowserWorker {
  const { Worker } = globalThis as unknown as { readonly Worker: new (url: string) => BrowserWorker };
  return new Worker(url);
}
