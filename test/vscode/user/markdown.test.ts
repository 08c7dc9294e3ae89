import { describe, it } from 'mocha';
import { eventually } from '../host/eventually.ts';
import { inWorkbench } from './session.ts';

describe('a user who reads about a program', () => {
  it('sees its colours in the Markdown preview', () =>
    inWorkbench('markdown-preview', async (workbench) => {
      await workbench.openFile('notes.md');
      await workbench.page.getByRole('button', { name: /^Open Preview to the Side/ }).click();
      await eventually('coloured program', async () => {
        for (const frame of workbench.page.frames()) {
          const color = await frame
            .locator('.qflow-function')
            .first()
            .evaluate((word) => getComputedStyle(word).color, undefined, { timeout: 200 })
            .catch(() => undefined);
          if (color === 'rgb(220, 220, 170)') return true;
        }
        return undefined;
      });
    }));
});
