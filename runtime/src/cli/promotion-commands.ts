import type { Command } from 'commander';
import { exportBundle, importBundle } from './bundle.ts';
import type { Context } from './offline.ts';
import type { ExitCode, Output } from './output.ts';
import { apply, plan } from './promote.ts';

/** Options that the commands to a server share, and those of each. */
interface PromotionOptions {
  readonly server?: string;
  readonly data?: string;
  readonly environment: string;
  readonly from?: string;
  readonly note?: string;
  readonly hash?: string;
  readonly workflow?: string;
  readonly output?: string;
}

/** Does a command's work with its context and output, and keeps the exit code. */
export type Perform = (
  options: Pick<PromotionOptions, 'server' | 'data'>,
  work: (context: Context, output: Output) => Promise<ExitCode>,
) => Promise<void>;

/** `plan`, `apply`, `export` and `import`: they ask a running server. */
export function addPromotionCommands(
  command: (nameAndArgs: string, description: string) => Command,
  perform: Perform,
): void {
  const remote = (nameAndArgs: string, description: string) =>
    command(nameAndArgs, description).option(
      '--server <url>',
      'another server than that of the data directory (or SLIPWAY_SERVER; its token in SLIPWAY_TOKEN)',
    );
  const promotion = (nameAndArgs: string, description: string) =>
    remote(nameAndArgs, description)
      .requiredOption('--environment <id>', 'where to')
      .option('--from <id>', 'the environment to promote from; without named changes, everything that differs')
      .option('--note <text>', 'why');

  promotion(
    'plan [changes...]',
    'Plan a release (workflow@15, workflow@none) and say what it changes and needs',
  ).action((changes: string[], options: PromotionOptions) =>
    perform(options, (context, output) => plan(context, { ...options, changes }, output)),
  );
  promotion('apply [what...]', 'Apply a plan by its id, or plan these changes and apply them at once')
    .option('--hash <hash>', 'only if this is the hash of the plan')
    .action((changes: string[], options: PromotionOptions) =>
      perform(options, (context, output) => apply(context, { ...options, changes }, output)),
    );
  remote('export', 'Write what an environment runs into a bundle for another installation')
    .requiredOption('--environment <id>', 'where from')
    .option('--workflow <id>', 'only this one')
    .option('--output <file>', 'where to (default: the output)')
    .action((options: PromotionOptions) =>
      perform(options, (context, output) => exportBundle(context, options, output)),
    );
  remote('import <file>', 'Take a bundle into the library; nothing of it runs before it is released').action(
    (file: string, options: PromotionOptions) =>
      perform(options, (context, output) => importBundle(context, file, output)),
  );
}
