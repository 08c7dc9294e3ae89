import type { Span } from '../../base/index.ts';
import { type Model, type Symbol, typeText } from '../index.ts';
import { modelOf } from './imported-models.ts';
import { oneLine, parametersText } from './signature.ts';

type Declared = Exclude<Symbol, { kind: 'standard-gate' | 'standard-call' | 'standard-constant' }>;

/** The declaration as the file writes it, shortened to its head, and the file where it is another one. */
export function declarationText(symbol: Declared, model: Model): readonly string[] {
  const owner = modelOf(model, symbol.uri) ?? model;
  const code = `\`\`\`qflow\n${headOf(symbol, owner.text)}\n\`\`\``;
  return symbol.uri === model.uri ? [code] : [code, `from ${fileName(symbol.uri)}`];
}

/** The last part of an address, as people call the file. */
function fileName(uri: string): string {
  return uri.slice(uri.lastIndexOf('/') + 1);
}

function headOf(symbol: Declared, text: string): string {
  const source = ({ start, end }: Span) => text.slice(start, end);
  switch (symbol.kind) {
    case 'circuit':
    case 'workflow': {
      const parameters = parametersText(symbol.node.parameters, text);
      return `${symbol.kind} ${symbol.name}${parameters === '' ? '' : `(${parameters})`}`;
    }
    case 'function': {
      const result = symbol.node.result === undefined ? '' : ` -> ${source(symbol.node.result.span)}`;
      return `def ${symbol.name}(${parametersText(symbol.node.parameters, text)})${result}`;
    }
    case 'gate':
      return gateSource(symbol.node.span, text);
    case 'angle-parameter':
      return `angle ${symbol.name}`;
    case 'qubit-parameter':
      return `qubit ${symbol.name}`;
    case 'loop-variable':
      return `${typeText(symbol.type)} ${symbol.name}`;
    default:
      return oneLine(withoutAnnotations(source(symbol.node.span)));
  }
}

/** Longest gate definition that is shown whole. */
const longestGate = 15;

function gateSource({ start, end }: Span, text: string): string {
  const source = withoutAnnotations(text.slice(start, end));
  return source.split('\n').length <= longestGate
    ? source
    : `${source.slice(0, source.indexOf('{')).trim()} { … }`;
}

function withoutAnnotations(source: string): string {
  return source.replace(/^(?:\s*@[^\n]*\n)+/, '').trim();
}
