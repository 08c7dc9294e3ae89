/**
 * What is proven of every compilation of QASMBench's circuits: `node bench/compare/certificates.ts FOLDER [--device=NAME] [--level=N]
 * [--most=GATES]`. FOLDER holds programs of OpenQASM 2, such as medium/ and large/ of a checkout; circuits of more qubits than the
 * device has, or of more than GATES instructions, are left out, and named.
 */
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type Certificate,
  type Circuit,
  type CompileLevel,
  compile,
  lowerCircuit,
} from '../../server/circuit/index.ts';
import { compileTarget, deviceNamed } from '../../server/hardware/index.ts';
import { loadProject } from '../../server/language/index.ts';

const folder = process.argv.slice(2).find((argument) => !argument.startsWith('--'));
const device = deviceNamed(option('device') ?? 'ibm_fez');
if (folder === undefined || device === undefined)
  throw new Error(
    'usage: node bench/compare/certificates.ts FOLDER [--device=NAME] [--level=N] [--most=GATES]',
  );
const level = Number(option('level') ?? 2) as CompileLevel;
const most = Number(option('most') ?? 6000);

function option(name: string): string | undefined {
  return process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3);
}

async function circuitIn(file: string): Promise<Circuit | undefined> {
  const uri = pathToFileURL(file).href;
  const model = await loadProject(uri, async (wanted) => readFile(new URL(wanted), 'utf8'));
  return lowerCircuit(model, model.circuits[0]?.name ?? 'main').value;
}

/** What a certificate says in one cell. */
function words(certificate: Certificate): string {
  if (!certificate.holds) return 'DIFFERS';
  switch (certificate.method) {
    case 'observables':
      return `${certificate.proven} of ${certificate.observables} observables`;
    case 'blocks':
      return `${certificate.blocks} pieces of at most ${certificate.widest} qubits`;
    case 'none':
      return `none: ${certificate.reason}`;
    default:
      return certificate.method;
  }
}

console.log('| circuit | qubits | instructions | certificate | compiled and compared |');
console.log('| --- | --- | --- | --- | --- |');
for (const name of (await readdir(folder, { recursive: true })).toSorted()) {
  if (!name.endsWith('.qasm') || name.includes('_transpiled')) continue;
  const circuit = await circuitIn(path.join(folder, name));
  const size = `${circuit?.qubitCount ?? '?'} | ${circuit?.body.length ?? '?'}`;
  const title = path.basename(name, '.qasm');
  if (circuit === undefined || circuit.qubitCount > device.qubits || circuit.body.length > most) {
    console.log(`| ${title} | ${size} | left out | |`);
    continue;
  }
  const began = performance.now();
  const { certificate } = compile(circuit, compileTarget(device, circuit), { level, seed: 0 });
  const seconds = (performance.now() - began) / 1000;
  console.log(`| ${title} | ${size} | ${words(certificate)} | ${seconds.toFixed(2)} s |`);
}
