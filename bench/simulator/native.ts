import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Interface, createInterface } from 'node:readline';
import type { Gate } from './circuits.ts';

export type NativeEngine = 'Qulacs' | 'Aer' | 'Lightning' | 'qsim';

/** The engines of a Python environment, in a process that answers one request after the other. */
export class Native {
  readonly #process: ChildProcess;
  readonly #lines: Interface;
  readonly #file = path.join(tmpdir(), `qflow-bench-${process.pid}.json`);

  constructor(python: string) {
    const env = { ...process.env, OMP_NUM_THREADS: '1' };
    this.#process = spawn(python, [path.join(import.meta.dirname, 'native.py')], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env,
    });
    if (this.#process.stdout === null) throw new Error('no output to read');
    this.#lines = createInterface({ input: this.#process.stdout });
  }

  async load(qubits: number, gates: readonly Gate[]): Promise<void> {
    await writeFile(this.#file, JSON.stringify({ qubits, gates }));
    await this.#ask({ load: this.#file });
  }

  /** Milliseconds of one run of the loaded circuit; NaN where the engine failed, whose words are printed. */
  async run(engine: NativeEngine): Promise<number> {
    const { milliseconds, error } = await this.#ask({ run: engine });
    if (error !== undefined) console.error(`${engine}: ${error}`);
    return milliseconds ?? Number.NaN;
  }

  async close(): Promise<void> {
    this.#process.stdin?.end();
    await rm(this.#file, { force: true });
  }

  async #ask(request: object): Promise<{ readonly milliseconds?: number; readonly error?: string }> {
    const answer = once(this.#lines, 'line');
    this.#process.stdin?.write(`${JSON.stringify(request)}\n`);
    const [line] = (await answer) as [string];
    return JSON.parse(line) as { milliseconds?: number; error?: string };
  }
}
