import type { Call, CallParameter } from './calls.ts';

/** The classical optimizers of variational tasks, with the defaults of SciPy and Qiskit. */

function option(
  name: string,
  type: 'int' | 'float',
  description: string,
  defaultText: string,
  maximum = 1e9,
): CallParameter {
  const minimum = type === 'int' ? 1 : 0;
  return { name, type, required: false, positional: false, description, defaultText, minimum, maximum };
}

const iterations = (defaultText: string) =>
  option('iterations', 'int', 'The most iterations that it takes.', defaultText);
const evaluations = (defaultText: string) =>
  option('evaluations', 'int', 'The most values that it asks for.', defaultText);
const tolerance = (description: string, defaultText: string) =>
  option('tolerance', 'float', description, defaultText);
const learningRate = (description: string, defaultText: string) =>
  option('learning_rate', 'float', description, defaultText);

const regularization = (defaultText: string) =>
  option(
    'regularization',
    'float',
    'Added to the diagonal of the metric, so that it has an inverse.',
    defaultText,
  );

const smallGradient = 'Ends when no derivative is larger.';
const shortStep = 'Ends when a step is shorter.';

interface Entry {
  readonly parameters: readonly CallParameter[];
  readonly description: string;
  readonly reference: string;
}

const entries: Readonly<Record<string, Entry>> = {
  nelder_mead: {
    parameters: [
      iterations('200 for each parameter'),
      tolerance('Ends when all corners of the simplex are this close, in parameters and in value.', '1e-4'),
    ],
    description: 'The downhill simplex: values alone, for few parameters.',
    reference: 'Nelder and Mead, Computer Journal 7, 308 (1965)',
  },
  powell: {
    parameters: [
      iterations('1000 for each parameter'),
      tolerance('Ends when an iteration changes the value by a smaller share.', '1e-4'),
    ],
    description: 'Minima along directions that become conjugate: values alone.',
    reference: 'Powell, Computer Journal 7, 155 (1964)',
  },
  cobyla: {
    parameters: [
      evaluations('1000'),
      option('radius', 'float', 'How far the first steps go, in each parameter.', '1'),
      tolerance('How far the last steps go.', '1e-4'),
    ],
    description: 'Linear models in a trust region: values alone, and few of them.',
    reference: 'Powell, A direct search optimization method (1994)',
  },
  bfgs: {
    parameters: [iterations('200 for each parameter'), tolerance(smallGradient, '1e-5')],
    description: 'Quasi-Newton steps by derivatives; the first choice for exact runs.',
    reference: 'Nocedal and Wright, Numerical Optimization (2006), algorithm 6.1',
  },
  l_bfgs_b: {
    parameters: [
      iterations('15000'),
      tolerance(smallGradient, '1e-5'),
      option('memory', 'int', 'How many steps it remembers.', '10', 1000),
    ],
    description: 'Quasi-Newton steps with little memory, for many parameters.',
    reference: 'Byrd, Lu, Nocedal and Zhu, SIAM J. Sci. Comput. 16, 1190 (1995)',
  },
  cg: {
    parameters: [iterations('200 for each parameter'), tolerance(smallGradient, '1e-5')],
    description: 'Nonlinear conjugate gradients.',
    reference: 'Nocedal and Wright, Numerical Optimization (2006), section 5.2',
  },
  slsqp: {
    parameters: [iterations('100'), tolerance('Ends when the value, or the point, changes by less.', '1e-6')],
    description: 'Sequential least squares programming: quasi-Newton steps with a damped Hessian.',
    reference: 'Kraft, DFVLR-FB 88-28 (1988)',
  },
  tnc: {
    parameters: [iterations('200 for each parameter'), tolerance(smallGradient, '1e-5')],
    description: 'Truncated Newton: the Newton step by conjugate gradients, from derivatives nearby.',
    reference: 'Nash, SIAM J. Numer. Anal. 21, 770 (1984)',
  },
  spsa: {
    parameters: [
      iterations('100'),
      learningRate('The gain of the first step.', 'found from 25 pairs of values'),
      option('perturbation', 'float', 'How far the first pair of values is from the point.', '0.2'),
      tolerance(shortStep, '0, never'),
    ],
    description: 'Two values an iteration along a random direction; at home with shots and noise.',
    reference: 'Spall, IEEE Trans. Autom. Control 37, 332 (1992)',
  },
  qn_spsa: {
    parameters: [
      iterations('100'),
      learningRate('The share of the step that is gone.', '0.05'),
      option('perturbation', 'float', 'How far from the point values and states are compared.', '0.1'),
      regularization('0.01'),
      tolerance(shortStep, '0, never'),
    ],
    description:
      'As spsa, with the metric of the states guessed along the way: two values and four exact fidelities an iteration.',
    reference: 'Gacon, Zoufal, Carleo and Woerner, Quantum 5, 567 (2021)',
  },
  natural_gradient: {
    parameters: [
      iterations('100'),
      learningRate('The share of the natural gradient that a step goes.', '0.01'),
      regularization('0.001'),
      tolerance(shortStep, '1e-7'),
    ],
    description:
      'Steps along the gradient as the metric of the states sees it, found from exact fidelities; for few parameters.',
    reference: 'Stokes, Izaac, Killoran and Carleo, Quantum 4, 269 (2020)',
  },
  adam: {
    parameters: [
      iterations('10000'),
      learningRate('How far a parameter moves in a step.', '0.01'),
      tolerance(shortStep, '1e-6'),
    ],
    description: 'Steps along the running mean of the gradient, each parameter scaled by its own size.',
    reference: 'Kingma and Ba, arXiv:1412.6980',
  },
  gradient_descent: {
    parameters: [
      iterations('100'),
      learningRate('The share of the gradient that a step goes.', '0.01'),
      tolerance(shortStep, '1e-7'),
    ],
    description: 'Plain steps along the gradient.',
    reference: 'Nocedal and Wright, Numerical Optimization (2006), section 2.2',
  },
  rotosolve: {
    parameters: [iterations('100'), tolerance('Ends when a sweep lowers the value by less.', '1e-8')],
    description:
      'Each parameter in turn to the bottom of its sinusoid; each has to be the angle of one rotation.',
    reference: 'Ostaszewski, Grant and Benedetti, Quantum 5, 391 (2021)',
  },
};

export const optimizerCalls: readonly Call[] = Object.entries(entries).map(([name, entry]) => ({
  name,
  group: 'optimizer',
  ...entry,
  result: 'optimizer',
  example: `task ground = minimize(ansatz, energy, optimizer: ${name}());`,
}));
