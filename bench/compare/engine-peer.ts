import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { readoutError } from '../../server/circuit/index.ts';
import { estimatedSteps, exactSteps, peerSteps } from './engine-steps.ts';
import { type Subject, isPure } from './engine-subjects.ts';
import type { RandomProgram } from './random-programs.ts';
import type { Table } from './statistics.ts';

/** What Aer says of a program. */
export interface Peer {
  readonly probabilities: Table;
  readonly expectation: number;
  readonly counts: Table;
  readonly state?: readonly (readonly [number, number])[];
}

/** Aer in a process of its own, asked one program after the other. */
export class AerProcess {
  readonly #process;
  readonly #answers: AsyncIterator<string>;

  constructor(python: string) {
    this.#process = spawn(python, [path.join(import.meta.dirname, 'engines.py')], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#answers = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
  }

  async ask(subject: Subject, shots: number): Promise<Peer> {
    this.#process.stdin.write(`${JSON.stringify(jobOf(subject, shots))}\n`);
    const { value: line } = await this.#answers.next();
    if (line === undefined) throw new Error('engines.py has ended');
    const answer = JSON.parse(line) as Peer & { readonly error?: string };
    if (answer.error !== undefined) throw new Error(`seed ${subject.seed}: ${answer.error}`);
    const named = (table: Table) =>
      Object.fromEntries(
        Object.entries(table).map(([value, share]) => [keyOf(Number(value), subject.program), share]),
      );
    return { ...answer, probabilities: named(answer.probabilities), counts: named(answer.counts) };
  }

  end(): void {
    this.#process.stdin.end();
  }
}

function jobOf(subject: Subject, shots: number): object {
  const { program, noise, letters, seed } = subject;
  const steps = peerSteps(subject);
  const readout = Array.from({ length: program.qubits }, (_, qubit) => {
    const { p01, p10 } = noise === undefined ? { p01: 0, p10: 0 } : readoutError(noise, qubit);
    return [p01, p10];
  });
  return {
    ...{ qubits: program.qubits, bits: program.bits, steps, readout },
    ...{ exact: exactSteps(steps), estimated: estimatedSteps(steps) },
    ...{ words: letters, shots, seed, isNoisy: noise !== undefined },
    isState: isPure(subject) && program.bits.length === 0,
  };
}

/** A value of all bits, or qubits, as the simulator names it. */
function keyOf(value: number, { qubits, bits: [way, end] }: RandomProgram): string {
  if (way === undefined || end === undefined) return value.toString(2).padStart(qubits, '0');
  const text = value.toString(2).padStart(way + end, '0');
  return `${text.slice(0, end)} ${text.slice(end)}`;
}
