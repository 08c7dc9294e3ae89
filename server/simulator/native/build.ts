/**
 * Compiles the kernels into kernels.generated.ts: `node server/simulator/native/build.ts`. The compiler is itself a
 * WebAssembly program from npm, so that every platform builds the same bytes. Nothing happens when the sources, the
 * flags and the compiler are those of the last build.
 */
import { createHash } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { deflateRawSync } from 'node:zlib';

/** Each module with its sources and the flags that are its own; headers are there for all of them. */
const modules: Readonly<
  Record<string, { readonly sources: readonly string[]; readonly flags: readonly string[] }>
> = {
  double: {
    sources: ['kernels.c', 'marginal.c', 'pauli.c', 'blocks.c', 'channels.c', 'index-map.c'],
    flags: [],
  },
  single: {
    sources: ['kernels.c', 'marginal.c', 'pauli.c', 'single-blocks.c', 'index-map.c'],
    flags: ['-DSINGLE'],
  },
  tensor: { sources: ['tensor.c', 'spectrum.c'], flags: [] },
};
const headers = ['amplitude.h', 'bits.h', 'sum.h', 'operation.h', 'vectors.h'];

/** Modules for which 4 GiB are enough. */
const narrowOnly: ReadonlySet<string> = new Set(['tensor']);

/** Every module is built for each of these; native/library.ts picks one. The most memory is what an engine allows. */
const narrow: Readonly<Record<string, readonly string[]>> = {
  base: ['--target=wasm32', '-Wl,--max-memory=4294967296'],
  relaxed: ['--target=wasm32', '-Wl,--max-memory=4294967296', '-mrelaxed-simd'],
};

/** The modules of dense states are built for these, too. */
const wide: Readonly<Record<string, readonly string[]>> = {
  wideBase: ['--target=wasm64', '-Wl,--max-memory=17179869184'],
  wideRelaxed: ['--target=wasm64', '-Wl,--max-memory=17179869184', '-mrelaxed-simd'],
};

const flags = [
  ...['-O3', '-msimd128', '-mbulk-memory'],
  // Products and sums are fused only where the source says so.
  ...['-ffreestanding', '-nostdlib', '-ffp-contract=off'],
  // Kernels that threads share all have the same first parameters.
  ...['-Wall', '-Wextra', '-Wno-unused-parameter', '-Werror'],
  ...['-Wl,--no-entry', '-Wl,--import-memory', '-Wl,--strip-all'],
  ...['-Wl,--export=__heap_base', '-Wl,--export=__stack_pointer'],
  // Code that is emitted while the simulator runs is called through the table of functions.
  ...['-Wl,--export-table', '-Wl,--growable-table'],
  // The stack comes first, so that its overflow traps instead of damaging the state.
  ...['-Wl,--stack-first', '-Wl,-z,stack-size=32768'],
];

/**
 * Modules are much alike, and deflate finds what repeats within 32 KiB: so they take turns, by so few bytes that all of
 * them fit.
 */
const turnBytes = 2048;

const generated = new URL('kernels.generated.ts', import.meta.url);
const compiler = await readFile(new URL('../package.json', import.meta.resolve('@yowasp/clang')), 'utf8');
const files = Object.fromEntries(
  await Promise.all(
    [...new Set(Object.values(modules).flatMap(({ sources }) => sources)), ...headers].map(
      async (name) => [name, await readFile(new URL(name, import.meta.url), 'utf8')] as const,
    ),
  ),
);
const hash = createHash('sha256')
  .update(JSON.stringify([compiler, flags, narrow, wide, modules, files, turnBytes]))
  .digest('hex');
if (!(await isCurrent())) await build();

async function isCurrent(): Promise<boolean> {
  try {
    return (await readFile(generated, 'utf8')).includes(hash);
  } catch {
    return false;
  }
}

async function build(): Promise<void> {
  const parts: { name: string; bytes: Uint8Array }[] = [];
  for (const [module, { sources, flags: own }] of Object.entries(modules))
    for (const [variant, more] of Object.entries(narrowOnly.has(module) ? narrow : { ...narrow, ...wide }))
      parts.push({ name: `${module}.${variant}`, bytes: await compile(sources, [...own, ...more]) });
  await write(parts);
}

async function compile(sources: readonly string[], more: readonly string[]): Promise<Uint8Array> {
  // Loaded only now: the compiler is a hundred megabytes.
  const { commands } = await import('@yowasp/clang');
  const output = await commands.clang([...flags, ...more, ...sources, '-o', 'kernels.wasm'], files);
  const wasm = output?.['kernels.wasm'];
  if (!(wasm instanceof Uint8Array)) throw new Error('the compiler wrote no module');
  return wasm;
}

/** What is packed: {@link turnBytes} of each module, then the next ones. */
function interleaved(modules: readonly Uint8Array[]): Uint8Array {
  const turns = Math.ceil(Math.max(...modules.map(({ length }) => length)) / turnBytes);
  return Buffer.concat(
    Array.from({ length: turns }, (_, turn) =>
      modules.map((bytes) => bytes.subarray(turn * turnBytes, (turn + 1) * turnBytes)),
    ).flat(),
  );
}

/** Written under another name first, so that a reader never sees half a file. */
async function write(parts: readonly { name: string; bytes: Uint8Array }[]): Promise<void> {
  const draft = new URL(`kernels.${process.pid}.draft`, import.meta.url);
  const packed = deflateRawSync(interleaved(parts.map(({ bytes }) => bytes)), { level: 9 });
  const lines = [
    '/** Compiled from the C beside it by build.ts. */',
    `export const sourceHash = '${hash}';`,
    '/** Bytes of each module, in the order in which they take turns. */',
    'export const moduleBytes = {',
    ...parts.map(({ name, bytes }) => `  '${name}': ${bytes.length},`),
    '} as const;',
    '/** So many bytes of each module at a time follow each other in what is packed. */',
    `export const turnBytes = ${turnBytes};`,
    '/** All modules, compressed by raw deflate, in base64. */',
    `export const packedModules =\n  '${packed.toString('base64')}';`,
  ];
  await writeFile(draft, `${lines.join('\n')}\n`);
  await rename(draft, generated);
  const list = parts.map(({ name, bytes }) => `${name} ${bytes.length}`).join(', ');
  console.log(`kernels: ${list} bytes of WebAssembly, ${packed.length} compressed`);
}
