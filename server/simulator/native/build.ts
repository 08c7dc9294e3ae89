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
    sources: ['kernels.c', 'marginal.c', 'pauli.c', 'rotations.c', 'blocks.c', 'channels.c', 'index-map.c'],
    flags: [],
  },
  single: {
    sources: ['kernels.c', 'marginal.c', 'pauli.c', 'rotations.c', 'single-blocks.c', 'index-map.c'],
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

/** What every start needs on most hosts: it is not packed, because unpacking takes longer than all else about it. */
const plainModule = 'double.relaxed';

/**
 * Modules of a group are much alike, and deflate finds what repeats within 32 KiB: so they take turns, by so few bytes
 * that all of them fit.
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
  .update(JSON.stringify([compiler, flags, narrow, wide, modules, files, turnBytes, plainModule]))
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
  const parts: Part[] = [];
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

interface Part {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The modules that are unpacked together: those for 32-bit addresses, for 64 bits, and of tensors. */
function groupOf({ name }: Part): string {
  const [module, variant = ''] = name.split('.');
  return name === plainModule
    ? 'plain'
    : narrowOnly.has(module ?? '')
      ? 'tensor'
      : variant in wide
        ? 'wide'
        : 'narrow';
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
async function write(parts: readonly Part[]): Promise<void> {
  const draft = new URL(`kernels.${process.pid}.draft`, import.meta.url);
  const groups = [...Map.groupBy(parts, groupOf)].map(([group, members]) => {
    const bytes = interleaved(members.map((part) => part.bytes));
    const isPacked = group !== 'plain';
    return { members, isPacked, bytes: isPacked ? deflateRawSync(bytes, { level: 9 }) : Buffer.from(bytes) };
  });
  const lines = [
    '/** Compiled from the C beside it by build.ts. */',
    `export const sourceHash = '${hash}';`,
    '/** So many bytes of each module of a group follow each other, then the next ones. */',
    `export const turnBytes = ${turnBytes};`,
    '/** Modules by groups, with the bytes of each; in base64, those that are packed by raw deflate. */',
    'export const moduleGroups = [',
    ...groups.flatMap(({ members, isPacked, bytes }) => [
      '  {',
      `    moduleBytes: { ${members.map(({ name, bytes: { length } }) => `'${name}': ${length}`).join(', ')} },`,
      `    isPacked: ${isPacked},`,
      `    base64:\n      '${bytes.toString('base64')}',`,
      '  },',
    ]),
    '] as const;',
  ];
  await writeFile(draft, `${lines.join('\n')}\n`);
  await rename(draft, generated);
  const list = parts.map(({ name, bytes }) => `${name} ${bytes.length}`).join(', ');
  const written = groups.reduce((sum, { bytes }) => sum + bytes.length, 0);
  console.log(`kernels: ${list} bytes of WebAssembly, ${written} as they are kept`);
}
