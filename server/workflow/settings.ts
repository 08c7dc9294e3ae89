import { type Backend, type SimulatorSettings, embeddedSimulator } from '../backends/index.ts';
import { type NoiseModel, lowerNoise } from '../circuit/index.ts';
import { findDevice, uncompiledDeviceNoise } from '../hardware/index.ts';
import type { Model, tree } from '../language/index.ts';
import { choiceText, diagnose, precisions, simulationMethods } from '../library/index.ts';
import type { Simulator } from '../simulator/index.ts';
import { evaluate } from './evaluate.ts';
import type { EvaluationContext } from './evaluation-context.ts';
import { TaskFailure } from './failure.ts';
import { asNumber, plainValue } from './run-value.ts';

/** The backend that runs use where the file and the request name none. */
const defaultBackendName = 'simulator';

/**
 * The backend of that name, set up as its declaration says; without a name the embedded simulator as it comes.
 *
 * @throws {TaskFailure} when the file declares no such backend.
 */
export function resolveBackend(
  context: EvaluationContext,
  name: string | undefined,
  simulator: Simulator,
): Backend {
  if (name === undefined || name === defaultBackendName)
    return embeddedSimulator(defaultBackendName, {}, simulator);
  const symbol = context.model.backends.find((backend) => backend.name === name);
  if (symbol === undefined || symbol.node.value.kind !== 'call') return refuseBackend(context.model, name);
  const settings = simulatorSettings(symbol.node.value, context);
  return embeddedSimulator(name, settings, simulator);
}

function simulatorSettings(call: tree.CallExpression, context: EvaluationContext): SimulatorSettings {
  const numbers = namedNumbers(call, context);
  const method = namedChoice(call, 'method', simulationMethods, context);
  const precision = namedChoice(call, 'precision', precisions, context);
  const { seed, shots, memory, bond, cutoff, threads } = Object.fromEntries(numbers);
  return {
    ...(seed === undefined ? {} : { seed }),
    ...(shots === undefined ? {} : { shots }),
    ...(memory === undefined ? {} : { memory }),
    ...(bond === undefined ? {} : { bond }),
    ...(cutoff === undefined ? {} : { cutoff }),
    ...(threads === undefined ? {} : { threads }),
    ...(method === undefined ? {} : { method }),
    ...(precision === undefined ? {} : { precision }),
    reproducible: truth(call, 'reproducible', context) === true,
    cache: truth(call, 'cache', context) !== false,
    ...namedNoise(call, context),
  };
}

/** The value of a named argument that is true or false; nothing where it is left out. */
function truth(call: tree.CallExpression, name: string, context: EvaluationContext): boolean | undefined {
  const argument = call.arguments.find((one) => one.name?.text === name);
  const value = argument && evaluate(argument.value, context);
  return value === undefined ? undefined : plainValue(value) === true;
}

/** A named argument that is one of a closed set of texts. @throws {TaskFailure} for a text that is none of them. */
export function namedChoice<Choice extends string>(
  call: tree.CallExpression,
  option: string,
  choices: readonly Choice[],
  context: EvaluationContext,
): Choice | undefined {
  const argument = call.arguments.find(({ name }) => name?.text === option);
  const value = argument && evaluate(argument.value, context);
  if (argument === undefined || value?.kind !== 'text') return undefined;
  const chosen = choices.find((choice) => choice === value.text);
  if (chosen !== undefined) return chosen;
  const known = choiceText(choices);
  const diagnostic = diagnose('QF5006', argument.value.span, [option, `"${value.text}"`, known]);
  throw new TaskFailure([{ model: context.model, diagnostic }]);
}

/** @throws {TaskFailure} for noise whose numbers, known only now, describe none. */
function namedNoise(call: tree.CallExpression, context: EvaluationContext): Pick<SimulatorSettings, 'noise'> {
  const argument = call.arguments.find(({ name }) => name?.text === 'noise');
  const value = argument && evaluate(argument.value, context);
  if (value?.kind !== 'noise') return {};
  const { model } = context;
  const inputs = new Map([...context.inputs].map(([name, input]) => [name, input.value]));
  const { value: noise, diagnostics } = lowerNoise(model, value.symbol.name, {
    inputs,
    deviceNoise: noiseOfDevice,
  });
  if (noise !== undefined) return { noise };
  throw new TaskFailure(diagnostics.map((diagnostic) => ({ model, diagnostic })));
}

function noiseOfDevice(name: string): NoiseModel | undefined {
  const device = findDevice(name);
  return device && uncompiledDeviceNoise(device);
}

/** The named arguments of a call that are numbers. */
export function namedNumbers(
  call: tree.CallExpression,
  context: EvaluationContext,
): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>();
  for (const argument of call.arguments) {
    if (argument.name === undefined || argument.name.text === 'on') continue;
    const value = asNumber(evaluate(argument.value, context));
    if (value !== undefined) numbers.set(argument.name.text, value);
  }
  return numbers;
}

function refuseBackend(model: Model, name: string): never {
  const known = ['simulator', ...model.backends.map((backend) => backend.name)].join(', ');
  throw new TaskFailure([{ model, diagnostic: diagnose('QF5108', { start: 0, end: 0 }, [name, known]) }]);
}
