import type { Fragment } from '../syntax/fragment.ts';
import type { Analysis } from './analysis.ts';
import { nameOf } from './names-of-file.ts';
import type { Unit } from './unit.ts';

/** Of a file this small, or where an edit concerns more than half of a file, everything is checked. */
const smallest = 4;

/** Which fragments of a file an edit concerns: those that it touches, and those that name what changed there. */
export class Concern {
  readonly #a: Analysis;
  readonly #hadUnknownNames: boolean;
  readonly #silenced: ReadonlySet<string>;
  readonly #names = new Set<string>();
  readonly #found: Set<Fragment>;

  /** @param a what was found in the text before the edit */
  constructor(a: Analysis, removed: readonly Fragment[], added: readonly Fragment[]) {
    this.#a = a;
    this.#hadUnknownNames = a.hasUnknownNames;
    this.#silenced = new Set(a.silenced);
    this.#found = new Set(added);
    for (const fragment of [...removed, ...added]) this.#touch(fragment);
  }

  /** The fragments that are to be checked, or nothing where these are most of the file. */
  fragments(all: readonly Fragment[]): ReadonlySet<Fragment> | undefined {
    const { silenced } = this.#a;
    for (const name of silenced) if (!this.#silenced.has(name)) this.#names.add(name);
    for (const name of this.#silenced) if (!silenced.has(name)) this.#names.add(name);
    for (let before = -1; before < this.#found.size;) {
      before = this.#found.size;
      for (const fragment of all) {
        if (this.#found.has(fragment) || !this.#concerns(fragment)) continue;
        this.#found.add(fragment);
        this.#touch(fragment);
      }
      if (this.#found.size * 2 > all.length + smallest) return undefined;
    }
    return this.#found;
  }

  /** Whether names that are unknown now are unknown elsewhere too, where the first of all is told. */
  grows(fresh: ReadonlySet<Unit>): boolean {
    const names = [...fresh].flatMap(({ unknownNames }) => unknownNames);
    const more = new Set(names.filter((name) => !this.#names.has(name)));
    if (more.size === 0) return false;
    let isElsewhere = false;
    for (const unit of this.#a.units.values())
      if (unit.asksForUnknownNames && !fresh.has(unit))
        isElsewhere ||= unit.unknownNames.some((name) => more.has(name));
    for (const name of more) this.#names.add(name);
    return isElsewhere;
  }

  /** Takes the names that hang on what stands in a fragment. */
  #touch({ statements }: Fragment): void {
    for (const statement of statements) {
      const name = nameOf(statement)?.text;
      if (name !== undefined) this.#names.add(name);
      if (statement.kind === 'test') this.#names.add(titleKey(statement.title.value));
      for (const unknown of this.#a.units.get(statement)?.unknownNames ?? []) this.#names.add(unknown);
    }
  }

  #concerns(fragment: Fragment): boolean {
    const units = fragment.statements.map((statement) => this.#a.units.get(statement));
    const isToggled = this.#a.hasUnknownNames !== this.#hadUnknownNames;
    if (isToggled && units.some((unit) => unit?.asksForUnknownNames)) return true;
    if (this.#names.size === 0) return false;
    if (units.some((unit) => unit !== undefined && (unit.asksForOtherNames || unit.isCyclic))) return true;
    return this.#mentions(fragment);
  }

  #mentions(fragment: Fragment): boolean {
    const words = fragment.words(this.#a.file.text);
    if (words.some((word) => this.#names.has(word))) return true;
    return fragment.statements.some(
      (statement) => statement.kind === 'test' && this.#names.has(titleKey(statement.title.value)),
    );
  }
}

/** Titles of tests are no names, but there should be one test of each. */
function titleKey(title: string): string {
  return `test "${title}"`;
}
