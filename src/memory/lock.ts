import { mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { environmentError, fileError } from '../base/index.js';

/** Who holds a lock. */
interface Holder {
  readonly pid: number;
  readonly host: string;
  /** When the process started, in the system's own ticks, where it says so: tells a reused process number apart. */
  readonly started?: string;
}

export interface Lock {
  release(): Promise<void>;
}

/** From which age a lock whose holder cannot be asked (another host, unreadable) is taken for abandoned. */
const FOREIGN_STALE_MS = 24 * 3600 * 1000;
const TAKEOVER_STALE_MS = 10_000;

/** Linux: field 22 of /proc/PID/stat; the name in field 2 may hold spaces and brackets. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}

function isAlive({ pid, started }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Not permitted means that it exists.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const now = startOf(pid);
  return started === undefined || now === undefined || now === started;
}

async function isStale(file: string): Promise<boolean> {
  let text: string;
  let age: number;
  try {
    text = await readFile(file, 'utf8');
    age = Date.now() - (await stat(file)).mtimeMs;
  } catch {
    return false;
  }
  try {
    const holder = JSON.parse(text) as Holder;
    if (holder.host === hostname()) return !isAlive(holder);
    return age > FOREIGN_STALE_MS;
  } catch {
    // Created but not yet written, or cut off by a crash: an honest holder writes at once.
    return age > TAKEOVER_STALE_MS;
  }
}

async function create(file: string): Promise<boolean> {
  const started = startOf(process.pid);
  const holder: Holder = { pid: process.pid, host: hostname(), ...(started !== undefined && { started }) };
  try {
    const handle = await open(file, 'wx');
    try {
      await handle.writeFile(JSON.stringify(holder));
    } finally {
      await handle.close();
    }
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw fileError(error, file, 'write');
  }
}

/** Removes a lock whose holder is gone. A second lock guards this, or two that wait could remove each other's new lock. */
async function removeStale(file: string): Promise<void> {
  const guard = `${file}.takeover`;
  if (!(await create(guard))) {
    const age = await stat(guard).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    if (age > TAKEOVER_STALE_MS) await rm(guard, { force: true });
    return;
  }
  try {
    if (await isStale(file)) await rm(file, { force: true });
  } finally {
    await rm(guard, { force: true });
  }
}

/** Takes the lock if it is free or abandoned; undefined when somebody holds it. */
export async function tryLock(file: string): Promise<Lock | undefined> {
  await mkdir(dirname(file), { recursive: true }).catch((error: unknown) => {
    throw fileError(error, dirname(file), 'write');
  });
  if (!(await create(file))) {
    if (!(await isStale(file))) return undefined;
    await removeStale(file);
    if (!(await create(file))) return undefined;
  }
  return { release: () => rm(file, { force: true }) };
}

/** Takes the lock, waiting for others. @throws MemoriError `memory.locked` */
export async function takeLock(file: string, patienceMs: number): Promise<Lock> {
  const until = Date.now() + patienceMs;
  for (let pause = 5; ; pause = Math.min(200, pause * 2)) {
    const lock = await tryLock(file);
    if (lock) return lock;
    if (Date.now() >= until) {
      const holder = await readFile(file, 'utf8').catch(() => '');
      const pid = /"pid":(\d+)/.exec(holder)?.[1];
      throw environmentError('memory.locked', `another process${pid ? ` (${pid})` : ''} is writing to this memory`, {
        file,
        hint: 'Wait until it is done and try again. If no such process runs, delete this file.',
      });
    }
    await wait(pause * (0.5 + Math.random()));
  }
}
