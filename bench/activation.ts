/** Prints how soon the extension is there after the editor asks for it, over several fresh windows. */
import path from 'node:path';
import { built } from '../test/vscode/host/build.ts';
import { bundleForHost } from '../test/vscode/host/bundle.ts';
import { runInEditor } from '../test/vscode/host/extension-host.ts';
import { copiedWorkspace } from '../test/vscode/host/workspace.ts';
import type { Activation } from './activation.host.ts';

const windows = 5;

/** Milliseconds. */
const goals: Readonly<Partial<Record<keyof Activation, number>>> = { activate: 50, diagnostics: 500 };
const names = ['activate', 'loaded', 'diagnostics'] as const;

built('dist/client/node.js', 'npm run build');
const program = path.join(
  await bundleForHost([path.join(import.meta.dirname, 'activation.host.ts')], 'bench'),
  'activation.host.js',
);
const workspace = await copiedWorkspace();
const found: Activation[] = [];
try {
  for (let i = 0; i < windows; i++) found.push(activation(await runInEditor(program, workspace.folder)));
} finally {
  await workspace.remove();
}
console.table(Object.fromEntries(names.map((name) => [name, row(name)])));

function activation(value: unknown): Activation {
  if (isActivation(value)) return value;
  throw new Error('The editor gave no measurements.');
}

function isActivation(value: unknown): value is Activation {
  return typeof value === 'object' && value !== null && names.every((name) => name in value);
}

function row(name: keyof Activation) {
  const times = found.map((each) => each[name]).toSorted((a, b) => a - b);
  const rounded = (time = Number.NaN) => Number(time.toFixed(1));
  return {
    'median ms': rounded(times[Math.floor(times.length / 2)]),
    'worst ms': rounded(times.at(-1)),
    'goal ms': goals[name] ?? '',
  };
}
