/**
 * Which kind of subject a reference scheme names. Only references of an event's own kind identify it; the others link
 * it to its relatives. Within a kind the order is the order of preference: the first scheme that an event carries
 * gives the subject its id.
 */
export const REFERENCE_SCHEMES: Readonly<Record<string, string>> = {
  'tms.shipment': 'shipment',
  shipment: 'shipment',
  asn: 'shipment',
  'erp.delivery': 'shipment',
  'edi.bm': 'shipment',
  'scac.pro': 'shipment',
  pro: 'shipment',
  sscc: 'shipment',
  gsin: 'shipment',
  tracking: 'shipment',
  'erp.order': 'order',
  order: 'order',
  po: 'order',
  so: 'order',
  'edi.po': 'order',
  'tms.load': 'load',
  load: 'load',
  'carrier.booking': 'load',
  'tms.leg': 'leg',
  leg: 'leg',
  container: 'equipment',
  trailer: 'equipment',
  equipment: 'equipment',
  grai: 'equipment',
  vehicle: 'vehicle',
  truck: 'vehicle',
  'iot.device': 'device',
  device: 'device',
  imo: 'vessel',
  mmsi: 'vessel',
  vessel: 'vessel',
  'vessel.voyage': 'voyage',
  scac: 'carrier',
  carrier: 'carrier',
  unlocode: 'site',
  gln: 'site',
  site: 'site',
  customer: 'customer',
  product: 'product',
  gtin: 'product',
  sku: 'product',
  'wms.stock': 'stock',
  'customs.mrn': 'declaration',
  invoice: 'invoice',
};

/** A scheme that is not in the table names the kind of its last part: `acme.shipment` → `shipment`. */
export function kindOfScheme(scheme: string): string {
  if (Object.hasOwn(REFERENCE_SCHEMES, scheme)) return REFERENCE_SCHEMES[scheme] ?? '';
  const last = scheme.slice(scheme.lastIndexOf('.') + 1);
  return Object.hasOwn(REFERENCE_SCHEMES, last) ? (REFERENCE_SCHEMES[last] ?? '') : last;
}
