/** QF5xxx: workflows and their tasks. */
export const workflowsDiagnostics = {} as const;
