import type { frame as english } from '../en/frame.ts';

export const frame: Readonly<Record<keyof typeof english, string>> = {
  'live.lens': 'Live',
  'live.detail': 'Zähler der hier laufenden Version, an den Schritten, die auch sie hat',
  'outbox.title': 'Ausgangsfach',
  'action.retried': 'Wieder auf dem Weg.',
  'actions.of': '{count} von {most} Versuchen',
  'action.retry': 'Wiederholen',
  'reason.other': 'Anderes',
  'exceptions.late-by': '{length} zu spät',
  'exceptions.left': '{length}',
  'commands.label': 'Befehle',
  'commands.open': 'Suchen, tun …',
  'commands.field': 'Gehen zu, finden oder etwas tun',
  'workflow.loading': 'Der Ablauf wird gelesen …',
  'workflows.none': 'Hier läuft noch kein Ablauf.',
  'workflows.none-detail': 'Ein Ablauf erscheint, sobald er für diese Umgebung freigegeben ist.',
  'workflows.live': 'in Betrieb',
  'workflow.canvas': 'Zeichenfläche von {name}',
};
