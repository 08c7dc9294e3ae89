/** QF2xxx: names and types. */
export const namesDiagnostics = {} as const;
