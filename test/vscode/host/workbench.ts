import { type Browser, type Page } from 'playwright-core';
import { artefact } from './artefacts.ts';
import type { CodeServer } from './server.ts';

export interface WorkbenchOptions {
  /** An absolute path. */
  readonly folder: string;
  /** Handed to the workbench as it is, such as `['extensionTestsPath', …]`. */
  readonly payload?: readonly (readonly [string, string])[];
}

const openLimit = 60_000;

/** Opens an editor on a folder in a browser window of its own and waits until it can be used. */
export async function openWorkbench(
  browser: Browser,
  server: CodeServer,
  options: WorkbenchOptions,
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(workbenchUrl(server, options));
  await page.locator('.monaco-workbench').waitFor({ timeout: openLimit });
  return page;
}

/** The address of an editor on a folder. */
export function workbenchUrl(server: CodeServer, { folder, payload }: WorkbenchOptions): string {
  const url = new URL(server.url);
  url.searchParams.set('folder', folder.replaceAll('\\', '/'));
  if (payload) url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}

/** Keeps a picture of the editor for people to look at. */
export async function screenshot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: artefact('screenshots', `${name}.png`) });
}
