/**
 * How good the estimated success probability is: `node bench/compare/success.ts [--write]`. Circuits with one right outcome run on
 * density matrices with the noise of a device, waits included; the estimate stands beside the probability of the outcome.
 * `--write` puts the table into docs/validation.md between its two marks.
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Circuit, type Instruction, lowerCircuit } from '../../server/circuit/index.ts';
import {
  type Device,
  type NativeProgram,
  deviceNamed,
  deviceNoise,
  nativeProgram,
  schedule,
  stepSeconds,
  successProbability,
} from '../../server/hardware/index.ts';
import { analyse, parse } from '../../server/language/index.ts';
import { localSimulator } from '../../server/simulator/index.ts';
import { printTable } from '../table.ts';

const fourier =
  'gate f a, b, c, d { h d; cp(pi/2) c, d; cp(pi/4) b, d; cp(pi/8) a, d; h c; cp(pi/2) b, c; cp(pi/4) a, c; h b; cp(pi/2) a, b; h a; }';
const ansatz =
  'gate f a, b, c, d { ry(0.3) a; ry(1.3) b; ry(2.3) c; ry(0.7) d; cx a, b; cx c, d; cx b, c; ry(1.1) a; ry(0.2) b; ry(0.5) c; ry(2.1) d; cx a, b; cx c, d; cx b, c; }';
const all = 'q[0], q[1], q[2], q[3]';

/** An exchange that the compiler can neither leave out nor make shorter. */
function exchange(a: number, b: number): string {
  const flip = (control: number, target: number) => `cx q[${control}], q[${target}]; barrier q;`;
  return [flip(a, b), flip(b, a), flip(a, b)].join(' ');
}

/**
 * Bodies on a register `q` of so many qubits; each ends in one basis state. Barriers keep the compiler from cancelling what
 * goes there and back.
 */
const subjects: Readonly<Record<string, readonly [qubits: number, body: string, gates?: string]>> = {
  flips: [4, 'x q;'],
  hidden_string: [4, 'x q[3]; h q; cx q[0], q[3]; cx q[2], q[3]; h q;'],
  ghz_and_back: [
    4,
    'h q[0]; cx q[0], q[1]; cx q[1], q[2]; cx q[2], q[3]; barrier q; cx q[2], q[3]; cx q[1], q[2]; cx q[0], q[1]; h q[0];',
  ],
  toffoli: [3, 'x q[0]; x q[1]; ccx q[0], q[1], q[2];'],
  adder: [4, 'x q[0]; x q[1]; ccx q[0], q[1], q[3]; cx q[0], q[1]; ccx q[1], q[2], q[3]; cx q[1], q[2];'],
  fourier_and_back: [4, `x q[1]; f ${all}; barrier q; inv @ f ${all};`, fourier],
  ansatz_and_back: [4, `f ${all}; barrier q; inv @ f ${all};`, ansatz],
  fredkin: [3, 'x q[0]; x q[1]; cswap q[0], q[1], q[2];'],
  search: [2, 'h q; cz q[0], q[1]; h q; x q; cz q[0], q[1]; x q; h q;'],
  waiting: [2, 'x q[0]; x q[1]; for int i in [0:9] { x q[0]; barrier q; } cx q[1], q[0];'],
  chain_of_swaps: [4, `x q[0]; ${exchange(0, 1)} ${exchange(1, 2)} ${exchange(2, 3)}`],
};
const targets = ['ibm_fez', 'iqm_garnet', 'rigetti_cepheus'];

function built([qubits, body, gates = '']: readonly [number, string, string?]): Circuit {
  const text = `${gates} circuit main { qubit[${qubits}] q; ${body} bit[${qubits}] c = measure q; }`;
  const { program, diagnostics } = parse(text);
  const model = analyse({ uri: 'file:///a.qflow', text, program, syntaxDiagnostics: diagnostics }, new Map());
  const { value } = lowerCircuit(model, 'main');
  if (value === undefined)
    throw new Error(`${text}: ${model.diagnostics.map(({ message }) => message).join()}`);
  return value;
}

/** The steps as a circuit on the device's qubits in use, each wait as a delay in front of the step that ends it. */
function nativeCircuit({ steps, circuit }: NativeProgram, device: Device): Circuit {
  const used = [...new Set(steps.flatMap(({ qubits }) => qubits))];
  const placeOf = (qubit: number) => used.indexOf(qubit);
  const free = new Map<number, number>();
  let measured = 0;
  const body = steps.flatMap((step): readonly Instruction[] => {
    const { span } = step;
    const start = Math.max(...step.qubits.map((qubit) => free.get(qubit) ?? 0));
    const waits = step.qubits.flatMap((qubit): readonly Instruction[] => {
      const waited = start - (free.get(qubit) ?? start);
      free.set(qubit, start + stepSeconds(step, device));
      return waited > 0 ? [{ kind: 'delay', duration: waited, qubits: [placeOf(qubit)], span }] : [];
    });
    if (step.kind === 'barrier') return waits;
    const qubits = step.qubits.map(placeOf);
    if (step.kind === 'measure')
      return [
        ...waits,
        { kind: 'measure', qubit: qubits[0] ?? 0, target: { variable: 0, index: measured++ }, span },
      ];
    if (step.kind === 'one-qubit')
      return [...waits, { kind: 'gate', gate: step.gate, angles: step.angles, qubits, controls: [], span }];
    if (step.kind !== 'two-qubit') throw new Error(`no ${step.kind} is expected here`);
    return [...waits, twoQubitGate(step.gate, step.angle, qubits, span)];
  });
  return {
    ...circuit,
    registers: [{ name: 'q', offset: 0, size: used.length, span: { start: 0, end: 0 } }],
    qubitCount: used.length,
    body,
  };
}

function twoQubitGate(
  name: string,
  angle: number | undefined,
  qubits: readonly number[],
  span: Instruction['span'],
): Instruction {
  const [first = 0, second = 0] = qubits;
  const isControlled = name === 'cz' || name === 'cx';
  return {
    kind: 'gate',
    gate: isControlled ? name.slice(1) : name,
    angles: angle === undefined ? [] : [angle],
    qubits: isControlled ? [second] : qubits,
    controls: isControlled ? [{ qubit: first, state: 1 }] : [],
    span,
  };
}

const simulator = localSimulator();

/** The distribution of the outcomes, exactly. */
async function outcomes(circuit: Circuit, device?: Device): Promise<Readonly<Record<string, number>>> {
  const noise = device === undefined ? {} : { noise: deviceNoise(device), method: 'density' as const };
  const answer = await simulator.sample(circuit, [], {
    shots: undefined,
    seed: 1,
    memoryLimit: 2 ** 30,
    ...noise,
  });
  if (!answer.ok) throw new Error(answer.refusal.message);
  return answer.value.probabilities;
}

const rows: string[][] = [];
const ratios: number[] = [];
for (const name of targets) {
  const device = deviceNamed(name);
  if (device === undefined) throw new Error(`there is no ${name}`);
  for (const [title, subject] of Object.entries(subjects)) {
    const circuit = built(subject);
    const [[right, certainty] = ['', 0]] = Object.entries(await outcomes(circuit)).toSorted(
      ([, a], [, b]) => b - a,
    );
    if (certainty < 1 - 1e-9) throw new Error(`${title} has no right outcome`);
    const program = nativeProgram(circuit, device);
    const estimated = successProbability(program.steps, device, schedule(program.steps, device)).total;
    const simulated = (await outcomes(nativeCircuit(program, device), device))[right] ?? 0;
    ratios.push(estimated / simulated);
    const gates = program.steps.filter(({ kind }) => kind === 'two-qubit').length;
    rows.push([
      name,
      title,
      String(gates),
      estimated.toFixed(3),
      simulated.toFixed(3),
      (estimated - simulated).toFixed(3),
    ]);
  }
}
const head = ['device', 'circuit', 'two-qubit gates', 'estimated', 'simulated', 'difference'];
printTable(head, rows);
const logs = ratios.map(Math.log);
const mean = Math.exp(logs.reduce((sum, log) => sum + log, 0) / logs.length);
const worst = ratios.reduce((far, ratio) =>
  Math.abs(Math.log(ratio)) > Math.abs(Math.log(far)) ? ratio : far,
);
const sum = `${rows.length} circuits: estimated/simulated has the geometric mean ${mean.toFixed(3)}, at its worst ${worst.toFixed(3)}.`;
console.log(`\n${sum}`);
if (process.argv.includes('--write')) {
  const page = path.join(import.meta.dirname, '../../docs/validation.md');
  const lines = [head, head.map((_, column) => (column < 2 ? '---' : '---:')), ...rows];
  const table = lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  const text = await readFile(page, 'utf8');
  const marked = /<!-- success -->[\s\S]*?<!-- end of success -->/;
  if (!marked.test(text)) throw new Error('docs/validation.md has no place for the table');
  await writeFile(
    page,
    text.replace(marked, `<!-- success -->\n\n${table}\n\n${sum}\n\n<!-- end of success -->`),
  );
}
