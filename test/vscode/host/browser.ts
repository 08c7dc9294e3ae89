import path from 'node:path';
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';
import { manifest } from './manifest.ts';
import { filledOnce } from './cache.ts';
import { missingLibrary, programOnPath } from './programs.ts';

const quietFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * A headless Chromium: the one that `QFLOW_TEST_BROWSER` names, else the one from npm on 64-bit Linux, else an
 * installed one.
 */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = process.env['QFLOW_TEST_BROWSER'] ?? (await npmChromium()) ?? installedChromium();
  if (executablePath) return playwright.launch({ executablePath, args: quietFlags });
  return playwright.launch({ channel: process.platform === 'win32' ? 'msedge' : 'chrome', args: quietFlags });
}

function installedChromium(): string | undefined {
  return programOnPath('chromium', 'chromium-browser', 'google-chrome');
}

/** Undefined where npm has none for this system, or where an installed one must stand in for want of libraries. */
async function npmChromium(): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const version = manifest.devDependencies['@sparticuz/chromium'];
  const executable = path.join(await filledOnce(`chromium-${version}`, unpackChromium), 'chromium');
  const missing = missingLibrary(executable);
  if (missing === undefined) return executable;
  if (installedChromium()) return undefined;
  throw new Error(`Chromium needs the shared library ${missing}, which this system lacks.`);
}

/** The package unpacks itself into the folder for temporary files, which is ours meanwhile. */
async function unpackChromium(folder: string): Promise<void> {
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = folder;
  try {
    await chromium.executablePath();
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
}
