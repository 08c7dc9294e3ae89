import { findCall } from '../../../library/index.ts';
import { type Model, type tree, walk } from '../../index.ts';

/** How the workflows of a file use a circuit. */
export interface CircuitUse {
  /** The most shots of one task; left out where no task says how many. */
  readonly shots?: number;
  /** The most circuits that one task sends: a derivative by shifts runs the circuit twice for each of its parameters. */
  readonly circuits?: number;
}

/** The circuits that workflows run, by name. */
export function circuitUses(model: Model): ReadonlyMap<string, CircuitUse> {
  const uses = new Map<string, CircuitUse>();
  walk(model.program, (node) => {
    if (node.kind !== 'call' || findCall(node.callee.name, 'task') === undefined) return;
    const circuit = circuitOf(node, model);
    if (circuit !== undefined)
      uses.set(circuit.name, larger(uses.get(circuit.name), useBy(node, circuit, model)));
  });
  return uses;
}

type CircuitSymbol = Extract<ReturnType<Model['symbolOf']>, { kind: 'circuit' }>;

/** `sample(bell)` and `sample(trial(0.4))` run bell and trial. */
function circuitOf(call: tree.CallExpression, model: Model): CircuitSymbol | undefined {
  const value = call.arguments.find(({ name }) => name === undefined)?.value;
  const name = value?.kind === 'call' ? value.callee : value;
  const symbol = name?.kind === 'identifier' ? model.symbolOf(name) : undefined;
  return symbol?.kind === 'circuit' ? symbol : undefined;
}

function useBy(call: tree.CallExpression, circuit: CircuitSymbol, model: Model): CircuitUse {
  const written = call.arguments.find(({ name }) => name?.text === 'shots')?.value;
  const shots = written === undefined ? undefined : Number(model.constantOf(written) ?? Number.NaN);
  const isDerivative = call.callee.name === 'gradient';
  return {
    ...(shots !== undefined && shots > 0 ? { shots } : {}),
    ...(isDerivative ? { circuits: 2 * shiftedCount(circuit) } : {}),
  };
}

/** Real parameters, each element of an array by itself. */
function shiftedCount({ type }: CircuitSymbol): number {
  const parameters = type.kind === 'circuit' ? type.parameters : [];
  return parameters.reduce((sum, parameter) => sum + realsIn(parameter), 0);
}

type ParameterType = Extract<CircuitSymbol['type'], { kind: 'circuit' }>['parameters'][number];

function realsIn(type: ParameterType): number {
  if (type.kind === 'float' || type.kind === 'angle') return 1;
  if (type.kind !== 'array') return 0;
  return type.shape.reduce((product, length) => product * length, realsIn(type.element));
}

function larger(known: CircuitUse | undefined, other: CircuitUse): CircuitUse {
  const shots = Math.max(known?.shots ?? 0, other.shots ?? 0);
  const circuits = Math.max(known?.circuits ?? 0, other.circuits ?? 0);
  return { ...(shots > 0 ? { shots } : {}), ...(circuits > 0 ? { circuits } : {}) };
}
