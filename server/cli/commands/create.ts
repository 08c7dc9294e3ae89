import { writeFile } from 'node:fs/promises';
import { onlyFile, parseArguments } from '../arguments.ts';
import { UsageError, exitStatus } from '../exit-status.ts';
import type { Terminal } from '../terminal/terminal.ts';

/** A program with one of each: a circuit, an observable, a workflow and a test. */
const starter = `/// Turns one of two qubits and entangles them.
circuit trial(float angle) {
  qubit[2] q;
  ry(angle) q[0];
  cx q[0], q[1];
}

observable agree = Z[0] * Z[1] + 0.5 * X[0];

workflow search {
  task ground = minimize(trial, agree);
  task there = estimate(trial(ground.parameters[0]), agree);
}

test "without a turn the qubits stay alike" {
  assert close(expectation(simulate(trial(0)), agree), 1);
}
`;

/** `qflow create FILE`: begins a program in a new file. */
export async function create(args: readonly string[], terminal: Terminal): Promise<number> {
  const path = onlyFile(parseArguments(args, {}).positionals);
  if (!path.endsWith('.qflow')) throw new UsageError('A program has a name that ends with .qflow.');
  try {
    await writeFile(path, starter, { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new UsageError(`There is a file ${path} already.`);
  }
  terminal.out(`${path}\n`);
  return exitStatus.done;
}
