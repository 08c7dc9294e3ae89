import type { Browser, Frame, Locator, Page } from 'playwright-core';
import { setTimeout as delay } from 'node:timers/promises';
import { artefact } from './artefacts.ts';
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
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    await page.goto(workbenchUrl(server, options));
    const workbench = new Workbench(page);
    await workbench.ready();
    return workbench;
  }

  /** Opens the window again, as the command Reload Window does. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.ready();
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }

  async openFile(name: string): Promise<void> {
    await this.#pick('Control+P', name);
    await this.page.getByRole('tab', { name }).first().waitFor();
  }

  /** Runs a command by its title from the command palette. */
  async runCommand(title: string): Promise<void> {
    await this.#pick('F1', `>${title}`);
  }

  /** The text of the file on screen, line by line, as far as it is scrolled into view. */
  async visibleText(): Promise<string> {
    const text = await this.page.locator('.editor-instance .view-lines').first().innerText();
    return text.replaceAll('\u00a0', ' ');
  }

  /** Puts the cursor on a line, counted from 1, and scrolls it into view. */
  async goToLine(line: number): Promise<void> {
    await this.#pick('Control+G', `:${line}`);
  }

  /** The code lens with this text that stands lowest of those on screen. */
  async lowestCodeLens(text: string): Promise<Locator> {
    const lenses = this.page.locator('.codelens-decoration a').filter({ hasText: text });
    await lenses.first().waitFor();
    const tops = await lenses.evaluateAll((found) => found.map((lens) => lens.getBoundingClientRect().top));
    return lenses.nth(tops.indexOf(Math.max(...tops)));
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
    for (const end = Date.now() + limit; Date.now() < end; await delay(50))
      for (const frame of this.page.frames()) {
        const found = await frame.title().catch(() => '');
        if (found === title && frame.name() !== '' && frame.parentFrame() !== null) return frame;
      }
    throw new Error(`After ${limit} ms there is no panel titled ${title}.`);
  }

  /** Keeps a picture of the window for people to look at. */
  async screenshot(name: string): Promise<void> {
    await this.page.screenshot({ path: artefact('screenshots', `${name}.png`) });
  }

  async ready(): Promise<void> {
    await this.page.locator('.monaco-workbench .part.editor').waitFor({ timeout: openLimit });
  }

  /** Opens a list with a key, types into it, and takes its first entry. */
  async #pick(key: string, text: string): Promise<void> {
    await this.page.keyboard.press(key);
    const input = this.page.locator('.quick-input-widget input');
    await input.fill(text);
    await this.page.locator('.quick-input-list .monaco-list-row').first().waitFor();
    await input.press('Enter');
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }
}

/** The address of an editor on a folder. */
export function workbenchUrl(server: CodeServer, { folder, payload }: WorkbenchOptions): string {
  const url = new URL(server.url);
  url.searchParams.set('folder', folder.replaceAll('\\', '/'));
  if (payload) url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}
