import { circuitStatistics, type Circuit } from '../../circuit/index.ts';
import type { tree } from '../../language/index.ts';
import {
  type VectorMemory,
  amplitudeAngles,
  amplitudeGates,
  crosstalk,
  overlapCircuit,
  vectorFault,
  withVectors,
  withoutAddresses,
} from '../../learning/index.ts';
import type { PlainValue } from '../../protocol/index.ts';
import type { EvaluationContext } from '../evaluation-context.ts';
import { namedNumbers } from '../settings.ts';
import { type TaskEvents, type TaskOptions, type TaskOutcome, announce, succeeded } from '../task.ts';
import { mixed } from '../variational/mixed-seed.ts';
import { memoryIn, recordedMemory } from './memory-value.ts';
import { TaskArguments } from './samples.ts';

/** Whether a call works on a memory. */
export function isOfMemory(name: string): boolean {
  return ['store', 'forget', 'recall', 'inspect'].includes(name);
}

/** Runs `store`, `forget`, `recall` or `inspect`. @throws {TaskFailure} when it cannot, {@link Cancelled} when it shall not go on */
export async function runOnMemory(
  call: tree.CallExpression,
  context: EvaluationContext,
  options: TaskOptions,
  events: TaskEvents,
): Promise<TaskOutcome> {
  const given = new TaskArguments(call, context);
  const value = given.value('memory');
  const memory = (value && memoryIn(value)) ?? given.refuse('memory', 'a memory is needed here');
  switch (call.callee.name) {
    case 'store':
      return stored(given, 'vectors', withVectors(memory, given.rows('vectors'), given.numbers('at')));
    case 'forget':
      return stored(given, 'addresses', withoutAddresses(memory, given.numbers('addresses') ?? []));
    case 'recall':
      return await recall(memory, given, { call, context, options, events });
    default:
      return outcome(inspection(memory, call));
  }
}

function stored(given: TaskArguments, argument: string, memory: VectorMemory | string): TaskOutcome {
  return outcome(recordedMemory(typeof memory === 'string' ? given.refuse(argument, memory) : memory));
}

function outcome(value: PlainValue, method = ''): TaskOutcome {
  return { result: { kind: 'value', value }, method };
}

interface Asking {
  readonly call: tree.CallExpression;
  readonly context: EvaluationContext;
  readonly options: TaskOptions;
  readonly events: TaskEvents;
}

interface Match {
  readonly address: number;
  readonly vector: readonly number[];
  readonly fidelity: number;
}

/** Compares every vector with the query on the backend, and gives the best; of equals the one at the lower address. */
async function recall(memory: VectorMemory, given: TaskArguments, asking: Asking): Promise<TaskOutcome> {
  const query = given.numbers('query') ?? [];
  const fault = vectorFault(memory, query);
  if (fault !== undefined) return given.refuse('query', fault);
  if (memory.vectors.length === 0) return given.refuse('memory', 'the memory holds nothing yet');
  const { matches, method } = await compareAll(memory, query, asking);
  const top = namedNumbers(asking.call, asking.context).get('top') ?? 1;
  const best = matches.toSorted((one, other) => other.fidelity - one.fidelity).slice(0, top);
  return outcome(recollection(best), method);
}

async function compareAll(
  { qubits, addresses, vectors }: VectorMemory,
  query: readonly number[],
  { call, context, options, events }: Asking,
): Promise<{ readonly matches: readonly Match[]; readonly method: string }> {
  const circuit = overlapCircuit(qubits, call.span);
  const asked = { model: context.model, place: call.span, circuitModel: context.model };
  await announce(circuit, options, { kind: 'sample' }, events, asked);
  const settled = succeeded(asked);
  const angles = amplitudeAngles(query, qubits);
  const nothing = '0'.repeat(qubits);
  const matches: Match[] = [];
  let method = '';
  for (const [place, vector] of vectors.entries()) {
    const bindings = [amplitudeAngles(vector, qubits), angles];
    const seeded = { ...options, seed: mixed(options.seed, place) };
    const run = await options.backend.sample(circuit, bindings, seeded, {
      cancellation: events.cancellation,
    });
    const fidelity = settled(run).probabilities[nothing] ?? 0;
    if (run.ok) method = run.method;
    matches.push({ address: addresses[place] ?? place, vector, fidelity });
    events.progress((place + 1) / vectors.length);
  }
  return { matches, method };
}

function recollection(best: readonly Match[]): PlainValue {
  const [first] = best;
  return {
    address: first?.address ?? 0,
    fidelity: first?.fidelity ?? 0,
    vector: first?.vector ?? [],
    addresses: best.map(({ address }) => address),
    fidelities: best.map(({ fidelity }) => fidelity),
    vectors: best.map(({ vector }) => vector),
  };
}

function inspection(memory: VectorMemory, { span }: tree.CallExpression): PlainValue {
  const { size, qubits, vectors } = memory;
  const { gates, depth } = circuitStatistics(preparation(qubits, span));
  const used = vectors.length;
  return { used, free: size - used, utilisation: used / size, crosstalk: crosstalk(memory), gates, depth };
}

/** The gates that prepare one vector, whatever it is. */
function preparation(qubits: number, span: tree.CallExpression['span']): Circuit {
  const registers = [{ name: 'q', offset: 0, size: qubits, span }];
  const body = amplitudeGates(qubits, () => 1, span);
  return { name: 'preparation', registers, qubitCount: qubits, variables: [], parameters: [], body };
}
