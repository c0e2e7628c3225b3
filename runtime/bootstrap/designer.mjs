import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { giveUp, node, repository, toolEnvironment } from './install.mjs';

/** Builds the designer when its sources, or those of shared/, are newer than what was built last. */
export function buildDesigner() {
  const built = join(repository, 'designer', 'dist', 'index.html');
  const sources = ['designer/src', 'designer/index.html', 'designer/public', 'designer/vite.config.ts', 'shared/src'];
  const newest = Math.max(...sources.map((path) => newestChange(join(repository, path))));
  if (existsSync(built) && statSync(built).mtimeMs >= newest) return;
  process.stderr.write('slipway: building the designer …\n');
  const vite = join(repository, 'node_modules', 'vite', 'bin', 'vite.js');
  const args = [vite, 'build', '--logLevel', 'warn'];
  const options = { cwd: join(repository, 'designer'), stdio: ['ignore', 2, 2], env: toolEnvironment() };
  if (spawnSync(node, args, options).status !== 0) giveUp('the designer could not be built; the reason is above.');
}

function newestChange(path) {
  if (!existsSync(path)) return 0;
  const facts = statSync(path);
  if (!facts.isDirectory()) return facts.mtimeMs;
  return Math.max(facts.mtimeMs, ...readdirSync(path).map((name) => newestChange(join(path, name))));
}
