import { checkExpression, compileExpression, type TypeScope } from '../../expression/index.ts';
import type { Fix, Problem } from '../../problem/index.ts';
import { hasErrors } from '../../problem/index.ts';
import { type ReadTable, readCells } from '../../table/index.ts';
import type { NodeOf, Workflow, WorkflowNode } from '../graph.ts';
import { scopeAt } from '../types/scope.ts';
import { wantedOf } from '../types/wanted.ts';
import { undeclared } from '../variables.ts';
import { error, warning } from './problem.ts';
import { knownNames } from './texts.ts';

type Table = NodeOf<'table'>;

/** What every table gives beside its outputs (`engine/nodes/table.ts`). */
const TAKEN = ['rows', 'code', 'detail'];
const SUMMED: ReadonlySet<string> = new Set(['number', 'duration']);
const COMPARED: ReadonlySet<string> = new Set(['number', 'duration', 'instant']);

/** What is wrong with a decision table: its columns, its policy, the width of its rows, every cell. */
export function tableProblems(
  workflow: Workflow,
  node: WorkflowNode,
  path: string,
  surroundings: TypeScope,
): readonly Problem[] {
  if (node.kind !== 'table') return [];
  const read = readCells(node.config);
  return [
    ...columnProblems(node, path),
    ...policyProblems(node, path),
    ...(node.config.rows.length === 0
      ? [warning('table-empty', `“${node.title}” has no rows: every token leaves by none.`, `${path}/rows`, node.id)]
      : []),
    ...(read.ok ? unlistedProblems(node, path, read) : read.problems.map((each) => cellProblem(node, path, each))),
    ...outputProblems(workflow, node, path, surroundings),
  ];
}

function columnProblems(node: Table, path: string): Problem[] {
  const { inputs, outputs, rows } = node.config;
  return [
    ...twice(node, inputs, `${path}/inputs`, 'column'),
    ...twice(node, outputs, `${path}/outputs`, 'column', TAKEN),
    ...twice(node, rows, `${path}/rows`, 'row'),
  ];
}

function twice(
  node: Table,
  items: readonly { readonly id: string }[],
  path: string,
  what: 'row' | 'column',
  taken: readonly string[] = [],
): Problem[] {
  const seen = new Set(taken);
  return items.flatMap(({ id }, index) => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    const why = taken.includes(id) ? `every table gives a “${id}” of its own` : `two ${what}s are called “${id}”`;
    const free = freeName(id, new Set([...taken, ...items.map((item) => item.id)]), what);
    const at = `${path}/${index}/id`;
    return [
      error(`duplicate-${what}`, `“${node.title}”: ${why}. Give each a name of its own.`, at, node.id, {
        title: `Call it ${free}`,
        patch: [{ op: 'replace', path: at, value: free }],
      }),
    ];
  });
}

function freeName(id: string, taken: ReadonlySet<string>, what: 'row' | 'column'): string {
  for (let n = 2; ; n += 1) {
    const ending = what === 'row' ? `-${n}` : String(n);
    const name = id.slice(0, (what === 'row' ? 32 : 64) - ending.length) + ending;
    if (!taken.has(name)) return name;
  }
}

function policyProblems(node: Table, path: string): Problem[] {
  const { hitPolicy, aggregate, outputs } = node.config;
  const wrong = (code: string, says: string, at: string, fix?: Fix) =>
    error(code, `“${node.title}”: ${says}`, `${path}${at}`, node.id, fix);
  const without: Fix = { title: 'Give the list', patch: [{ op: 'remove', path: `${path}/aggregate` }] };
  if (aggregate && hitPolicy !== 'collect')
    return [
      wrong('table-aggregate', `only collect makes a ${aggregate}; ${hitPolicy} does not.`, '/aggregate', without),
    ];
  if (aggregate && outputs.length > 1)
    return [
      wrong(
        'table-aggregate',
        `a table that makes a ${aggregate} has one output, this one has ${outputs.length}. Split it in two.`,
        '/aggregate',
        without,
      ),
    ];
  const [only] = outputs;
  const fits = aggregate === 'sum' ? SUMMED : COMPARED;
  if (aggregate && aggregate !== 'count' && only && !fits.has(only.type))
    return [
      wrong(
        'table-aggregate',
        `there is no ${aggregate} of ${only.type === 'boolean' ? 'true and false' : `${only.type}s`}. Count them, or change the type of “${only.label}”.`,
        '/aggregate',
        without,
      ),
    ];
  if ((hitPolicy === 'priority' || hitPolicy === 'outputOrder') && !outputs.some(({ values }) => values))
    return [
      wrong(
        'table-unranked',
        `${hitPolicy} ranks rows by their outputs: list the values of an output column, the one that counts most first.`,
        '/outputs/0',
      ),
    ];
  return [];
}

/** A cell that cannot be read, said of its row and column. */
function cellProblem(
  node: Table,
  path: string,
  { code, path: inside, says, instead }: { code: string; path: string; says: string; instead?: string },
): Problem {
  const at = `${path}${inside}`;
  const fix: Fix | undefined =
    instead === undefined
      ? undefined
      : { title: `Write ${instead.slice(0, 60)}`, patch: [{ op: 'replace', path: at, value: instead }] };
  return error(code, `“${node.title}”, ${placeOf(node, inside)}: ${says}`, at, node.id, fix);
}

function placeOf(node: Table, inside: string): string {
  const [, list, index, part, column] = inside.split('/');
  const columns = list === 'outputs' || part === 'give' ? node.config.outputs : node.config.inputs;
  if (list !== 'rows') return `values of “${columns[Number(index)]?.label}”`;
  const row = `row ${Number(index) + 1} (${node.config.rows[Number(index)]?.id})`;
  return column === undefined ? row : `${row}, column “${columns[Number(column)]?.label}”`;
}

/** Outputs that are none of the values that their column lists. */
function unlistedProblems(node: Table, path: string, table: ReadTable): Problem[] {
  return table.rows.flatMap((row, at) =>
    row.give.flatMap((given, column) => {
      const ranked = table.outputs[column]?.ranked;
      if (!ranked || given.kind !== 'value' || given.value === null || ranked.includes(given.value)) return [];
      const inside = `/rows/${at}/give/${column}`;
      const values = node.config.outputs[column]?.values?.join(', ');
      const message = `“${node.title}”, ${placeOf(node, inside)}: ${node.config.rows[at]?.give[column]} is none of ${values}. Add it there, or give another.`;
      return [error('table-unlisted', message, `${path}${inside}`, node.id)];
    }),
  );
}

/** What is wrong with the expressions that rows give. Their cells begin with `=`, which a fix keeps. */
function outputProblems(workflow: Workflow, node: Table, path: string, surroundings: TypeScope): Problem[] {
  const variables = knownNames(workflow);
  const declared = new Set((workflow.variables ?? []).map((variable) => variable.name));
  const scope = scopeAt(surroundings, node, '/rows');
  return node.config.rows.flatMap((row, at) =>
    row.give.flatMap((cell, index) => {
      const column = node.config.outputs[index];
      const sign = /^\s*=\s*/.exec(cell)?.[0];
      if (sign === undefined || sign.length === cell.length || !column) return [];
      const text = cell.slice(sign.length);
      const compiled = compileExpression(text, { variables });
      const problems = compiled.ok ? undeclared(compiled.expression.paths, declared) : compiled.problems;
      const typed = hasErrors(problems) ? [] : checkExpression(text, scope, wantedOf(column.type));
      const inside = `/rows/${at}/give/${index}`;
      return [...problems, ...typed].map(({ fix, ...problem }) => ({
        ...problem,
        message: `“${node.title}”, ${placeOf(node, inside)}: ${problem.message}`,
        path: `${path}${inside}`,
        nodeId: node.id,
        ...(fix && {
          fix: { title: fix.title, patch: fix.patch.map((each) => behind(sign, each, `${path}${inside}`)) },
        }),
      }));
    }),
  );
}

function behind(sign: string, operation: Fix['patch'][number], path: string): Fix['patch'][number] {
  return operation.op === 'remove'
    ? { op: 'remove', path }
    : { ...operation, path, value: `${sign}${operation.value}` };
}
