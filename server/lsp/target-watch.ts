import { type Diagnostic, hasErrors } from '../base/index.ts';
import { circuitStatistics } from '../circuit/index.ts';
import type { DeviceCatalogue } from '../hardware/index.ts';
import {
  type CircuitReport,
  type NamedTarget,
  type TargetJobs,
  type TargetReport,
  namedTargets,
  targetJobs,
  targetReport,
} from '../language/ide/index.ts';
import type { Model } from '../language/index.ts';
import type { Settings } from './settings.ts';
import type { Validator } from './validation/validator.ts';
import type { WorkspaceDevices } from './workspace-devices.ts';
import type { Checked, Workspace } from './workspace.ts';

/** How large circuits may grow that are held against targets while somebody types. */
const whileTyping = { instructions: 5_000, steps: 20_000 };

/** What open files are like on their targets, as each was checked last. */
export class TargetWatch {
  readonly #workspace: Workspace;
  readonly #settings: Settings;
  readonly #devices: WorkspaceDevices;
  readonly #validator: Validator;
  readonly #reports = new Map<string, { readonly model: Model; readonly report: TargetReport }>();

  readonly #changed: () => void;

  /** @param changed called when circuits are other on their targets than the editor was told */
  constructor(
    workspace: Workspace,
    settings: Settings,
    devices: WorkspaceDevices,
    validator: Validator,
    changed: () => void,
  ) {
    this.#workspace = workspace;
    this.#settings = settings;
    this.#devices = devices;
    this.#validator = validator;
    this.#changed = changed;
  }

  /**
   * Holds a file without errors against its targets; the diagnostics of these, none where it has no targets, and nothing
   * where a newer text of it came first.
   */
  async check(uri: string): Promise<readonly Diagnostic[] | undefined> {
    const shown = JSON.stringify(this.circuits(uri));
    const found = await this.#check(uri);
    if (shown !== JSON.stringify(this.circuits(uri))) this.#changed();
    return found;
  }

  async #check(uri: string): Promise<readonly Diagnostic[] | undefined> {
    const file = await this.#workspace.checked(uri);
    const targets = file === undefined ? [] : await this.#targetsOf(file);
    if (file === undefined || targets.length === 0 || hasErrors(file.model.diagnostics)) {
      this.#validator.forget(uri);
      if (targets.length === 0) this.#reports.delete(uri);
      return [];
    }
    const { targetSettings } = this.#settings;
    const all = targetJobs(file.model, targets, targetSettings, whileTyping).map(atTypingSpeed);
    const validations = await this.#validator.validate(
      uri,
      all.flatMap(({ devices, ...job }) => devices.map((device) => ({ ...job, device }))),
    );
    if (validations === undefined) return undefined;
    let place = 0;
    const findings = all.map((jobs) => ({
      jobs,
      validations: validations.slice(place, (place += jobs.devices.length)),
    }));
    const report = targetReport(file.model, targets, targetSettings, findings);
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

  /** What a file is held against, by the device files as they were read last. */
  named({ model }: Checked): readonly NamedTarget[] {
    return namedTargets(model, this.#settings.targets, (name) => this.#devices.find(name));
  }

  /** The devices that there are, those of the workspace's files included. */
  devices(): Promise<DeviceCatalogue> {
    return this.#devices.catalogue();
  }

  /** ISO 8601. */
  get today(): string {
    return this.#settings.targetSettings.today;
  }

  forget(uri: string): void {
    this.#reports.delete(uri);
    this.#validator.forget(uri);
  }

  async #targetsOf(file: Checked): Promise<readonly NamedTarget[]> {
    await this.#devices.catalogue();
    return this.named(file);
  }
}

/** Circuits up to this length are compiled as `qflow compile` does it, longer ones with passes that take less time. */
const mostAtFullLevel = 200;
const mostMerged = 3_000;

function atTypingSpeed(jobs: TargetJobs): TargetJobs {
  const length = circuitStatistics(jobs.circuit).gates;
  if (length <= mostAtFullLevel) return jobs;
  const level = length <= mostMerged ? 1 : 0;
  return { ...jobs, options: { ...jobs.options, level, isQuick: true } };
}
