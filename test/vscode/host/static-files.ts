import { readFile } from 'node:fs/promises';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

/** What lies at an address: a folder with all in it, or the text of one file. */
export type Served = { readonly folder: string } | { readonly text: string; readonly type: string };

/** A server of files, on a free port of this machine. */
export interface StaticFiles {
  /** As in `http://localhost:8080`: the editor lets its parts come from this machine by this name only. */
  readonly origin: string;
  stop(): Promise<void>;
}

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/** Serves what `at` says lies at each path; the longest path that begins an address counts. */
export async function serveFiles(
  at: (origin: string) => Readonly<Record<string, Served>>,
): Promise<StaticFiles> {
  let served: readonly (readonly [string, Served])[] = [];
  const server = createServer(({ url = '/' }, response) => {
    const name = decodeURIComponent(new URL(url, 'http://host').pathname);
    void contentOf(name, served).then(
      ({ content, type }) => response.writeHead(200, { 'Content-Type': type }).end(content),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  served = Object.entries(at(origin)).toSorted(([one], [other]) => other.length - one.length);
  return { origin, stop: () => stopped(server) };
}

async function contentOf(name: string, served: readonly (readonly [string, Served])[]) {
  const [prefix, found] = served.find(([start]) => name === start || name.startsWith(`${start}/`)) ?? [];
  if (prefix === undefined || found === undefined) throw new Error(`nothing lies at ${name}`);
  if ('text' in found) return { content: found.text, type: found.type };
  const file = path.join(found.folder, path.normalize(`/${name.slice(prefix.length)}`));
  return { content: await readFile(file), type: types[path.extname(file)] ?? 'application/octet-stream' };
}

function stopped(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => void server.close(() => resolve()));
}
