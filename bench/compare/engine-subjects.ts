import { Random } from '../../server/base/index.ts';
import {
  type Circuit,
  type NoiseModel,
  type Observable,
  channelRule,
  lowerCircuit,
} from '../../server/circuit/index.ts';
import { analyse, parse } from '../../server/language/index.ts';
import { observable } from '../../server/simulator/testing/circuits.ts';
import { modelOf, randomChannel, rules } from '../../server/simulator/testing/noise.ts';
import { type ProgramKind, type RandomProgram, randomProgram, textOf } from './random-programs.ts';

/** What engines are compared on: random programs of five families, the same for a seed each time. */

export type Noise = 'none' | 'any' | 'Pauli';

export interface Family extends ProgramKind {
  readonly name: string;
  readonly noise: Noise;
}

const families: readonly Family[] = [
  { name: 'gates', noise: 'none', isClifford: false, isDynamic: false, mostQubits: 7, gates: 30 },
  {
    name: 'measured on the way',
    noise: 'none',
    isClifford: false,
    isDynamic: true,
    mostQubits: 6,
    gates: 24,
  },
  { name: 'Clifford', noise: 'none', isClifford: true, isDynamic: true, mostQubits: 6, gates: 30 },
  { name: 'noise', noise: 'any', isClifford: false, isDynamic: true, mostQubits: 4, gates: 14 },
  {
    name: 'Clifford, Pauli noise',
    noise: 'Pauli',
    isClifford: true,
    isDynamic: true,
    mostQubits: 4,
    gates: 16,
  },
];

export interface Subject {
  readonly seed: number;
  readonly family: Family;
  readonly program: RandomProgram;
  readonly circuit: Circuit;
  readonly noise: NoiseModel | undefined;
  readonly words: Observable;
  readonly letters: readonly (readonly [string, number])[];
}

/** The program of a seed with its noise and a random observable. */
export function subjectOf(seed: number): Subject {
  const family = families[seed % families.length];
  if (family === undefined) throw new Error('there is a family for every seed');
  const program = randomProgram(seed, family);
  const random = new Random(10_000 + seed);
  const letters = Array.from({ length: 6 }, (): readonly [string, number] => [
    Array.from({ length: program.qubits }, () => 'IXYZ'[Math.floor(4 * random.next())]).join(''),
    Number((2 * random.next() - 1).toFixed(3)),
  ]);
  const words = observable(Object.fromEntries(letters));
  const circuit = lowered(textOf(program));
  const noise = family.noise === 'none' ? undefined : noiseOf(family.noise, random);
  return { seed, family, program, circuit, noise, words, letters: [...new Map(letters)] };
}

/** Whether the circuit has one state at its end. */
export function isPure({ family }: Subject): boolean {
  return family.noise === 'none' && !family.isDynamic;
}

function lowered(text: string): Circuit {
  const { program, diagnostics } = parse(text, { dialect: 'qflow' });
  const model = analyse(
    { uri: 'file:///random.qflow', text, program, syntaxDiagnostics: diagnostics },
    new Map(),
  );
  const { value, diagnostics: faults } = lowerCircuit(model, 'main', {});
  if (value === undefined) throw new Error(`${faults.map(({ message }) => message).join()}\n${text}`);
  return value;
}

const pauliRules = new Set(['depolarizing', 'bit flip', 'phase flip', 'two-qubit Pauli', 'phase damping']);

/** Two rules, and in half of all cases misread measurements. */
function noiseOf(kind: Noise, random: Random): NoiseModel {
  const all = Object.entries(rules).filter(([name]) => kind === 'any' || pauliRules.has(name));
  const own = [
    ...all.map(([, rule]) => rule),
    ...(kind === 'any' ? [channelRule(randomChannel(random))] : []),
  ];
  const pick = () => own[Math.floor(own.length * random.next())] ?? channelRule(randomChannel(random));
  const model = modelOf(pick(), pick());
  return random.next() < 0.5 ? model : { ...model, readout: [{ p01: 0.03, p10: 0.08 }] };
}
