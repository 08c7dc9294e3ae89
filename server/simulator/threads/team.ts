import { type KernelInstance, stackBytes } from '../native/kernels.ts';
import { Control, mostParts } from './control.ts';
import type { Attachment } from './helper.ts';
import { type Scratch, type Share, sharedKernels, takeParts } from './share.ts';

/** A helping thread as the thread that it helps sees it. */
export interface HelperPort {
  attach(attachment: Attachment): void;
  terminate(): void;
}

/** Starts a helper on what all threads of the team see. */
export type SpawnHelper = (control: SharedArrayBuffer) => HelperPort;

/** An instance with the end of the first helper's stack; the others follow behind it. */
export interface Workplace {
  readonly instance: KernelInstance;
  readonly stacks: number;
  /** Threads that work on it, this one among them. */
  readonly threads: number;
  /** Code that was emitted for it so far. */
  readonly stages: readonly WebAssembly.Module[];
}

/**
 * Threads that work on one memory at a time. The thread that shares its work takes parts of it itself from the first
 * moment on, so that helpers may come late or not at all; who does which part changes no bit of the result.
 */
export class Team {
  readonly #spawn: SpawnHelper | undefined;
  readonly #results = new Float64Array(mostParts);
  #control: Control | undefined;
  #helpers: HelperPort[] = [];
  #attached: Workplace | undefined;

  /** @param spawn nothing where all work is done in the calling thread. */
  constructor(spawn?: SpawnHelper) {
    this.#spawn = spawn;
  }

  get hasHelpers(): boolean {
    return this.#spawn !== undefined;
  }

  /** Does work and returns what the kernel returned for each part; `onPart` may throw to stop. */
  share(place: Workplace, share: Share, scratch: Scratch, onPart?: (share: number) => void): Float64Array {
    const parts = Math.ceil(share.units / share.unitsInPart);
    if (place.threads > 1 && parts > 1) this.#together(place, share, scratch, parts, onPart);
    else this.#alone(place, share, scratch, onPart);
    return this.#results.subarray(0, parts);
  }

  /** Forgets the memory, so that it can be freed; helpers that may hold on to it end. */
  release(): void {
    this.#attached = undefined;
    for (const helper of this.#helpers) helper.terminate();
    this.#helpers = [];
    this.#control = undefined;
  }

  #alone({ instance }: Workplace, share: Share, { start }: Scratch, onPart?: (share: number) => void): void {
    let next = 0;
    takeParts(instance.kernels, share, start, this.#results, () => next++, onPart);
  }

  #together(
    place: Workplace,
    share: Share,
    scratch: Scratch,
    parts: number,
    onPart?: (share: number) => void,
  ): void {
    const control = this.#attach(place);
    open(control, share, scratch, parts);
    const claim = () => control.add('next', 1);
    try {
      takeParts(place.instance.kernels, share, scratch.start, control.results, claim, onPart);
    } finally {
      close(control, parts);
    }
    if (control.get('failed') === 1) throw new Error('a thread of the simulator broke down');
    this.#results.set(control.results);
  }

  /** Gives the memory to as many helpers as it wants. */
  #attach(place: Workplace): Control {
    this.#control ??= new Control();
    const control = this.#control;
    if (this.#attached === place) return control;
    this.#attached = place;
    const session = control.add('session', 1) + 1;
    control.add('turn', 1);
    control.notify('turn');
    const { compiled, memory } = place.instance;
    for (let number = 1; number < place.threads; number++) {
      const stackTop = place.stacks + number * stackBytes;
      const { stages } = place;
      this.#helper(number, control).attach({ session, compiled, memory, stackTop, stages, place: number });
    }
    return control;
  }

  #helper(number: number, control: Control): HelperPort {
    const earlier = this.#helpers[number - 1];
    if (earlier !== undefined) return earlier;
    if (this.#spawn === undefined) throw new Error('this simulator has one thread');
    const helper = this.#spawn(control.buffer);
    this.#helpers.push(helper);
    return helper;
  }
}

/** Everything about the work is written before it is open. */
function open(control: Control, share: Share, scratch: Scratch, parts: number): void {
  control.numbers.set([scratch.start, scratch.bytes, ...share.arguments]);
  control.set('kernel', sharedKernels.indexOf(share.kernel));
  control.set('arguments', share.arguments.length);
  control.set('units', share.units);
  control.set('unitsInPart', share.unitsInPart);
  control.set('parts', parts);
  control.set('failed', 0);
  control.set('next', 0);
  control.set('open', 1);
  control.add('turn', 1);
  control.notify('turn');
}

/** Leaves when no helper is inside any more; parts that nobody took, after an error, stay undone. */
function close(control: Control, parts: number): void {
  control.set('open', 0);
  control.set('next', parts);
  for (let inside = control.get('inside'); inside > 0; inside = control.get('inside'))
    control.waitWhile('inside', inside);
}
