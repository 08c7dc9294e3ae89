import type { Precision } from '../../library/index.ts';
import { hasRelaxedSimd } from './host.ts';
import { inflate } from './inflate.ts';
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

/** Modules that are unpacked together; see build.ts. */
interface ModuleGroup {
  readonly moduleBytes: Readonly<Record<string, number>>;
  readonly isPacked: boolean;
  readonly base64: string;
}

let loaded: Promise<KernelLibrary> | undefined;

/** All kernels, once in each thread; what is used of them is unpacked and compiled at its first use. */
export function loadKernels(): Promise<KernelLibrary> {
  loaded ??= import('./kernels.generated.ts').then(
    ({ moduleGroups, turnBytes }) => new KernelLibrary(moduleGroups, turnBytes),
  );
  return loaded;
}

/** The modules of a group, which take turns by so many bytes. */
function unpacked(
  { moduleBytes, isPacked, base64 }: ModuleGroup,
  turnBytes: number,
): readonly (readonly [name: string, bytes: Uint8Array<ArrayBuffer>])[] {
  const modules = Object.entries(moduleBytes).map(
    ([name, length]) => [name, new Uint8Array(length)] as const,
  );
  const length = modules.reduce((sum, [, bytes]) => sum + bytes.length, 0);
  const all = isPacked ? inflate(bytesOf(base64), length) : bytesOf(base64);
  for (let [start, turn] = [0, 0]; start < length; turn += turnBytes)
    for (const [, bytes] of modules) {
      const part = all.subarray(start, start + Math.max(0, Math.min(turnBytes, bytes.length - turn)));
      bytes.set(part, Math.min(turn, bytes.length));
      start += part.length;
    }
  return modules;
}

/** The kernels of one thread for this host at its best. */
export async function compiledKernels(): Promise<CompiledKernels> {
  return (await loadKernels()).get();
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}

export class KernelLibrary {
  readonly #groups: readonly ModuleGroup[];
  readonly #turnBytes: number;
  readonly #modules = new Map<string, Uint8Array<ArrayBuffer>>();
  readonly #compiled = new Map<string, CompiledKernels>();

  constructor(groups: readonly ModuleGroup[], turnBytes: number) {
    this.#groups = groups;
    this.#turnBytes = turnBytes;
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
    const group = this.#modules.has(name)
      ? undefined
      : this.#groups.find(({ moduleBytes }) => name in moduleBytes);
    if (group !== undefined)
      for (const [member, bytes] of unpacked(group, this.#turnBytes)) this.#modules.set(member, bytes);
    const bytes = this.#modules.get(name);
    if (bytes === undefined) throw new Error(`the build has no module ${name}`);
    return bytes;
  }
}
