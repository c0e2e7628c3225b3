import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The parts of a `package-lock.json` (version 3) that are looked at. */
export interface Lock {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}
interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly hasInstallScript?: boolean;
}

/** The first version without a published weakness, for packages in which one would matter here. */
const floors: Readonly<Record<string, string>> = {
  hono: '4.11.4',
  'jsonpath-plus': '10.3.0',
  nodemailer: '7.0.11',
  'playwright-core': '1.55.1',
  undici: '7.18.2',
  vite: '7.1.11',
};

/** What is wrong with the lock file, one sentence each. */
export function lockProblems(lock: Lock, allowedScripts: Readonly<Record<string, boolean>>): string[] {
  return Object.entries(lock.packages)
    .filter(([path, entry]) => path.includes('node_modules/') && !entry.link)
    .flatMap(([path, entry]) => {
      const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
      const version = entry.version ?? '0';
      const floor = floors[name];
      return [
        ...(floor && isBelow(version, floor) ? [`${path} is ${version}; the first safe version is ${floor}`] : []),
        ...(entry.integrity || isForAnotherPlatform(entry) ? [] : [`${path} has no integrity hash`]),
        ...(entry.resolved && !entry.resolved.startsWith('https://registry.npmjs.org/')
          ? [`${path} comes from ${entry.resolved}, not from the registry`]
          : []),
        ...(entry.hasInstallScript &&
        allowedScripts[name] === undefined &&
        allowedScripts[`${name}@${version}`] === undefined
          ? [`${path} has an install script that allowScripts in package.json neither allows nor denies`]
          : []),
      ];
    });
}

/** Binaries for platforms whose packages were out of reach when the lock file was written: named, but without a hash. */
function isForAnotherPlatform(entry: LockedPackage): boolean {
  return entry.optional === true && entry.os !== undefined;
}

function isBelow(version: string, floor: string): boolean {
  const parts = version.split('-')[0]?.split('.').map(Number) ?? [];
  for (const [index, least] of floor.split('.').map(Number).entries()) {
    const part = parts[index] ?? 0;
    if (part !== least) return part < least;
  }
  return version.includes('-');
}

if (import.meta.main) {
  const root = join(import.meta.dirname, '..', '..');
  const read = (file: string) => JSON.parse(readFileSync(join(root, file), 'utf8'));
  const problems = lockProblems(read('package-lock.json'), read('package.json').allowScripts ?? {});
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
}
