import { type KernelInstance, installStages, instantiateOver } from '../native/kernels.ts';
import type { CompiledKernels } from '../native/library.ts';
import type { Control } from './control.ts';
import { sharedKernels, takeParts } from './share.ts';

/** A memory for a helper to work on, until it is given another one. */
export interface Attachment {
  readonly session: number;
  readonly compiled: CompiledKernels;
  readonly memory: WebAssembly.Memory;
  /** Where the helper's stack ends. */
  readonly stackTop: number;
  readonly stages: readonly WebAssembly.Module[];
  /** The helper's number, from 1 on, which says what scratch memory is its own. */
  readonly place: number;
}

/** Serves a memory: does its part of all work, and sleeps in between, until the session is over. */
export function help(
  control: Control,
  { session, compiled, memory, stackTop, stages, place }: Attachment,
): void {
  const instance = instantiateOver(compiled, memory, stackTop);
  installStages(instance, stages);
  for (;;) {
    const turn = control.get('turn');
    join(control, session, instance, place);
    if (control.get('session') !== session) return;
    control.waitWhile('turn', turn);
  }
}

/**
 * Joins the work if there is any. Whoever is inside is waited for before anything about the work changes; a helper
 * that comes late sees it closed, or the next one whole.
 */
function join(control: Control, session: number, instance: KernelInstance, place: number): void {
  control.add('inside', 1);
  try {
    if (control.get('open') === 1 && control.get('session') === session) work(control, instance, place);
  } catch {
    control.set('failed', 1);
    control.set('next', control.get('parts'));
  } finally {
    control.add('inside', -1);
    control.notify('inside');
  }
}

function work(control: Control, { kernels }: KernelInstance, place: number): void {
  const kernel = sharedKernels[control.get('kernel')];
  if (kernel === undefined) throw new Error('there is no such kernel');
  const [start = 0, bytes = 0, ...rest] = control.numbers;
  const share = {
    kernel,
    units: control.get('units'),
    unitsInPart: control.get('unitsInPart'),
    arguments: rest.slice(0, control.get('arguments')),
  };
  takeParts(kernels, share, start + place * bytes, control.results, () => control.add('next', 1));
}
