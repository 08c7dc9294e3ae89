import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, Frame, Locator, Page } from 'playwright-core';
import { artefact } from './artefacts.ts';
import { eventually } from './eventually.ts';
import type { CodeServer } from './server.ts';

export interface WorkbenchOptions {
  /** An absolute path. */
  readonly folder: string;
  /** Handed to the editor as it is, such as `['extensionTestsPath', …]`. */
  readonly payload?: readonly (readonly [string, string])[];
}

/** The longest that opening an editor may take, in milliseconds. */
const openLimit = 60_000;

/** A window of the editor and what a user does in it, with the keyboard where there is a key. */
export class Workbench {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  /** Opens an editor on a folder in a browser window of its own and waits until it can be used. */
  static async open(browser: Browser, server: CodeServer, options: WorkbenchOptions): Promise<Workbench> {
    return Workbench.at(browser, workbenchUrl(server, options));
  }

  /** The same with the editor at an address. */
  static async at(browser: Browser, url: string): Promise<Workbench> {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    await page.goto(url);
    const workbench = new Workbench(page);
    await workbench.ready();
    return workbench;
  }

  /** Closes the window as the editor does, with all state kept, and opens it again. */
  async reload(): Promise<void> {
    const reloaded = this.page.waitForNavigation();
    await this.runCommand('Developer: Reload Window');
    await reloaded;
    await this.ready();
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }

  async openFile(name: string): Promise<void> {
    await this.page.keyboard.press('Control+1');
    await this.#pick('Control+P', name, name);
    await this.tab(name).waitFor();
  }

  /** Opens a file that is in view in the explorer, as where the editor cannot search for it. */
  async openFromExplorer(name: string): Promise<void> {
    await this.page.getByRole('treeitem', { name, exact: true }).dblclick();
    await this.tab(name).waitFor();
  }

  /** Runs a command by its title from the command palette. */
  async runCommand(title: string): Promise<void> {
    await this.#pick('F1', `>${title}`, title);
  }

  /** The text of the file on screen, line by line, as far as it is scrolled into view. */
  async visibleText(): Promise<string> {
    const text = await this.page.locator('.editor-instance .view-lines').first().innerText();
    return text.replaceAll('\u00a0', ' ');
  }

  /** Puts the cursor on a line and a column, counted from 1, and scrolls them into view. */
  async goTo(line: number, column = 1): Promise<void> {
    await this.#pick('Control+G', `:${line}:${column}`, `line ${line}`);
  }

  /** The code lens with this text that stands lowest of those on screen. */
  lowestCodeLens(text: string): Promise<Locator> {
    return this.#codeLens(text, (tops) => Math.max(...tops));
  }

  /** The code lens with this text that stands highest of those on screen. */
  highestCodeLens(text: string): Promise<Locator> {
    return this.#codeLens(text, (tops) => Math.min(...tops));
  }

  async #codeLens(text: string, choose: (tops: readonly number[]) => number): Promise<Locator> {
    const lenses = this.page.locator('.codelens-decoration a').filter({ hasText: text, visible: true });
    await lenses.first().waitFor();
    const topsNow = () =>
      lenses.evaluateAll((found) => found.map((lens) => lens.getBoundingClientRect().top));
    const tops = await settled(topsNow);
    return lenses.nth(tops.indexOf(choose(tops)));
  }

  tab(name: string | RegExp): Locator {
    return this.page.getByRole('tab', { name });
  }

  async closeTab(name: string | RegExp): Promise<void> {
    await this.tab(name)
      .getByRole('button', { name: /^Close/ })
      .click();
    await this.tab(name).waitFor({ state: 'detached' });
  }

  /** The errors that the editor tells in notifications. */
  errorMessages(): Promise<readonly string[]> {
    return this.page.locator('.notification-list-item:has(.codicon-error)').allInnerTexts();
  }

  /** The document inside a panel, found by its title. */
  async panel(title: string, limit = 15_000): Promise<Frame> {
    return eventually(
      `panel titled ${title}`,
      async () => {
        for (const frame of this.page.frames().slice(1))
          if ((await frame.title().catch(() => '')) === title) return frame;
        return undefined;
      },
      limit,
    );
  }

  /** Keeps a picture of the window for people to look at. */
  async screenshot(name: string): Promise<void> {
    await this.page.screenshot({ path: artefact('screenshots', `${name}.png`) });
  }

  async ready(): Promise<void> {
    await this.page.locator('.monaco-workbench .part.editor').waitFor({ timeout: openLimit });
  }

  /** A panel that has the keyboard may swallow the first key while it changes. */
  async #open(widget: Locator, key: string): Promise<void> {
    await eventually(`list after ${key}`, async () => {
      if (await widget.isHidden()) await this.page.keyboard.press(key);
      return becomes(widget, 'visible');
    });
  }

  /** Opens a list with a key, types into it, and takes the entry that then stands first and has this text. */
  async #pick(key: string, text: string, entry: string): Promise<void> {
    const widget = this.page.locator('.quick-input-widget');
    // A list closes again when a panel takes the keyboard while it opens.
    await eventually(`list that takes ${text}`, async () => {
      await this.#open(widget, key);
      return widget
        .locator('input')
        .fill(text, { timeout: 1000 })
        .then(
          () => true,
          () => undefined,
        );
    });
    await widget.locator('.monaco-list-row[data-index="0"]').filter({ hasText: entry }).waitFor();
    // A list that is still being filled may not take the key.
    await eventually(`end of choosing ${entry}`, async () => {
      if (await widget.isVisible()) await this.page.keyboard.press('Enter');
      return becomes(widget, 'hidden');
    });
  }
}

/** Whether an element becomes visible or hidden within a second; undefined when it does not. */
function becomes(element: Locator, state: 'visible' | 'hidden'): Promise<true | undefined> {
  return element.waitFor({ state, timeout: 1000 }).then(
    () => true,
    () => undefined,
  );
}

/** The address of an editor on a folder. */
export function workbenchUrl(server: CodeServer, { folder, payload }: WorkbenchOptions): string {
  const url = new URL(server.url);
  url.searchParams.set('folder', folder.replaceAll('\\', '/'));
  if (payload) url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}

/** What a reading gives once it gives the same twice: lenses come one after the other and push each other down. */
async function settled(read: () => Promise<readonly number[]>): Promise<readonly number[]> {
  for (let before = await read(); ;) {
    await delay(500);
    const after = await read();
    if (after.length > 0 && after.join() === before.join()) return after;
    before = after;
  }
}
