import { type Result, type RunDocument, plainText, tableText } from '../../protocol/index.ts';
import { drawResult } from './histogram.ts';
import type { Terminal } from './terminal.ts';

/** The results of one task: of each round of its loops, by its indices such as `[3]`; a task without loops has one. */
export type Rounds = ReadonlyMap<string, Result>;

/** The results of a run with the rounds of each loop together, in the order of the record. */
export function resultsByTask({ results }: RunDocument): ReadonlyMap<string, Rounds> {
  const tasks = new Map<string, Map<string, Result>>();
  for (const [name, result] of Object.entries(results)) {
    const [, task = name, round = ''] = /^(.*?)((?:\[\d+\])*)$/.exec(name) ?? [];
    const rounds = tasks.get(task) ?? new Map<string, Result>();
    tasks.set(task, rounds.set(round, result));
  }
  return tasks;
}

/** More rounds than this are cut short; `--json` has them all. */
const mostRounds = 40;

/** The lines of a task's result; of a loop one line a round. */
export function drawRounds(rounds: Rounds, terminal: Terminal): string[] {
  const [only] = rounds.values();
  if (rounds.has('') && only !== undefined) return drawResult(only, terminal);
  const width = Math.max(...[...rounds.keys()].map((round) => round.length));
  const lines = [...rounds].map(([round, result]) => `  ${round.padEnd(width)}  ${oneLine(result)}`);
  const hidden = lines.length - mostRounds;
  return hidden > 0
    ? [...lines.slice(0, mostRounds), `  … ${hidden} more rounds (--json has them all)`]
    : lines;
}

function oneLine(result: Result): string {
  switch (result.kind) {
    case 'estimate':
      return `${plainText(result.value)}${result.stderr === 0 ? '' : ` ± ${plainText(result.stderr)}`}`;
    case 'gradient':
      return plainText(result.derivatives.map(({ value }) => value));
    case 'minimum':
      return plainText([result.value, ...result.parameters]);
    case 'value':
      return plainText(result.value);
    case 'table':
      return tableText(result);
    case 'state':
      return result.qubits === 1 ? '1 qubit' : `${result.qubits} qubits`;
    case 'samples':
      return plainText(likeliest(result.probabilities));
  }
}

function likeliest(table: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(table).toSorted((a, b) => b[1] - a[1]));
}
