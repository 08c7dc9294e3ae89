import { readFile } from 'node:fs/promises';
import { QscEventTarget, getCompilerWorker, loadWasmModule } from 'qsharp-lang';
import type { Gate } from './circuits.ts';

/** The QDK's engine in its own worker, as its extension starts it. */
export class Qdk {
  readonly #worker: ReturnType<typeof getCompilerWorker>;

  private constructor(worker: ReturnType<typeof getCompilerWorker>) {
    this.#worker = worker;
  }

  static async start(): Promise<Qdk> {
    const home = new URL('../../node_modules/qsharp-lang/', import.meta.url);
    const wasm = await readFile(new URL('lib/web/qsc_wasm_bg.wasm', home));
    await loadWasmModule(new Uint8Array(wasm).buffer);
    return new Qdk(getCompilerWorker(new URL('dist/compiler/worker.js', home).href));
  }

  /** Milliseconds of one shot, in which all qubits are measured. */
  async shot(qubits: number, gates: readonly Gate[]): Promise<number> {
    const events = new QscEventTarget(true);
    const program = {
      sources: [['bench.qasm', openQasm(qubits, gates)]] as [string, string][],
      languageFeatures: [],
      profile: 'unrestricted' as const,
      projectType: 'openqasm' as const,
    };
    const start = performance.now();
    await this.#worker.run(program, '', 1, events);
    const taken = performance.now() - start;
    if (events.resultCount() !== 1) throw new Error('the QDK gave no result');
    return taken;
  }

  stop(): void {
    this.#worker.terminate();
  }
}

/** The gates, and measurements of all qubits. */
export function openQasm(qubits: number, gates: readonly Gate[]): string {
  const lines = gates.map((gate) => {
    const angle = 'angle' in gate ? `(${gate.angle})` : '';
    return `${gate.name}${angle} ${gate.qubits.map((qubit) => `q[${qubit}]`).join(', ')};`;
  });
  const head = ['OPENQASM 3.0;', 'include "stdgates.inc";', `qubit[${qubits}] q;`, `bit[${qubits}] c;`];
  return [...head, ...lines, 'c = measure q;', ''].join('\n');
}
