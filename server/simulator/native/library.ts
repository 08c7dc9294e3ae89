import type { Precision } from '../../library/index.ts';
import { hasRelaxedSimd } from './host.ts';
import { sharingMemory } from './shared-import.ts';

/** What the kernels work on: a dense state of some precision, or matrices of tensor networks. */
export type KernelModule = Precision | 'tensor';

/** What a run asks of its kernels. */
export interface KernelChoice {
  /** That of the precision where it is left out. */
  readonly module?: KernelModule;
  /** The same bits on every machine: no fused multiply-add, which not all hosts have. */
  readonly isReproducible?: boolean;
  /** 64-bit addresses, for states beyond 4 GiB with what they need. */
  readonly isWide?: boolean;
  /** A memory that several threads can use. */
  readonly isShared?: boolean;
  readonly precision?: Precision;
}

/** A compiled module with what has to be known to make instances of it. */
export interface CompiledKernels {
  readonly module: WebAssembly.Module;
  readonly isWide: boolean;
  readonly isShared: boolean;
  /** Whether a product and a sum are rounded once. */
  readonly isRelaxed: boolean;
  readonly precision: Precision;
}

let loaded: Promise<KernelLibrary> | undefined;

/** All kernels, unpacked once in each thread; what is used of them is compiled at its first use. */
export function loadKernels(): Promise<KernelLibrary> {
  loaded ??= import('./kernels.generated.ts').then(async ({ moduleBytes, packedModules }) => {
    const all = await inflated(packedModules);
    const modules = new Map<string, Uint8Array<ArrayBuffer>>();
    let start = 0;
    for (const [name, bytes] of Object.entries(moduleBytes)) {
      modules.set(name, all.slice(start, start + bytes));
      start += bytes;
    }
    return new KernelLibrary(modules);
  });
  return loaded;
}

/** The kernels of one thread for this host at its best. */
export async function compiledKernels(): Promise<CompiledKernels> {
  return (await loadKernels()).get();
}

/** Without Blob and Response, which take a worker of Node longer to load than all kernels. */
async function inflated(base64: string): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new DecompressionStream('deflate-raw');
  const writer = stream.writable.getWriter();
  const written = writer.write(bytesOf(base64)).then(() => writer.close());
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream.readable) chunks.push(chunk as Uint8Array);
  await written;
  return joined(chunks);
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}

function joined(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

export class KernelLibrary {
  readonly #modules: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
  readonly #compiled = new Map<string, CompiledKernels>();

  constructor(modules: ReadonlyMap<string, Uint8Array<ArrayBuffer>>) {
    this.#modules = modules;
  }

  /** @throws {Error} for a wide or shared memory that this host does not have. */
  get(choice: KernelChoice = {}): CompiledKernels {
    const { isReproducible = false, isWide = false, isShared = false, precision = 'double' } = choice;
    const isRelaxed = hasRelaxedSimd && !isReproducible;
    const variant = isWide ? (isRelaxed ? 'wideRelaxed' : 'wideBase') : isRelaxed ? 'relaxed' : 'base';
    const module = choice.module ?? precision;
    const key = `${module} ${variant}${isShared ? ' shared' : ''}`;
    const earlier = this.#compiled.get(key);
    if (earlier !== undefined) return earlier;
    const bytes = this.#bytes(`${module}.${variant}`);
    const code = new WebAssembly.Module(isShared ? sharingMemory(bytes) : bytes);
    const compiled = { module: code, isWide, isShared, isRelaxed, precision };
    this.#compiled.set(key, compiled);
    return compiled;
  }

  #bytes(name: string): Uint8Array<ArrayBuffer> {
    const bytes = this.#modules.get(name);
    if (bytes === undefined) throw new Error(`the build has no module ${name}`);
    return bytes;
  }
}
