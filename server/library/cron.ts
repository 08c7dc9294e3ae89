/** Times as cron writes them: minute, hour, day of the month, month, day of the week. */
export interface CronTimes {
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly days: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  /** Sunday is 0. */
  readonly weekdays: ReadonlySet<number>;
  /** Where both days of the month and of the week are restricted, either is enough, as cron has it. */
  readonly isEitherDay: boolean;
}

interface Field {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly words?: readonly string[];
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const fields: readonly Field[] = [
  { name: 'minute', least: 0, most: 59 },
  { name: 'hour', least: 0, most: 23 },
  { name: 'day', least: 1, most: 31 },
  { name: 'month', least: 1, most: 12, words: months },
  { name: 'weekday', least: 0, most: 7, words: weekdays },
];

/** The times of a text such as `0 3 * * mon-fri`; a sentence where it is none. */
export function parseCron(text: string): CronTimes | string {
  const written = text.trim().split(/\s+/);
  if (written.length !== fields.length || text.trim() === '')
    return 'it needs five fields: minute, hour, day, month and weekday';
  const sets = fields.map((field, place) => parseField(written[place] ?? '', field));
  const fault = sets.find((set) => typeof set === 'string');
  if (fault !== undefined) return fault;
  const [minutes, hours, days, monthSet, weekdaySet] = sets as unknown as Five;
  const restricts = (place: number) => written[place]?.startsWith('*') === false;
  return {
    minutes,
    hours,
    days,
    months: monthSet,
    weekdays: new Set([...weekdaySet].map((day) => day % 7)),
    isEitherDay: restricts(2) && restricts(4),
  };
}

type Numbers = ReadonlySet<number>;
type Five = readonly [Numbers, Numbers, Numbers, Numbers, Numbers];

function parseField(text: string, field: Field): ReadonlySet<number> | string {
  const found = new Set<number>();
  for (const part of text.toLowerCase().split(',')) {
    const range = parseRange(part, field);
    if (range === undefined) return `\`${text}\` is no ${field.name} from ${field.least} to ${field.most}`;
    for (let value = range.first; value <= range.last; value += range.step) found.add(value);
  }
  return found;
}

function parseRange(part: string, field: Field) {
  const match = /^(\*|[a-z\d]+)(?:-([a-z\d]+))?(?:\/(\d+))?$/.exec(part);
  if (match === null) return undefined;
  const [, from = '', to, every] = match;
  if (from === '*' && to !== undefined) return undefined;
  const first = from === '*' ? field.least : valueOf(from, field);
  // `5/10` means from 5 on.
  const open = from === '*' || every !== undefined ? field.most : first;
  const last = to === undefined ? open : valueOf(to, field);
  const step = Number(every ?? 1);
  const isRange = first !== undefined && last !== undefined && first <= last && step > 0;
  return isRange ? { first, last, step } : undefined;
}

function valueOf(text: string, { least, most, words = [] }: Field): number | undefined {
  const place = words.indexOf(text);
  const value = place >= 0 ? place + least : /^\d+$/.test(text) ? Number(text) : NaN;
  return value >= least && value <= most ? value : undefined;
}
