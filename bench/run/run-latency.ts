/**
 * From the request of a run to its result, through the real run host process, beside the same OpenQASM program in the
 * QDK's compiler worker: `npm run build && node bench/run/run-latency.ts`.
 *
 * Both sides are warm (one run before). The QDK runs every shot anew; where 1,000 shots would take minutes it runs one
 * and the table says what a thousand would take.
 */
import { fork } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { QscEventTarget, getCompilerWorker, loadWasmModule } from 'qsharp-lang';
import type { FromRunner, RunRequest } from '../../server/protocol/index.ts';
import { median, milliseconds, printTable, quantile, ratio, times } from '../table.ts';

interface Case {
  readonly name: string;
  readonly text: string;
  readonly shots: number;
  readonly rounds: number;
  /** Shots that the QDK is asked for; its time is scaled to `shots`. */
  readonly peerShots: number;
  /** What the project promises, in milliseconds. */
  readonly goal: number;
}

const cases: readonly Case[] = [
  { name: 'Bell pair, 100 shots', text: bell(), shots: 100, rounds: 50, peerShots: 100, goal: 100 },
  {
    name: 'ry rz cx, 3 layers, 16 qubits, 1,000 shots',
    text: layers(16),
    shots: 1000,
    rounds: 9,
    peerShots: 1,
    goal: 1000,
  },
  {
    name: 'ry rz cx, 3 layers, 20 qubits, 1,000 shots',
    text: layers(20),
    shots: 1000,
    rounds: 5,
    peerShots: 1,
    goal: 5000,
  },
];

function bell(): string {
  return 'OPENQASM 3.0;\ninclude "stdgates.inc";\nqubit[2] q;\nbit[2] c;\nh q[0];\ncx q[0], q[1];\nc = measure q;\n';
}

function layers(qubits: number): string {
  const lines = ['OPENQASM 3.0;', 'include "stdgates.inc";', `qubit[${qubits}] q;`, `bit[${qubits}] c;`];
  for (let layer = 0; layer < 3; layer++) {
    for (let qubit = 0; qubit < qubits; qubit++) {
      lines.push(
        `ry(${0.1 + 0.37 * layer + 0.11 * qubit}) q[${qubit}];`,
        `rz(${0.2 + 0.23 * layer + 0.07 * qubit}) q[${qubit}];`,
      );
    }
    for (let qubit = 0; qubit + 1 < qubits; qubit++) lines.push(`cx q[${qubit}], q[${qubit + 1}];`);
  }
  return [...lines, 'c = measure q;', ''].join('\n');
}

const root = path.resolve(import.meta.dirname, '../..');
const runner = fork(path.join(root, 'dist/server/runner.js'), {
  stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
});

function runOurs(text: string, shots: number, round: number): Promise<void> {
  const request: RunRequest = {
    runId: `${round}`,
    uri: 'file:///bench.qasm',
    file: 'bench.qasm',
    text,
    shots,
    seed: round,
  };
  return new Promise((resolve, reject) => {
    const listen = (message: FromRunner) => {
      if (message.kind !== 'event' || message.event.kind !== 'finished') return;
      runner.off('message', listen);
      const { status, diagnostics } = message.event.document;
      if (status === 'completed') resolve();
      else reject(new Error(diagnostics[0]?.message ?? status));
    };
    runner.on('message', listen);
    runner.send({ kind: 'run', request });
  });
}

/** The QDK's compiler in its own worker, as its extension starts it. */
async function createPeer() {
  const home = new URL('../../node_modules/qsharp-lang/', import.meta.url);
  const wasm = await readFile(new URL('lib/web/qsc_wasm_bg.wasm', home));
  await loadWasmModule(new Uint8Array(wasm).buffer);
  return getCompilerWorker(new URL('dist/compiler/worker.js', home).href);
}

const peer = await createPeer();

async function runPeer(text: string, shots: number): Promise<void> {
  const events = new QscEventTarget(true);
  const program = {
    sources: [['bench.qasm', text]] as [string, string][],
    languageFeatures: [],
    profile: 'unrestricted' as const,
    projectType: 'openqasm' as const,
  };
  await peer.run(program, '', shots, events);
  if (events.resultCount() !== shots) throw new Error(`the QDK gave ${events.resultCount()} results`);
}

const rows: string[][] = [];
for (const { name, text, shots, rounds, peerShots, goal } of cases) {
  let seed = 1;
  await runOurs(text, shots, seed++);
  const ours = await times(rounds, () => runOurs(text, shots, seed++));
  await runPeer(bell(), 1);
  const theirs = await times(peerShots === shots ? Math.min(rounds, 9) : 1, () => runPeer(text, peerShots));
  const scaled = median(theirs) * (shots / peerShots);
  const note = peerShots === shots ? '' : ` (from ${peerShots} shot)`;
  rows.push([
    name,
    milliseconds(median(ours)),
    milliseconds(quantile(ours, 0.95)),
    `${goal} ms`,
    `${milliseconds(scaled)}${note}`,
    ratio(scaled, median(ours)),
  ]);
}
printTable(['run', 'ours, median', 'ours, p95', 'goal', 'QDK, median', 'QDK ÷ ours'], rows);
peer.terminate();
runner.kill();
