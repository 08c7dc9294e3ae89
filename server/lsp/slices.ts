import type { Steps } from '../base/index.ts';

/** Milliseconds of work after which other requests get their turn. */
const slice = 5;

/** Lets the messages in that have arrived meanwhile. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

/** Does a long piece of work with rests; nothing as soon as nobody wants it any more. */
export async function inSlices<T>(
  steps: Steps<T>,
  isWanted: () => boolean,
): Promise<{ readonly value: T } | undefined> {
  for (let began = performance.now(); ;) {
    const { done, value } = steps.next();
    if (done === true) return { value };
    if (performance.now() - began < slice) continue;
    await turn();
    if (!isWanted()) return undefined;
    began = performance.now();
  }
}
