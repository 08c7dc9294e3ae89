import type { Circuit } from '../circuit.ts';

/** What a target accepts as a name. */
export interface NameRules {
  /** A whole legal name. */
  readonly legal: RegExp;
  /** A character that may not stand in a name. */
  readonly illegal: RegExp;
  /** What goes before a name that starts wrongly. */
  readonly prefix: string;
  /** Words that mean something else. */
  readonly reserved: ReadonlySet<string>;
}

/** The names of a circuit in a target: legal, distinct, and the author's own wherever that is possible. */
export interface Names {
  /** By place in `Circuit.registers`. */
  readonly registers: readonly string[];
  /** By place in `Circuit.variables`. */
  readonly variables: readonly string[];
  /** By place in `Circuit.parameters`. */
  readonly parameters: readonly string[];
  /** One more name like `wish` that nothing else has. */
  fresh(wish: string): string;
}

export function namesFor(circuit: Circuit, rules: NameRules): Names {
  const taken = new Set(rules.reserved);
  const fresh = (wish: string): string => {
    const name = unused(legalName(wish, rules), taken);
    taken.add(name);
    return name;
  };
  // Inputs and results are what other programs see, so they keep their names before scratch space does.
  const parameters = circuit.parameters.map(({ name }) => fresh(name));
  const outputs = circuit.variables.map(({ name, isOutput }) => (isOutput ? fresh(name) : undefined));
  const registers = circuit.registers.map(({ name }) => fresh(name === '$' ? 'physical' : name));
  const variables = circuit.variables.map(({ name }, place) => outputs[place] ?? fresh(name));
  return { registers, variables, parameters, fresh };
}

function legalName(wish: string, { legal, illegal, prefix }: NameRules): string {
  const cleaned = wish.replaceAll(illegal, '_');
  return legal.test(cleaned) ? cleaned : `${prefix}${cleaned}`;
}

function unused(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  let count = 2;
  while (taken.has(`${name}_${count}`)) count += 1;
  return `${name}_${count}`;
}

/** How each qubit of a circuit is written, given how an element of a register is. */
export function qubitNames(
  circuit: Circuit,
  names: Names,
  element: (register: string, index: number, size: number) => string,
): readonly string[] {
  const found: string[] = [];
  for (const [place, { offset, size }] of circuit.registers.entries()) {
    const name = names.registers[place] ?? '';
    for (let index = 0; index < size; index++) found[offset + index] = element(name, index, size);
  }
  return found;
}
