import type { Diagnostic, Fix, Span } from '../../base/index.ts';
import {
  type Block,
  type Circuit,
  type GateInstruction,
  type UnitaryInstruction,
  blocksIn,
  controlledName,
  qubitName,
  qubitsIn,
} from '../../circuit/index.ts';
import { diagnose } from '../../library/index.ts';
import type { Device } from '../device.ts';
import { decomposition, decompositionCost, decompositionText } from './decomposition.ts';
import { isNative, missedRange, nativeNames } from './native-gates.ts';
import type { ValidationOptions } from './options.ts';

type Step = GateInstruction | UnitaryInstruction;

/** The gates of each statement, in the order of the text. */
export function gatesByStatement(circuit: Circuit): ReadonlyMap<Span, readonly Step[]> {
  const found = new Map<Span, Step[]>();
  visit(circuit.body, found);
  return found;
}

function visit(block: Block, found: Map<Span, Step[]>): void {
  for (const instruction of block) {
    for (const inner of blocksIn(instruction)) visit(inner, found);
    if (instruction.kind !== 'gate' && instruction.kind !== 'unitary') continue;
    const steps = found.get(instruction.span);
    if (steps === undefined) found.set(instruction.span, [instruction]);
    else steps.push(instruction);
  }
}

/** Gates and pairs that a device does not have, for a circuit that goes there as it stands. */
export function finalGateDiagnostics(
  circuit: Circuit,
  device: Device,
  options: ValidationOptions,
): readonly Diagnostic[] {
  return [...gatesByStatement(circuit)].flatMap(([span, steps]) => {
    const fixes = rewriting(circuit, device, options, span, steps);
    const details = fixes === undefined ? {} : { fixes: [fixes] };
    const foreign = steps.find((step) => !isNative(step, device));
    if (foreign !== undefined)
      return [
        diagnose(
          'QF4008',
          span,
          [device.name, controlledName(foreign), nativeNames(device).join(', ')],
          details,
        ),
      ];
    const outside = steps.find((step) => missedRange(step, device) !== undefined);
    const range = outside && missedRange(outside, device);
    const angles =
      outside && range !== undefined
        ? [diagnose('QF4012', span, [device.name, controlledName(outside), range], details)]
        : [];
    return [...angles, ...pairDiagnostics(device, span, steps)];
  });
}

function pairDiagnostics(
  { name, coupling }: Device,
  span: Span,
  steps: readonly Step[],
): readonly Diagnostic[] {
  if (coupling.kind === 'all') return [];
  for (const step of steps) {
    const [a, b] = qubitsIn(step);
    if (a === undefined || b === undefined) continue;
    const isThere = coupling.pairs.some(
      ([p, q]) => (p === a && q === b) || (!coupling.isDirected && p === b && q === a),
    );
    if (!isThere) return [diagnose('QF4011', span, [name, String(a), String(b)])];
  }
  return [];
}

/** Statements that one fix rewrites at most. */
const mostRewritten = 40;

/** What each foreign gate becomes, told once for each name, at its first statement; the fix rewrites all of them. */
export function compiledGateDiagnostics(
  circuit: Circuit,
  device: Device,
  options: ValidationOptions,
): readonly Diagnostic[] {
  const statements = new Map<
    string,
    { readonly span: Span; readonly steps: readonly Step[]; readonly step: Step }[]
  >();
  for (const [span, steps] of gatesByStatement(circuit)) {
    const step = steps.find((one) => !isNative(one, device) || missedRange(one, device) !== undefined);
    if (step === undefined) continue;
    const name = controlledName(step);
    statements.set(name, [...(statements.get(name) ?? []), { span, steps, step }]);
  }
  return [...statements].flatMap(([name, places]) => {
    const [first, ...others] = places;
    if (first === undefined) return [];
    const native = decomposition(first.step, device);
    const near = places.slice(0, mostRewritten);
    const fixes = near.flatMap(({ span, steps }) => rewriting(circuit, device, options, span, steps) ?? []);
    const edits = fixes.flatMap((fix) => fix.edits);
    const [one] = fixes;
    return [
      diagnose(
        'QF4009',
        first.span,
        [device.name, name, decompositionCost(native), timesText(places.length)],
        {
          related: others.slice(0, 5).map(({ span }) => ({ span, message: `${name} stands here too.` })),
          fixes: [
            ...(one === undefined ? [] : [one]),
            ...(fixes.length > 1
              ? [{ title: `Write every ${name} by the gates of ${device.name}`, edits }]
              : []),
          ],
        },
      ),
    ];
  });
}

function timesText(count: number): string {
  return count === 1 ? '' : `; ${count} statements have it`;
}

/** Writes a statement of one gate with known angles by the device's gates, where its text is that of the circuit. */
function rewriting(
  circuit: Circuit,
  device: Device,
  { body }: ValidationOptions,
  span: Span,
  steps: readonly Step[],
): Fix | undefined {
  const [step] = steps;
  const isInside = body !== undefined && body.start <= span.start && span.end <= body.end;
  if (step === undefined || steps.length > 1 || !isInside) return undefined;
  if (step.kind === 'gate' && step.angles.some((angle) => typeof angle !== 'number')) return undefined;
  const text = decompositionText(
    decomposition(step, device),
    qubitsIn(step).map((qubit) => qubitName(circuit, qubit)),
  );
  return { title: `Write this by the gates of ${device.name}`, edits: [{ span, text }] };
}
