/**
 * How soon the editor knows what a circuit of 1,000 gates would take on three quantum computers: from an edit of one of its
 * angles to the diagnostics of all three, through the real server process. `npm run build && node bench/language/target-latency.ts`
 */
import path from 'node:path';
import type { Diagnostic } from 'vscode-languageserver';
import { TestEditor } from '../../server/lsp/test-editor.ts';
import { median, milliseconds, printTable, quantile } from '../table.ts';

const rounds = 15;
const warmUps = 5;
/** Milliseconds. */
const goal = 150;
const targets = 'ibm_fez, iqm_emerald, ionq_forte';

/** Layers of turns and of cx along a line, as a variational ansatz has them. */
function layered(qubits: number): readonly string[] {
  return Array.from({ length: 1000 }, (_, place) => {
    const [layer, at] = [Math.floor(place / (2 * qubits - 1)), place % (2 * qubits - 1)];
    const next = at - qubits;
    return at < qubits ? `ry(0.${layer + 1}${at}) q[${at}];` : `cx q[${next}], q[${next + 1}];`;
  });
}

/** A cost of pairs on a ring and its chords, and turns about x: two of three gates of it join far qubits. */
function alternating(qubits: number): readonly string[] {
  const layer = Array.from({ length: qubits }, (_, at) => [
    `rzz(0.3) q[${at}], q[${(at + 1) % qubits}];`,
    `rzz(0.4) q[${at}], q[${(at + 3) % qubits}];`,
    `rx(0.2) q[${at}];`,
  ]).flat();
  return Array.from({ length: 1000 }, (_, place) => layer[place % layer.length] ?? '');
}

/** Any pair may meet any other: the hardest for what has few neighbours. */
function random(qubits: number): readonly string[] {
  let state = 1;
  const next = (limit: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  return Array.from({ length: 1000 }, () => {
    const a = next(qubits);
    const b = (a + 1 + next(qubits - 1)) % qubits;
    return next(2) === 0 ? `cx q[${a}], q[${b}];` : `rx(0.${1 + next(9)}) q[${a}];`;
  });
}

const circuits: Readonly<Record<string, readonly string[]>> = {
  'layers on a line, 20 qubits': layered(20),
  'alternating, 12 qubits': alternating(12),
  'random pairs, 8 qubits': random(8),
  'random pairs, 20 qubits': random(20),
};

function program(gates: readonly string[], angle: number): string {
  const lines = [`targets ${targets};`, `circuit main { qubit[20] q; h q[0]; rx(${angle}) q[1];`, ...gates];
  return [...lines, 'bit[20] c = measure q; }'].join('\n');
}

/** The diagnostics of a version that came with those of the targets. */
async function withTargets(editor: TestEditor, uri: string, version: number): Promise<void> {
  for (;;) {
    const found: readonly Diagnostic[] = await editor.diagnostics(uri, version);
    if (found.some(({ code }) => String(code).startsWith('QF40'))) return;
  }
}

async function edits(name: string, gates: readonly string[]): Promise<readonly number[]> {
  const server = path.resolve(import.meta.dirname, '../../dist/server/lsp.js');
  const editor = await TestEditor.start({ server });
  const uri = `file:///${name.replaceAll(' ', '-')}.qflow`;
  const taken: number[] = [];
  const first = withTargets(editor, uri, 1);
  void editor.open(uri, program(gates, 0.5));
  await first;
  for (let version = 2; version < 2 + warmUps + rounds; version++) {
    const began = performance.now();
    const done = withTargets(editor, uri, version);
    void editor.change(uri, version, [{ text: program(gates, version / 100) }]);
    await done;
    if (version >= 2 + warmUps) taken.push(performance.now() - began);
  }
  await editor.stop();
  return taken;
}

const rows: string[][] = [];
for (const [name, gates] of Object.entries(circuits)) {
  const taken = await edits(name, gates);
  rows.push([name, milliseconds(median(taken)), milliseconds(quantile(taken, 0.95)), milliseconds(goal)]);
}
printTable(['1,000 gates', 'median', '95 %', 'goal'], rows);
