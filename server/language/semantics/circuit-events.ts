import { findGate } from '../../library/index.ts';
import type { CircuitDeclaration, GateCall, GateModifier } from '../syntax/tree.ts';
import { type Node, children } from '../syntax/walk.ts';
import type { Analysis } from './analysis.ts';
import { constantOf } from './expect.ts';
import type { Symbol } from './model.ts';

/**
 * What happens in a circuit, as noise sees it: groups such as `two_qubit` and `measure`, and gates under the keys of
 * `gateKeys` and `wholeGate`. Every branch counts as taken.
 *
 * @returns nothing where the text alone does not tell, as for fractional powers.
 */
export function circuitEvents(a: Analysis, circuit: CircuitDeclaration): ReadonlySet<string> | undefined {
  const reader = new EventReader(a);
  reader.read(circuit.body, 0);
  return reader.isKnown ? reader.events : undefined;
}

/** The key of a gate as it is written, whatever it is made of. */
export function wholeGate(name: string): string {
  return `whole ${name}`;
}

/** The primitive gates that a gate of the library becomes, each with its number of controls: `cx` is `1 x`. */
export function gateKeys(name: string, controls = 0): readonly string[] {
  const gate = findGate(name);
  if (gate === undefined) return [];
  if (gate.kind === 'composed') return gate.steps.flatMap((step) => gateKeys(step.gate, controls));
  return gate.kind === 'controlled' ? [`${controls + gate.count} ${gate.gate}`] : [`${controls} ${name}`];
}

/** How often definitions may refer to each other; who nests deeper is not followed. */
const deepest = 50;

class EventReader {
  readonly events = new Set<string>();
  isKnown = true;
  readonly #a: Analysis;
  readonly #seen = new Set<string>();
  #depth = 0;

  constructor(a: Analysis) {
    this.#a = a;
  }

  /** Notes what a part of a program does, its gates under so many more controls; without recursion, for long sums. */
  read(part: Node, controls: number): void {
    const pending: Node[] = [part];
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      this.#take(node, controls);
      pending.push(...children(node));
    }
  }

  #take(node: Node, controls: number): void {
    switch (node.kind) {
      case 'gate-call':
        this.#readGate(node, controls);
        break;
      case 'measure':
      case 'measure-expression':
        this.events.add('measure');
        break;
      case 'reset':
      case 'delay':
        this.events.add(node.kind);
        break;
      case 'call':
        this.#readBody(this.#a.symbols.get(node.callee), controls);
        break;
      default:
    }
  }

  #readGate(node: GateCall, outer: number): void {
    const added = this.#controlsOf(node.modifiers);
    const symbol = this.#a.symbols.get(node.name);
    if (node.modifiers.length === 0 && outer === 0) this.events.add(wholeGate(node.name.text));
    if (added === undefined || symbol === undefined) this.isKnown = false;
    else if (symbol.kind === 'standard-gate') this.#note(gateKeys(symbol.name, outer + added));
    else this.#readBody(symbol, outer + added);
  }

  #note(keys: readonly string[]): void {
    for (const key of keys) {
      const [controls = '', name = ''] = key.split(' ');
      const width = Number(controls) + (findGate(name)?.operands.length ?? 0);
      this.events.add(key);
      if (width > 0) this.events.add('all').add(['one_qubit', 'two_qubit'][width - 1] ?? 'many_qubit');
    }
  }

  /** Gates and functions of the file once for each number of controls; what others declare is not known here. */
  #readBody(symbol: Symbol | undefined, controls: number): void {
    if (symbol?.kind === 'standard-call') return;
    const isOwn = (symbol?.kind === 'gate' || symbol?.kind === 'function') && symbol.uri === this.#a.file.uri;
    if (!isOwn || symbol.node.body === undefined || this.#depth > deepest) {
      this.isKnown = false;
      return;
    }
    const visit = `${controls} ${symbol.name}`;
    if (this.#seen.has(visit)) return;
    this.#seen.add(visit);
    this.#depth += 1;
    this.read(symbol.node.body, controls);
    this.#depth -= 1;
  }

  #controlsOf(modifiers: readonly GateModifier[]): number | undefined {
    let controls = 0;
    for (const modifier of modifiers) {
      if (modifier.kind === 'pow' || modifier.kind === 'negctrl') return undefined;
      if (modifier.kind === 'inv') continue;
      const count = modifier.count === undefined ? 1n : constantOf(this.#a, modifier.count);
      if (typeof count !== 'bigint') return undefined;
      controls += Number(count);
    }
    return controls;
  }
}
