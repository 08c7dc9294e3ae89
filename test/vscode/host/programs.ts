import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

/** The path of the first of these programs that the PATH has. */
export function programOnPath(...names: readonly string[]): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const endings = process.platform === 'win32' ? ['.exe', '.cmd'] : [''];
  for (const name of names)
    for (const folder of folders)
      for (const ending of endings) {
        const file = path.join(folder, name + ending);
        if (existsSync(file)) return file;
      }
  return undefined;
}

/** The first shared library that a Linux program needs and the system lacks. */
export function missingLibrary(executable: string): string | undefined {
  const { stderr } = spawnSync(executable, ['--version'], { encoding: 'utf8' });
  return /error while loading shared libraries: ([^:]+)/.exec(stderr)?.[1];
}
