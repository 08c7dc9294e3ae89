import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import type { PanelKind, RunView, ToPanel } from '../../server/protocol/index.ts';
import { type PanelPage, type Preview, type Theme, startPreview, themes } from './panel-page.ts';
import { samples } from './samples.ts';

const german = JSON.parse(
  await readFile(new URL('../../l10n/bundle.l10n.de.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, string>>;

let preview: Preview;

before(async function () {
  this.timeout(60_000);
  preview = await startPreview();
});

after(() => preview.close());

/** Opens a panel on a sample, uses it, and lets no error and no breach of the policy pass. */
async function on(
  panel: PanelKind,
  sample: string,
  use: (panel: PanelPage) => Promise<void>,
  theme: Theme = 'dark',
  words: Readonly<Record<string, string>> = {},
): Promise<void> {
  const complaints: string[] = [];
  const opened = await preview.open(panel, theme, (text) => complaints.push(text), words);
  const message = samples[panel][sample];
  assert.ok(message);
  await opened.show(message);
  await use(opened);
  await opened.page.close();
  assert.deepEqual(complaints, []);
}

function runOf(panel: PanelKind, sample: string): RunView {
  const message = samples[panel][sample];
  assert.ok(message?.kind === 'run');
  return message.run;
}

/** The name of whatever has the focus. */
const focused = (page: Page) =>
  page.evaluate(
    () =>
      document.activeElement?.getAttribute('data-bar') ?? document.activeElement?.getAttribute('data-task'),
  );

describe('the table of targets in a browser', function () {
  this.timeout(30_000);

  it('speaks the language of the editor', () =>
    on(
      'targets',
      'table',
      async ({ page }) => {
        await page.getByRole('button', { name: 'Zwei-Qubit-Gatter' }).waitFor();
        const title = await page
          .locator('td.reasons')
          .first()
          .locator('xpath=../td[2]')
          .getAttribute('title');
        assert.match(title ?? '', /^Gatter 83 % · Auslesen 78 % · Warten 94 %$/);
      },
      'dark',
      german,
    ));

  it('is put in order by its headings and explains its cells', () =>
    on('targets', 'table', async ({ page }) => {
      const devices = () => page.locator('tbody th').allTextContents();
      assert.deepEqual(await devices(), ['ibm_fez', 'ionq_forte']);
      await page.getByRole('button', { name: 'Fits' }).click();
      await page.getByRole('button', { name: 'Fits' }).click();
      assert.deepEqual(await devices(), ['ionq_forte', 'ibm_fez']);
      assert.equal(await page.locator('th[aria-sort=ascending]').textContent(), 'Fits ▲');
      const cell = page.locator('tr', { hasText: 'ibm_fez' }).locator('td').nth(1);
      assert.equal(await cell.textContent(), '61 %');
      assert.match((await cell.getAttribute('title')) ?? '', /gates 83 % · readout 78 % · waiting 94 %/);
    }));
});

describe('a compiled circuit in a browser', function () {
  this.timeout(30_000);

  const chosen = (page: Page) => page.locator('.gate.chosen code').allTextContents();

  it('shows the gates of a statement on both sides, from a click and from the cursor', () =>
    on('compilation', 'small', async (panel) => {
      const { page } = panel;
      await page.locator('.gates').first().locator('.gate').nth(2).click();
      assert.deepEqual(await chosen(page), ['cx', 'rz(π/2)', 'cz']);
      assert.deepEqual((await panel.sent()).at(-1), { kind: 'revealSpan', start: 64, end: 75 });
      assert.equal(await page.locator('.device-map .chosen').count(), 2);
      await panel.show({ kind: 'cursor', offset: 55 });
      assert.deepEqual(await chosen(page), ['ry(0.3)', 'rz(π/2)']);
      await panel.show({ kind: 'cursor', offset: 5 });
      assert.deepEqual(await chosen(page), []);
    }));

  it('tells why each swap is there and shows its statement', () =>
    on('compilation', 'small', async (panel) => {
      const { page } = panel;
      const [first] = await page.locator('.swaps button').all();
      assert.equal(
        await first?.textContent(),
        '20 and 21 change places so that cx q[0], q[2]; finds its qubits side by side, on 21 and 22 of lab_54',
      );
      await first?.click();
      assert.deepEqual((await panel.sent()).at(-1), { kind: 'revealSpan', start: 40, end: 51 });
    }));

  it('draws of ten thousand gates only those that are seen, and goes where the cursor is', () =>
    on('compilation', 'huge', async (panel) => {
      const { page } = panel;
      assert.ok((await page.locator('.gate').count()) < 160);
      await panel.show({ kind: 'cursor', offset: 40 + 12 * 9000 + 1 });
      await panel.show({ kind: 'cursor', offset: 40 + 12 * 9000 + 2 });
      assert.deepEqual(await chosen(page), ['cx', 'rz(π/2)', 'cz']);
      const isSeen = await page
        .locator('.gate.chosen')
        .first()
        .evaluate((gate) => {
          const frame = gate.closest('.gate-frame')?.getBoundingClientRect();
          const { top } = gate.getBoundingClientRect();
          return frame !== undefined && top >= frame.top && top < frame.bottom;
        });
      assert.ok(isSeen);
    }));

  it('asks for another device', () =>
    on('compilation', 'joined', async (panel) => {
      const { page } = panel;
      assert.match((await page.textContent('main')) ?? '', /All 36 qubits of ionq_forte are joined/);
      await page.getByRole('combobox', { name: 'Level' }).click();
      await page.getByRole('option', { name: '3' }).click();
      assert.deepEqual((await panel.sent()).at(-1), { kind: 'compileFor', device: 'ionq_forte', level: 3 });
    }));
});

describe('a circuit that does not fit its device, in a browser', function () {
  this.timeout(30_000);

  it('can be compiled for another', () =>
    on('compilation', 'failing', async (panel) => {
      const { page } = panel;
      await page.getByRole('combobox', { name: 'Device' }).click();
      await page.getByRole('option', { name: 'ibm_fez' }).click();
      assert.deepEqual((await panel.sent()).at(-1), { kind: 'compileFor', device: 'ibm_fez', level: 2 });
    }));
});

describe('the histogram in a browser', function () {
  this.timeout(30_000);

  it('says that it is ready and keeps what it shows', () =>
    on('histogram', 'completed', async ({ page }) => {
      const messages = await page.evaluate(() => Reflect.get(window, 'sent') as unknown);
      assert.deepEqual(messages, [{ kind: 'ready' }]);
      const stored = await page.evaluate(() => JSON.stringify(Reflect.get(window, 'stored')));
      assert.match(stored, /"panel":"histogram","shown":\{"kind":"run"/);
    }));

  it('says quietly that a result was known, and how to compute it anew', () =>
    on('histogram', 'cached', async ({ page }) => {
      const text = await page.locator('p.quiet').last().textContent();
      assert.match(
        text ?? '',
        /^cached: the same run was done before\. .*simulator\(cache: false\).*--no-cache/,
      );
    }));

  it('draws the way of a search while it goes on, and at its end with the parameters', async () => {
    const points = (page: Page) =>
      page.evaluate(() => document.querySelector('.line-value')?.getAttribute('d')?.match(/[ML]/g)?.length);
    await on('histogram', 'searching', async ({ page }) => assert.equal(await points(page), 25));
    await on('histogram', 'minimum', async ({ page }) => {
      assert.equal(await points(page), 60);
      const text = await page.evaluate(() => document.body.innerText);
      assert.match(text, /-1\.8563 ± 0\.0042/);
      assert.match(text, /spsa: 60 iterations, 171 evaluations\. It used up its iterations\./);
      assert.match(text, /theta\[1\]\s+-1\.2/);
    });
  });

  it('lists what a model predicts of each sample, and how well it does', async () => {
    await on('histogram', 'prediction', async ({ page }) => {
      const text = await page.evaluate(() => document.body.innerText);
      assert.match(text, /Index\s+values\s+confidences\s+scores\s+errors/);
      assert.match(text, /1\s+0\s+0\.743\s+\[0\.5302, -0\.5318\]/);
    });
    await on('histogram', 'evaluation', async ({ page }) =>
      assert.match(await page.evaluate(() => document.body.innerText), /accuracy 0\.75, loss 0\.4128/),
    );
  });

  it('draws a bar for each outcome and tells its numbers', () =>
    on('histogram', 'completed', async ({ page }) => {
      const labels = await page
        .locator('[data-bar]')
        .evaluateAll((bars) => bars.map((bar) => bar.getAttribute('aria-label')));
      assert.equal(labels.length, 4);
      assert.match(labels[0] ?? '', /^00, 2,084 times, 50\.9 %, 95 % interval 49\.3 % to 52\.4 %$/);
    }));

  it('is walked through by arrows, ends and the first bits of an outcome', () =>
    on('histogram', 'medium', async ({ page }) => {
      const [first] = await page.locator('[data-bar]').all();
      await first?.focus();
      const start = await focused(page);
      await page.keyboard.press('ArrowRight');
      assert.notEqual(await focused(page), start);
      await page.keyboard.press('End');
      const last = await focused(page);
      await page.keyboard.press('ArrowRight');
      assert.equal(await focused(page), last);
      await page.keyboard.type('1000');
      assert.match((await focused(page)) ?? '', /^1000/);
      await page.keyboard.press('Home');
      assert.equal(await focused(page), start);
    }));

  it('keeps the focus while results stream', () =>
    on('histogram', 'completed', async (panel) => {
      await panel.page.locator('[data-bar="10"]').focus();
      await panel.show({ kind: 'run', run: { ...runOf('histogram', 'completed'), total: 99 } });
      assert.equal(await focused(panel.page), '10');
    }));

  it('never draws more than 256 bars, says how many more there are, and finds any by a filter', () =>
    on('histogram', 'huge', async ({ page }) => {
      assert.equal(await page.locator('[data-bar]').count(), 64);
      await page.getByText('and 4,030 more with').waitFor();
      await page.getByRole('textbox', { name: 'Filter outcomes' }).fill('0000000?????');
      await page.getByText('32 outcomes match').waitFor();
      assert.equal(await page.locator('[data-bar]').count(), 32);
    }));

  it('orders by frequency', () =>
    on('histogram', 'completed', async ({ page }) => {
      await page.getByRole('combobox', { name: 'Order' }).click();
      await page.getByRole('option', { name: 'By frequency' }).click();
      const bars = await page
        .locator('[data-bar]')
        .evaluateAll((all) => all.map((bar) => bar.getAttribute('data-bar')));
      assert.deepEqual(bars, ['00', '11', '01', '10']);
    }));

  it('has the same numbers as a table', () =>
    on('histogram', 'completed', async ({ page }) => {
      await page.getByRole('button', { name: 'Table' }).click();
      const row = await page.getByRole('row', { name: /^11/ }).innerText();
      assert.deepEqual(row.split('\t'), ['11', '1,925', '47 %', '45.5 % to 48.5 %']);
    }));

  it('saves the table, the record and a drawing that stands alone', () =>
    on('histogram', 'completed', async (panel) => {
      for (const name of ['Save as CSV', 'Save as JSON', 'Save as SVG'])
        await panel.page.getByRole('button', { name }).click();
      const saves = (await panel.sent()).flatMap((message) => (message.kind === 'save' ? [message] : []));
      assert.deepEqual(
        saves.map(({ format }) => format),
        ['csv', 'json', 'svg'],
      );
      assert.match(saves[0]?.text ?? '', /^outcome,count,probability,low95,high95\n00,2084,/);
      assert.equal(Reflect.get(Object(JSON.parse(saves[1]?.text ?? '')), 'schema'), 'qflow.run/1');
      assert.match(saves[2]?.text ?? '', /^<svg[^>]* xmlns="http:\/\/www.w3.org\/2000\/svg"/);
      assert.doesNotMatch(saves[2]?.text ?? '', /class=|var\(/);
    }));

  it('shows the place of a fault, runs again and cancels', async () => {
    await on('histogram', 'failed', async (panel) => {
      await panel.page.getByRole('button', { name: 'Show samples/bell.qflow:4:9' }).click();
      await panel.page.getByRole('button', { name: 'Run again' }).click();
      assert.deepEqual((await panel.sent()).slice(1), [
        { kind: 'revealDiagnostic', index: 0 },
        { kind: 'rerun' },
      ]);
    });
    await on('histogram', 'running', async (panel) => {
      await panel.page.getByRole('button', { name: 'Cancel' }).click();
      assert.deepEqual((await panel.sent()).at(-1), { kind: 'cancel' });
      assert.equal(await panel.page.getByRole('status').first().innerText(), 'bell running, 50 per cent');
    });
  });

  it('pauses a run, lets it go on, and runs single tasks again', async () => {
    await on('task-graph', 'running', async (panel) => {
      await panel.page.getByRole('button', { name: 'Pause' }).click();
      assert.deepEqual((await panel.sent()).at(-1), { kind: 'pause', isPaused: true });
    });
    await on('task-graph', 'paused', async (panel) => {
      await panel.page.getByRole('button', { name: 'Go on' }).click();
      assert.deepEqual((await panel.sent()).at(-1), { kind: 'pause', isPaused: false });
    });
    await on('task-graph', 'cached', async (panel) => {
      await panel.page.locator('[data-task="energy"]').focus();
      await panel.page.getByRole('button', { name: 'Run from here: energy' }).click();
      assert.deepEqual((await panel.sent()).at(-1), { kind: 'rerunTask', task: 'energy', scope: 'from' });
      await panel.page.getByRole('button', { name: 'Table' }).click();
      await panel.page.getByRole('button', { name: 'Run again task vqe' }).click();
      assert.deepEqual((await panel.sent()).at(-1), { kind: 'rerunTask', task: 'vqe', scope: 'task' });
    });
  });

  it('chooses among the results of a workflow', () =>
    on('histogram', 'workflow', async ({ page }) => {
      await page.getByRole('combobox', { name: 'Task' }).click();
      await page.getByRole('option', { name: 'vqe' }).click();
      assert.equal(await page.locator('.estimate').innerText(), '-1.1370 ± 0.0021');
    }));

  it('ignores messages that it does not know', () =>
    on('histogram', 'completed', async (panel) => {
      await panel.show({ kind: 'dance' } as unknown as ToPanel);
      assert.equal(await panel.page.locator('h1').innerText(), 'bell');
    }));
});

describe('the task graph in a browser', function () {
  this.timeout(30_000);

  it('moves while a run goes on', () =>
    on('task-graph', 'running', async (panel) => {
      const state = () => panel.page.locator('[data-task="energy"]').getAttribute('data-state');
      assert.equal(await state(), 'running');
      await panel.show({ kind: 'run', run: runOf('task-graph', 'completed') });
      assert.equal(await state(), 'completed');
    }));

  it('is walked through along its edges, and Enter shows the task in its file', () =>
    on('task-graph', 'graph', async (panel) => {
      await panel.page.getByRole('combobox', { name: 'Direction' }).click();
      await panel.page.getByRole('option', { name: 'Left to right' }).click();
      await panel.page.locator('[data-task="vqe"]').focus();
      await panel.page.keyboard.press('ArrowRight');
      assert.equal(await focused(panel.page), 'energy');
      await panel.page.keyboard.press('ArrowRight');
      assert.equal(await focused(panel.page), 'report');
      await panel.page.keyboard.press('Enter');
      assert.deepEqual((await panel.sent()).at(-1), { kind: 'reveal', task: 'report' });
    }));

  it('names every task in full', () =>
    on('task-graph', 'running', async ({ page }) => {
      const name =
        /^correction_of_readout_errors, sample calibration circuit with a long name, running, needs pairs$/;
      await page.getByRole('button', { name }).waitFor();
    }));

  it('zooms, pans and fits 200 tasks', () =>
    on('task-graph', 'many', async ({ page }) => {
      assert.equal(await page.locator('[data-task]').count(), 200);
      const transform = () => page.locator('svg.drawing > g').getAttribute('transform');
      const opened = await transform();
      await page.locator('.graph-frame').hover();
      await page.mouse.wheel(0, 200);
      const panned = await transform();
      assert.notEqual(panned, opened);
      await page.getByRole('button', { name: 'Zoom in' }).click();
      assert.notEqual(await transform(), panned);
      await page.getByRole('button', { name: 'Fit the whole graph' }).click();
      assert.match((await transform()) ?? '', /scale\(0\.\d+\)/);
    }));

  it('lists the tasks as a table', () =>
    on('task-graph', 'running', async (panel) => {
      await panel.page.getByRole('button', { name: 'Table' }).click();
      const row = await panel.page.getByRole('row', { name: /^energy/ }).innerText();
      assert.match(row, /estimate ansatz\(vqe\) · 10,000 shots\s+vqe, angles\s+running 43 %/);
      await panel.page.getByRole('button', { name: 'energy' }).click();
      assert.deepEqual((await panel.sent()).at(-1), { kind: 'reveal', task: 'energy' });
    }));

  it('starts a workflow that has not run', () =>
    on('task-graph', 'graph', async (panel) => {
      await panel.page.getByRole('button', { name: 'Run', exact: true }).click();
      assert.deepEqual((await panel.sent()).at(-1), { kind: 'rerun' });
    }));
});

describe('panels in every theme', function () {
  this.timeout(60_000);

  for (const theme of themes)
    for (const [panel, sample] of [
      ['histogram', 'minimum'],
      ['histogram', 'completed'],
      ['histogram', 'failed'],
      ['task-graph', 'running'],
      ['targets', 'table'],
    ] as const)
      it(`give axe nothing to object to: ${panel} ${sample} in ${theme}`, () =>
        on(panel, sample, async (opened) => assert.deepEqual(await opened.objections(), []), theme));
});
