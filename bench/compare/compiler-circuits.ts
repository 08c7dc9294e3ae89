/** The circuits of `compiler-suite.ts`. */
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Random } from '../../server/base/index.ts';
import { type Circuit, circuitStatistics, lowerCircuit } from '../../server/circuit/index.ts';
import { hiddenFit } from '../../server/circuit/routing/testing.ts';
import { loadProject } from '../../server/language/index.ts';
import { rectangle } from './routing-circuits.ts';

const span = { start: 0, end: 0 };

/**
 * The programs in a folder of QASMBench as circuits without measurements in the middle, which not all of the others take.
 * @param folder such as small/ and medium/ of a checkout
 * @param most instructions
 */
export async function qasmBench(folder: string, most: number): Promise<readonly Circuit[]> {
  const found: Circuit[] = [];
  for (const name of (await readdir(folder, { recursive: true })).toSorted()) {
    if (!name.endsWith('.qasm') || name.includes('_transpiled')) continue;
    const uri = pathToFileURL(path.join(folder, name)).href;
    const model = await loadProject(uri, async (wanted) => readFile(new URL(wanted), 'utf8'));
    const { value } = lowerCircuit(model, model.circuits[0]?.name ?? 'main');
    if (value === undefined || value.body.length > most || !isPlain(value)) continue;
    // Barriers hold each compiler back in another way.
    const body = value.body.filter(({ kind }) => kind === 'gate' || kind === 'unitary');
    const registers = [{ name: 'q', offset: 0, size: value.qubitCount, span }];
    found.push({ ...value, name: path.basename(name, '.qasm'), registers, variables: [], body });
  }
  return found;
}

/** Gates and measurements only, and not those of a classical program alone. */
function isPlain(circuit: Circuit): boolean {
  const statistics = circuitStatistics(circuit);
  return (
    circuit.body.every(({ kind }) => ['gate', 'unitary', 'measure', 'barrier'].includes(kind)) &&
    statistics.gates !== statistics.gateCounts['x']
  );
}

/** Circuits of cx that fit the grid of 54 qubits without a swap, under a layout that nobody is told. */
export function hiddenLayouts(): readonly Circuit[] {
  return [5, 10, 15, 25, 45].flatMap((depth) =>
    [0.3, 0.6].map((density): Circuit => {
      const random = new Random(100 * depth + 10 * density);
      const { qubits } = rectangle;
      const operations = hiddenFit(rectangle, depth, density, random);
      const body = operations.map(({ qubits: [control = 0, target = 0] }) => ({
        kind: 'gate' as const,
        gate: 'x',
        angles: [],
        qubits: [target],
        controls: [{ qubit: control, state: 1 as const }],
        span,
      }));
      const registers = [{ name: 'q', offset: 0, size: qubits, span }];
      const name = `depth ${depth}, density ${density}`;
      return { name, registers, qubitCount: qubits, variables: [], parameters: [], body };
    }),
  );
}
