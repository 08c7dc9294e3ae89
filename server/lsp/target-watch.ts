import type { Diagnostic } from '../base/index.ts';
import {
  type CircuitReport,
  KnownValidations,
  type TargetReport,
  namedTargets,
  targetReport,
} from '../language/ide/index.ts';
import type { Model } from '../language/index.ts';
import type { Settings } from './settings.ts';
import type { Checked, Workspace } from './workspace.ts';

/** How large circuits may grow that are held against targets while somebody types. */
const whileTyping = { instructions: 5_000, steps: 20_000 };

/** What open files are like on their targets, as each was checked last. */
export class TargetWatch {
  readonly #workspace: Workspace;
  readonly #settings: Settings;
  readonly #known = new KnownValidations();
  readonly #reports = new Map<string, { readonly model: Model; readonly report: TargetReport }>();
  /** Milliseconds that the last check of a file took. */
  readonly #took = new Map<string, number>();

  readonly #changed: () => void;

  /** @param changed called when circuits are other on their targets than the editor was told */
  constructor(workspace: Workspace, settings: Settings, changed: () => void) {
    this.#workspace = workspace;
    this.#settings = settings;
    this.#changed = changed;
  }

  /** Milliseconds that a check will take, by the last one; nothing where there was none. */
  expected(uri: string): number | undefined {
    return this.#took.get(uri);
  }

  /** Whether a file has targets at all. */
  async concerns(uri: string): Promise<boolean> {
    const file = await this.#workspace.checked(uri);
    return file !== undefined && this.#targetsOf(file).length > 0;
  }

  /** Holds a file without errors against its targets; the diagnostics of these, none where it has no targets. */
  async check(uri: string): Promise<readonly Diagnostic[]> {
    const shown = JSON.stringify(this.circuits(uri));
    const found = await this.#check(uri);
    if (shown !== JSON.stringify(this.circuits(uri))) this.#changed();
    return found;
  }

  async #check(uri: string): Promise<readonly Diagnostic[]> {
    const file = await this.#workspace.checked(uri);
    const targets = file === undefined ? [] : this.#targetsOf(file);
    const hasErrors = file?.model.diagnostics.some(({ severity }) => severity === 'error') ?? true;
    if (file === undefined || targets.length === 0 || hasErrors) {
      if (targets.length === 0) this.#reports.delete(uri);
      return [];
    }
    const began = performance.now();
    const report = targetReport(file.model, targets, this.#settings.targetSettings, whileTyping, this.#known);
    this.#took.set(uri, performance.now() - began);
    this.#reports.set(uri, { model: file.model, report });
    return report.diagnostics;
  }

  /** The circuits of a file on its targets, as they were checked last. */
  circuits(uri: string): readonly CircuitReport[] {
    return this.#reports.get(uri)?.report.circuits ?? [];
  }

  /** What was found in the present text, for its fixes; nothing while its check is still to come. */
  diagnostics({ uri, model }: Checked): readonly Diagnostic[] {
    const found = this.#reports.get(uri);
    return found?.model === model ? found.report.diagnostics : [];
  }

  /** The devices of the setting. */
  get names(): readonly string[] {
    return this.#settings.targets;
  }

  /** Of one run, as the estimates take it. */
  get shots(): number {
    return this.#settings.targetSettings.shots;
  }

  /** ISO 8601. */
  get today(): string {
    return this.#settings.targetSettings.today;
  }

  forget(uri: string): void {
    this.#reports.delete(uri);
    this.#took.delete(uri);
  }

  #targetsOf({ model }: Checked) {
    return namedTargets(model, this.#settings.targets);
  }
}
