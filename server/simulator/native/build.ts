/**
 * Compiles kernels.c into kernels.generated.ts: `node server/simulator/native/build.ts`. The compiler is itself a
 * WebAssembly program from npm, so that every platform builds the same bytes. Nothing happens when the source, the
 * flags and the compiler are those of the last build.
 */
import { createHash } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';

const source = new URL('kernels.c', import.meta.url);
const generated = new URL('kernels.generated.ts', import.meta.url);

const flags = [
  ...['--target=wasm32', '-O3', '-msimd128', '-mbulk-memory'],
  // The same bits everywhere: no contraction into fused multiply-adds.
  ...['-ffreestanding', '-nostdlib', '-ffp-contract=off'],
  ...['-Wall', '-Wextra', '-Werror'],
  ...['-Wl,--no-entry', '-Wl,--import-memory', '-Wl,--strip-all', '-Wl,--export=__heap_base'],
  // The stack comes first, so that its overflow traps instead of damaging the state.
  ...['-Wl,--stack-first', '-Wl,-z,stack-size=8192'],
];

const compiler = await readFile(new URL('../package.json', import.meta.resolve('@yowasp/clang')), 'utf8');
const code = await readFile(source, 'utf8');
const hash = createHash('sha256')
  .update(JSON.stringify([compiler, flags, code]))
  .digest('hex');
if (!(await isCurrent())) await write(await compile());

async function isCurrent(): Promise<boolean> {
  try {
    return (await readFile(generated, 'utf8')).includes(hash);
  } catch {
    return false;
  }
}

async function compile(): Promise<Uint8Array> {
  // Loaded only now: the compiler is a hundred megabytes.
  const { commands } = await import('@yowasp/clang');
  const output = await commands.clang([...flags, 'kernels.c', '-o', 'kernels.wasm'], { 'kernels.c': code });
  const wasm = output?.['kernels.wasm'];
  if (!(wasm instanceof Uint8Array)) throw new Error('the compiler wrote no module');
  return wasm;
}

/** Written under another name first, so that a reader never sees half a file. */
async function write(wasm: Uint8Array): Promise<void> {
  const draft = new URL(`kernels.${process.pid}.draft`, import.meta.url);
  const lines = [
    '/** Compiled from kernels.c by build.ts. */',
    `export const sourceHash = '${hash}';`,
    `export const kernelsBase64 =\n  '${Buffer.from(wasm).toString('base64')}';`,
  ];
  await writeFile(draft, `${lines.join('\n')}\n`);
  await rename(draft, generated);
  console.log(`kernels: ${wasm.length} bytes of WebAssembly`);
}
