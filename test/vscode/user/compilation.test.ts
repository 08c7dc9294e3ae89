import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { accessibilityFaults } from '../host/accessibility.ts';
import { inWorkbench } from './session.ts';

describe('a user who looks at a compiled circuit', () => {
  for (const theme of ['light', 'dark'] as const)
    it(`sees it beside its source and on the device, and asks for another device, in ${theme}`, () =>
      inWorkbench(
        `compilation-${theme}`,
        async (workbench) => {
          await workbench.openFile('18-targets.qflow');
          await workbench.goTo(8);
          await workbench.runCommand('QuantumFlow: Show Compiled Circuit');
          const panel = await workbench.panel('Compiled Circuit');
          await panel.locator('.gate').first().waitFor();
          assert.equal(await panel.locator('h1').innerText(), 'chain on ibm_marrakesh');
          await panel.locator('.device-map').waitFor();
          assert.deepEqual(await accessibilityFaults(panel), []);
          await workbench.screenshot(`compilation-${theme}-map`);
          await panel.getByRole('combobox', { name: 'Device' }).click();
          await panel.getByRole('option', { name: 'quantinuum_h2' }).click();
          await panel.getByText('are joined, so that no swap is needed').waitFor();
        },
        theme,
      ));
});
