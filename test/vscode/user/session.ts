/** One VS Code with the packaged extension installed, shared by all drives and ended after the last of them. */
import { after } from 'mocha';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../host/browser.ts';
import { builtVsix } from '../host/build.ts';
import { type CodeServer, startCodeServer } from '../host/server.ts';
import type { ThemeKind } from '../host/user-settings.ts';
import { Workbench } from '../host/workbench.ts';
import { copiedWorkspace } from '../host/workspace.ts';

interface Session {
  readonly server: CodeServer;
  readonly browser: Browser;
}

let session: Promise<Session> | undefined;

async function begin(): Promise<Session> {
  const server = await startCodeServer({ name: 'drive-server', vsix: builtVsix() });
  return { server, browser: await launchBrowser() };
}

after(async () => {
  const { server, browser } = (await session) ?? {};
  await browser?.close();
  await server?.stop();
});

/** Opens a window on a fresh copy of the programs, lets a user work in it, and keeps a picture of how it ended. */
export async function inWorkbench(
  name: string,
  use: (workbench: Workbench) => Promise<void>,
  theme: ThemeKind = 'dark',
): Promise<void> {
  session ??= begin();
  const { server, browser } = await session;
  await server.configure(theme);
  const workspace = await copiedWorkspace('samples', 'test/vscode/programs');
  const workbench = await Workbench.open(browser, server, workspace);
  try {
    await use(workbench);
  } finally {
    await workbench.screenshot(name);
    await workbench.close();
    await workspace.remove();
  }
}
