import { type Diagnostic, type TypedValue, type Value, hasErrors } from '../base/index.ts';
import {
  type Circuit,
  type ModelCall,
  type Observable,
  type PauliTerm,
  applyDefinition,
  lowerCircuit,
  lowerObservable,
} from '../circuit/index.ts';
import { modelTerms } from '../chemistry/index.ts';
import type { Model, Symbol } from '../language/index.ts';
import type { Backend } from '../backends/index.ts';
import type { Attachments } from './attachments.ts';
import type { Coverage } from './coverage/coverage.ts';
import { TaskFailure } from './failure.ts';
import type { CircuitUse, ObservableUse } from './run-value.ts';

/** The run that a circuit is lowered for: the inputs of its file have values. */
interface Inputs {
  readonly model: Model;
  readonly inputs: ReadonlyMap<string, TypedValue>;
  readonly attachments: Attachments;
  /** What notes the statements that run, where somebody wants to know. */
  readonly coverage?: Coverage;
}

/** How a circuit is wanted. */
interface LoweringWish {
  readonly leavesRealsOpen?: boolean;
  /** Where it will run: its noise may follow gates that are made of others. */
  readonly backend?: Pick<Backend, 'noisyGates'>;
}

/**
 * The circuit that a use stands for.
 *
 * @param wish whether parameters of real numbers stay open, with their values beside them, and where it will run
 * @throws {TaskFailure} where it cannot be unrolled
 */
export function lowered(use: CircuitUse, context: Inputs, wish: LoweringWish = {}): Circuit {
  const { leavesRealsOpen = false, backend } = wish;
  if (use.made !== undefined) return use.made(leavesRealsOpen);
  const inputs = use.model === context.model ? inputValues(context) : new Map();
  const noisyGates = backend?.noisyGates ?? [];
  const options = { arguments: use.arguments, inputs, leavesRealsOpen, noisyGates };
  context.coverage?.circuit(use, { inputs });
  const { value, diagnostics } = lowerCircuit(use.model, use.name, options);
  return present(value, diagnostics, use.model);
}

/**
 * The observable that a use stands for.
 *
 * @param heard hears of each model that it is made of
 * @throws {TaskFailure} where it cannot be unrolled
 */
export function loweredObservable(
  use: ObservableUse,
  context: Inputs,
  heard: (call: ModelCall, terms: readonly PauliTerm[]) => void = () => undefined,
): Observable {
  if (use.made !== undefined) {
    if (use.call !== undefined) heard(use.call, use.made.terms);
    return use.made;
  }
  const inputs = use.model === context.model ? inputValues(context) : new Map();
  const { value, diagnostics } = lowerObservable(use.model, use.name, {
    arguments: use.arguments,
    inputs,
    modelTerms: (call) => {
      const terms = modelTerms(call, context.attachments.textOf);
      if (typeof terms === 'object') heard(call, terms);
      return terms;
    },
  });
  return present(value, diagnostics, use.model);
}

/** What a function of the program gives for values. @throws {TaskFailure} where it gives none */
export function functionValue(
  symbol: Extract<Symbol, { kind: 'function' }>,
  values: readonly Value[],
  context: Inputs,
): TypedValue {
  const inputs = inputValues(context);
  context.coverage?.function(context.model, symbol, values, { inputs });
  const { value, diagnostics } = applyDefinition(context.model, symbol, values, { inputs });
  return present(value, diagnostics, context.model);
}

function inputValues(context: Inputs) {
  return new Map([...context.inputs].map(([name, { value }]) => [name, value]));
}

function present<T>(value: T | undefined, diagnostics: readonly Diagnostic[], model: Model): T {
  if (value !== undefined && !hasErrors(diagnostics)) return value;
  throw new TaskFailure(diagnostics.map((diagnostic) => ({ model, diagnostic })));
}
