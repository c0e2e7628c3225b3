import { eventFields, eventTypesOf } from '@slipway/shared/event';
import type { Workflow, WorkflowNode } from '@slipway/shared/workflow';

type Json = Readonly<Record<string, unknown>>;
type Loose = { nodes: Record<string, unknown>[]; edges: { from: string; to: string }[] } & Record<string, unknown>;

/** A defect in a copy of a real workflow: analysis must say one of these codes of that step. */
export interface Planted {
  readonly id: string;
  readonly workflow: unknown;
  readonly codes: readonly string[];
  readonly node: string;
}

/** How a kind of defect is planted: one copy for each place where it fits. */
type Planting = (workflow: Workflow) => readonly Omit<Planted, 'id'>[];

/** Every kind of defect, planted wherever a workflow has room for it. */
export function plantedIn(workflow: Workflow): readonly Planted[] {
  return Object.entries(PLANTINGS).flatMap(([kind, plant]) =>
    plant(workflow).map((each, at) => ({ ...each, id: `${workflow.id}: ${kind} ${at + 1}` })),
  );
}

const WHEN: Readonly<Record<string, string>> = {
  trigger: 'when',
  condition: 'when',
  hold: 'while',
  missing: 'while',
  schedule: 'when',
};

/** The conditions that a step cannot do without, each with how another takes its place. */
function conditionsOf(workflow: Workflow) {
  return workflow.nodes.flatMap((node) => {
    const field = WHEN[node.kind];
    const config = node.config as Json;
    const when = field === undefined ? undefined : config[field];
    if (field === undefined || !isRecord(when) || !Array.isArray(when.all) || when.all.length === 0) return [];
    const parts = when.all as readonly Json[];
    const place = (given: unknown) =>
      changed(workflow, (copy) => {
        const own = copy.nodes.find(({ id }) => id === node.id);
        if (own) own.config = { ...(own.config as Json), [field]: given };
      });
    return [{ node, parts, place }];
  });
}

function onConditions(make: (parts: readonly Json[]) => unknown, ...codes: string[]): Planting {
  return (workflow) =>
    conditionsOf(workflow).flatMap(({ node, parts, place }) => {
      const given = make(parts);
      return given === undefined ? [] : [{ workflow: place(given), codes, node: node.id }];
    });
}

/** “Is known” beside a comparison is no part that could be told of. */
const isGuard = (part: Json) => part.operator === 'isKnown' || part.operator === 'isMissing';
const first = (parts: readonly Json[]) => parts[0] ?? {};
const opposite = (part: Json): Json => ({ not: part });
const isNumeric = (part: Json) => typeof part.value === 'number' && /Than/.test(String(part.operator));

const PLANTINGS: Readonly<Record<string, Planting>> = {
  'a part and its opposite': onConditions(
    (parts) => ({ all: [...parts, opposite(first(parts))] }),
    'condition-always-false',
  ),
  'a condition or its opposite': onConditions(
    (parts) => ({ any: [first(parts), opposite(first(parts))] }),
    'condition-always-true',
  ),
  'a part said twice': onConditions(
    (parts) => (isGuard(first(parts)) ? undefined : { all: [...parts, first(parts)] }),
    'condition-part-redundant',
  ),
  'an alternative that is narrower': onConditions(
    (parts) => ({
      any: [first(parts), { all: [first(parts), { fact: 'subject', path: 'mode', operator: 'equal', value: 'road' }] }],
    }),
    'condition-part-redundant',
  ),
  'another value of the same field': onConditions(
    (parts) => {
      const part = first(parts);
      return part.operator === 'equal' && typeof part.value === 'string'
        ? { all: [...parts, { ...part, value: `${part.value} ` }] }
        : undefined;
    },
    'condition-always-false',
    'condition-never-holds',
    'condition-against-types',
  ),
  'bounds the wrong way round': onConditions((parts) => {
    const part = parts.find(isNumeric);
    if (!part) return undefined;
    const more = String(part.operator).startsWith('greater');
    const beyond = Number(part.value) + (more ? -1 : 1);
    return { all: [...parts, { ...part, operator: more ? 'lessThan' : 'greaterThan', value: beyond }] };
  }, 'condition-always-false'),
  'a bound that is weaker': onConditions((parts) => {
    const part = parts.find(isNumeric);
    const by = String(part?.operator).startsWith('greater') ? -1 : 1;
    return part ? { all: [...parts, { ...part, value: Number(part.value) + by }] } : undefined;
  }, 'condition-part-redundant'),
  'both sides of a bound': onConditions((parts) => {
    const part = parts.find((each) => isNumeric(each) && each.fact !== 'expr');
    const other = String(part?.operator).startsWith('greater') ? 'lessThanInclusive' : 'greaterThanInclusive';
    const strict = part && { ...part, operator: String(part.operator).replace('Inclusive', '') };
    return strict ? { any: [strict, { ...strict, operator: other }] } : undefined;
  }, 'condition-only-known'),
  'an expression and its opposite': onConditions(
    () => ({ all: [cel('subject.eta > subject.plannedDeliveryAt && subject.eta <= subject.plannedDeliveryAt')] }),
    'condition-always-false',
  ),
  'numbers in an expression that exclude each other': onConditions(
    () => ({ all: [cel('subject.speedKmh > 80 && subject.speedKmh < 50')] }),
    'condition-always-false',
  ),
  'an event type that it does not look at': (workflow) =>
    triggers(workflow)
      .filter(({ config }) => !config.on.some((type) => eventTypesOf(type).length === 0 || type === '*'))
      .map(({ id, config }) => ({
        workflow: changed(workflow, (copy) => {
          const own = copy.nodes.find((each) => each.id === id);
          const when = isRecord(config.when) && Array.isArray(config.when.all) ? config.when.all : [];
          const other = config.on.includes('inventory.level') ? 'warehouse.packed' : 'inventory.level';
          if (own)
            own.config = { ...config, when: { all: [...when, { fact: 'type', operator: 'equal', value: other }] } };
        }),
        codes: ['condition-against-types', 'condition-never-holds'],
        node: id,
      })),
  'a field that only other events carry': (workflow) =>
    triggers(workflow).flatMap(({ id, config }) => {
      if (config.on.some((type) => eventTypesOf(type).length === 0 || type === '*')) return [];
      const own = new Set(eventFields(config.on).map(({ path }) => path));
      const other = eventFields([]).find(
        ({ path }) =>
          path.startsWith('data.') &&
          path.split('.').length === 2 &&
          !own.has(path) &&
          ![...own].some((each) => each.startsWith(`${path}.`)),
      );
      if (!other) return [];
      const when = isRecord(config.when) && Array.isArray(config.when.all) ? config.when.all : [];
      const asks = { fact: 'event', path: other.path, operator: 'isKnown', value: true };
      return [
        {
          workflow: configured(workflow, id, { when: { all: [...when, asks] } }),
          codes: ['field-of-other-events'],
          node: id,
        },
      ];
    }),
  'a trigger that waits for the clock': (workflow) =>
    triggers(workflow).map(({ id, config }) => {
      const when = isRecord(config.when) && Array.isArray(config.when.all) ? config.when.all : [];
      const asks = cel('subject.eta < now - duration("1h")');
      return {
        workflow: configured(workflow, id, { when: { all: [...when, asks] } }),
        codes: ['trigger-reads-clock'],
        node: id,
      };
    }),
  'the same question twice': (workflow) =>
    ofKind(workflow, 'condition').flatMap(({ id, config }) => [
      {
        workflow: inserted(workflow, `${id}.yes`, { kind: 'condition', config, port: 'yes' }),
        codes: ['branch-never-taken'],
        node: 'planted',
      },
      {
        workflow: inserted(workflow, `${id}.no`, { kind: 'condition', config, port: 'no' }),
        codes: ['branch-never-taken'],
        node: 'planted',
      },
    ]),
  'a question that the trigger has answered': (workflow) =>
    triggers(workflow).flatMap(({ id, config }) => [
      ...(isRecord(config.when)
        ? [
            {
              workflow: inserted(workflow, `${id}.out`, {
                kind: 'condition',
                config: { when: config.when },
                port: 'yes',
              }),
              codes: ['branch-never-taken'],
              node: 'planted',
            },
          ]
        : []),
    ]),
  'a step behind a port that is never left': (workflow) =>
    ofKind(workflow, 'condition').map(({ id, config }) => ({
      workflow: changed(inserted(workflow, `${id}.yes`, { kind: 'condition', config, port: 'yes' }), (copy) => {
        copy.nodes.push({ id: 'dead-end', kind: 'end', title: 'Dead', config: { outcome: 'Never' } });
        copy.edges.push({ from: 'planted.no', to: 'dead-end.in' });
      }),
      codes: ['never-done'],
      node: 'dead-end',
    })),
  'a case behind one that takes it all': (workflow) =>
    conditionsOf(workflow).flatMap(({ node, parts }) => {
      if (node.kind !== 'condition') return [];
      const road = { fact: 'subject', path: 'mode', operator: 'equal', value: 'road' };
      const cases = [{ all: parts }, { all: [...parts, road] }];
      return [{ workflow: asSwitch(workflow, node, cases), codes: ['case-shadowed'], node: node.id }];
    }),
  'a case behind two that take it all together': (workflow) =>
    conditionsOf(workflow).flatMap(({ node, parts }) => {
      if (node.kind !== 'condition') return [];
      const cases = [
        { all: parts },
        { not: { all: parts } },
        { fact: 'subject', path: 'mode', operator: 'equal', value: 'road' },
      ];
      return [{ workflow: asSwitch(workflow, node, cases), codes: ['case-shadowed'], node: node.id }];
    }),
  'a wait for what has just happened': (workflow) =>
    triggers(workflow).map(({ id, config }) => ({
      workflow: inserted(workflow, `${id}.out`, {
        kind: 'wait',
        config: { for: { on: config.on }, timeout: '1h' },
        port: 'received',
      }),
      codes: ['wait-for-the-past'],
      node: 'planted',
    })),
  'a text that reads what comes later': (workflow) =>
    workflow.edges.flatMap(({ from, to }) => {
      const target = workflow.nodes.find((each) => `${each.id}.in` === to);
      const start = workflow.nodes.find((each) => from.startsWith(`${each.id}.`));
      if (target?.kind !== 'action' || !start || !SENSES.has(start.kind)) return [];
      return [
        {
          workflow: inserted(workflow, from, {
            kind: 'set',
            config: { values: { later: `nodes.${target.id}.body.x` } },
            port: 'out',
          }),
          codes: ['read-too-early'],
          node: 'planted',
        },
      ].filter(() => /^[a-z]\w*$/i.test(target.id));
    }),
  'readings that come too seldom': (workflow) =>
    workflow.nodes.flatMap((node) =>
      node.kind === 'hold' && node.config.on
        ? [
            {
              workflow: changed(workflow, (copy) => {
                const own = copy.nodes.find(({ id }) => id === node.id);
                if (own) own['x-interval'] = '1d';
              }),
              codes: ['shorter-than-interval'],
              node: node.id,
            },
          ]
        : [],
    ),
  'more readings than a window has room for': (workflow) =>
    workflow.nodes.flatMap((node) =>
      node.kind === 'window' && 'sliding' in node.config.over
        ? [
            {
              workflow: changed(configured(workflow, node.id, { minSamples: 900 }), (copy) => {
                const own = copy.nodes.find(({ id }) => id === node.id);
                if (own) own['x-interval'] = '2h';
              }),
              codes: ['shorter-than-interval'],
              node: node.id,
            },
          ]
        : [],
    ),
  'a case without an end': (workflow) =>
    ofKind(workflow, 'exception').flatMap((node) => {
      const alike = ofKind(workflow, 'exception').filter(({ config }) => config.type === node.config.type);
      if (alike.length > 1) return [];
      const { clear: _c, choices: _h, assignee: _a, sla: _s, ...rest } = node.config;
      const bare = changed(workflow, (copy) => {
        const own = copy.nodes.find(({ id }) => id === node.id);
        if (own) own.config = rest;
        copy.edges = copy.edges.filter(({ from }) => !from.startsWith(`${node.id}.`) || from === `${node.id}.opened`);
      });
      return [{ workflow: bare, codes: ['never-cleared'], node: node.id }];
    }),
  'what goes wrong leads nowhere': (workflow) =>
    workflow.nodes.flatMap((node) => {
      const port = { action: 'failed', wait: 'timeout', lookup: 'none', table: 'none' }[node.kind as string];
      if (port === undefined || !workflow.edges.some(({ from }) => from === `${node.id}.${port}`)) return [];
      const cut = changed(workflow, (copy) => {
        copy.edges = copy.edges.filter(({ from }) => from !== `${node.id}.${port}`);
      });
      return [{ workflow: cut, codes: ['no-failure-path'], node: node.id }];
    }),
  'a workflow that wakes itself': (workflow) =>
    triggers(workflow).flatMap(({ id, config }) => {
      const type = config.on.find((each) => each.startsWith('transport.'));
      if (type === undefined || type.endsWith('*')) return [];
      const asks = {
        model: 'lanes',
        since: 'subject.gateOutAt',
        by: { mode: 'subject.mode' },
        emit: { type, quantile: 'p80' },
      };
      const open = configured(workflow, id, { when: undefined });
      return [
        {
          workflow: inserted(open as Workflow, `${id}.out`, { kind: 'estimate', config: asks, port: 'out' }),
          codes: ['notify-loop'],
          node: 'planted',
        },
      ];
    }),
  'tables with holes and doubles': (workflow) =>
    triggers(workflow)
      .slice(0, 1)
      .flatMap(({ id }) =>
        TABLES.map(({ rows, codes }) => ({
          workflow: inserted(workflow, `${id}.out`, {
            kind: 'table',
            config: {
              hitPolicy: codes[0] === 'table-masked-row' ? 'first' : 'unique',
              inputs: [{ id: 'value', label: 'Value', expression: 'subject.value', type: 'number' }],
              outputs: [{ id: 'x', label: 'X', type: 'number' }],
              rows: rows.map((cell, at) => ({ id: `r${at}`, when: [cell], give: [String(at)] })),
            },
            port: 'out',
          }),
          codes,
          node: 'planted',
        })),
      ),
};

const TABLES = [
  { rows: ['< 10', '> 10'], codes: ['table-gap'] },
  { rows: ['<= 10', '>= 10'], codes: ['table-overlap'] },
  { rows: ['< 10', '< 5', '>= 10'], codes: ['table-masked-row'] },
];

const SENSES: ReadonlySet<string> = new Set(['trigger', 'hold', 'window', 'deadline', 'missing', 'schedule']);
const cel = (text: string): Json => ({ fact: 'expr', params: { cel: text }, operator: 'equal', value: true });

function ofKind<K extends WorkflowNode['kind']>(workflow: Workflow, kind: K) {
  return workflow.nodes.filter((node): node is Extract<WorkflowNode, { kind: K }> => node.kind === kind);
}

function triggers(workflow: Workflow) {
  const wired = new Set(workflow.edges.map(({ from }) => from));
  return ofKind(workflow, 'trigger').filter(({ id }) => wired.has(`${id}.out`));
}

function changed(workflow: unknown, change: (copy: Loose) => void): Loose {
  const copy = JSON.parse(JSON.stringify(workflow)) as Loose;
  change(copy);
  return copy;
}

function configured(workflow: Workflow, id: string, more: Json): Loose {
  return changed(workflow, (copy) => {
    const own = copy.nodes.find((each) => each.id === id);
    if (own) own.config = { ...(own.config as Json), ...more };
  });
}

/** The workflow with a step between a port and what it led to. */
function inserted(workflow: unknown, from: string, step: { kind: string; config: unknown; port: string }): Loose {
  return changed(workflow, (copy) => {
    const targets = copy.edges.filter((edge) => edge.from === from).map(({ to }) => to);
    copy.nodes.push({ id: 'planted', kind: step.kind, title: 'Planted', config: step.config });
    copy.edges = [
      ...copy.edges.filter((edge) => edge.from !== from),
      { from, to: 'planted.in' },
      ...targets.map((to) => ({ from: `planted.${step.port}`, to })),
    ];
  });
}

function asSwitch(workflow: Workflow, node: WorkflowNode, cases: readonly Json[]): Loose {
  return changed(workflow, (copy) => {
    const own = copy.nodes.find(({ id }) => id === node.id);
    if (!own) return;
    own.kind = 'switch';
    own.config = { cases: cases.map((when, at) => ({ id: `c${at}`, label: `Case ${at}`, when })) };
    copy.edges = copy.edges.map(({ from, to }) => ({
      from: from === `${node.id}.yes` ? `${node.id}.c0` : from === `${node.id}.no` ? `${node.id}.else` : from,
      to,
    }));
  });
}

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
