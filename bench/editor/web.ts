/**
 * VS Code for the Web on this machine: from a click on Run to the histogram, and from a click on Cancel inside a kernel to
 * the panel that says so. `npm run build && npm run package && node bench/editor/web.ts`
 */
import { launchBrowser } from '../../test/vscode/host/browser.ts';
import { programsIn, startWebEditor } from '../../test/vscode/host/web-editor.ts';
import { Workbench } from '../../test/vscode/host/workbench.ts';
import { median, printTable, quantile } from '../table.ts';

const rounds = 7;

const editor = await startWebEditor({ ...programsIn('samples'), ...programsIn('test/vscode/programs') });
const browser = await launchBrowser();
try {
  const workbench = await Workbench.at(browser, editor.url);
  printTable(
    ['VS Code for the Web', 'median', 'worst', 'goal'],
    [
      row('from Run to the bars', await bars(workbench), 500),
      row('from Cancel to the panel', await cancels(workbench), 100),
    ],
  );
} finally {
  await browser.close();
  await editor.stop();
}

function row(name: string, times: readonly number[], goal: number): readonly string[] {
  return [name, ...[median(times), quantile(times, 1), goal].map((time) => `${time.toFixed(0)} ms`)];
}

/** The run host is there and warm after the first. */
async function bars(workbench: Workbench): Promise<readonly number[]> {
  await workbench.openFromExplorer('01-bell.qflow');
  await (await workbench.highestCodeLens('Run')).click();
  const panel = await workbench.panel('Histogram', 60_000);
  await panel.locator('[data-bar="11"]').waitFor();
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const seed = await panel.locator('.run-header').innerText();
    times.push(
      await panel.evaluate((before) => {
        const began = performance.now();
        const again = [...document.querySelectorAll<HTMLElement>('button, vscode-button')];
        again.find(({ innerText }) => innerText.trim() === 'Run again')?.click();
        return new Promise<number>((resolve) => {
          const look = () => {
            const header = document.querySelector<HTMLElement>('.run-header')?.innerText ?? before;
            const isNew = header !== before && header.includes('completed');
            if (isNew && document.querySelector('[data-bar="11"]')) resolve(performance.now() - began);
            else requestAnimationFrame(look);
          };
          look();
        });
      }, seed),
    );
  }
  return times;
}

async function cancels(workbench: Workbench): Promise<readonly number[]> {
  await workbench.openFromExplorer('long-run.qflow');
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await (await workbench.lowestCodeLens('Run')).click();
    const panel = await workbench.panel('Task Graph', 60_000);
    await panel.locator('[data-task="endless"][data-state="running"]').waitFor();
    times.push(
      await panel.evaluate(() => {
        const began = performance.now();
        const buttons = [...document.querySelectorAll<HTMLElement>('button, vscode-button')];
        buttons.find(({ innerText }) => innerText.trim() === 'Cancel')?.click();
        return new Promise<number>((resolve) => {
          const look = () => {
            const isOver = document.querySelector('[data-task="endless"][data-state="cancelled"]');
            if (isOver === null) requestAnimationFrame(look);
            else resolve(performance.now() - began);
          };
          look();
        });
      }),
    );
  }
  return times;
}
