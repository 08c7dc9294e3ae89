import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { RunEvent, RunRequest, ToRunner } from '../../../server/protocol/index.ts';
import { Runner, type RunnerOptions, type RunnerProcess } from './runner.ts';

const request: RunRequest = { runId: '1', uri: 'file:///a.qflow', file: 'a.qflow', text: '' };

/** A run host that does nothing by itself; the test says what it sends and when it dies. */
class FakeProcess implements RunnerProcess {
  readonly sent: ToRunner[] = [];
  killed = false;
  #message: (message: unknown) => void = () => undefined;
  #exit: (reason: string) => void = () => undefined;

  send(message: ToRunner): void {
    this.sent.push(message);
  }

  kill(): void {
    this.killed = true;
    this.exit('signal SIGKILL');
  }

  onMessage(listener: (message: unknown) => void): void {
    this.#message = listener;
  }

  onExit(listener: (reason: string) => void): void {
    this.#exit = listener;
  }

  say(message: unknown): void {
    this.#message(message);
  }

  exit(reason: string): void {
    this.#exit(reason);
  }
}

function world(options: Partial<RunnerOptions> = {}) {
  const processes: FakeProcess[] = [];
  const events: RunEvent[] = [];
  const runner = new Runner({
    start() {
      const process = new FakeProcess();
      processes.push(process);
      return process;
    },
    readFile: (uri) => Promise.resolve(uri.endsWith('b.qflow') ? 'circuit b {}' : null),
    readSecret: (name) => Promise.resolve(name === 'ibm.token' ? 'abcd' : null),
    log: () => undefined,
    grace: 20,
    ...options,
  });
  const run = (runId = '1') => runner.run({ ...request, runId }, (event) => events.push(event));
  return { runner, run, processes, events };
}

function end(runId: string): unknown {
  const document = {
    schema: 'qflow.run/1',
    file: 'a.qflow',
    name: 'a',
    backend: 'simulator',
    method: 'statevector',
    seed: 0,
    shots: 0,
    status: 'completed',
    results: {},
    timing: { started: '', total: 1, tasks: {} },
    diagnostics: [],
  };
  return { kind: 'event', event: { kind: 'finished', runId, document } };
}

const kinds = (events: readonly RunEvent[]) => events.map(({ kind }) => kind);
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The status with which the last event ended a run. */
function status(events: readonly RunEvent[]): string | undefined {
  const last = events.at(-1);
  return last?.kind === 'finished' ? last.document.status : undefined;
}

describe('the supervisor of the run host', () => {
  it('starts no process before the first run and keeps one for all', () => {
    const { run, processes } = world();
    assert.equal(processes.length, 0);
    run('1');
    processes[0]?.say(end('1'));
    run('2');
    assert.equal(processes.length, 1);
    assert.deepEqual(
      processes[0]?.sent.map(({ kind }) => kind),
      ['run', 'run'],
    );
  });

  it('hands on events until the end of the run and none after it', () => {
    const { run, processes, events } = world();
    run();
    const progress = { kind: 'event', event: { kind: 'progress', runId: '1', task: 'a', fraction: 0.1 } };
    processes[0]?.say(progress);
    processes[0]?.say(end('1'));
    processes[0]?.say(progress);
    assert.deepEqual(kinds(events), ['progress', 'finished']);
  });

  it('ignores messages that it does not know', () => {
    const { run, processes, events } = world();
    run();
    for (const message of [
      null,
      'x',
      { kind: 'dance' },
      { kind: 'event', event: { kind: 'finished', runId: '1' } },
    ])
      processes[0]?.say(message);
    assert.deepEqual(events, []);
  });

  it('answers with the text of files, or that there is none', async () => {
    const { run, processes } = world();
    run();
    processes[0]?.say({ kind: 'read', id: 1, uri: 'file:///b.qflow' });
    processes[0]?.say({ kind: 'read', id: 2, uri: 'file:///none.qflow' });
    await pause(0);
    assert.deepEqual(processes[0]?.sent.slice(1), [
      { kind: 'file', id: 1, text: 'circuit b {}' },
      { kind: 'file', id: 2, text: null },
    ]);
  });

  it('answers with the secrets that the editor keeps, and logs none', async () => {
    const lines: string[] = [];
    const { run, processes } = world({ log: (line) => lines.push(line) });
    run();
    processes[0]?.say({ kind: 'secret', id: 3, name: 'ibm.token' });
    processes[0]?.say({ kind: 'secret', id: 4, name: 'other' });
    await pause(0);
    assert.deepEqual(processes[0]?.sent.slice(1), [
      { kind: 'secret', id: 3, value: 'abcd' },
      { kind: 'secret', id: 4, value: null },
    ]);
    assert.ok(!lines.join().includes('abcd'));
  });

  it('ends the run in flight with one clear message when the process dies, and starts a new one', () => {
    const { run, processes, events } = world();
    run('1');
    processes[0]?.exit('exit code 134');
    processes[0]?.exit('exit code 134');
    assert.deepEqual(kinds(events), ['diagnostics', 'finished']);
    assert.equal(status(events), 'failed');
    const [told] = events;
    assert.ok(told?.kind === 'diagnostics');
    assert.match(told.diagnostics[0]?.message ?? '', /ended unexpectedly \(exit code 134\)/);
    run('2');
    assert.equal(processes.length, 2);
    processes[1]?.say(end('2'));
    assert.equal(status(events), 'completed');
  });

  it('does not let the late exit of an old process end a run of the new one', () => {
    const { run, processes, events } = world();
    run('1');
    processes[0]?.exit('exit code 1');
    run('2');
    processes[0]?.exit('exit code 1');
    assert.equal(events.filter(({ runId }) => runId === '2').length, 0);
  });

  it('ends a run whose process cannot start', () => {
    const { run, events } = world({
      start: () => {
        throw new Error('no such file');
      },
    });
    run();
    assert.equal(status(events), 'failed');
  });

  it('cancels by message and leaves the process alone when it obeys', async () => {
    const { runner, run, processes } = world();
    run();
    runner.cancel('1');
    assert.deepEqual(processes[0]?.sent.at(-1), { kind: 'cancel', runId: '1' });
    processes[0]?.say(end('1'));
    await pause(40);
    assert.equal(processes[0]?.killed, false);
  });

  it('kills a process that does not obey, and the run counts as cancelled', async () => {
    const { runner, run, processes, events } = world();
    run();
    runner.cancel('1');
    await pause(40);
    assert.equal(processes[0]?.killed, true);
    assert.deepEqual(kinds(events), ['finished']);
    assert.equal(status(events), 'cancelled');
  });

  it('stops everything', () => {
    const { runner, run, processes, events } = world();
    run();
    runner.stop();
    assert.equal(processes[0]?.killed, true);
    assert.equal(status(events), 'cancelled');
  });
});
