import type { Span } from '../../../base/index.ts';
import {
  type Block,
  type Certificate,
  type Circuit,
  type CircuitFigures,
  type Compilation,
  type Instruction,
  angleText,
  blocksIn,
  controlledName,
  qubitName,
  qubitsIn,
} from '../../../circuit/index.ts';
import { type Device, secondsText } from '../../../hardware/index.ts';
import type { CompilationView, DeviceMap, FigureLine, GateLine } from '../../../protocol/index.ts';
import type { Model } from '../../index.ts';

/** A compiled circuit beside its source, as a panel shows it. */
export function compilationView(
  model: Model,
  circuit: Circuit,
  device: Device,
  compilation: Compilation,
  devices: readonly string[],
): CompilationView {
  const { initialLayout, finalPermutation, report, swaps, certificate } = compilation;
  return {
    uri: model.uri,
    circuit: circuit.name,
    device: device.name,
    level: report.level,
    devices,
    logical: gateLines(circuit.body),
    native: gateLines(compilation.circuit.body),
    qubits: Array.from({ length: circuit.qubitCount }, (_, qubit) => qubitName(circuit, qubit)),
    starts: initialLayout,
    ends: finalPermutation,
    swaps: swaps.map(({ qubits, serves, span }) => ({ qubits, serves, text: textOf(model, span), ...span })),
    map: mapOf(device),
    figures: figureLines(report.before, report.after, report.seconds),
    certificate: certificateText(certificate),
  };
}

/** What acts on qubits, line by line; branches and loops are a line of their own in front of what they contain. */
function gateLines(block: Block): readonly GateLine[] {
  return block.flatMap((instruction): readonly GateLine[] => {
    const inner = blocksIn(instruction).flatMap(gateLines);
    const text = instructionText(instruction);
    const { start, end } = instruction.span;
    if (text === undefined) return inner;
    const qubits =
      inner.length === 0 ? qubitsIn(instruction) : [...new Set(inner.flatMap((line) => line.qubits))];
    return [{ text, qubits, start, end }, ...inner];
  });
}

function instructionText(instruction: Instruction): string | undefined {
  switch (instruction.kind) {
    case 'gate': {
      if (qubitsIn(instruction).length === 0) return undefined;
      const angles = instruction.angles.map((angle) => (typeof angle === 'number' ? angleText(angle) : '…'));
      return `${controlledName(instruction)}${angles.length === 0 ? '' : `(${angles.join(', ')})`}`;
    }
    case 'unitary':
      return instruction.label;
    case 'assign':
    case 'block':
    case 'exit':
      return undefined;
    default:
      return instruction.kind;
  }
}

function textOf({ text }: Model, { start, end }: Span): string {
  return text.slice(start, end).replaceAll(/\s+/g, ' ');
}

function mapOf({ qubits, coupling, twoQubit: [gate] }: Device): DeviceMap {
  if (coupling.kind === 'all') return { qubits, pairs: [] };
  const seen = new Set<string>();
  const pairs = coupling.pairs.flatMap(([first, second]) => {
    const [a, b] = [Math.min(first, second), Math.max(first, second)];
    if (seen.has(`${a}-${b}`)) return [];
    seen.add(`${a}-${b}`);
    const error = gate?.pairErrors?.[`${a}-${b}`] ?? gate?.pairErrors?.[`${b}-${a}`] ?? gate?.error ?? 0;
    return [{ a, b, error }];
  });
  return { qubits, pairs };
}

function figureLines(before: CircuitFigures, after: CircuitFigures, seconds: number): readonly FigureLine[] {
  const line = (name: string, of: (figures: CircuitFigures) => number): FigureLine => ({
    name,
    before: String(of(before)),
    after: String(of(after)),
  });
  return [
    line('gates', ({ gates }) => gates),
    line('two-qubit gates', ({ twoQubitGates }) => twoQubitGates),
    line('depth', ({ depth }) => depth),
    line('two-qubit depth', ({ twoQubitDepth }) => twoQubitDepth),
    line('measurements', ({ measurements }) => measurements),
    { name: 'duration', before: '', after: secondsText(seconds) },
  ];
}

/** How far a compiled circuit was compared with its source, as a sentence. */
export function certificateText(certificate: Certificate): string {
  if (!certificate.holds) return 'It does not do what its source does. This is a mistake of QuantumFlow.';
  switch (certificate.method) {
    case 'unitary':
      return `Equal to its source as a unitary on ${certificate.qubits} qubits.`;
    case 'stabilizer':
      return `Equal to its source as a Clifford circuit on ${certificate.qubits} qubits.`;
    case 'states':
      return `Equal to its source on ${certificate.states} random states of ${certificate.qubits} qubits.`;
    case 'blocks':
      return `Proven equal to its source in ${certificate.blocks} pieces of at most ${certificate.widest} qubits.`;
    case 'runs':
      return `Equal to its source in ${certificate.runs} runs with the same outcomes.`;
    case 'observables':
      return `Equal to its source for ${certificate.proven} of ${certificate.observables} observables, in every state.`;
    case 'none':
      return `Not compared with its source: ${certificate.reason}.`;
  }
}
