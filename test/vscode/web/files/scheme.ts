/** The scheme of files in the memory of the browser. */
export const scheme = 'qflow-memory';
