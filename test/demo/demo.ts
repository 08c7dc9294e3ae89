/**
 * `npm run demo`: the main job in a terminal. Checks and runs a sample workflow on the embedded simulator, draws the task
 * graph as it goes and the results, and writes both as one HTML page.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { applyEvent, openRun } from '../../client/features/run/run-view.ts';
import { check } from '../../server/cli/commands/check.ts';
import { headline, requestOf, runHere } from '../../server/cli/commands/run.ts';
import { readSource } from '../../server/cli/source-file.ts';
import { drawResult } from '../../server/cli/terminal/histogram.ts';
import { ProgressDisplay, drawGraph } from '../../server/cli/terminal/progress.ts';
import { type Terminal, paint } from '../../server/cli/terminal/terminal.ts';
import { type RunEvent, type RunView, foldRounds } from '../../server/protocol/index.ts';
import { runReport } from './report.ts';

const sample = 'samples/10-ising-workflow.qflow';
const page = 'artefacts/demo.html';

const terminal: Terminal = {
  out: (text) => void process.stdout.write(text),
  error: (text) => void process.stdout.write(text),
  showsProgress: process.stdout.isTTY === true,
  width: process.stdout.columns ?? 100,
  colours: process.stdout.isTTY === true,
};

function title(text: string): void {
  terminal.out(`\n${paint(terminal, 'bold', text)}\n`);
}

title(`Check ${sample}`);
const status = await check([sample], terminal);
if (status !== 0) process.exit(status);

title('Run it on the embedded simulator');
const request = { ...requestOf(await readSource(sample)), seed: 7 };
const progress = new ProgressDisplay(terminal);
let view: RunView = openRun(request, new Date().toISOString());
const document = await runHere(request, (event: RunEvent) => {
  view = applyEvent(view, event);
  progress.show(event);
});
if (!terminal.showsProgress) terminal.out(`${graphLines(view).join('\n')}\n`);

for (const [name, result] of Object.entries(document.results)) {
  title(name);
  terminal.out(`${drawResult(result, terminal).join('\n')}\n`);
}
terminal.out(`\n${headline(document)}\n`);
if (document.status !== 'completed') process.exit(1);

await mkdir(path.dirname(page), { recursive: true });
await writeFile(page, await runReport(view));
title('Next');
terminal.out(
  [
    `The same run as the editor shows it:  ${page}  (open it in a browser)`,
    'The extension as a package:           dist/quantumflow.vsix',
    '  install it:  code --install-extension dist/quantumflow.vsix',
    '  or try it in a real VS Code without installing anything:  npm run try',
    '',
  ].join('\n'),
);

function graphLines({ graph, tasks }: RunView): string[] {
  const states = new Map(Object.entries(tasks).map(([name, task]) => [name, task.state]));
  const notes = new Map(Object.entries(tasks).map(([name, task]) => [name, task.forecast ?? '']));
  return drawGraph(foldRounds(graph, 6), states, notes, terminal);
}
