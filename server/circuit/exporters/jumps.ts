import type { Span } from '../../base/index.ts';
import type { Block, Instruction } from '../circuit.ts';
import type { Expression } from '../expression.ts';

/** An instruction that holds no other and does not jump. */
export type Simple = Exclude<Instruction, { kind: 'if' | 'while' | 'block' | 'exit' }>;

/**
 * Instructions whose jumps leave or repeat the innermost loop only, as other languages write them. A jump further out
 * raises the flag of its label and breaks; behind each loop on its way an `escape` looks at the flag.
 */
export type Structured =
  | Simple
  | {
      readonly kind: 'if';
      readonly condition: Expression;
      readonly then: readonly Structured[];
      readonly otherwise: readonly Structured[];
      readonly span: Span;
    }
  /** A loop; one without a condition runs once, and is there to be left early. */
  | {
      readonly kind: 'loop';
      readonly condition: Expression | undefined;
      readonly body: readonly Structured[];
      readonly span: Span;
    }
  | { readonly kind: 'jump'; readonly jump: Jump; readonly span: Span }
  | { readonly kind: 'raise' | 'clear'; readonly label: number; readonly span: Span }
  /** Jumps where the label's flag is up. */
  | { readonly kind: 'escape'; readonly label: number; readonly jump: Jump; readonly span: Span };

type Jump = 'break' | 'continue';

/** A loop around an instruction and the labels that a plain jump out of it reaches. */
interface Loop {
  readonly breakLabel: number | undefined;
  readonly continueLabel: number | undefined;
  /** Labels further out that its body jumps to. */
  readonly escaping: Set<number>;
}

/** A block without labels. */
export function structured(block: Block): readonly Structured[] {
  return inside(block, []);
}

function inside(block: Block, loops: readonly Loop[]): readonly Structured[] {
  return block.flatMap((instruction) => one(instruction, loops));
}

function one(instruction: Instruction, loops: readonly Loop[]): readonly Structured[] {
  switch (instruction.kind) {
    case 'if': {
      const { then, otherwise } = instruction;
      return [{ ...instruction, then: inside(then, loops), otherwise: inside(otherwise, loops) }];
    }
    case 'while':
      return repeated(instruction, undefined, loops);
    case 'block': {
      const [only, ...others] = instruction.body;
      if (only?.kind === 'while' && others.length === 0) return repeated(only, instruction.label, loops);
      const loop: Loop = { breakLabel: instruction.label, continueLabel: undefined, escaping: new Set() };
      return around(loop, undefined, instruction.body, instruction.span, loops);
    }
    case 'exit':
      return jump(instruction.label, instruction.span, loops);
    default:
      return [instruction];
  }
}

function repeated(
  { condition, body, span }: Extract<Instruction, { kind: 'while' }>,
  breakLabel: number | undefined,
  loops: readonly Loop[],
): readonly Structured[] {
  const [only, ...others] = body;
  const round = only?.kind === 'block' && others.length === 0 ? only : undefined;
  const loop: Loop = { breakLabel, continueLabel: round?.label, escaping: new Set() };
  return around(loop, condition, round?.body ?? body, span, loops);
}

function around(
  loop: Loop,
  condition: Expression | undefined,
  body: Block,
  span: Span,
  loops: readonly Loop[],
): readonly Structured[] {
  const inner = inside(body, [...loops, loop]);
  const labels = [...loop.escaping];
  return [
    ...labels.map((label) => ({ kind: 'clear', label, span }) as const),
    { kind: 'loop', condition, body: inner, span },
    ...labels.map(
      (label) => ({ kind: 'escape', label, jump: jumpTo(label, loops) ?? 'break', span }) as const,
    ),
  ];
}

function jump(label: number, span: Span, loops: readonly Loop[]): readonly Structured[] {
  const direct = jumpTo(label, loops);
  if (direct !== undefined) return [{ kind: 'jump', jump: direct, span }];
  const owner = loops.findLastIndex((loop) => loop.breakLabel === label || loop.continueLabel === label);
  for (const loop of loops.slice(owner + 1)) loop.escaping.add(label);
  return [
    { kind: 'raise', label, span },
    { kind: 'jump', jump: 'break', span },
  ];
}

function jumpTo(label: number, loops: readonly Loop[]): Jump | undefined {
  const innermost = loops.at(-1);
  if (innermost?.breakLabel === label) return 'break';
  return innermost?.continueLabel === label ? 'continue' : undefined;
}
