import { compile, type Given, type Program } from '@slipway/shared/engine';
import { givenOf } from '@slipway/shared/examples/given.ts';
import { differences, playProgram, programOf, tryScenarios } from '@slipway/shared/examples/play/index.ts';
import type { Scenario } from '@slipway/shared/examples/scenario.ts';
import { isFailure } from '@slipway/shared/failure';
import { diagnose } from '@slipway/shared/workflow';
import type { Tried } from './gallery.ts';
import { type Mutant, mutantsOf } from './mutants/index.ts';

/** What trying an example has shown. */
export interface Trial {
  readonly id: string;
  readonly scenarios: number;
  /** Differences from what its scenarios expect, and problems of its workflow. */
  readonly failed: readonly string[];
  readonly ports: number;
  /** Wired ports that no scenario leaves by. */
  readonly untried: readonly string[];
  /** Changed workflows that are workflows at all. */
  readonly mutants: number;
  readonly killed: number;
  readonly invalid: number;
  readonly survivors: readonly string[];
  /** Declared equivalents that some scenario tells apart, or that are no mutants. */
  readonly wronglyEquivalent: readonly string[];
  readonly equivalent: readonly { readonly id: string; readonly why: string }[];
  /** Mutants that broke the engine instead of failing in it. */
  readonly crashes: readonly string[];
}

/** Plays all scenarios of an example, and then every mutant of its workflow on them. */
export function tryExample(tried: Tried, options: { readonly mutants: boolean }): Trial {
  const { id, example, workflow } = tried;
  const outcome = tryScenarios(workflow, example.scenarios, tried.beside, givenOf(example));
  const failed = [
    ...diagnose(workflow)
      .filter(({ severity }) => severity !== 'info')
      .map(({ code, message, path }) => `${path ?? ''} ${code}: ${message}`),
    ...outcome.scenarios.flatMap(({ name, differences }) => differences.map((line) => `“${name}” ${line}`)),
  ];
  const hunt = options.mutants && failed.length === 0 ? huntMutants(tried) : NOTHING_HUNTED;
  const known = new Map(example.equivalent?.map(({ mutant, why }) => [mutant, why]));
  return {
    id,
    scenarios: example.scenarios.length,
    failed,
    ports: outcome.ports.length,
    untried: outcome.untried,
    mutants: hunt.mutants,
    killed: hunt.killed,
    invalid: hunt.invalid,
    survivors: hunt.survivors.filter((each) => !known.has(each)),
    equivalent: hunt.survivors.flatMap((each) =>
      known.has(each) ? [{ id: `${id}: ${each}`, why: known.get(each) ?? '' }] : [],
    ),
    wronglyEquivalent:
      hunt === NOTHING_HUNTED ? [] : [...known.keys()].filter((each) => !hunt.survivors.includes(each)),
    crashes: hunt.crashes,
  };
}

interface Hunt {
  readonly mutants: number;
  readonly killed: number;
  readonly invalid: number;
  readonly survivors: readonly string[];
  readonly crashes: readonly string[];
}

const NOTHING_HUNTED: Hunt = { mutants: 0, killed: 0, invalid: 0, survivors: [], crashes: [] };

function huntMutants(tried: Tried): Hunt {
  const { example, workflow } = tried;
  const given = givenOf(example);
  const beside = tried.beside.map((each) => programOf(each, given));
  // The scenario that killed the last one comes first: it is likely to kill the next, its neighbour.
  const scenarios = [...example.scenarios];
  const survivors: string[] = [];
  const crashes: string[] = [];
  let [killed, invalid] = [0, 0];
  for (const mutant of mutantsOf(workflow)) {
    const compiled = firstProgram(mutant, given);
    if (!compiled) {
      invalid += 1;
      continue;
    }
    const fate = fateOf(compiled, scenarios, beside);
    if (fate === 'survived') survivors.push(mutant.id);
    else killed += 1;
    if (fate.startsWith('crash')) crashes.push(`${mutant.id}: ${fate}`);
  }
  return { mutants: killed + survivors.length, killed, invalid, survivors, crashes };
}

type Compile = (variables: Scenario['variables']) => Program | undefined;

/** The first candidate that compiles. */
function firstProgram(mutant: Mutant, given: Given): Compile | undefined {
  for (const workflow of mutant.candidates()) {
    const compiled = compile(workflow, given);
    if (compiled.ok)
      return (variables) => {
        if (!variables) return compiled.program;
        const other = compile(workflow, { ...given, variables });
        return other.ok ? other.program : undefined;
      };
  }
  return undefined;
}

/** `killed` by the first scenario that does not come out as it is expected, whatever way was gone; it is put first. */
function fateOf(program: Compile, scenarios: Scenario[], beside: readonly Program[]): string {
  for (const [index, scenario] of scenarios.entries()) {
    const fate = fateIn(scenario, program, beside);
    if (fate === 'survived') continue;
    scenarios.splice(index, 1);
    scenarios.unshift(scenario);
    return fate;
  }
  return 'survived';
}

function fateIn(scenario: Scenario, program: Compile, beside: readonly Program[]): string {
  try {
    const own = program(scenario.variables);
    if (!own) return 'killed';
    const { path: _, ...outcome } = playProgram(own, scenario, beside);
    return differences(scenario, outcome).length > 0 ? 'killed' : 'survived';
  } catch (error) {
    return isFailure(error) ? 'killed' : `crash ${String(error)}`;
  }
}
