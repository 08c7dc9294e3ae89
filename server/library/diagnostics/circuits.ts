/** QF3xxx: what a circuit does with its qubits. */
export const circuitsDiagnostics = {} as const;
