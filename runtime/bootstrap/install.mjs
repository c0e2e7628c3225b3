/*
 * Runs before anything is installed, on any Node from 20 on: Node built-ins only.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The project's own Node 24, whatever the machine has. */
export const node = join(repository, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** The environment in which every tool and script finds the project's own Node first, and starts a second faster. */
export function toolEnvironment() {
  const modules = join(repository, 'node_modules');
  return {
    ...process.env,
    PATH: `${join(modules, '.bin')}${delimiter}${process.env.PATH ?? ''}`,
    NODE_COMPILE_CACHE: join(modules, '.cache', 'node'),
    TURBO_TELEMETRY_DISABLED: '1',
  };
}

/** Ends the process with one clear sentence on what is missing. */
export function giveUp(message) {
  process.stderr.write(`slipway: ${message}\n`);
  process.exit(1);
}

/** Installs the locked packages when one is missing or has another version than the lock file says. */
export function installWhatIsMissing() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20) giveUp(`Node ${process.versions.node} is too old. Install Node 20 or newer, then run this again.`);
  if (isInstalled()) return;
  process.stderr.write('slipway: installing packages (npm ci), about a minute the first time …\n');
  const npm = process.env.npm_execpath;
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const options = { cwd: repository, stdio: ['ignore', 2, 2] };
  const result = npm
    ? spawnSync(process.execPath, [npm, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
  if (result.error) giveUp(`npm could not be started (${result.error.message}). Install npm, then run this again.`);
  if (result.status !== 0) giveUp('npm ci failed; its message is above. Is the package registry reachable?');
  if (!existsSync(node)) {
    giveUp("npm ci ran, but the package 'node' did not install its binary. Allow its install script, then run npm ci.");
  }
}

function isInstalled() {
  if (!existsSync(node)) return false;
  try {
    const wanted = readPackages(join(repository, 'package-lock.json'));
    const present = readPackages(join(repository, 'node_modules', '.package-lock.json'));
    return Object.entries(wanted).every(
      ([path, entry]) =>
        !path.includes('node_modules/') || entry.link || entry.optional || present[path]?.version === entry.version,
    );
  } catch {
    return false;
  }
}

function readPackages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}
