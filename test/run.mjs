/*
 * `npm test` on any machine with Node 20 or newer: installs what the checks need, then hands over to suite.ts on the
 * project's own Node. Nothing is skipped: what cannot be installed is named, and the run fails.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildDesigner } from '../runtime/bootstrap/designer.mjs';
import { giveUp, installWhatIsMissing, node, repository, toolEnvironment } from '../runtime/bootstrap/install.mjs';

installWhatIsMissing();
installChromium();
buildDesigner();

const suite = spawn(node, [join(repository, 'test', 'suite.ts'), ...process.argv.slice(2)], {
  cwd: repository,
  stdio: ['ignore', 'inherit', 'inherit'],
  env: toolEnvironment(),
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => suite.kill(signal));
suite.on('exit', (code) => {
  process.exitCode = code ?? 1;
});

/** The browser tests run in the system's Chromium. `CHROMIUM` names another one. */
function installChromium() {
  const places = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  if (places.some((path) => path && existsSync(path))) return;
  const debian = existsSync('/usr/bin/apt-get') && process.getuid?.() === 0;
  if (!debian) giveUp('the browser tests need Chromium. Install it, or name its path in the variable CHROMIUM.');
  process.stderr.write('slipway: installing chromium (apt-get) …\n');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args) => spawnSync('apt-get', ['-qq', ...args], { stdio: ['ignore', 'ignore', 2], env }).status === 0;
  const install = () => apt('install', '-y', '--no-install-recommends', 'chromium');
  if (!install() && !(apt('update') && install())) {
    giveUp('the browser tests need Chromium and apt-get could not install it. Install it, then run this again.');
  }
}
