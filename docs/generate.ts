/**
 * Writes the page of every diagnostic under `docs/diagnostics/`, from the catalogue: `node docs/generate.ts`.
 * `docs.test.ts` fails while a page is missing, stale or left over.
 */
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { type DiagnosticCode, catalogue } from '../server/library/index.ts';

const folder = new URL('diagnostics/', import.meta.url);

const severities = { error: 'Error', warning: 'Warning', information: 'Information', hint: 'Hint' } as const;

/** The pages by file name, as the catalogue says they should be. */
export function diagnosticPages(): ReadonlyMap<string, string> {
  const codes = (Object.keys(catalogue) as DiagnosticCode[]).toSorted();
  const pages = codes.map((code): [string, string] => [`${code}.md`, page(code)]);
  return new Map([...pages, ['README.md', index(codes)]]);
}

function page(code: DiagnosticCode): string {
  const { title, severity, explanation, help } = catalogue[code];
  return `# ${code} ${title}\n\n${severities[severity]}. ${explanation}\n\n**Way out.** ${help}\n`;
}

function index(codes: readonly DiagnosticCode[]): string {
  const rows = codes.map(
    (code) =>
      `| [${code}](${code}.md) | ${severities[catalogue[code].severity]} | ${catalogue[code].title} |`,
  );
  return ['# Diagnostics', '', '| code | severity | title |', '| --- | --- | --- |', ...rows, ''].join('\n');
}

/** File names under `docs/diagnostics/` that differ from the catalogue. */
export async function stalePages(): Promise<string[]> {
  const pages = diagnosticPages();
  const present = await readdir(folder).catch(() => []);
  const differing = await Promise.all(
    [...pages].map(async ([name, text]) => ((await readPage(name)) === text ? [] : [name])),
  );
  return [...differing.flat(), ...present.filter((name) => !pages.has(name))];
}

async function readPage(name: string): Promise<string | undefined> {
  return readFile(new URL(name, folder), 'utf8').catch(() => undefined);
}

async function write(): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const [name, text] of diagnosticPages()) await writeFile(new URL(name, folder), text);
}

if (import.meta.main) await write();
