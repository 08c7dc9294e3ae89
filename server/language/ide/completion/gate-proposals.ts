import { type Gate, findGate } from '../../../library/index.ts';
import type { Symbol } from '../../index.ts';
import { gateHead } from '../signature.ts';
import { type Proposal, placeholders } from './item.ts';

/** How much of a gate call a proposal writes: nothing but the name where operands already stand behind the cursor. */
export type GateForm = 'call' | 'controlled' | 'name';

export interface GateShape {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly operands: readonly string[];
}

/** The gate that a symbol stands for, in the table or in the file. */
export function shapeOf(symbol: Symbol): GateShape | undefined {
  if (symbol.kind === 'standard-gate') return findGate(symbol.name);
  if (symbol.kind !== 'gate') return undefined;
  const names = (list: typeof symbol.node.parameters) =>
    list.map(({ text }) => text).filter((text) => text !== '');
  return {
    name: symbol.name,
    parameters: names(symbol.node.parameters),
    operands: names(symbol.node.qubits),
  };
}

export function gateProposal(symbol: Symbol, form: GateForm): Proposal | undefined {
  const shape = shapeOf(symbol);
  if (shape === undefined) return undefined;
  const standard = symbol.kind === 'standard-gate' ? findGate(symbol.name) : undefined;
  return {
    label: symbol.name,
    kind: 'gate',
    detail: standard?.title ?? gateHead(shape),
    ...documented(standard, 'documentation' in symbol ? symbol.documentation : undefined),
    ...(form === 'name' ? {} : { snippet: gateSnippet(shape, form) }),
  };
}

function documented(standard: Gate | undefined, own: string | undefined): { documentation?: string } {
  if (standard === undefined) return own === undefined ? {} : { documentation: own };
  return { documentation: `\`${gateHead(standard)}\`\n\n${standard.description}` };
}

/** `rx(${1:θ}) ${2:q};`; under control the operands are left to the user, since the controls come first. */
export function gateSnippet(shape: GateShape, form: 'call' | 'controlled'): string {
  const angles = shape.parameters.length === 0 ? '' : `(${placeholders(shape.parameters)})`;
  if (form === 'controlled') return `${shape.name}${angles} $0`;
  const operands =
    shape.operands.length === 0 ? '' : ` ${placeholders(shape.operands, shape.parameters.length + 1)}`;
  return `${shape.name}${angles}${operands};`;
}
