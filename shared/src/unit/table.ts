/** What is measured. Units convert only into units of the same quantity. */
export type Quantity =
  | 'temperature'
  | 'mass'
  | 'length'
  | 'area'
  | 'volume'
  | 'speed'
  | 'acceleration'
  | 'pressure'
  | 'time'
  | 'energy'
  | 'power'
  | 'voltage'
  | 'light'
  | 'angle'
  | 'share';

/** One unit of UN/ECE Recommendation 20. Its value in the base unit of its quantity is `value × factor + offset`. */
export interface Unit {
  readonly name: string;
  readonly symbol: string;
  readonly quantity: Quantity;
  readonly factor: number;
  readonly offset?: number;
}

const POUND_KG = 0.45359237;
const FOOT_M = 0.3048;
const US_GALLON_L = 3.785411784;
const UK_GALLON_L = 4.54609;
const GRAVITY = 9.80665;

const of =
  (quantity: Quantity) =>
  (symbol: string, name: string, factor: number, offset?: number): Unit => ({
    name,
    symbol,
    quantity,
    factor,
    ...(offset !== undefined && { offset }),
  });

const [temperature, mass, length, area] = [of('temperature'), of('mass'), of('length'), of('area')];
const [volume, speed, acceleration, pressure] = [of('volume'), of('speed'), of('acceleration'), of('pressure')];
const [time, energy, power, voltage] = [of('time'), of('energy'), of('power'), of('voltage')];
const [light, angle, share] = [of('light'), of('angle'), of('share')];

/**
 * The units that freight, its devices and its papers speak of, by their code in UN/ECE Recommendation 20. Factors are exact
 * by definition (BIPM SI brochure; NIST SP 811) where a definition exists.
 */
export const UNITS = {
  CEL: temperature('°C', 'degree Celsius', 1),
  FAH: temperature('°F', 'degree Fahrenheit', 5 / 9, -160 / 9),
  KEL: temperature('K', 'kelvin', 1, -273.15),

  KGM: mass('kg', 'kilogram', 1),
  MGM: mass('mg', 'milligram', 1e-6),
  GRM: mass('g', 'gram', 0.001),
  DTN: mass('dt', 'decitonne', 100),
  TNE: mass('t', 'tonne', 1_000),
  ONZ: mass('oz', 'ounce', POUND_KG / 16),
  LBR: mass('lb', 'pound', POUND_KG),
  CWA: mass('cwt (US)', 'hundredweight (US)', POUND_KG * 100),
  CWI: mass('cwt (UK)', 'hundredweight (UK)', POUND_KG * 112),
  STN: mass('ton (US)', 'ton (US, short)', POUND_KG * 2_000),
  LTN: mass('ton (UK)', 'ton (UK, long)', POUND_KG * 2_240),

  MTR: length('m', 'metre', 1),
  MMT: length('mm', 'millimetre', 0.001),
  CMT: length('cm', 'centimetre', 0.01),
  DMT: length('dm', 'decimetre', 0.1),
  KMT: length('km', 'kilometre', 1_000),
  INH: length('in', 'inch', FOOT_M / 12),
  FOT: length('ft', 'foot', FOOT_M),
  YRD: length('yd', 'yard', FOOT_M * 3),
  SMI: length('mi', 'mile (statute)', FOOT_M * 5_280),
  NMI: length('nmi', 'nautical mile', 1_852),

  MTK: area('m²', 'square metre', 1),
  CMK: area('cm²', 'square centimetre', 1e-4),
  FTK: area('ft²', 'square foot', FOOT_M ** 2),

  LTR: volume('L', 'litre', 1),
  MLT: volume('mL', 'millilitre', 0.001),
  CMQ: volume('cm³', 'cubic centimetre', 0.001),
  DMQ: volume('dm³', 'cubic decimetre', 1),
  HLT: volume('hL', 'hectolitre', 100),
  MTQ: volume('m³', 'cubic metre', 1_000),
  INQ: volume('in³', 'cubic inch', (FOOT_M / 12) ** 3 * 1_000),
  FTQ: volume('ft³', 'cubic foot', FOOT_M ** 3 * 1_000),
  YDQ: volume('yd³', 'cubic yard', (FOOT_M * 3) ** 3 * 1_000),
  GLL: volume('gal (US)', 'gallon (US)', US_GALLON_L),
  GLI: volume('gal (UK)', 'gallon (UK)', UK_GALLON_L),
  BLL: volume('bbl (US)', 'barrel (US, petroleum)', US_GALLON_L * 42),

  MTS: speed('m/s', 'metre per second', 1),
  KMH: speed('km/h', 'kilometre per hour', 1 / 3.6),
  HM: speed('mile/h', 'mile per hour', (FOOT_M * 5_280) / 3_600),
  KNT: speed('kn', 'knot', 1_852 / 3_600),

  MSK: acceleration('m/s²', 'metre per second squared', 1),
  K40: acceleration('gₙ', 'standard acceleration of free fall', GRAVITY),

  PAL: pressure('Pa', 'pascal', 1),
  A97: pressure('hPa', 'hectopascal', 100),
  KPA: pressure('kPa', 'kilopascal', 1_000),
  MPA: pressure('MPa', 'megapascal', 1_000_000),
  MBR: pressure('mbar', 'millibar', 100),
  BAR: pressure('bar', 'bar', 100_000),
  ATM: pressure('atm', 'standard atmosphere', 101_325),
  PS: pressure('psi', 'pound-force per square inch', (POUND_KG * GRAVITY) / (FOOT_M / 12) ** 2),

  SEC: time('s', 'second', 1),
  C26: time('ms', 'millisecond', 0.001),
  MIN: time('min', 'minute', 60),
  HUR: time('h', 'hour', 3_600),
  DAY: time('d', 'day', 86_400),
  WEE: time('wk', 'week', 604_800),

  JOU: energy('J', 'joule', 1),
  KJO: energy('kJ', 'kilojoule', 1_000),
  WHR: energy('W·h', 'watt hour', 3_600),
  KWH: energy('kW·h', 'kilowatt hour', 3_600_000),

  WTT: power('W', 'watt', 1),
  KWT: power('kW', 'kilowatt', 1_000),

  VLT: voltage('V', 'volt', 1),
  '2Z': voltage('mV', 'millivolt', 0.001),

  LUX: light('lx', 'lux', 1),

  DD: angle('°', 'degree (of angle)', 1),
  C81: angle('rad', 'radian', 180 / Math.PI),

  C62: share('1', 'one', 1),
  P1: share('%', 'per cent', 0.01),
  '59': share('ppm', 'part per million', 1e-6),
} as const satisfies Readonly<Record<string, Unit>>;

const byCode: ReadonlyMap<string, Unit> = new Map(Object.entries(UNITS));

/** The unit of a code, if it is one of the table. */
export function findUnit(code: string): Unit | undefined {
  return byCode.get(code);
}
