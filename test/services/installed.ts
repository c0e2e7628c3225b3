import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, globSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A program that a service needs: where else than in PATH it may lie, and what Debian calls its package. */
export interface Needed {
  readonly program: string;
  readonly places?: readonly string[];
  readonly packages: readonly string[];
}

/** The path of a program; where it is missing, it is installed (as root on Debian), or said to be missing. */
export function programOf(needed: Needed): string {
  const there = find(needed);
  if (there) return there;
  install(needed);
  const found = find(needed);
  if (found) return found;
  throw new Error(`${needed.program} is missing, and installing ${needed.packages.join(', ')} did not bring it`);
}

function find({ program, places = [] }: Needed): string | undefined {
  const inPath = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, program));
  const elsewhere = places.flatMap((pattern) => globSync(join(pattern, program)).sort().reverse());
  return [...inPath, ...elsewhere].find(isExecutable);
}

function install({ program, packages }: Needed): void {
  const names = packages.join(' ');
  if (!existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) {
    throw new Error(`${program} is missing: install ${names} (so they are called in Debian), then run this again`);
  }
  process.stderr.write(`installing ${names} (apt-get) …\n`);
  // No runlevel: what is installed is not started as a service of the machine.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const apt = (...args: string[]) => spawnSync('apt-get', ['-qq', ...args], { stdio: ['ignore', 'ignore', 2], env });
  const get = () => apt('install', '-y', '--no-install-recommends', ...packages).status === 0;
  if (!get() && !(apt('update').status === 0 && get())) throw new Error(`apt-get could not install ${names}`);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
