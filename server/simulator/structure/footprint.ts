import { type Instruction, blocksIn, qubitsIn, variablesReadBy } from '../../circuit/index.ts';

/** What an instruction, with all that is inside it, touches; with repetitions. */
export interface Footprint {
  readonly qubits: readonly number[];
  readonly reads: readonly number[];
  /** Variables that it assigns or measures into. */
  readonly writes: readonly number[];
}

export function footprintOf(instruction: Instruction): Footprint {
  const own: Footprint = {
    qubits: qubitsIn(instruction),
    reads: variablesReadBy(instruction),
    writes: writtenBy(instruction),
  };
  const blocks = blocksIn(instruction);
  if (blocks.length === 0) return own;
  const inner = blocks.flatMap((block) => block.map(footprintOf));
  return {
    qubits: [...own.qubits, ...inner.flatMap(({ qubits }) => qubits)],
    reads: [...own.reads, ...inner.flatMap(({ reads }) => reads)],
    writes: [...own.writes, ...inner.flatMap(({ writes }) => writes)],
  };
}

const none: readonly number[] = [];

function writtenBy(instruction: Instruction): readonly number[] {
  if (instruction.kind === 'assign') return [instruction.variable];
  const target = instruction.kind === 'measure' ? instruction.target : undefined;
  return target === undefined ? none : [target.variable];
}

/** Whether an instruction decides which others are carried out. */
export function isControlFlow({ kind }: Instruction): boolean {
  return kind === 'if' || kind === 'while' || kind === 'block' || kind === 'exit' || kind === 'end';
}
