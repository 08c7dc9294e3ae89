/**
 * Compiles the kernels into kernels.generated.ts: `node server/simulator/native/build.ts`. The compiler is itself a
 * WebAssembly program from npm, so that every platform builds the same bytes. Nothing happens when the sources, the
 * flags and the compiler are those of the last build.
 */
import { createHash } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';

const sources = ['kernels.c', 'blocks.c', 'pauli.c'];
const generated = new URL('kernels.generated.ts', import.meta.url);

const flags = [
  ...['--target=wasm32', '-O3', '-msimd128', '-mbulk-memory'],
  // Products and sums are fused only where the source says so.
  ...['-ffreestanding', '-nostdlib', '-ffp-contract=off'],
  ...['-Wall', '-Wextra', '-Werror'],
  ...['-Wl,--no-entry', '-Wl,--import-memory', '-Wl,--strip-all', '-Wl,--export=__heap_base'],
  // The stack comes first, so that its overflow traps instead of damaging the state.
  ...['-Wl,--stack-first', '-Wl,-z,stack-size=32768'],
];

const compiler = await readFile(new URL('../package.json', import.meta.resolve('@yowasp/clang')), 'utf8');
const files = Object.fromEntries(
  await Promise.all(
    [...sources, 'amplitude.h'].map(
      async (name) => [name, await readFile(new URL(name, import.meta.url), 'utf8')] as const,
    ),
  ),
);
const hash = createHash('sha256')
  .update(JSON.stringify([compiler, flags, files]))
  .digest('hex');
if (!(await isCurrent())) {
  const base = await compile([]);
  await write(base, await compile(['-mrelaxed-simd']));
}

async function isCurrent(): Promise<boolean> {
  try {
    return (await readFile(generated, 'utf8')).includes(hash);
  } catch {
    return false;
  }
}

async function compile(more: readonly string[]): Promise<Uint8Array> {
  // Loaded only now: the compiler is a hundred megabytes.
  const { commands } = await import('@yowasp/clang');
  const output = await commands.clang([...flags, ...more, ...sources, '-o', 'kernels.wasm'], files);
  const wasm = output?.['kernels.wasm'];
  if (!(wasm instanceof Uint8Array)) throw new Error('the compiler wrote no module');
  return wasm;
}

/** Written under another name first, so that a reader never sees half a file. */
async function write(base: Uint8Array, relaxed: Uint8Array): Promise<void> {
  const draft = new URL(`kernels.${process.pid}.draft`, import.meta.url);
  const lines = [
    '/** Compiled from the C beside it by build.ts: for every host, and for hosts with relaxed SIMD. */',
    `export const sourceHash = '${hash}';`,
    `export const baseKernels =\n  '${Buffer.from(base).toString('base64')}';`,
    `export const relaxedKernels =\n  '${Buffer.from(relaxed).toString('base64')}';`,
  ];
  await writeFile(draft, `${lines.join('\n')}\n`);
  await rename(draft, generated);
  console.log(`kernels: ${base.length} and ${relaxed.length} bytes of WebAssembly`);
}
