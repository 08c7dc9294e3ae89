import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Locator, Page } from 'playwright-core';
import { eventually } from '../host/eventually.ts';
import { inWorkbench } from './session.ts';

describe('a user who edits a program', () => {
  it('sees the squiggle of a mistake, completes the right gate, and the squiggle leaves', () =>
    inWorkbench('editing', async (workbench) => {
      const { page } = workbench;
      await workbench.openFile('mistake.qflow');
      const squiggle = page.locator('.squiggly-error');
      await squiggle.first().waitFor();
      // Lenses push the lines down when they come.
      await workbench.lowestCodeLens('Run');
      await workbench.screenshot('editing-squiggle');
      await hover(page, squiggle.first());
      await page.locator('.monaco-hover').getByText('hadamrd').first().waitFor();
      await workbench.screenshot('editing-hover');

      await workbench.goTo(5);
      await page.keyboard.press('End');
      await page.keyboard.press('Shift+Home');
      await page.keyboard.type('sw');
      await page.locator('.suggest-widget.visible').getByText('swap', { exact: true }).waitFor();
      await workbench.screenshot('editing-completion');
      await page.keyboard.press('Tab');
      await page.keyboard.type('q[0]');
      await page.keyboard.press('Tab');
      await page.keyboard.type('q[1]');
      await workbench.screenshot('editing-fixed');
      await squiggle.first().waitFor({ state: 'detached' });
      assert.match(await workbench.visibleText(), /swap q\[0\], q\[1\];/);
    }));

  it('extracts a gate and gives it a name', () =>
    inWorkbench('extract-gate', async (workbench) => {
      const { page } = workbench;
      await workbench.openFile('01-bell.qflow');
      await workbench.lowestCodeLens('Run');
      await chooseRefactoring(page, 'Extract gate', async () => {
        await workbench.goTo(4);
        await page.keyboard.press('Shift+ArrowDown');
        await page.keyboard.press('Shift+ArrowDown');
      });
      const name = page.locator('.rename-box .rename-input');
      await name.waitFor();
      await workbench.screenshot('extract-gate-name');
      await name.fill('entangle');
      await page.keyboard.press('Enter');
      await eventually(
        'renamed gate',
        async () => /entangle q\[0\], q\[1\];/.test(await workbench.visibleText()) || undefined,
      );
      assert.match(await workbench.visibleText(), /gate entangle q0, q1 \{/);
    }));

  it('finds the file outlined and goes to a definition', () =>
    inWorkbench('outline', async (workbench) => {
      const { page } = workbench;
      await workbench.openFile('10-ising-workflow.qflow');
      await workbench.lowestCodeLens('Run');
      await page.keyboard.press('Control+Shift+O');
      const symbols = page.locator('.quick-input-list .monaco-list-row');
      await symbols.filter({ hasText: 'magnet' }).first().waitFor();
      await page.keyboard.type('magnet');
      await page.keyboard.press('Enter');
      await page.getByText('Ln 28,').waitFor();
      const inTrial = 'task cold = estimate('.length + 4;
      await workbench.goTo(29, inTrial);
      await page.keyboard.press('F12');
      await page.getByText('Ln 13,').waitFor();
    }));
});

/** Rests the pointer on a mark, which itself takes no events. */
async function hover(page: Page, mark: Locator): Promise<void> {
  const box = await mark.boundingBox();
  assert.ok(box);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
}

/** The menu asks once when it opens: before the server has seen the selection it stays without the entry. */
async function chooseRefactoring(page: Page, title: string, select: () => Promise<void>): Promise<void> {
  const entry = page.locator('.action-widget').getByText(title);
  await eventually(
    title,
    async () => {
      await select();
      await page.keyboard.press('Control+Shift+R');
      const isThere = await entry.waitFor({ timeout: 5000 }).then(
        () => true,
        () => false,
      );
      if (isThere) return true;
      await page.keyboard.press('Escape');
      return undefined;
    },
    60_000,
  );
  await entry.click();
}
