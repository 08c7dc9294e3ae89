import type * as vscode from 'vscode';

const prefix = 'qflow.secret.';
const namesKey = 'qflow.secretNames';

/** The secrets that programs name, in the editor's encrypted storage. Their names, which are in the files, are kept beside it. */
export class SecretStore {
  readonly #secrets: Pick<vscode.SecretStorage, 'get' | 'store' | 'delete'>;
  readonly #state: Pick<vscode.Memento, 'get' | 'update'>;

  constructor({ secrets, globalState }: Pick<vscode.ExtensionContext, 'secrets' | 'globalState'>) {
    this.#secrets = secrets;
    this.#state = globalState;
  }

  get names(): readonly string[] {
    return this.#state.get<readonly string[]>(namesKey, []);
  }

  async read(name: string): Promise<string | null> {
    return (await this.#secrets.get(prefix + name)) ?? null;
  }

  async keep(name: string, value: string): Promise<void> {
    await this.#secrets.store(prefix + name, value);
    await this.#state.update(namesKey, [...new Set([...this.names, name])].toSorted());
  }

  async forget(name: string): Promise<void> {
    await this.#secrets.delete(prefix + name);
    await this.#state.update(
      namesKey,
      this.names.filter((known) => known !== name),
    );
  }
}
