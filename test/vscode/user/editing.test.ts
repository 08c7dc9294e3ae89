import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { inWorkbench } from './session.ts';

describe('a user who edits a program', () => {
  it('sees the squiggle of a mistake, completes the right gate, and the squiggle leaves', () =>
    inWorkbench('editing', async (workbench) => {
      const { page } = workbench;
      await workbench.openFile('mistake.qflow');
      const squiggle = page.locator('.squiggly-error');
      await squiggle.first().waitFor();
      await workbench.screenshot('editing-squiggle');
      await page.getByText('hadamrd', { exact: true }).first().hover();
      await page.locator('.monaco-hover').getByText('hadamrd').first().waitFor();
      await workbench.screenshot('editing-hover');

      await workbench.goToLine(5);
      await page.keyboard.press('End');
      await page.keyboard.press('Shift+Home');
      await page.keyboard.type('sw');
      await page.locator('.suggest-widget.visible').getByText('swap', { exact: true }).waitFor();
      await workbench.screenshot('editing-completion');
      await page.keyboard.press('Tab');
      await page.keyboard.type(' q[0], q[1];');
      await squiggle.first().waitFor({ state: 'detached' });
      assert.match(await workbench.visibleText(), /swap q\[0\], q\[1\];/);
    }));

  it('goes to a definition and finds the file outlined', () =>
    inWorkbench('outline', async (workbench) => {
      const { page } = workbench;
      await workbench.openFile('10-ising-workflow.qflow');
      await workbench.lowestCodeLens('Run');
      await page.keyboard.press('Control+Shift+O');
      const symbols = page.locator('.quick-input-list .monaco-list-row');
      await symbols.filter({ hasText: 'magnet' }).waitFor();
      await page.keyboard.type('magnet');
      await page.keyboard.press('Enter');
      await page.locator('.view-line', { hasText: 'workflow magnet' }).waitFor();
    }));
});
