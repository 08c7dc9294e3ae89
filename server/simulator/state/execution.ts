import { type Plan, type PlannedPass, type PlannedStage, blockQubits } from '../program/plan.ts';
import { stageLibrary } from './stage-library.ts';
import type { StateMemory } from './state-memory.ts';

/** Carries a plan for as many qubits and this precision out. */
export function execute(
  state: StateMemory,
  plan: Plan,
  onProgress: (fraction: number) => void = () => undefined,
): void {
  for (const [index, pass] of plan.entries())
    runPass(state, pass, (share) => onProgress((index + share) / plan.length));
}

function runPass(state: StateMemory, pass: PlannedPass, onProgress: (share: number) => void): void {
  const { inside, low, isWhole, scale, workBytes, stages } = pass;
  const { count, bytes } = pass.encoded(slots(state, stages));
  const size = blockQubits(pass);
  const scratch = (isWhole ? 0 : state.bytesOf(size)) + workBytes;
  const program = state.reserve(bytes.length + state.crew.threads * scratch);
  state.bytes(program, bytes.length).set(bytes);
  const values = [state.start, state.qubits, inside, low, scale.re, scale.im, program, count];
  const place = { start: program + bytes.length, bytes: scratch };
  state.share('run_blocks', 2 ** (state.qubits - size), 1, values, place, onProgress);
}

/** The numbers of the functions that do these stages, 0 for none. */
function slots(state: StateMemory, stages: readonly PlannedStage[]): readonly number[] {
  const library = stageLibrary(state.instance.compiled);
  const found = stages.map((stage) => library.slot(stage, state.size));
  state.install(library.modules);
  return found;
}
