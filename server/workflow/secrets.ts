import { type Model, type tree, walk } from '../language/index.ts';
import { diagnose } from '../library/index.ts';
import { secretVariable } from '../protocol/index.ts';
import { TaskFailure } from './failure.ts';
import type { RunPlan } from './plan.ts';

/** The value of a secret, or nothing where nobody keeps one of that name. */
export type ReadSecret = (name: string) => Promise<string | undefined>;

/** The values of a run's secrets, by their names. */
export type Secrets = ReadonlyMap<string, string>;

/** What stands in the place of a secret wherever it would be seen. */
const hidden = '•••';

/** A text of fewer characters is hidden only where it stands alone, for it is part of many others. */
const shortestPart = 4;

/**
 * Reads the secrets that a run names: those of its target, and of the backends of the file.
 *
 * @throws {TaskFailure} with every secret that is missing, before anything runs
 */
export async function readSecrets(model: Model, plan: RunPlan, read: ReadSecret): Promise<Secrets> {
  const values = new Map<string, string>();
  const missing: tree.StringLiteral[] = [];
  for (const name of secretsIn(model, plan)) {
    const value = await read(name.value);
    if (value === undefined || value === '') missing.push(name);
    else values.set(name.value, value);
  }
  if (missing.length === 0) return values;
  throw new TaskFailure(missing.map((name) => ({ model, diagnostic: missingSecret(name) })));
}

function missingSecret({ value, span }: tree.StringLiteral) {
  const help = `Set it with QuantumFlow: Set Secret in the editor, or in ${secretVariable(value)}.`;
  return diagnose('QF6011', span, [value], { help });
}

/** The names of secrets, each where it is written first. */
function secretsIn(model: Model, { body }: RunPlan): Iterable<tree.StringLiteral> {
  const found = new Map<string, tree.StringLiteral>();
  const places = [...model.backends.map(({ node }) => node), ...(body === undefined ? [] : [body])];
  for (const place of places)
    walk(place, (node) => {
      const symbol = node.kind === 'call' ? model.symbolOf(node.callee) : undefined;
      if (node.kind !== 'call' || symbol?.kind !== 'standard-call' || symbol.name !== 'secret') return;
      const name = node.arguments[0]?.value;
      if (name?.kind === 'string' && !found.has(name.value)) found.set(name.value, name);
    });
  return found.values();
}

/** Keeps secrets out of everything that leaves a run: events, records, messages. */
export class Veil {
  #values: readonly string[] = [];

  hide(secrets: Secrets): void {
    // A secret that contains another one is hidden as a whole.
    this.#values = [...secrets.values()].toSorted((one, other) => other.length - one.length);
  }

  /** The same data, with every text in it free of secrets. */
  over<T>(data: T): T {
    return this.#values.length === 0 ? data : (this.#veiled(data) as T);
  }

  #veiled(data: unknown): unknown {
    if (typeof data === 'string') return this.#text(data);
    if (Array.isArray(data)) return data.map((entry) => this.#veiled(entry));
    if (typeof data !== 'object' || data === null) return data;
    return Object.fromEntries(
      Object.entries(data).map(([key, value]) => [this.#text(key), this.#veiled(value)]),
    );
  }

  #text(text: string): string {
    return this.#values.reduce(
      (left, value) =>
        left === value ? hidden : value.length < shortestPart ? left : left.replaceAll(value, hidden),
      text,
    );
  }
}
