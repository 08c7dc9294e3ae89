/** What the results of tasks consist of. */

/** A field of a result record. */
export interface ResultField {
  readonly name: string;
  readonly type: 'table' | 'typed table' | 'float' | 'int' | 'list' | 'matrix' | 'string';
  readonly description: string;
}

/** What a task may result in. */
export type ResultKind =
  | 'samples'
  | 'estimate'
  | 'gradient'
  | 'minimum'
  | 'state'
  | 'output'
  | 'memory'
  | 'recollection'
  | 'inspection'
  | 'prediction'
  | 'evaluation';

/** The fields of each kind of result, for completion, checking and evaluation. */
export const resultFields: Readonly<Record<ResultKind, readonly ResultField[]>> = {
  samples: [
    { name: 'counts', type: 'table', description: 'How often each outcome was seen, keyed by bit string.' },
    { name: 'probabilities', type: 'table', description: 'The share of each outcome, keyed by bit string.' },
    { name: 'shots', type: 'int', description: 'The number of repetitions; 0 for an exact run.' },
  ],
  estimate: [
    { name: 'value', type: 'float', description: 'The expectation value.' },
    { name: 'stderr', type: 'float', description: 'Its standard error; 0 for an exact run.' },
    {
      name: 'variance',
      type: 'float',
      description: 'The variance ⟨H²⟩ − ⟨H⟩² of the observable; exact runs of dense states have it.',
    },
  ],
  gradient: [
    { name: 'value', type: 'float', description: 'The expectation value.' },
    { name: 'stderr', type: 'float', description: 'Its standard error; 0 for an exact run.' },
    {
      name: 'gradient',
      type: 'list',
      description: 'The derivatives by the circuit’s float and angle parameters, in their order.',
    },
    { name: 'errors', type: 'list', description: 'The standard error of each derivative.' },
  ],
  minimum: [
    {
      name: 'value',
      type: 'float',
      description: 'The expectation value at the parameters found, measured once more after the search.',
    },
    { name: 'stderr', type: 'float', description: 'Its standard error; 0 for an exact run.' },
    { name: 'parameters', type: 'list', description: 'The parameters found, in the order of the circuit’s.' },
    { name: 'history', type: 'list', description: 'The value of each iteration.' },
    { name: 'evaluations', type: 'int', description: 'How many expectation values the search asked for.' },
    { name: 'iterations', type: 'int', description: 'How many iterations the search took.' },
  ],
  output: [
    { name: 'value', type: 'float', description: 'The number that came out, or the one under "value".' },
    {
      name: 'values',
      type: 'list',
      description: 'The list of numbers that came out, or the one under "values".',
    },
    { name: 'table', type: 'table', description: 'The numbers that came out by their names.' },
    { name: 'text', type: 'string', description: 'What came out as text.' },
    {
      name: 'data',
      type: 'typed table',
      description: 'The table that came out: a file, or a list of objects.',
    },
  ],
  state: [
    { name: 'probabilities', type: 'list', description: 'The probability of each basis state, by index.' },
    { name: 'qubits', type: 'int', description: 'The number of qubits.' },
  ],
  prediction: [
    {
      name: 'values',
      type: 'list',
      description:
        'The class of each sample, counted from 0; of a model that predicts numbers, the number itself.',
    },
    {
      name: 'confidences',
      type: 'list',
      description:
        'The share that each predicted class has in the softmax of the scores; a model that predicts numbers has none.',
    },
    {
      name: 'scores',
      type: 'matrix',
      description: 'What decides, a row for each sample: expectation values, or what comes out of a network.',
    },
    { name: 'errors', type: 'matrix', description: 'Their standard errors; 0 for an exact run.' },
  ],
  evaluation: [
    {
      name: 'accuracy',
      type: 'float',
      description:
        'The share of samples whose class is the predicted one; a model that predicts numbers has none.',
    },
    { name: 'loss', type: 'float', description: 'What training makes small, on average over the samples.' },
    { name: 'stderr', type: 'float', description: 'The standard error of the loss; 0 for an exact run.' },
    {
      name: 'values',
      type: 'list',
      description: 'The predicted class of each sample, counted from 0, or the predicted number.',
    },
  ],
  memory: [
    { name: 'size', type: 'int', description: 'How many vectors it can hold.' },
    { name: 'qubits', type: 'int', description: 'The qubits of one vector.' },
    { name: 'used', type: 'int', description: 'How many vectors it holds.' },
    { name: 'addresses', type: 'list', description: 'Where they are, in ascending order.' },
    {
      name: 'vectors',
      type: 'matrix',
      description: 'The vectors themselves, in the order of the addresses.',
    },
  ],
  recollection: [
    { name: 'address', type: 'int', description: 'Where the vector is that is most like the query.' },
    { name: 'fidelity', type: 'float', description: 'How like it is: |⟨vector|query⟩|², 1 for the same.' },
    { name: 'vector', type: 'list', description: 'The vector itself.' },
    { name: 'addresses', type: 'list', description: 'Where the best matches are, the best first.' },
    { name: 'fidelities', type: 'list', description: 'How like they are.' },
    { name: 'vectors', type: 'matrix', description: 'The vectors themselves.' },
  ],
  inspection: [
    { name: 'used', type: 'int', description: 'How many vectors the memory holds.' },
    { name: 'free', type: 'int', description: 'How many more it can hold.' },
    { name: 'utilisation', type: 'float', description: 'The share of its places that are taken.' },
    {
      name: 'crosstalk',
      type: 'float',
      description: 'The largest |⟨a|b⟩|² between two of its vectors: how easily one is taken for another.',
    },
    { name: 'gates', type: 'int', description: 'The gates that prepare one vector.' },
    { name: 'depth', type: 'int', description: 'How many of them follow each other.' },
  ],
};
