import { expect, test } from 'vitest';
import { EVENT_TYPES, GERMAN_TITLES } from '../../event/index.ts';
import { EXAMPLES } from '../../examples/index.ts';
import { languages } from '../../language/index.ts';
import { NODE_KINDS, readWorkflow, type Workflow } from '../index.ts';
import { describeNode, describeWorkflow, headingOf, parts } from './index.ts';
import { WORKFLOW_WORDINGS } from './node.ts';

function read(raw: unknown): Workflow {
  const result = readWorkflow(raw);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.workflow;
}

const example = (id: string) => read(EXAMPLES.find(({ workflow }) => workflow.id === id)?.workflow);
const gallery = EXAMPLES.flatMap(({ workflow, parts: own = [] }) => [workflow, ...own].map(read));
const told = (workflow: Workflow, language: 'en' | 'de') =>
  describeWorkflow(workflow, language).map(({ text }) => text);

test.each(languages)('every example is told in %s, each step once and nothing as code', (language) => {
  for (const workflow of gallery) {
    const paragraphs = describeWorkflow(workflow, language);
    const steps = paragraphs.filter(({ part }) => ['starts', 'steps', 'ends'].includes(part));
    expect(steps.map(({ node }) => node).sort()).toEqual(workflow.nodes.map(({ id }) => id).sort());
    for (const { text } of paragraphs) {
      expect(text).not.toMatch(
        /undefined|\[object|NaN|…|\b(subject|vars|event|nodes|trigger)\.[a-z]| (&&|\|\||==|!=|\?\?) /,
      );
      expect(text).not.toMatch(/\b(coalesce|duration|addDays|values|filter|map|exists|has|string|timestamp)\(/);
    }
    for (const node of workflow.nodes) expect(describeNode(workflow, node.id, language)).not.toBe('');
  }
});

test('no event type of the catalogue is told by its name in German', () => {
  expect(Object.keys(GERMAN_TITLES).sort()).toEqual(Object.keys(EVENT_TYPES).sort());
  for (const workflow of gallery) {
    for (const text of told(workflow, 'de')) {
      for (const type of Object.keys(EVENT_TYPES)) expect(text).not.toContain(`„${type}“`);
    }
  }
});

test.each(languages)('every fixed port and every part has words in %s', (language) => {
  const { ports } = WORKFLOW_WORDINGS[language];
  const fixed = Object.entries(NODE_KINDS).flatMap(([kind, facts]) =>
    kind === 'switch' || kind === 'subflow' ? [] : (facts.ports as (config: object) => readonly string[])({}),
  );
  expect(fixed.filter((port) => !Object.hasOwn(ports, port))).toEqual([]);
  expect(parts.every((part) => headingOf(part, language).length > 0)).toBe(true);
});

test('a changed threshold changes the text', () => {
  const before = example('eta-slip');
  const after = read(JSON.parse(JSON.stringify(before).replace('"default":30', '"default":45')));
  for (const language of languages) {
    const old = told(before, language);
    const changed = told(after, language).filter((text, index) => text !== old[index]);
    expect(changed).toHaveLength(1);
    expect(changed[0]).toContain('45');
  }
});

test('steps call a condition by its name, and what the name means is told once', () => {
  const workflow = read({
    formatVersion: 1,
    id: 'named',
    name: 'Named',
    subject: 'shipment',
    conditions: {
      Verspätet: { fact: 'event', path: 'data.delayMinutes', operator: 'greaterThan', value: 30 },
      Arg: { any: [{ condition: 'Verspätet' }, { not: { condition: 'Verspätet' } }] },
    },
    nodes: [{ id: 'go', kind: 'trigger', title: 'Go', config: { on: ['order.created'], when: { condition: 'Arg' } } }],
    edges: [],
  });
  expect(describeNode(workflow, 'go')).toBe('Order created when “Arg” holds');
  expect(describeNode(workflow, 'go', 'de')).toMatch(/, wenn „Arg“ zutrifft$/);
  expect(told(workflow, 'en').slice(-2)).toEqual([
    '“Verspätet” holds when delay minutes is more than 30.',
    '“Arg” holds when “Verspätet” holds, or “Verspätet” does not hold.',
  ]);
  expect(told(workflow, 'de').at(-1)).toBe(
    '„Arg“ trifft zu, wenn „Verspätet“ zutrifft oder „Verspätet“ nicht zutrifft.',
  );
});

test('a long chain is told without overflowing', () => {
  const nodes = Array.from({ length: 3_000 }, (_, n) => ({
    id: `n${n}`,
    kind: 'set',
    title: 'E',
    config: { values: { x: '1' } },
  }));
  const edges = nodes.slice(1).map((node, n) => ({ from: `n${n}.out`, to: `${node.id}.in` }));
  const workflow = {
    formatVersion: 1,
    id: 'long',
    name: 'Long',
    subject: 'shipment',
    nodes,
    edges,
  } as unknown as Workflow;
  expect(describeWorkflow(workflow)).toHaveLength(3_001);
});
test('pickup-overdue reads in English', () => {
  expect(told(example('pickup-overdue'), 'en')).toEqual([
    '“Pick-up overdue” looks at shipments. While a run is open, further reasons are only counted on it. If late evidence shows that there was no reason, everything is taken back. A case that closed too early is opened again.',
    '1 Not picked up: Picked up: due planned pickup at, 2 h grace. If it is missed, on to step 2.',
    '2 Ask the carrier: Asks “mail”: send, at most 4 attempts. Once it is done, on to step 3. If it fails, on to step 5.',
    '3 Until picked up: Waits for Picked up or Shipment cancelled, at most 4 h. When it comes, on to step 4. If it does not come in time, on to step 5.',
    '5 A person decides: Opens a high case, for the carrier desk, asks: Rebooked or Keep waiting. If “Rebooked” is chosen, on to step 6. If “Keep waiting” is chosen, back to step 3. If it closes by itself, on to step 7.',
    '4 Picked up late or called off: Ends as “Picked up late or called off”.',
    '6 Handled by a person: Ends as “Handled by a person”.',
    '7 Settled without us: Ends as “Settled without us”.',
    'The case of step 5 closes by itself when “Not picked up” holds no longer.',
    'It asks “mail” (email): send in step 2.',
  ]);
});

test('pickup-overdue reads in German', () => {
  expect(told(example('pickup-overdue'), 'de')).toEqual([
    '„Pick-up overdue“ betrachtet Sendungen. Solange ein Lauf offen ist, werden weitere Anlässe nur mitgezählt. Zeigt sich später, dass es keinen Anlass gab, wird alles zurückgenommen. Ein zu früh geschlossener Fall wird wieder eröffnet.',
    '1 Not picked up: Frist für „Abgeholt“ ist die Planabholung, mit 2 Stunden Nachfrist. Wird die Frist versäumt: weiter mit Schritt 2.',
    '2 Ask the carrier: Wendet sich an „mail“: Senden, höchstens 4 Versuche. Ist das erledigt: weiter mit Schritt 3. Scheitert das: weiter mit Schritt 5.',
    '3 Until picked up: Wartet auf „Abgeholt“ oder „Sendung storniert“, höchstens 4 Stunden. Trifft es ein: weiter mit Schritt 4. Kommt es nicht rechtzeitig: weiter mit Schritt 5.',
    '5 A person decides: Eröffnet einen Fall mit hoher Schwere für „carrier desk“, zur Wahl: „Rebooked“ oder „Keep waiting“. Wird „Rebooked“ gewählt: weiter mit Schritt 6. Wird „Keep waiting“ gewählt: zurück zu Schritt 3. Entfällt der Fall von selbst: weiter mit Schritt 7.',
    '4 Picked up late or called off: Endet mit „Picked up late or called off“.',
    '6 Handled by a person: Endet mit „Handled by a person“.',
    '7 Settled without us: Endet mit „Settled without us“.',
    'Der Fall aus Schritt 5 schließt von selbst, wenn „Not picked up“ nicht mehr besteht.',
    'Er wendet sich an „mail“ (email): Senden in Schritt 2.',
  ]);
});

test('temperature-breach reads in English', () => {
  expect(told(example('temperature-breach'), 'en')).toEqual([
    '“Temperature out of range” looks at shipments. Every reason begins a run of its own. If late evidence shows that there was no reason, everything is taken back. A case that closed too early is opened again.',
    '1 Out of range for 30 minutes: Value in °C is more than temperature max, or value in °C is less than temperature min for 30 min. Once it has held, on to step 2.',
    '2 How far out: Computes raw, celsius and out. On to step 3.',
    '3 Temperature out of range: Opens a case of computed severity, for the quality. At once, on to step 4.',
    '4 Have the load held: Asks “tms”: request, at most 4 attempts. Once it is done, on to step 5. If it fails, on to step 7.',
    '5 Tell quality assurance: Asks “mail”: send, at most 4 attempts. Once it is done, on to step 6. If it fails, on to step 7.',
    '7 The load may not be held: Opens a critical case, for the quality.',
    '6 Held and told: Ends as “Held and told”.',
    'The case of step 3 closes by itself when not (reading in °C is more than temperature max, or reading in °C is less than temperature min), and that for 15 min.',
    'The case of step 7 is closed by a person.',
    'It asks “tms” (http): request in step 4.',
    'It asks “mail” (email): send in step 5.',
  ]);
});

test('temperature-breach reads in German', () => {
  expect(told(example('temperature-breach'), 'de')).toEqual([
    '„Temperature out of range“ betrachtet Sendungen. Jeder Anlass beginnt einen eigenen Lauf. Zeigt sich später, dass es keinen Anlass gab, wird alles zurückgenommen. Ein zu früh geschlossener Fall wird wieder eröffnet.',
    '1 Out of range for 30 minutes: Gilt 30 Minuten lang ohne Unterbrechung: der Wert in °C ist größer als die Höchsttemperatur oder der Wert in °C ist kleiner als die Mindesttemperatur. Hat es so lange gegolten: weiter mit Schritt 2.',
    '2 How far out: Berechnet „raw“, „celsius“ und „out“. Weiter mit Schritt 3.',
    '3 Temperature out of range: Eröffnet einen Fall mit berechneter Schwere für „quality“. Sofort: weiter mit Schritt 4.',
    '4 Have the load held: Wendet sich an „tms“: Anfrage, höchstens 4 Versuche. Ist das erledigt: weiter mit Schritt 5. Scheitert das: weiter mit Schritt 7.',
    '5 Tell quality assurance: Wendet sich an „mail“: Senden, höchstens 4 Versuche. Ist das erledigt: weiter mit Schritt 6. Scheitert das: weiter mit Schritt 7.',
    '7 The load may not be held: Eröffnet einen Fall mit kritischer Schwere für „quality“.',
    '6 Held and told: Endet mit „Held and told“.',
    'Der Fall aus Schritt 3 schließt von selbst, wenn nicht (der Messwert in °C größer als die Höchsttemperatur ist oder der Messwert in °C kleiner als die Mindesttemperatur ist), und zwar 15 Minuten lang.',
    'Den Fall aus Schritt 7 schließt ein Mensch.',
    'Er wendet sich an „tms“ (http): Anfrage in Schritt 4.',
    'Er wendet sich an „mail“ (email): Senden in Schritt 5.',
  ]);
});

test('gate-out-estimate reads in English', () => {
  expect(told(example('gate-out-estimate'), 'en')).toEqual([
    '“Gate-out starts the clock on an estimated delivery” looks at shipments. Every reason begins a run of its own. If late evidence shows that there was no reason, everything is taken back. A case that closed too early is opened again.',
    '1 Out of the gate: Gate out when classifier (or ACT) is ACT. On to step 2.',
    '7 Come as estimated: Delivered: due ETA. If it is missed, on to step 8.',
    '2 When it will come: By gate-out-delivery, from the time of equipment gate out, by lane and carrier; tells Delivered (p80). On to step 3. If it cannot be said, on to step 4.',
    '4 Ask the carrier: Asks “mail”: send, at most 4 attempts. Once it is done, on to step 5. If it fails, on to step 6.',
    '8 Not come as estimated: Opens a medium case, for the carrier desk. At once, on to step 9.',
    '5 Asked: Ends as “Asked”.',
    '6 Could not be asked: Ends as “Could not be asked”.',
    '3 Estimated: Ends as “Estimated”.',
    '9 Case opened: Ends as “Case opened”.',
    'The case of step 8 closes by itself when “Come as estimated” holds no longer.',
    'It asks “mail” (email): send in step 4.',
    'It estimates by the model “gate-out-delivery” in step 2.',
  ]);
});

test('gate-out-estimate reads in German', () => {
  expect(told(example('gate-out-estimate'), 'de')).toEqual([
    '„Gate-out starts the clock on an estimated delivery“ betrachtet Sendungen. Jeder Anlass beginnt einen eigenen Lauf. Zeigt sich später, dass es keinen Anlass gab, wird alles zurückgenommen. Ein zu früh geschlossener Fall wird wieder eröffnet.',
    '1 Out of the gate: Bei „Gate-out“, wenn die Art der Meldung (sonst „Ist“) „Ist“ ist. Weiter mit Schritt 2.',
    '7 Come as estimated: Frist für „Zugestellt“ ist die ETA. Wird die Frist versäumt: weiter mit Schritt 8.',
    '2 When it will come: Schätzt mit „gate-out-delivery“ ab dem Zeitpunkt von „Gate-out“, getrennt nach „lane“ und „carrier“; meldet das Ergebnis als „Zugestellt“ (p80). Weiter mit Schritt 3. Ist keine Schätzung möglich: weiter mit Schritt 4.',
    '4 Ask the carrier: Wendet sich an „mail“: Senden, höchstens 4 Versuche. Ist das erledigt: weiter mit Schritt 5. Scheitert das: weiter mit Schritt 6.',
    '8 Not come as estimated: Eröffnet einen Fall mit mittlerer Schwere für „carrier desk“. Sofort: weiter mit Schritt 9.',
    '5 Asked: Endet mit „Asked“.',
    '6 Could not be asked: Endet mit „Could not be asked“.',
    '3 Estimated: Endet mit „Estimated“.',
    '9 Case opened: Endet mit „Case opened“.',
    'Der Fall aus Schritt 8 schließt von selbst, wenn „Come as estimated“ nicht mehr besteht.',
    'Er wendet sich an „mail“ (email): Senden in Schritt 4.',
    'Er schätzt mit dem Modell „gate-out-delivery“ in Schritt 2.',
  ]);
});
