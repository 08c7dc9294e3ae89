import type { CallParameter } from './calls.ts';

/** What an annotation may stand before; `any` is every statement. */
export type MarkedKind = 'task' | 'assert' | 'workflow' | 'any';

/** An annotation of qflow: the single source of its arguments for checking, completion, hover, documentation and runs. */
export interface AnnotationEntry {
  readonly name: string;
  readonly marks: readonly MarkedKind[];
  readonly parameters: readonly CallParameter[];
  /** What a list of names in its parentheses stands for, where it takes one. */
  readonly names?: 'tasks' | 'codes';
  readonly description: string;
  readonly example: string;
  /** Set where this version reads and checks it, and refuses to run what it marks. */
  readonly later?: string;
}

type Optional = Partial<
  Pick<CallParameter, 'required' | 'positional' | 'minimum' | 'maximum' | 'defaultText' | 'format'>
>;

function parameter(
  name: string,
  type: CallParameter['type'],
  description: string,
  more: Optional = {},
): CallParameter {
  return { name, type, description, required: false, positional: false, ...more };
}

export const annotations: readonly AnnotationEntry[] = [
  {
    name: 'after',
    marks: ['task', 'assert'],
    parameters: [],
    names: 'tasks',
    description: 'Waits for tasks whose results it does not read.',
    example: '@after(warm_up)',
  },
  {
    name: 'retry',
    marks: ['task'],
    parameters: [
      parameter('times', 'int', 'How often it is tried again after a failure.', {
        required: true,
        positional: true,
        minimum: 1,
        maximum: 100,
      }),
      parameter('delay', 'duration', 'How long to wait before each new attempt.', {
        minimum: 0,
        defaultText: 'no wait',
      }),
    ],
    description: 'Tries a failed task again.',
    example: '@retry(times: 3, delay: 20min)',
  },
  {
    name: 'timeout',
    marks: ['task'],
    parameters: [
      parameter('limit', 'duration', 'The longest that one attempt may take.', {
        required: true,
        positional: true,
        minimum: 0,
      }),
    ],
    description:
      'Gives an attempt up that takes longer; the task then fails, or is tried again where it may.',
    example: '@timeout(1h)',
  },
  {
    name: 'priority',
    marks: ['task'],
    parameters: [
      parameter('level', 'int', 'Higher levels go first; tasks without one have 0.', {
        required: true,
        positional: true,
        minimum: -1000,
        maximum: 1000,
      }),
    ],
    description: 'Of the tasks that could start, those of a higher priority do.',
    example: '@priority(3)',
  },
  {
    name: 'cache',
    marks: ['task'],
    parameters: [
      parameter('allowed', 'bool', 'Whether an earlier result of the same task may answer it.', {
        required: true,
        positional: true,
      }),
    ],
    description:
      'Whether the result of an earlier run answers a task whose circuits, inputs, options and version are the same. Left out: yes for what runs on backends, no for calls that reach outside.',
    example: '@cache(false)',
  },
  {
    name: 'resources',
    marks: ['task'],
    parameters: [
      parameter('cpu', 'int', 'How many of the places for tasks it takes.', {
        minimum: 1,
        maximum: 1024,
        defaultText: '1',
      }),
      parameter('memory', 'float', 'The most memory that it may take, in GiB.', {
        minimum: 0,
        defaultText: 'what its backend allows',
      }),
    ],
    description:
      'What a task takes of the machine: it waits until there is room, and fails where it would need more memory.',
    example: '@resources(cpu: 2, memory: 1.5)',
  },
  {
    name: 'limits',
    marks: ['task', 'workflow'],
    parameters: [
      parameter('budget', 'float', 'The most that it may cost, in US dollars.', { minimum: 0 }),
      parameter('latency', 'duration', 'The longest from its start to its result, all attempts together.', {
        minimum: 0,
      }),
    ],
    description:
      'What a task, or all tasks of a workflow together, may cost and how long they may take. The embedded simulator costs nothing.',
    example: '@limits(budget: 5.00, latency: 10min)',
  },
  {
    name: 'schedule',
    marks: ['workflow'],
    parameters: [
      parameter(
        'times',
        'string',
        'When it runs: minute, hour, day, month and weekday, as cron writes them.',
        {
          required: true,
          positional: true,
          format: 'cron',
        },
      ),
      parameter('zone', 'string', 'The time zone of these times, as the time zone database names it.', {
        format: 'zone',
        defaultText: 'that of the machine',
      }),
    ],
    description:
      'Runs a workflow at set times, as long as `qflow schedule run` or `qflow run FILE --scheduled` goes on.',
    example: '@schedule("0 3 * * *", zone: "Europe/Berlin")',
  },
  {
    name: 'stream',
    marks: ['workflow'],
    parameters: [
      parameter('source', 'string', 'Where the data come from.', { required: true, positional: true }),
      parameter('window', 'int', 'How many records make one run.', { minimum: 1 }),
      parameter('every', 'duration', 'How often a run starts.', { minimum: 0 }),
    ],
    description: 'Runs a workflow over data as they arrive.',
    example: '@stream("readings", window: 500, every: 1s)',
    later: 'runs over data as they arrive come in a later version',
  },
  {
    name: 'allow',
    marks: ['any'],
    parameters: [],
    names: 'codes',
    description: 'Silences warnings and hints with these codes in what it marks; errors stay.',
    example: '@allow(QF3011)',
  },
];

export function findAnnotation(name: string): AnnotationEntry | undefined {
  return annotations.find((entry) => entry.name === name);
}
