import { readFileSync, readdirSync } from 'node:fs';

/** A program with the name of its file. */
export interface NamedText {
  readonly name: string;
  readonly text: string;
}

const samples = new URL('../../samples/', import.meta.url);

/** The folder of the standard library. */
export const library = new URL('../../server/library/std/', import.meta.url);

/** The programs of a folder. */
function programsIn(folder: URL): readonly NamedText[] {
  return readdirSync(folder)
    .filter((name) => /\.(?:qflow|qasm)$/.test(name))
    .map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }));
}

export const samplePrograms = programsIn(samples);
export const libraryPrograms = programsIn(library);

/** The text behind a URI in the folder of the samples or of the standard library. */
export async function readProgram(uri: string): Promise<string | undefined> {
  const found = [
    ...samplePrograms.map(({ name, text }) => [new URL(name, samples).href, text] as const),
    ...libraryPrograms.map(({ name, text }) => [new URL(name, library).href, text] as const),
  ];
  return found.find(([known]) => known === uri)?.[1];
}

/** The address that a text would have as one of the samples. */
export function sampleUri(name: string): string {
  return new URL(name, samples).href;
}

const flatHead = ['OPENQASM 3.0;', 'include "stdgates.inc";', 'qubit[4] q;', 'bit[4] c;'];
const steps = ['h q[0];', 'rz(pi / 8) q[1];', 'cx q[0], q[1];', 'if (c[0]) { x q[2]; }'];

/** OpenQASM of so many lines, one statement in each. */
export function flatProgram(lineCount: number): string {
  const body = Array.from(
    { length: lineCount - flatHead.length - 1 },
    (_, line) => steps[line % steps.length],
  );
  return [...flatHead, ...body, 'c = measure q;'].join('\n');
}

/** A file of so many lines at least with a circuit, a gate, an observable and a workflow in every sixteen of them. */
export function declarationsProgram(lineCount: number): string {
  return Array.from({ length: Math.ceil(lineCount / 16) }, (_, index) => declarations(index + 1)).join('\n');
}

function declarations(number: number): string {
  return `/// Part ${number} of many.
circuit part${number}(float theta = 0.1) {
  qubit[4] q;
  h q[0];
  rz(theta * ${number} / 8) q[1];
  for int i in [0:2] { cx q[i], q[i + 1]; }
  entangle${number} q[0], q[1];
  measure q;
}
gate entangle${number} a, b { cx a, b; rz(pi / ${number + 2}) b; cx a, b; }
observable cost${number} = Z[0] * Z[1] + 0.${number} * X[2];
workflow run${number} {
  task energy = estimate(part${number}, cost${number});
  assert energy.value < 2, "bounded";
}
`;
}
