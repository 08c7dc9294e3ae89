/** What a browser gives workers and those who start them, as far as the simulator uses it. */

/** A message, or what went wrong. */
interface WorkerEvent {
  readonly data?: unknown;
  readonly message?: string;
}

export interface BrowserWorker {
  addEventListener(kind: 'message' | 'error', listener: (event: WorkerEvent) => void): void;
  postMessage(message: unknown): void;
  terminate(): void;
}

/** The global object inside a worker. */
export interface BrowserWorkerScope {
  addEventListener(kind: 'message', listener: (event: WorkerEvent) => void): void;
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
