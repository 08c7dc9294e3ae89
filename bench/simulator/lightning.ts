import { spawnSync } from 'node:child_process';
import type { Observable } from '../../server/circuit/index.ts';

/** What variational.py reads and answers. */

/** `linear`: scale times a parameter; `sine`: the sine of the product of two. */
export interface LightningAngle {
  readonly kind: 'linear' | 'sine';
  readonly scale: number;
  readonly places: readonly number[];
}

export interface LightningGate {
  readonly gate: string;
  readonly wires: readonly number[];
  readonly controls: readonly { readonly qubit: number; readonly state: number }[];
  readonly angles: readonly LightningAngle[];
}

export interface LightningRequest {
  readonly qubits: number;
  readonly gates: readonly LightningGate[];
  readonly words: readonly (readonly [letters: string, coefficient: number])[];
  readonly point: readonly number[];
  /** How often to time; the value and gradient are wanted where it is left out. */
  readonly rounds?: number;
}

/** Milliseconds of each round. */
interface Times {
  readonly energy: readonly number[];
  readonly gradient: readonly number[];
}

export interface LightningAnswer {
  readonly value?: number;
  readonly gradient?: readonly number[];
  readonly times?: Times;
  readonly version: string;
}

/** The answers of PennyLane Lightning on one thread, or none, with the reason printed, where it does not run. */
export function lightning(requests: readonly LightningRequest[]): readonly LightningAnswer[] {
  const script = new URL('variational.py', import.meta.url).pathname;
  const { stdout, status, stderr } = spawnSync(process.env['PYTHON'] ?? 'python3', [script], {
    input: requests.map((request) => JSON.stringify(request)).join('\n'),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    env: { ...process.env, OMP_NUM_THREADS: '1' },
  });
  if (status === 0)
    return stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as LightningAnswer);
  console.log(`Lightning did not run: ${stderr.trim().split('\n').at(-1)}`);
  return [];
}

/** The words with one letter a qubit, qubit 0 first. */
export function wordsOf({ terms }: Observable, qubits: number): LightningRequest['words'] {
  return terms.map(({ coefficient, factors }) => {
    const letters = Array<string>(qubits).fill('I');
    for (const { qubit, pauli } of factors) letters[qubit] = pauli;
    return [letters.join(''), coefficient] as const;
  });
}
