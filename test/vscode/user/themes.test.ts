import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { accessibilityFaults } from '../host/accessibility.ts';
import type { ThemeKind } from '../host/user-settings.ts';
import { inWorkbench } from './session.ts';

const themes: readonly ThemeKind[] = ['light', 'dark', 'high-contrast', 'high-contrast-light'];

describe('panels in every kind of theme', () => {
  for (const theme of themes)
    it(`are accessible in ${theme}`, () =>
      inWorkbench(
        `theme-${theme}-histogram`,
        async (workbench) => {
          await workbench.openFile('10-ising-workflow.qflow');
          await workbench.goTo(28);
          await (await workbench.lowestCodeLens('Run')).click();
          const graph = await workbench.panel('Task Graph');
          await graph.locator(`body.vscode-${theme}`).waitFor();
          await graph.locator('[data-task][data-state="completed"]').nth(5).waitFor();
          assert.deepEqual(await accessibilityFaults(graph), []);
          await workbench.screenshot(`theme-${theme}-task-graph`);
          await workbench.runCommand('QuantumFlow: Show Histogram');
          const histogram = await workbench.panel('Histogram');
          await histogram.locator('[data-bar]').first().waitFor();
          assert.deepEqual(await accessibilityFaults(histogram), []);
        },
        theme,
      ));
});
