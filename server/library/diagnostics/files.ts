/** QF6xxx: files and data. */
export const filesDiagnostics = {} as const;
