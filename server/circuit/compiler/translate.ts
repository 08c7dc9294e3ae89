import { matrices } from '../../base/index.ts';
import type { Angle, Block, GateInstruction } from '../circuit.ts';
import type { SynthesisStep } from '../synthesis/two-qubit.ts';
import { type PairBlock, blockMatrix, pairBlocks } from './blocks.ts';
import { type Entangled, entangledMatrix, entangledRotation, entangledSwap } from './entangle.ts';
import { fromX, fromZ } from './frames.ts';
import { InstructionList, type NativeOutput } from './native-output.ts';
import { NativeWriter, type WriterOptions } from './native-writer.ts';
import { type Operation, type Program, type Rotation, heldBy } from './operation.ts';
import { withBlocks } from './qubits.ts';
import type { CompileTarget, EntanglerTarget } from './target.ts';
import { KnownTurns } from './waiting-turn.ts';

export interface TranslationOptions extends WriterOptions {
  /** Whether neighbouring operations on one pair are made anew with the fewest entangling gates. */
  readonly collects: boolean;
}

/** A program on the qubits of the target, whose pairs all have a gate, by native gates. */
export function translated(program: Program, target: CompileTarget, options: TranslationOptions): Block {
  return new Translator(target, options).block(program);
}

/** The same for who needs no circuit of them. */
export function translateInto(
  output: NativeOutput,
  program: Program,
  target: CompileTarget,
  options: TranslationOptions,
): void {
  new Translator(target, options).write(program, output);
}

class Translator {
  readonly #target: CompileTarget;
  readonly #options: TranslationOptions;
  readonly #known: KnownTurns;
  readonly #directions: ReadonlySet<string> | undefined;

  constructor(target: CompileTarget, options: TranslationOptions) {
    this.#target = target;
    this.#options = options;
    this.#known = new KnownTurns(target.oneQubit);
    const { coupling } = target;
    if (coupling !== 'all' && coupling.isDirected)
      this.#directions = new Set(coupling.pairs.map(([a, b]) => `${a}>${b}`));
  }

  block(program: Program): Block {
    const list = new InstructionList();
    const phase = this.write(program, list);
    return [...phaseInstruction(phase, program), ...list.instructions];
  }

  /** The phase in radians that the gates leave out. */
  write(program: Program, output: NativeOutput): number {
    const writer = new NativeWriter(output, this.#options, this.#known);
    writer.phase = program.phase;
    for (const item of this.#items(program.operations)) this.#item(item, writer);
    for (let qubit = 0; qubit < this.#target.qubits; qubit++) writer.flush(qubit);
    return writer.phase;
  }

  #items(operations: readonly Operation[]): readonly (Operation | PairBlock)[] {
    if (this.#options.collects) return pairBlocks(operations, this.#target.qubits);
    // What one instruction stands for is translated as one.
    return groupedBySource(operations).flatMap((group) => pairBlocks(group, this.#target.qubits));
  }

  #item(item: Operation | PairBlock, writer: NativeWriter): void {
    switch (item.kind) {
      case 'turn':
        return writer.turn(item.qubits[0], item.matrix, item.span);
      case 'pair':
        return this.#pair(item, writer);
      case 'rotation':
        return item.qubits.length === 1
          ? writer.lateTurn(item.qubits[0] ?? 0, item.angle, item.span)
          : this.#late(item, writer);
      case 'flow': {
        const blocks = item.blocks.map((inner) => this.block(inner));
        return writer.other(withBlocks(item.instruction, blocks), heldBy(item, this.#target.qubits));
      }
      case 'fence':
        return writer.other(item.instruction, heldBy(item, this.#target.qubits));
      case 'swap':
        throw new Error('an exchange always stands in a block');
    }
  }

  #pair(block: PairBlock, writer: NativeWriter): void {
    const { operations } = block;
    const entangling = operations.filter((operation) => operation.kind !== 'turn');
    const [only] = entangling;
    if (entangling.length === 1 && only !== undefined) {
      for (const operation of operations)
        if (operation.kind === 'turn') writer.turn(operation.qubits[0], operation.matrix, operation.span);
        else if (only.kind === 'rotation') this.#single(only, writer);
        else this.#steps(entangledSwap(this.#target.twoQubit), this.#directed(only.qubits), only, writer);
      return;
    }
    const qubits = this.#directed(block.qubits);
    const matrix = blockMatrix({ ...block, qubits });
    this.#steps(entangledMatrix(matrix, this.#target.twoQubit), qubits, block, writer);
  }

  #single(rotation: Rotation, writer: NativeWriter): void {
    const [first = 0, second = 0] = rotation.qubits;
    const qubits = this.#directed([first, second]);
    const axes = qubits[0] === first ? rotation.axes : rotation.axes.toReversed();
    const angle = typeof rotation.angle === 'number' ? rotation.angle : 0;
    this.#steps(entangledRotation({ axes, angle }, this.#target.twoQubit), qubits, rotation, writer);
  }

  #directed([first, second]: readonly [number, number]): readonly [number, number] {
    const has = this.#directions?.has(`${first}>${second}`) ?? true;
    return has ? [first, second] : [second, first];
  }

  #steps(
    { phase, gate, steps }: Entangled,
    qubits: readonly [number, number],
    { span }: Pick<Operation, 'span'>,
    writer: NativeWriter,
  ): void {
    writer.phase += phase;
    for (const step of steps) this.#step(step, gate, qubits, { span }, writer);
  }

  #step(
    step: SynthesisStep,
    { gate }: EntanglerTarget,
    qubits: readonly [number, number],
    { span }: Pick<Operation, 'span'>,
    writer: NativeWriter,
  ): void {
    if (step.kind === 'entangler') return writer.entangler(gate, qubits, step.angle, span);
    writer.turn(qubits[0], step.pair.low, span);
    writer.turn(qubits[1], step.pair.high, span);
  }

  /** A rotation about z ⊗ z, or another word after merging, by an angle of the run. */
  #late(rotation: Rotation, writer: NativeWriter): void {
    const free = this.#target.twoQubit.find(
      ({ gate, maximumAngle }) => (gate === 'rzz' || gate === 'rxx') && maximumAngle === undefined,
    );
    const [first = 0, second = 0] = rotation.qubits;
    const frames = [first, second].map((qubit, place) => ({
      qubit,
      frame: (free?.gate === 'rxx' ? fromX : fromZ)(rotation.axes[place] ?? 'z'),
    }));
    for (const { qubit, frame } of frames) writer.turn(qubit, frame.back, rotation.span);
    if (free === undefined) this.#byParity([first, second], rotation, writer);
    else writer.entangler(free.gate, [first, second], rotation.angle, rotation.span);
    for (const { qubit, frame } of frames) writer.turn(qubit, frame.forth, rotation.span);
  }

  /** The parity of two qubits on the second one, turned about z, and back. */
  #byParity(pair: readonly [number, number], { angle, span }: Rotation, writer: NativeWriter): void {
    const qubits = this.#directed(pair);
    const flip = () =>
      this.#steps(
        entangledMatrix(flipMatrix(qubits[0] === pair[0]), this.#target.twoQubit),
        qubits,
        { span },
        writer,
      );
    flip();
    writer.lateTurn(pair[1], angle, span);
    flip();
  }
}

/** The controlled flip whose control is the less significant bit, or the other way round. */
function flipMatrix(isLowControl: boolean) {
  return matrices.generate(4, (row, column) => {
    const flipped = isLowControl ? row ^ ((row & 1) << 1) : row ^ (row >> 1);
    return { re: flipped === column ? 1 : 0, im: 0 };
  });
}

function groupedBySource(operations: readonly Operation[]): readonly (readonly Operation[])[] {
  const groups: Operation[][] = [];
  for (const operation of operations) {
    const last = groups.at(-1);
    if (last !== undefined && isSameGate(last, operation)) last.push(operation);
    else groups.push([operation]);
  }
  return groups;
}

/** Whether the operation belongs to the same gate: on the same qubits, for the same statement. */
function isSameGate(group: readonly Operation[], operation: Operation): boolean {
  if (group[0]?.span !== operation.span || operation.kind === 'flow') return false;
  const qubits = new Set(operation.qubits);
  for (const one of group) for (const qubit of one.qubits) qubits.add(qubit);
  return qubits.size <= 2;
}

function phaseInstruction(phase: number, { operations }: Program): Block {
  const turns = phase / (2 * Math.PI);
  const angle: Angle = 2 * Math.PI * (turns - Math.round(turns));
  if (Math.abs(angle) < 1e-10) return [];
  const span = operations[0]?.span ?? { start: 0, end: 0 };
  const instruction: GateInstruction = {
    kind: 'gate',
    gate: 'gphase',
    angles: [angle],
    qubits: [],
    controls: [],
    span,
  };
  return [instruction];
}
