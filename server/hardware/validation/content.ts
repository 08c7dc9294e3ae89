import type { Diagnostic, Fix, Span } from '../../base/index.ts';
import { type Block, type Circuit, type Instruction, blocksIn, withBlocks } from '../../circuit/index.ts';
import type { ValidationOptions } from './options.ts';
import type { Validation } from './validate.ts';

/** What is validated, without where it stands: the n-th place is the span from n to n, so that equal circuits are equal. */
export interface Content {
  readonly circuit: Circuit;
  readonly options: ValidationOptions;
}

/** The content of a circuit, and the places that its numbers stand for. */
export function contentOf(
  circuit: Circuit,
  options: ValidationOptions,
): { readonly content: Content; readonly places: readonly Span[] } {
  const numbers = new Map<Span, Span>();
  const number = (span: Span): Span => {
    const known = numbers.get(span) ?? { start: numbers.size, end: numbers.size };
    numbers.set(span, known);
    return known;
  };
  const place = number(options.place);
  const content = {
    circuit: {
      ...circuit,
      registers: circuit.registers.map((one) => ({ ...one, span: number(one.span) })),
      variables: circuit.variables.map((one) => ({ ...one, span: number(one.span) })),
      parameters: circuit.parameters.map((one) => ({ ...one, span: number(one.span) })),
      body: numbered(circuit.body, number),
    },
    // Whether a fix may rewrite a statement is seen when its place is known again.
    options: { ...options, place, body: { start: 0, end: Number.MAX_SAFE_INTEGER } },
  };
  return { content, places: [...numbers.keys()] };
}

function numbered(block: Block, number: (span: Span) => Span): Block {
  return block.map((instruction): Instruction => {
    const span = number(instruction.span);
    if (instruction.kind === 'if' || instruction.kind === 'while' || instruction.kind === 'block') {
      const blocks = blocksIn(instruction).map((inner) => numbered(inner, number));
      return { ...withBlocks(instruction, blocks), span };
    }
    return { ...instruction, span };
  });
}

/** A validation of a content at the places where it stands now; `body` is the text that fixes may rewrite. */
export function placedAgain(
  { diagnostics, verdict }: Validation,
  places: readonly Span[],
  body: Span | undefined,
): Validation {
  const at = ({ start }: Span): Span => places[start] ?? { start: 0, end: 0 };
  const found = diagnostics.map((one): Diagnostic => ({
    ...one,
    span: at(one.span),
    ...(one.related === undefined
      ? {}
      : { related: one.related.map((place) => ({ ...place, span: at(place.span) })) }),
    ...(one.fixes === undefined ? {} : { fixes: one.fixes.flatMap((fix) => movedFix(fix, at, body) ?? []) }),
  }));
  return { diagnostics: found.toSorted((a, b) => a.span.start - b.span.start), verdict };
}

function movedFix(fix: Fix, at: (span: Span) => Span, body: Span | undefined): Fix | undefined {
  const edits = fix.edits
    .map((edit) => ({ ...edit, span: at(edit.span) }))
    .filter(({ span }) => body !== undefined && body.start <= span.start && span.end <= body.end);
  return edits.length === 0 ? undefined : { ...fix, edits };
}
