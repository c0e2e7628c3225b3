import type { Form } from '../../language/index.ts';
import { words } from './words.ts';

/**
 * What paths are called in German: gender (m, f, n, p: plural, - : no article) and noun, after a bar its dative where that
 * differs. Compound nouns instead of adjectives, so that only the article changes with the case.
 */
const NOUNS: Readonly<Record<string, string>> = {
  accuracyM: 'f Genauigkeit in Metern',
  appointment: 'm Termin',
  'appointment.dock': 'n Tor des Termins',
  'appointment.from': 'm Beginn des Termins',
  'appointment.until': 'n Ende des Termins',
  area: 'n Gebiet',
  arrivedAt: 'f Ankunft',
  at: 'm Zeitpunkt',
  attempt: 'm Zustellversuch',
  'attempt.at': 'm Zeitpunkt des Zustellversuchs',
  'attempt.reason.code': 'm Grund des Zustellversuchs',
  authority: 'f Behörde',
  battery: 'm Ladestand der Batterie',
  body: 'f Antwort',
  booking: 'f Buchung',
  carrier: 'm Frachtführer',
  cause: 'f Ursache',
  change: 'f Änderung',
  choice: 'f Entscheidung',
  classifier: 'f Art der Meldung',
  clearance: 'f Zollabfertigung',
  'clearance.cause': 'm Grund des Zolls',
  'clearance.declaration': 'f Zollanmeldung',
  clockSkewSeconds: 'f Uhrabweichung in Sekunden',
  'commitment.deliverBy': 'm Zusagetermin',
  'commitment.from': 'm Beginn des Zusagefensters',
  commitment: 'f Zusage',
  container: 'm Container',
  country: 'n Land',
  customer: 'm Kunde|Kunden',
  customerTier: 'f Kundenklasse',
  'customer.tier': 'f Kundenklasse',
  customs: 'm Zollstatus',
  cutoffAt: 'm Annahmeschluss',
  deliverBy: 'm Liefertermin',
  deliverFrom: 'm Beginn der Lieferfrist',
  delivered: 'f Zustellung',
  'delivered.at': 'm Zeitpunkt der Zustellung',
  deliveredQuantity: 'f Liefermenge',
  damagedQuantity: 'f Menge mit Schaden',
  departedAt: 'f Abfahrt',
  description: 'f Beschreibung',
  destination: 'm Zielort',
  'device.battery': 'm Ladestand des Geräts',
  'device.clockSkewSeconds': 'f Uhrabweichung des Geräts in Sekunden',
  'device.powered': 'f Stromversorgung des Geräts',
  'device.setPoint': 'm Sollwert des Geräts',
  'device.unit': 'f Einheit des Geräts',
  device: 'n Gerät',
  document: 'n Dokument',
  documentCutoffAt: 'm Annahmeschluss der Dokumente',
  documents: 'p Dokumente|Dokumenten',
  due: 'f Frist',
  eta: 'f ETA',
  etaStatedAt: 'm Stand der ETA',
  etd: 'f ETD',
  estimatedArrivalAt: 'f Ankunftsprognose',
  event: 'f Meldung',
  'event.id': 'f Kennung der Meldung',
  'event.source': 'f Quelle der Meldung',
  'event.subject': 'm Gegenstand der Meldung',
  'event.time': 'm Zeitpunkt der Meldung',
  'event.type': 'f Art des Ereignisses',
  'event.late': 'f Nachmeldung',
  exception: 'm Fall',
  exceptionType: 'f Art des Falls',
  freeUntil: 'n Ende der Freizeit',
  from: 'm Beginn',
  g: 'f Beschleunigung in g',
  handling: 'f Behandlungsart',
  id: 'f Kennung',
  key: 'm Schlüssel',
  leg: 'm Abschnitt',
  legs: 'p Abschnitte|Abschnitten',
  line: 'f Position',
  'line.deliverBy': 'm Liefertermin der Position',
  'line.deliveredQuantity': 'f Liefermenge der Position',
  'line.quantity': 'f Menge der Position',
  lines: 'p Positionen',
  link: 'f Verknüpfung',
  'links.order': 'm Auftrag',
  links: 'p Verknüpfungen',
  location: 'm Ort',
  'location.id': 'f Kennung des Orts',
  'location.name': 'm Name des Orts|Namen des Orts',
  'location.unlocode': 'm UN/LOCODE des Orts',
  lux: 'f Lichtstärke',
  measure: 'f Messgröße',
  'milestones.actual': 'm Zeitpunkt',
  'milestones.estimated': 'f Prognose',
  'milestones.planned': 'm Plantermin',
  'milestones.plannedQuality': 'f Genauigkeit des Plantermins',
  milestones: 'p Meilensteine|Meilensteinen',
  mode: 'm Verkehrsträger',
  name: 'm Name|Namen',
  now: '- jetzt',
  open: 'f Offenheit',
  openLines: 'f Zahl offener Positionen',
  order: 'm Auftrag',
  orderedAt: 'm Bestelltag',
  origin: 'm Startort',
  phase: 'f Phase',
  phaseSince: 'm Beginn der Phase',
  place: 'm Ort',
  places: 'p Orte|Orten',
  plannedArrivalAt: 'f Planankunft',
  plannedDeliveryAt: 'f Planlieferung',
  plannedDepartureAt: 'f Planabfahrt',
  plannedPickupAt: 'f Planabholung',
  port: 'm Hafen',
  'portCall.cutoffAt': 'm Annahmeschluss des Hafenanlaufs',
  'portCall.voyage': 'f Reise des Hafenanlaufs',
  'portCall.port': 'm Hafen des Hafenanlaufs',
  portCall: 'm Hafenanlauf',
  position: 'm Standort',
  'position.at': 'm Zeitpunkt des Standorts',
  'position.speedKmh': 'f Geschwindigkeit in km/h',
  powered: 'f Stromversorgung',
  previousPort: 'm Vorhafen',
  price: 'm Preis',
  priority: 'f Priorität',
  probe: 'm Messfühler',
  product: 'n Produkt',
  purpose: 'm Zweck',
  quantity: 'f Menge',
  radiusM: 'm Radius in Metern',
  reading: 'm Messwert',
  readings: 'p Messwerte|Messwerten',
  reason: 'm Grund',
  'reason.code': 'm Grund',
  reorderPoint: 'm Meldebestand',
  requestedAt: 'm Wunschtermin',
  requiredDocuments: 'p Pflichtdokumente|Pflichtdokumenten',
  respondBy: 'f Antwortfrist',
  returnBy: 'f Rückgabefrist',
  route: 'f Route',
  seal: 'n Siegel',
  service: 'f Leistung',
  severity: 'f Schwere',
  shipment: 'f Sendung',
  'shock.at': 'm Zeitpunkt des Stoßes',
  'shock.g': 'f Beschleunigung in g',
  'shock.tilt': 'f Neigung',
  site: 'm Standort',
  speedKmh: 'f Geschwindigkeit in km/h',
  status: 'm Status',
  stock: 'm Bestand',
  stop: 'm Halt',
  'stop.departedAt': 'f Abfahrt vom Halt',
  'stop.from': 'm Beginn des Halts',
  'stop.place': 'm Ort des Halts',
  stops: 'p Halte|Halten',
  subject: 'm Vorgang',
  'stop.plannedDepartureAt': 'f Planabfahrt vom Halt',
  temperatureMax: 'f Höchsttemperatur',
  temperatureMin: 'f Mindesttemperatur',
  tier: 'f Klasse',
  tilt: 'f Neigung',
  title: 'm Titel',
  'trigger.at': 'm Zeitpunkt des Auslösers',
  'trigger.due': 'f Frist des Auslösers',
  'trigger.key': 'm Schlüssel des Auslösers',
  'trigger.event.subject': 'm Gegenstand des Auslösers',
  'trigger.event.time': 'm Zeitpunkt des Auslösers',
  trigger: 'm Auslöser',
  unit: 'f Einheit',
  unlocode: 'm UN/LOCODE',
  until: 'n Ende',
  value: 'm Wert',
  vessel: 'n Schiff',
  voyage: 'f Reise',
  weightKg: 'n Gewicht in kg',
  workflow: 'm Ablauf',
};

const ARTICLES: Readonly<Record<string, Readonly<Record<'nominative' | 'dative' | 'accusative', string>>>> = {
  m: { nominative: 'der', dative: 'dem', accusative: 'den' },
  f: { nominative: 'die', dative: 'der', accusative: 'die' },
  n: { nominative: 'das', dative: 'dem', accusative: 'das' },
  p: { nominative: 'die', dative: 'den', accusative: 'die' },
};

/** A path in German and in a case, where we have a noun for it. */
export function germanName(keys: readonly string[], form: Form = 'nominative'): string | undefined {
  const noun = nounOf(keys);
  if (noun === undefined) return undefined;
  const [gender, ...rest] = noun.split(' ');
  return inCase(gender ?? '-', rest.join(' '), form);
}

/** Article and noun; the noun is `nominative|dative` where the two differ. */
export function inCase(gender: string, noun: string, form: Form): string {
  const [nominative = '', dative = nominative] = noun.split('|');
  const shown = form === 'dative' || (form === 'accusative' && gender === 'm') ? dative : nominative;
  if (form === 'bare') return nominative;
  const article = ARTICLES[gender]?.[form === 'dative' || form === 'accusative' ? form : 'nominative'];
  return article === undefined ? nominative : `${article} ${shown}`;
}

/** A whole path, or its last part with the thing that it is of: `stop.purpose` is “Zweck (Halt)”. */
function nounOf(keys: readonly string[]): string | undefined {
  const whole = own(keys.join('.'));
  if (whole !== undefined || keys.length < 2) return whole;
  const [first, second = ''] = keys;
  if (first === 'documents' && keys.length === 2) return `n Dokument „${words([second])}“`;
  const last = own(keys.at(-1) ?? '');
  const of = own(keys.slice(0, -1).join('.'));
  if (!of) return undefined;
  return `${last?.split('|')[0] ?? `- „${words(keys.slice(-1))}“`} (${of.slice(2).split('|')[0]})`;
}

function own(path: string): string | undefined {
  return Object.hasOwn(NOUNS, path) ? NOUNS[path] : undefined;
}
