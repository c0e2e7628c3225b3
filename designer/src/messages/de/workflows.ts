import type { workflows as en } from '../en/workflows.ts';

/** Workflows as they run, in German. */
export const workflows: Readonly<Record<keyof typeof en, string>> = {
  'workflow.edit': 'Bearbeiten',
  'workflow.edit-draft': 'Mit meinem Entwurf weitermachen',
  'workflow.all-versions': 'Alle Versionen',
  'workflow.release-newest': 'v{version} freigeben …',
  'workflow.pause': 'Anhalten: keine neuen Läufe beginnen',
  'workflow.resume': 'Fortsetzen',
  'workflow.paused': '{name} ist angehalten. Er beobachtet weiter und beginnt keinen Lauf; offene Läufe gehen weiter.',
  'workflow.resumed': '{name} beginnt wieder Läufe.',

  'workflows.title': 'Abläufe',
  'workflows.name': 'Ablauf',
  'workflows.about': 'Handelt von',
  'workflows.fired': 'Ausgelöst',
  'workflows.runs': 'Offene Läufe',
  'workflows.since': 'In Betrieb seit',
  'workflows.not-live': 'nicht in Betrieb',
  'workflows.loading': 'Abläufe werden gelesen …',
  'workflows.no-problems': 'Keine Probleme',

  'workflow.back': 'Zurück zu den Abläufen',
  'workflow.side': 'Über den Ablauf',
  'workflow.about': 'Über ihn',
  'workflow.hash': 'Prüfsumme',
  'workflow.versions': 'Versionen',
  'workflow.counted-since': 'gezählt seit',
  'workflow.problems.one': '{count} Problem',
  'workflow.problems.other': '{count} Probleme',
  'workflow.problems-title': 'Probleme',
  'workflow.problems-none': 'Geprüft: nichts zu beheben.',

  'step.unknown': 'Diese Version hat keinen solchen Schritt.',
  'step.kind': '{kind}, Schritt {number}',
  'step.english': 'In Worten',
  'step.ports': 'Wohin es weiterging',
  'step.passed.one': 'einmal durchlaufen',
  'step.passed.other': '{count} Mal durchlaufen',
  'step.nowhere': 'führt nirgendwohin',
  'step.waiting': 'wartet hier',
  'step.config': 'Wie er gespeichert ist',
};
