/** The extension in VS Code for the Web: in a worker of the browser, with files that only the editor can read. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../host/browser.ts';
import { eventually } from '../host/eventually.ts';
import { type WebEditor, programsIn, startWebEditor } from '../host/web-editor.ts';
import { Workbench } from '../host/workbench.ts';

/** Those that the drives open and what they import: the explorer shows no more without scrolling. */
const samples = ['01-bell.qflow', '12-deutsch.qasm', '14-imports.qflow', '18-targets.qflow'];

describe('a user of VS Code for the Web', () => {
  let editor: WebEditor | undefined;
  let browser: Browser | undefined;

  before(async () => {
    editor = await startWebEditor({
      ...programsIn('samples', samples),
      ...programsIn('test/vscode/programs'),
      ...programsIn('test/vscode/web/programs'),
    });
    browser = await launchBrowser();
  });

  after(async () => {
    await browser?.close();
    await editor?.stop();
  });

  async function inWebEditor(name: string, use: (workbench: Workbench) => Promise<void>): Promise<void> {
    assert.ok(browser && editor);
    const workbench = await Workbench.at(browser, editor.url);
    try {
      await use(workbench);
    } finally {
      await workbench.screenshot(`web-${name}`);
      await workbench.close();
    }
  }

  it('sees faults, also of what a file imports, reads a hover and completes a name', () =>
    inWebEditor('language', async (workbench) => {
      const { page } = workbench;
      await workbench.openFromExplorer('mistake.qflow');
      await page.locator('.squiggly-error').first().waitFor();
      await workbench.openFromExplorer('14-imports.qflow');
      await workbench.lowestCodeLens('Run');
      assert.equal(await page.locator('.squiggly-error').count(), 0);
      await workbench.openFromExplorer('01-bell.qflow');
      await workbench.lowestCodeLens('Run');
      await workbench.goTo(4, 3);
      await workbench.runCommand('Show or Focus Hover');
      await page.locator('.monaco-hover').getByText('Hadamard').first().waitFor();
      await page.keyboard.press('Escape');
      await workbench.goTo(5, 1);
      await page.keyboard.type('  swa');
      await page.keyboard.press('Control+Space');
      await page.locator('.suggest-widget').getByText('swap').first().waitFor();
    }));

  it('runs a circuit and reads its histogram', () =>
    inWebEditor('histogram', async (workbench) => {
      await workbench.openFromExplorer('01-bell.qflow');
      await (await workbench.highestCodeLens('Run')).click();
      const panel = await workbench.panel('Histogram', 60_000);
      await panel.locator('[data-bar="11"]').waitFor();
      assert.equal(await panel.locator('[data-bar]').count(), 2);
      assert.deepEqual(await workbench.errorMessages(), []);
    }));

  it('reads one message of what cannot run there, and runs something else', () =>
    inWebEditor('hostile', async (workbench) => {
      for (const [file, message] of [
        ['too-wide.qflow', /34 qubits need 256 GiB of memory/g],
        ['too-many.qflow', /more than [\d,]+ different outcomes/g],
        ['programs.qflow', /python starts a program, which an editor in a browser cannot/g],
      ] as const) {
        await workbench.openFromExplorer(file);
        await (await workbench.lowestCodeLens('Run')).click();
        const panel = await workbench.panel('Task Graph', 60_000);
        await eventually('message', async () => {
          const text = await panel.locator('body').innerText();
          return text.match(message)?.length === 1 || undefined;
        });
      }
      assert.deepEqual(await workbench.errorMessages(), []);
      await workbench.openFromExplorer('01-bell.qflow');
      await (await workbench.highestCodeLens('Run')).click();
      await (await workbench.panel('Histogram', 60_000)).locator('[data-bar="11"]').waitFor();
    }));

  it('cancels a run inside a kernel, and runs something else at once', () =>
    inWebEditor('cancelled', async (workbench) => {
      await workbench.openFromExplorer('long-run.qflow');
      await workbench.goTo(27);
      await (await workbench.lowestCodeLens('Run')).click();
      const panel = await workbench.panel('Task Graph', 60_000);
      await panel.locator('[data-task="endless"][data-state="running"]').waitFor();
      await panel.getByRole('button', { name: 'Cancel' }).click();
      await panel.locator('[data-task="endless"][data-state="cancelled"]').waitFor();
      await workbench.openFromExplorer('01-bell.qflow');
      await (await workbench.highestCodeLens('Run')).click();
      await (await workbench.panel('Histogram')).locator('[data-bar="11"]').waitFor();
    }));

  it('runs the tests of a file and debugs a circuit', () =>
    inWebEditor('debugger', async (workbench) => {
      const { page } = workbench;
      await workbench.openFromExplorer('01-bell.qflow');
      await workbench.lowestCodeLens('Run');
      await workbench.runCommand('Test: Run Tests in Current File');
      await page.locator('.glyph-margin-widgets .codicon-testing-passed-icon').first().waitFor();
      await workbench.runCommand('QuantumFlow: Debug Circuit');
      await page.locator('.debug-toolbar').waitFor();
      await page.locator('.debug-top-stack-frame-line').first().waitFor();
      await page.keyboard.press('F10');
      await page.keyboard.press('Shift+F5');
      await page.locator('.debug-toolbar').waitFor({ state: 'hidden' });
      assert.deepEqual(await workbench.errorMessages(), []);
    }));

  it('holds a circuit against its targets', () =>
    inWebEditor('targets', async (workbench) => {
      await workbench.openFromExplorer('18-targets.qflow');
      await workbench.lowestCodeLens('Run');
      await workbench.runCommand('QuantumFlow: Show Targets');
      const panel = await workbench.panel('Targets', 60_000);
      await panel.locator('tbody tr').nth(3).waitFor();
    }));

  it('opens a sample of the extension as a file of its own', () =>
    inWebEditor('sample', async (workbench) => {
      const { page } = workbench;
      await workbench.runCommand('QuantumFlow: Open Sample');
      await page.locator('.quick-input-list').getByText('05-grover.qflow').click();
      await workbench.tab(/Untitled-1/).waitFor();
      await workbench.lowestCodeLens('Run');
      assert.equal(await page.locator('.squiggly-error').count(), 0);
    }));
});
