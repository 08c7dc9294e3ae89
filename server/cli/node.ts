/** The command line as a program. */
import { exitStatus } from './exit-status.ts';
import { main } from './main.ts';
import type { Terminal } from './terminal/terminal.ts';

const terminal: Terminal = {
  out: (text) => void process.stdout.write(text),
  error: (text) => void process.stderr.write(text),
  showsProgress: process.stderr.isTTY === true,
  width: process.stdout.columns ?? 100,
  colours: process.stdout.isTTY === true && process.env['NO_COLOR'] === undefined,
};

// A reader that stops reading, such as `head`, is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  process.stderr.write(`The output cannot be written: ${error.message}.\n`);
  process.exit(exitStatus.failed);
});

void main(process.argv.slice(2), terminal).then((status) => {
  process.exitCode = status;
});
