import type { Span } from '../../base/index.ts';
import { type Model, type Node, nodeAt } from '../index.ts';
import { isDeclaration, usesOf } from './references.ts';
import { symbolAt } from './symbol-at.ts';

/** A place in a file where the name under the cursor is written. */
export interface DocumentHighlight {
  /** `write` where it is declared or gets a value. */
  readonly kind: 'read' | 'write';
  readonly span: Span;
}

/** Every place in the file where the name at an offset is written. */
export function documentHighlights(model: Model, offset: number): readonly DocumentHighlight[] {
  const symbol = symbolAt(model, offset)?.symbol;
  if (symbol === undefined) return [];
  const spans = usesOf(symbol, [model]).flatMap((uses) => uses.spans);
  return spans.map((span) => ({
    kind: isDeclaration(symbol, model.uri, span) || isTarget(model, span) ? 'write' : 'read',
    span,
  }));
}

/** Whether an assignment or a measurement puts a value into what is written at a place. */
function isTarget({ program }: Model, span: Span): boolean {
  return nodeAt(program, span.start).some((node) => {
    const target = targetOf(node);
    // `c[i]`: c gets a value, i is read.
    return target !== undefined && rootOf(target).span.start === span.start;
  });
}

function targetOf(node: Node) {
  return node.kind === 'assignment' || node.kind === 'measure' ? node.target : undefined;
}

function rootOf(node: Node): Node {
  return node.kind === 'index' ? rootOf(node.object) : node;
}
