import { type Command, InvalidArgumentError } from 'commander';
import { exportBundle, importBundle } from './bundle.ts';
import { importRulesFile, type RulesOptions } from './import-rules.ts';
import { type Lesson, learnModel } from './learn.ts';
import type { Context } from './offline.ts';
import type { ExitCode, Output } from './output.ts';
import { apply, plan } from './promote.ts';
import { referenceCommand } from './reference.ts';

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

/** The engine whose rules can be taken over. */
const RULES = 'json-rules-engine';

/** Does a command's work with its context and output, and keeps the exit code. */
export type Perform = (
  options: Pick<PromotionOptions, 'server' | 'data'>,
  work: (context: Context, output: Output) => Promise<ExitCode>,
) => Promise<void>;

/** `plan`, `apply`, `export`, `import`, `reference` and `learn`: they ask a running server. */
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
  remote(
    'import <what> [file]',
    'Take a bundle file into the library (nothing of it runs before it is released), or, as “import json-rules-engine <file>”, make a workflow of rules; this asks no server',
  )
    .option('--id <id>', 'of the workflow made of rules')
    .option('--name <name>', 'of the workflow made of rules')
    .option('--subject <kind>', 'what the workflow made of rules is about (default: shipment)')
    .option('--on <types>', 'the event types that rules look at, parted by commas (default: *)')
    .option('--output <file>', 'where the workflow made of rules goes (default: the output)')
    .action((what: string, file: string | undefined, options: PromotionOptions & RulesOptions) => {
      const rules = what === RULES;
      if (rules === (file === undefined)) throw new InvalidArgumentError(`import <file>, or import ${RULES} <file>.`);
      return perform(options, async (context, output) =>
        rules ? importRulesFile(file ?? '', options, output) : importBundle(context, what, output),
      );
    });
  referenceCommand(remote, perform);
  remote(
    'learn',
    'Learn from history how long it takes from one milestone to another, as a transit model for estimates',
  )
    .requiredOption('--environment <id>', 'whose history, and where to')
    .requiredOption('--model <id>', 'the reference that becomes the model, or a new version of it')
    .requiredOption('--from <milestone>', 'the event type it is counted from, such as equipment.gateOut')
    .requiredOption('--to <milestone>', 'the event type it is counted to, such as shipment.delivered')
    .option(
      '--by <factors>',
      'what it is grouped by, general ones first; lane is where from and where to',
      'mode,lane,carrier',
    )
    .option('--kind <kind>', 'the kind of subject (default: shipment)')
    .option(
      '--half-life <days>',
      'what began so many days earlier counts half; 0: all count alike (default: 365)',
      Number,
    )
    .option('--title <text>', 'what people call the model')
    .option('--note <text>', 'why')
    .action((options: PromotionOptions & Lesson) =>
      perform(options, (context, output) => learnModel(context, options, output)),
    );
}
