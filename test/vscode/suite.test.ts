/** What the suites found inside the extension host, as tests of this run. */
import { describe, it } from 'mocha';
import { bundledSuites } from './host/bundle.ts';
import { runSuites } from './host/extension-host.ts';
import { copiedWorkspace } from './host/workspace.ts';
import { type SuiteResult, failure } from './suite/results.ts';

for (const { titles, error } of await results())
  describe(titles.slice(0, -1).join(' › '), () => {
    it(titles.at(-1) ?? '', () => {
      if (error) throw Object.assign(new Error(error.message), { stack: error.stack });
    });
  });

async function results(): Promise<readonly SuiteResult[]> {
  const workspace = await copiedWorkspace('samples', 'test/vscode/programs');
  try {
    return await runSuites(await bundledSuites(), workspace.folder);
  } catch (error) {
    return [failure(['extension host', 'runs the suites'], error)];
  } finally {
    await workspace.remove();
  }
}
