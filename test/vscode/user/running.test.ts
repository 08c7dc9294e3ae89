import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Frame } from 'playwright-core';
import { inWorkbench } from './session.ts';

describe('a user who runs programs', () => {
  it('runs a circuit by its code lens and reads the bars of the histogram', () =>
    inWorkbench('histogram', async (workbench) => {
      await workbench.openFile('01-bell.qflow');
      await (await workbench.highestCodeLens('Run')).click();
      const panel = await workbench.panel('Histogram');
      await panel.locator('[data-bar]').first().waitFor();
      assert.deepEqual(await attributes(panel, '[data-bar]', 'data-bar'), ['00', '11']);
      for (const bar of await attributes(panel, '[data-bar]', 'aria-label'))
        assert.match(bar, /, (4\d\d|5\d\d|6\d\d) times, [3-6]\d(\.\d)? %, 95 % interval/);
      assert.equal(await panel.locator('h1').innerText(), 'bell');
      await workbench.tab('Histogram: bell').waitFor();
    }));

  it('walks through the bars with the keyboard and reads them as a table', () =>
    inWorkbench('histogram-table', async (workbench) => {
      await workbench.openFile('01-bell.qflow');
      await (await workbench.highestCodeLens('Run')).click();
      const panel = await workbench.panel('Histogram');
      await panel.locator('[data-bar="00"]').focus();
      await workbench.page.keyboard.press('ArrowRight');
      assert.equal(await panel.locator('[data-bar]:focus').getAttribute('data-bar'), '11');
      await panel.getByRole('button', { name: 'Table' }).click();
      const rows = await panel.locator('tbody tr').allInnerTexts();
      assert.deepEqual(
        rows.map((row) => row.split(/\s/)[0]),
        ['00', '11'],
      );
    }));

  it('follows a workflow through the nodes of its task graph to the results', () =>
    inWorkbench('task-graph', async (workbench) => {
      await workbench.openFile('10-ising-workflow.qflow');
      await workbench.goTo(28);
      await (await workbench.lowestCodeLens('Run')).click();
      const panel = await workbench.panel('Task Graph');
      const completed = panel.locator('[data-task][data-state="completed"]');
      await completed.nth(5).waitFor();
      const names = await attributes(panel, '[data-task][data-state="completed"]', 'data-task');
      assert.deepEqual(names.toSorted(), ['cold', 'next', 'order', 'psi', 'spins', 'warm']);
      await panel.getByRole('button', { name: /^next, .*, needs cold, warm$/ }).waitFor();
      await workbench.screenshot('task-graph-completed');
      await workbench.runCommand('QuantumFlow: Show Histogram');
      const histogram = await workbench.panel('Histogram');
      await histogram.locator('[data-bar]').first().waitFor();
    }));

  it('cancels a long run from the panel and runs something else at once', () =>
    inWorkbench('cancelled', async (workbench) => {
      await workbench.openFile('long-run.qflow');
      await workbench.goTo(27);
      await (await workbench.lowestCodeLens('Run')).click();
      const panel = await workbench.panel('Task Graph');
      await panel.locator('[data-task="quick"][data-state="completed"]').waitFor();
      await panel.locator('[data-task="endless"][data-state="running"]').waitFor();
      await workbench.screenshot('running');
      const before = Date.now();
      await panel.getByRole('button', { name: 'Cancel' }).click();
      await panel.locator('[data-task="endless"][data-state="cancelled"]').waitFor();
      const took = Date.now() - before;
      assert.ok(took < 3000, `it took ${took} ms from the click to the panel`);
      await panel.getByRole('button', { name: 'Run again' }).waitFor();
      await workbench.openFile('01-bell.qflow');
      await (await workbench.highestCodeLens('Run')).click();
      const histogram = await workbench.panel('Histogram');
      await histogram.locator('[data-bar]').first().waitFor();
    }));
});

/** The values of an attribute of every element that matches. */
async function attributes(panel: Frame, selector: string, name: string): Promise<readonly string[]> {
  const read = (elements: readonly Element[], name: string) =>
    elements.map((element) => element.getAttribute(name) ?? '');
  return panel.locator(selector).evaluateAll(read, name);
}
