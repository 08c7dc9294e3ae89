/** What the suites found inside the extension host, as tests of this run. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'mocha';
import { bundleForHost } from './host/bundle.ts';
import { runInEditor } from './host/extension-host.ts';
import { copiedWorkspace } from './host/workspace.ts';
import { type SuiteResult, failure, isSuiteResults } from './suite/results.ts';

const bySuite = Object.groupBy(await results(), ({ titles }) => titles.slice(0, -1).join(' › '));
for (const [suite, found = []] of Object.entries(bySuite)) describe(suite, () => found.forEach(repeat));

function repeat({ titles, error }: SuiteResult): void {
  it(titles.at(-1) ?? '', () => {
    if (error) throw Object.assign(new Error(error.message), { stack: error.stack });
  });
}

async function results(): Promise<readonly SuiteResult[]> {
  const workspace = await copiedWorkspace('samples', 'test/vscode/programs');
  try {
    const found = await runInEditor(await bundledSuites(), workspace.folder);
    if (isSuiteResults(found)) return found;
    throw new Error('The suites gave no results.');
  } catch (error) {
    return [failure(['extension host', 'runs the suites'], error)];
  } finally {
    await workspace.remove();
  }
}

async function bundledSuites(): Promise<string> {
  const folder = path.join(import.meta.dirname, 'suite');
  const names = readdirSync(folder).filter((name) => name === 'index.ts' || name.endsWith('.suite.ts'));
  const sources = names.map((name) => path.join(folder, name));
  return path.join(await bundleForHost(sources, 'test/vscode'), 'index.js');
}
