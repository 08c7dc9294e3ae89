import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** The kinds of theme that an editor has, by the class that panels see on their body. */
export type ThemeKind = 'light' | 'dark' | 'high-contrast' | 'high-contrast-light';

const themeNames: Readonly<Record<ThemeKind, string>> = {
  light: 'Default Light Modern',
  dark: 'Default Dark Modern',
  'high-contrast': 'Default High Contrast',
  'high-contrast-light': 'Default High Contrast Light',
};

/** A quiet editor: nothing that asks, promotes, updates or covers what is being looked at. */
export const quiet = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/** Writes the user settings of a server; an editor that is opened afterwards has them. */
export async function writeUserSettings(
  dataFolder: string,
  theme: ThemeKind,
  more: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const folder = path.join(dataFolder, 'data', 'User');
  const settings = { ...quiet, 'workbench.colorTheme': themeNames[theme], ...more };
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'settings.json'), JSON.stringify(settings, null, 2));
}
