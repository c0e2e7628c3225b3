import { Failure } from '@slipway/shared/failure';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { settingsOf } from '../composition/guards.ts';
import type { OpenStorage } from '../composition/storage.ts';
import { type Config, type ConfigOverrides, readConfig } from '../config/index.ts';
import { backup, restore } from '../database/index.ts';
import { readSabotage } from '../pipeline/index.ts';
import { createLogger } from '../telemetry/index.ts';
import { addUser, checkAudit, resetPassword, showUsers, type UserOptions, writeAudit } from './access.ts';
import { type BacktestCommand, backtestFiles } from './backtest.ts';
import { diffFiles, proposeForFile } from './compare-workflows.ts';
import { describeFiles } from './describe.ts';
import { type DescribeServices, examine } from './doctor.ts';
import { ingestFile } from './ingest.ts';
import { lintFiles } from './lint.ts';
import type { Context } from './offline.ts';
import { createOutput, EXIT, type ExitCode, tellFailure } from './output.ts';
import { addPromotionCommands } from './promotion-commands.ts';
import { verifyRecorded } from './replay.ts';
import { start } from './start.ts';
import { exportTable, importTable } from './table.ts';
import { testFiles } from './test-scenarios.ts';
import { rotateVault, SECRETS, sealForBackup, showVault } from './vault.ts';
import { tellWhy } from './why.ts';

/** What the command line is made of beside its arguments. */
export interface Surroundings {
  readonly version: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly openStorage: OpenStorage;
  /** For `slipway doctor`. */
  readonly describeServices: DescribeServices;
}

interface CommonOptions {
  readonly server?: string;
  readonly data?: string;
  readonly json?: boolean;
}

interface StartOptions {
  readonly port?: string;
  readonly host?: string;
  readonly demo?: boolean;
  readonly setup?: string;
  readonly roles?: string;
  readonly untilStdinEnds?: boolean;
}

const HELP_EXITS = `
Exit codes: 0 done, 1 failed, 2 wrong arguments or configuration, 3 a check found a difference.`;

/** Runs `slipway` with these arguments (without node and script) and resolves with its exit code. */
export async function runCommandLine(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const { variables, openStorage } = surroundings;
  const wantsJson = args.includes('--json');
  let exit: ExitCode = EXIT.ok;
  const contextOf = (options: CommonOptions, overrides: ConfigOverrides = {}, level?: string): Context => {
    const config = readConfig(settingsOf(variables), { directory: options.data, ...overrides });
    return {
      config,
      logger: createLogger(level ?? config.logLevel),
      openStorage,
      server: options.server ?? variables.SLIPWAY_SERVER,
      token: variables.SLIPWAY_TOKEN,
    };
  };
  const program = new Command('slipway')
    .description('Catches the slip and changes the way.')
    .version(surroundings.version)
    .addHelpText('after', HELP_EXITS)
    .exitOverride()
    .showSuggestionAfterError();
  const command = (nameAndArgs: string, description: string) =>
    program
      .command(nameAndArgs)
      .description(description)
      .option('--data <folder>', 'the data directory (default: ./.slipway, or SLIPWAY_DIR)')
      .option('--json', 'answer with one line of JSON');

  command('start', 'Run the server until it is stopped')
    .option('--port <number>', 'where to listen (0 takes a free one)')
    .option('--host <address>', 'where to listen: a loopback address, or any where people sign in')
    .option('--demo', 'replay real shipments into an environment called demo; nothing leaves this machine')
    .option('--setup <file>', 'make an environment what this file says')
    .option('--roles <list>', 'what this process does of api, engine and actions (default: all)')
    .option('--until-stdin-ends', 'stop when standard input ends, as it does when the parent process dies')
    .option('--no-open', 'do not open a browser (whoever starts this decides)')
    .action(async (options: CommonOptions & StartOptions) => {
      const sabotage = readSabotage(variables);
      const context = contextOf(options, { port: options.port, host: options.host, roles: options.roles });
      exit = await start(context, {
        demo: options.demo ?? false,
        setup: options.setup,
        untilStdinEnds: options.untilStdinEnds ?? false,
        version: surroundings.version,
        sabotage,
      });
    });

  command('ingest <file>', 'Take in the events of a .json or .jsonl file')
    .option('--environment <id>', 'where to', 'demo')
    .action(async (file: string, options: CommonOptions & { environment: string }) => {
      exit = await ingestFile(
        contextOf(options, {}, 'warn'),
        { file, environment: options.environment },
        createOutput(wantsJson),
      );
    });

  command('replay', 'Decide the recorded log again')
    .requiredOption('--verify', 'compare every decision with the recorded one')
    .option('--batch <records>', 'how many records to decide together', wholeNumber)
    .option('--environment <id>', 'only this one')
    .action(async (options: CommonOptions & { batch?: number; environment?: string }) => {
      const { batch, environment } = options;
      exit = await verifyRecorded(contextOf(options, {}, 'warn'), { batch, environment }, createOutput(wantsJson));
    });

  command('why <subject>', 'Say why workflows did or did not fire for a shipment (any id of it, or its beginning)')
    .option('--workflow <id>', 'only this one')
    .option('--environment <id>', 'where', 'demo')
    .action(async (subject: string, options: CommonOptions & { workflow?: string; environment: string }) => {
      const { workflow, environment } = options;
      exit = await tellWhy(contextOf(options, {}, 'warn'), { subject, workflow, environment }, createOutput(wantsJson));
    });

  command(
    'test <path>',
    'Play the scenarios of a workflow file, or of all in a folder (example files: workflow + scenarios)',
  ).action((path: string) => {
    exit = testFiles(path, createOutput(wantsJson));
  });

  command('lint <path>', 'Say what is wrong with a workflow file, or with all in a folder').action((path: string) => {
    exit = lintFiles(path, createOutput(wantsJson));
  });

  command('describe <path>', 'Tell in plain words what a workflow file does, or every one in a folder')
    .option('--language <language>', 'en or de', 'en')
    .action((path: string, options: { language: string }) => {
      exit = describeFiles(path, options.language, createOutput(wantsJson));
    });

  command(
    'table <what> <workflow> <node> <file>',
    'export or import: a decision table of a workflow file as a .csv or .xlsx file, and back',
  ).action(async (what: string, workflow: string, node: string, file: string) => {
    const work = new Map([
      ['export', exportTable],
      ['import', importTable],
    ]).get(what);
    if (!work) throw new InvalidArgumentError('table export, or table import.');
    exit = await work({ workflow, node, file }, createOutput(wantsJson));
  });

  command(
    'diff <before> <after>',
    'Say what differs between two workflow files, and by which events they come apart',
  ).action((before: string, after: string) => {
    exit = diffFiles(before, after, createOutput(wantsJson));
  });

  command('propose-tests <file>', 'Propose scenarios that show what each comparison of a workflow decides').action(
    (file: string) => {
      exit = proposeForFile(file, createOutput(wantsJson));
    },
  );

  command(
    'backtest <workflow>',
    'Say what a changed workflow would have done over a history, beside the one that is live',
  )
    .option('--environment <id>', 'the history of this environment of the data directory')
    .option('--history <file>', 'a history of events as JSON lines')
    .option('--before <file>', 'compare with this workflow instead of the live one')
    .option('--set <name=value...>', 'variables of the changed workflow')
    .option('--from <instant>', 'count from here on; what was before only makes known what was known')
    .option(
      '--answers <how>',
      'recorded: as the history answers; simulated: where it has no answer, as systems usually do',
    )
    .option('--csv <file>', 'write everybody for whom something changes')
    .action(
      async (after: string, options: CommonOptions & Omit<BacktestCommand, 'after' | 'set'> & { set?: string[] }) => {
        const order = { ...options, after, set: options.set ?? [] };
        exit = await backtestFiles(contextOf(options, {}, 'warn'), order, createOutput(wantsJson));
      },
    );

  command('doctor', 'Check configuration and data directory, and say how to mend them').action(
    async (options: CommonOptions) => {
      exit = await examine(
        openStorage,
        surroundings.describeServices,
        variables,
        { directory: options.data },
        createOutput(wantsJson),
      );
    },
  );

  command('backup <file>', 'Write the data directory of a stopped server into one file').action(
    async (file: string, options: CommonOptions) => {
      const context = contextOf(options);
      refuseServices(context.config);
      const { directory } = context.config;
      const secrets = await sealForBackup(context);
      await backup(directory, file);
      createOutput(wantsJson).answer({ ok: true, file, secrets }, `${directory} is in ${file}. ${SECRETS[secrets]}`);
    },
  );

  command(
    'vault <what>',
    'rotate: put every secret under a new key, running or not; status: which keys are in use',
  ).action(async (what: string, options: CommonOptions) => {
    const work = new Map([
      ['rotate', rotateVault],
      ['status', showVault],
    ]).get(what);
    if (!work) throw new InvalidArgumentError('vault rotate, or vault status.');
    exit = await work(contextOf(options, {}, 'warn'), createOutput(wantsJson));
  });

  command('user <what> [name]', 'list, add or reset-password: who signs in, while no server runs')
    .option('--role <role>', 'what an added user is', 'admin')
    .option('--environment <id>', 'where; everywhere when left out')
    .action(async (what: string, name: string | undefined, options: CommonOptions & UserOptions) => {
      const context = contextOf(options, {}, 'warn');
      const output = createOutput(wantsJson);
      if (what === 'list' && name === undefined) exit = await showUsers(context, output);
      else if (what === 'add' && name) exit = await addUser(context, name, options, output);
      else if (what === 'reset-password' && name) exit = await resetPassword(context, name, output);
      else throw new InvalidArgumentError('user list, user add <name>, or user reset-password <name>.');
    });

  command('audit <what> [file]', 'verify: whether every entry is what was written; export <file>: all of it')
    .option('--head <hash>', 'the hash of an entry that was noted earlier')
    .action(async (what: string, file: string | undefined, options: CommonOptions & { head?: string }) => {
      const context = contextOf(options, {}, 'warn');
      const output = createOutput(wantsJson);
      if (what === 'verify' && file === undefined) exit = await checkAudit(context, options.head, output);
      else if (what === 'export' && file) exit = await writeAudit(context, file, output);
      else throw new InvalidArgumentError('audit verify, or audit export <file>.');
    });

  command('restore <file>', 'Make a new data directory of a backup').action(
    async (file: string, options: CommonOptions) => {
      const { config } = contextOf(options);
      refuseServices(config);
      await restore(file, config.directory);
      createOutput(wantsJson).answer({ ok: true, directory: config.directory }, `${file} is in ${config.directory}.`);
    },
  );

  addPromotionCommands(command, async (options, work) => {
    exit = await work(contextOf(options, {}, 'warn'), createOutput(wantsJson));
  });

  try {
    await program.parseAsync([...args], { from: 'user' });
    return exit;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.misused;
    return tellFailure(error, wantsJson);
  }
}

/** With services, what counts lies in PostgreSQL, which has tools of its own. */
function refuseServices(config: Config): void {
  if (!config.services) return;
  throw new Failure('invalid-config', 'backup and restore are for a data directory: back PostgreSQL up with pg_dump');
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new InvalidArgumentError('It must be a whole number from 1.');
  return value;
}
