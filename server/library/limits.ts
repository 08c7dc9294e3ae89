/** A circuit that takes more steps to unroll than these is not run. */
export const mostSteps = 10_000_000;
