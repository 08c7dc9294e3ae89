import { randomInt } from 'node:crypto';
import type { PlanDocument, PlannedTaskDocument } from '../../protocol/index.ts';
import { outside } from '../../outside/index.ts';
import { lookAtFile } from '../../tables/index.ts';
import { planDocument } from '../../workflow/index.ts';
import { onlyFile, parseArguments } from '../arguments.ts';
import { exitStatus } from '../exit-status.ts';
import { openStore, openTables } from '../run-record.ts';
import { libraryUri, readSource, readUri } from '../source-file.ts';
import { drawDiagnostic } from '../terminal/diagnostics.ts';
import { type Terminal, paint } from '../terminal/terminal.ts';
import { overridesOf, requestOf, requestOptions, withSimulator } from './run.ts';

/** `qflow plan FILE [the options of run] [--json]`: what a run would do, without doing it. */
export async function plan(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArguments(args, {
    ...requestOptions,
    json: { type: 'boolean', default: false },
  });
  const overrides = overridesOf(values);
  const request = { ...requestOf(await readSource(onlyFile(positionals))), ...overrides };
  const store = await openStore(false);
  try {
    const tables = await openTables(store);
    const document = await withSimulator((simulator) =>
      planDocument(request, {
        simulator,
        read: readUri,
        library: libraryUri,
        freshSeed: () => randomInt(2 ** 32),
        outside,
        tables,
        look: lookAtFile,
        ...(store === undefined ? {} : { memory: store.memory }),
      }),
    );
    if (values.json) terminal.out(`${JSON.stringify(document, null, 2)}\n`);
    else print(document, store !== undefined, terminal);
    return document.diagnostics.length === 0 ? exitStatus.done : exitStatus.failed;
  } finally {
    store?.close();
  }
}

function print(document: PlanDocument, isRecorded: boolean, terminal: Terminal): void {
  for (const diagnostic of document.diagnostics) terminal.error(`${drawDiagnostic(diagnostic, terminal)}\n`);
  const { tasks } = document;
  const width = Math.max(0, ...tasks.map(({ task }) => task.length));
  const waves = Math.max(0, ...tasks.map(({ wave }) => wave));
  for (let wave = 1; wave <= waves; wave++) {
    terminal.out(`${paint(terminal, 'dim', `wave ${wave}`)}\n`);
    for (const task of tasks)
      if (task.wave === wave) terminal.out(`${taskLine(task, width, isRecorded, terminal)}\n`);
  }
  if (tasks.length > 0) terminal.out(`${paint(terminal, 'dim', summaryOf(document))}\n`);
}

function taskLine(task: PlannedTaskDocument, width: number, isRecorded: boolean, terminal: Terminal): string {
  const { isCritical, isCached, reason, call, forecast, seconds, source, cost = 0, depth } = task;
  const mark = isCached ? paint(terminal, 'green', '=') : isCritical ? paint(terminal, 'blue', '▶') : '·';
  const earlier = source === 'earlier run' && seconds !== undefined && !isCached;
  const facts = [
    call,
    ...(forecast === undefined ? [] : [forecast]),
    ...(depth === undefined ? [] : [`depth ${depth}`]),
    ...(earlier ? [`${timeText(seconds)} last time`] : []),
    ...(seconds === undefined && !isCached ? ['its forecast waits for a result'] : []),
    ...(cost > 0 ? [`$${cost.toFixed(2)}`] : []),
    ...(isRecorded && call !== 'value' && call !== 'assert' ? [reason] : []),
  ];
  return `  ${mark} ${paint(terminal, 'bold', task.task.padEnd(width))}  ${facts.join(' · ')}`;
}

function summaryOf({
  file,
  name,
  tasks,
  criticalSeconds,
  totalSeconds,
  cost,
  unknown,
}: PlanDocument): string {
  const path = tasks.filter(({ isCritical }) => isCritical).map(({ task }) => task);
  const cached = tasks.filter(({ isCached }) => isCached).length;
  return [
    file,
    name,
    `${tasks.length} tasks, ${cached} cached`,
    `critical path ${path.join(' → ')}: about ${timeText(criticalSeconds)}`,
    `one after the other ${timeText(totalSeconds)}`,
    ...(unknown > 0 ? [`${unknown} not known yet`] : []),
    `cost $${cost.toFixed(2)}`,
  ].join(' · ');
}

function timeText(seconds: number): string {
  if (seconds < 1) return `${(seconds * 1000).toPrecision(2)} ms`;
  return seconds < 120 ? `${seconds.toPrecision(3)} s` : `${(seconds / 60).toFixed(0)} min`;
}
