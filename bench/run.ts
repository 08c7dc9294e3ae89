/** `npm run bench`: builds, then prints every table of measurements that needs nothing beside this repository. */
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';

const benches = globSync('bench/{language,run,package,activation,editor}/*.ts').filter(
  (file) => !file.endsWith('.test.ts'),
);

const commands = [
  'npm run --silent build',
  'npm run --silent package',
  ...benches.toSorted().map((file) => `node ${file}`),
];

for (const command of commands) {
  console.log(`\n$ ${command}`);
  const { status } = spawnSync(command, { shell: true, stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
