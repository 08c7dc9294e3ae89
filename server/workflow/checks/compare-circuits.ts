import { diagnose } from '../../library/index.ts';
import type { tree } from '../../language/index.ts';
import { evaluate } from '../evaluate.ts';
import type { EvaluationContext } from '../evaluation-context.ts';
import { refuseValue } from '../refuse-value.ts';
import { TaskFailure } from '../failure.ts';
import { lowered } from '../lowered.ts';
import type { TaskEvents, TaskOptions, TaskOutcome } from '../task.ts';
import { choiCircuit, equivalenceTolerance, mostComparedQubits } from './equivalence.ts';
import { fidelity } from './overlap.ts';

/** Runs `equivalent(a, b)`: whether the gates of two circuits do the same. @throws {TaskFailure} where that cannot be told */
export async function compareCircuits(
  call: tree.CallExpression,
  context: EvaluationContext,
  options: TaskOptions,
  { cancellation }: TaskEvents,
): Promise<TaskOutcome> {
  const circuits = call.arguments.map(({ value, span }) => {
    const use = evaluate(value, context);
    return use.kind === 'circuit'
      ? lowered(use, context)
      : refuseValue(context.model, span, 'a circuit is needed here');
  });
  const [a, b] = circuits;
  if (a === undefined || b === undefined)
    return refuseValue(context.model, call.span, 'two circuits are compared');
  if (a.qubitCount !== b.qubitCount) return outcome(false, '');
  if (a.qubitCount > mostComparedQubits) {
    const reason = `circuits of at most ${mostComparedQubits} qubits can be compared`;
    return refuseValue(context.model, call.span, reason);
  }
  const exact = { ...options, shots: undefined };
  const states = [];
  for (const circuit of [a, b]) {
    const state = await options.backend.state(choiCircuit(circuit), [], exact, { cancellation });
    if (!state.ok) throw refused(state.refusal, call, context);
    states.push(state);
  }
  const [one, other] = states;
  if (one === undefined || other === undefined) return outcome(false, '');
  return outcome(1 - fidelity(one.value, other.value) < equivalenceTolerance, one.method);
}

function outcome(value: boolean, method: string): TaskOutcome {
  return { result: { kind: 'value', value }, method };
}

function refused(
  { message, help }: { readonly message: string; readonly help: string },
  { span }: tree.CallExpression,
  { model }: EvaluationContext,
): TaskFailure {
  return new TaskFailure([{ model, diagnostic: diagnose('QF5109', span, [message], { help }) }]);
}
