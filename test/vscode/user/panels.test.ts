import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { inWorkbench } from './session.ts';

describe('a user who closes and reloads', () => {
  it('closes a panel while results stream, and everything goes on', () =>
    inWorkbench('panel-closed', async (workbench) => {
      await workbench.openFile('long-run.qflow');
      await workbench.goTo(27);
      await (await workbench.lowestCodeLens('Run')).click();
      const panel = await workbench.panel('Task Graph');
      await panel.locator('[data-task="endless"][data-state="running"]').waitFor();
      await workbench.closeTab(/^Task Graph/);
      await workbench.runCommand('QuantumFlow: Show Task Graph');
      const again = await workbench.panel('Task Graph');
      await again.locator('[data-task="endless"][data-state="running"]').waitFor();
      await workbench.runCommand('QuantumFlow: Cancel Run');
      await again.locator('[data-task="endless"][data-state="cancelled"]').waitFor();
      assert.deepEqual(await workbench.errorMessages(), []);
    }));

  it('finds the panel as it was after the window is reloaded', () =>
    inWorkbench('panel-restored', async (workbench) => {
      await workbench.openFile('01-bell.qflow');
      await (await workbench.highestCodeLens('Run')).click();
      const before = await workbench.panel('Histogram');
      await before.locator('[data-bar]').first().waitFor();
      await workbench.reload();
      const after = await workbench.panel('Histogram', 60_000);
      await after.locator('[data-bar="11"]').waitFor();
      assert.equal(await after.locator('h1').innerText(), 'bell');
    }));
});
