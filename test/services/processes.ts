import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** A user of this machine. */
export interface User {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const SETPRIV = '/usr/bin/setpriv';

/**
 * A command that runs as `user` and that the kernel kills when we die, however we die. Where there is no setpriv, as
 * outside Linux, it runs as it is.
 */
export function wrapped(command: readonly [string, ...string[]], user: User | undefined): [string, ...string[]] {
  if (!existsSync(SETPRIV)) {
    if (user) throw new Error(`setpriv (of util-linux) is needed to run ${command[0]} as ${user.name}`);
    return [...command];
  }
  const as = user ? ['--reuid', `${user.uid}`, '--regid', `${user.gid}`, '--clear-groups'] : [];
  return [SETPRIV, '--pdeathsig', 'KILL', ...as, ...command];
}

/** The user of that name; undefined where there is none. */
export function findUser(name: string): User | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((each) => each.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid && gid ? { name, uid: Number(uid), gid: Number(gid) } : undefined;
}

/** The processes that a process started and that still run, their own included. */
export function childrenOf(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const entry of existsSync('/proc') ? readdirSync('/proc') : []) {
    const stat = /^\d+$/.test(entry) ? statOf(Number(entry)) : undefined;
    if (stat) parents.set(Number(entry), stat.parent);
  }
  const found = [pid];
  for (const each of found) for (const [child, parent] of parents) if (parent === each) found.push(child);
  return found.slice(1);
}

/** Whether a process has ended; one that nobody has buried yet has. */
export function isGone(pid: number): boolean {
  if (existsSync('/proc/self/stat')) return (statOf(pid)?.state ?? 'Z') === 'Z';
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
}

const TICKS_PER_SECOND = 100;

/** The seconds of a core that a process and those it started have used. */
export function cpuSecondsOf(pid: number): number {
  let ticks = 0;
  for (const each of [pid, ...childrenOf(pid)]) ticks += statOf(each)?.ticks ?? 0;
  return ticks / TICKS_PER_SECOND;
}

function statOf(pid: number): { state: string; parent: number; ticks: number } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold anything, brackets too.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    // Its own time in user and in kernel mode, and that of its children that have ended.
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    return { state: fields[0] ?? '', parent: Number(fields[1]), ticks };
  } catch {
    return undefined;
  }
}
