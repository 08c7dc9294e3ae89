/** What compiling a circuit gives, by us and by the compilers that `compiler.py` runs. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { type Circuit, type CompileLevel, compile, exportCircuit } from '../../server/circuit/index.ts';
import { compileTarget, genericDevice } from '../../server/hardware/index.ts';

export interface Figures {
  /** On two qubits. */
  readonly gates: number;
  /** The longest chain of them. */
  readonly depth: number;
  readonly seconds: number;
  /** How the result was compared with its source; ours only. */
  readonly method?: string;
}

/** By compiler. */
export type Answer = Readonly<Record<string, Figures | { readonly error: string }>>;

/** Ours, compared with its source; the comparison is not timed. */
export function ours(circuit: Circuit, device: string, level: CompileLevel): Figures {
  const found = genericDevice(device);
  if (found === undefined) throw new Error(`no device ${device}`);
  const target = compileTarget(found);
  const started = performance.now();
  compile(circuit, target, { level, seed: 1, certifies: false });
  const seconds = (performance.now() - started) / 1000;
  const { certificate, report } = compile(circuit, target, { level, seed: 1 });
  if (!certificate.holds) throw new Error(`${circuit.name} on ${device}, level ${level} differs`);
  const { twoQubitGates: gates, twoQubitDepth: depth } = report.after;
  return { gates, depth, seconds, method: certificate.method };
}

/** The pairs of a generic device; none where all are joined. */
export function pairsOf(device: string): readonly (readonly [number, number])[] {
  const coupling = genericDevice(device)?.coupling;
  return coupling?.kind === 'pairs' ? coupling.pairs : [];
}

export function qasmOf(circuit: Circuit): string {
  const { value } = exportCircuit(circuit, 'qasm2');
  if (value === undefined) throw new Error(`${circuit.name} was not exported`);
  return value;
}

/** The other compilers in one process of Python, which answers request by request. */
export class Peers {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;

  constructor(python: string) {
    this.#process = spawn(python, [path.join(import.meta.dirname, 'compiler.py')]);
    this.#process.stderr.pipe(process.stderr);
    this.#lines = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
  }

  async compile(request: {
    readonly qasm: string;
    readonly pairs: ReturnType<typeof pairsOf>;
    /** What the names of the compilers that are asked begin with. */
    readonly only?: string;
  }): Promise<Answer> {
    this.#process.stdin.write(`${JSON.stringify(request)}\n`);
    const { value, done } = await this.#lines.next();
    if (done === true) throw new Error('the other compilers ended');
    return JSON.parse(value) as Answer;
  }

  end(): void {
    this.#process.stdin.end();
  }
}
