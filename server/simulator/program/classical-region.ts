import type { Block, Instruction } from '../../circuit/index.ts';

/** What a block that only measures and computes may change. */
interface Effects {
  readonly assigns: readonly number[];
  readonly measures: readonly number[];
}

/** The block's effects, or nothing where it acts on qubits otherwise or may leave towards somewhere else. */
export function classicalEffects(block: Block, inner: readonly number[] = []): Effects | undefined {
  const all: Effects[] = [];
  for (const instruction of block) {
    const effects = effectsOf(instruction, inner);
    if (effects === undefined) return undefined;
    all.push(effects);
  }
  return {
    assigns: all.flatMap(({ assigns }) => assigns),
    measures: all.flatMap(({ measures }) => measures),
  };
}

const none: Effects = { assigns: [], measures: [] };

/** @param inner labels of the blocks around the instruction that lie inside the region. */
function effectsOf(instruction: Instruction, inner: readonly number[]): Effects | undefined {
  switch (instruction.kind) {
    case 'assign':
      return { assigns: [instruction.variable], measures: [] };
    case 'measure': {
      const { qubit, target } = instruction;
      return { assigns: target === undefined ? [] : [target.variable], measures: [qubit] };
    }
    case 'barrier':
    case 'delay':
      return none;
    case 'if':
      return classicalEffects([...instruction.then, ...instruction.otherwise], inner);
    case 'while':
      return classicalEffects(instruction.body, inner);
    case 'block':
      return classicalEffects(instruction.body, [...inner, instruction.label]);
    case 'exit':
      return inner.includes(instruction.label) ? none : undefined;
    default:
      return undefined;
  }
}
