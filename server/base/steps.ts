/** A piece of work that may rest at each step, so that others get their turn; its value comes at the end. */
export type Steps<T> = Generator<undefined, T, undefined>;

/** Does a piece of work without a rest. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}
