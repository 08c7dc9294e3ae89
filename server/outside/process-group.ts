import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';

/** The page and the tick of Linux, in bytes and seconds; every machine that runs Node has these. */
const pageBytes = 4096;
const tickSeconds = 0.01;

/** A process with all that it started. */
export class ProcessGroup {
  readonly #id: number | undefined;
  #peak = 0;
  #cpu = 0;

  /** @param id that of its leader; nothing where that did not start */
  constructor(id: number | undefined) {
    this.#id = id;
  }

  /** Ends all of its processes at once. */
  kill(): void {
    if (this.#id === undefined) return;
    try {
      if (process.platform === 'win32') spawnSync('taskkill', ['/pid', String(this.#id), '/t', '/f']);
      else process.kill(-this.#id, 'SIGKILL');
    } catch {
      // All of them have ended before.
    }
  }

  /** The bytes that its processes have now; 0 where the system does not tell. */
  look(): number {
    if (this.#id === undefined || process.platform !== 'linux') return 0;
    let [bytes, ticks] = [0, 0];
    for (const name of readdirSync('/proc')) {
      const fields = /^\d+$/.test(name) ? statOf(name) : undefined;
      if (fields === undefined || Number(fields[2]) !== this.#id) continue;
      bytes += Number(fields[21]) * pageBytes;
      // Its own time, and that of its children that have ended.
      ticks += [11, 12, 13, 14].reduce((sum, place) => sum + Number(fields[place]), 0);
    }
    this.#peak = Math.max(this.#peak, bytes);
    this.#cpu = Math.max(this.#cpu, ticks * tickSeconds);
    return bytes;
  }

  usage(): { readonly seconds: { readonly cpu: number }; readonly peak: number } {
    return { seconds: { cpu: this.#cpu }, peak: this.#peak };
  }
}

/** The fields of `/proc/N/stat` behind the name of the program, which may have spaces: state, parent, group, … */
function statOf(process: string): readonly string[] | undefined {
  try {
    const text = readFileSync(`/proc/${process}/stat`, 'latin1');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}
