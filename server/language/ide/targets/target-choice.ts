import type { Span } from '../../../base/index.ts';
import { type Device, deviceNamed } from '../../../hardware/index.ts';
import type { Model } from '../../index.ts';

/** A device that a file is held against, and where the file names it; a setting names devices nowhere. */
export interface NamedTarget {
  readonly name: string;
  readonly span?: Span;
  /** Left out where no such device is known. */
  readonly device?: Device;
}

/** The device of a name, or nothing where there is none. */
export type FindDevice = (name: string) => Device | undefined;

/** The devices that a file names after `targets`, then those of `others` that it does not name; backends are none. */
export function namedTargets(
  model: Model,
  others: readonly string[],
  find: FindDevice = deviceNamed,
): readonly NamedTarget[] {
  const written = model.program.statements.flatMap((statement) =>
    statement.kind === 'targets'
      ? statement.backends.filter((name) => name.text !== '' && model.symbolOf(name) === undefined)
      : [],
  );
  const known = new Map<string, NamedTarget>();
  for (const { text, span } of written) if (!known.has(text)) known.set(text, targetOf(text, find, span));
  for (const name of others) if (!known.has(name)) known.set(name, targetOf(name, find));
  return [...known.values()];
}

function targetOf(name: string, find: FindDevice, span?: Span): NamedTarget {
  const device = find(name);
  return { name, ...(span === undefined ? {} : { span }), ...(device === undefined ? {} : { device }) };
}
