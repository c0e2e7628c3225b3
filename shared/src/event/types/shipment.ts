import { z } from 'zod';
import { LIMITS } from '../../limits/index.ts';
import { amount, code, currency, data, instant, latitude, lines, longitude, placeOrCode, text } from './fields.ts';
import { actual, attributes, delivery, latest, milestone, orderLines } from './folds.ts';
import { family } from './type.ts';

const stop = z.looseObject({
  id: code.optional(),
  place: placeOrCode.optional(),
  purpose: code.optional(),
  from: instant.optional(),
  until: instant.optional(),
  plannedArrivalAt: instant.optional(),
  plannedDepartureAt: instant.optional(),
});

const leg = z.looseObject({
  id: code.optional(),
  mode: code.optional(),
  carrier: code.optional(),
  vessel: code.optional(),
  voyage: code.optional(),
  origin: placeOrCode.optional(),
  destination: placeOrCode.optional(),
  plannedDepartureAt: instant.optional(),
  plannedArrivalAt: instant.optional(),
});

const planData = data({
  lines: lines.optional(),
  stops: z.array(stop).max(200).optional(),
  legs: z.array(leg).max(200).optional(),
  /** The way that is meant to be taken, as `[lon, lat]` (GeoJSON) or `{ lat, lon }`. */
  route: z
    .array(z.union([z.tuple([longitude, latitude]), z.looseObject({ lat: latitude, lon: longitude })]))
    .max(LIMITS.routePoints)
    .optional(),
  mode: code.optional(),
  carrier: code.optional(),
  service: code.optional(),
  customer: code.optional(),
  customerTier: code.optional(),
  origin: placeOrCode.optional(),
  destination: placeOrCode.optional(),
  handling: z.array(code).max(50).optional(),
  plannedPickupAt: instant.optional(),
  plannedDeliveryAt: instant.optional(),
  deliverBy: instant.optional(),
  cutoffAt: instant.optional(),
  documentCutoffAt: instant.optional(),
  requiredDocuments: z.array(code).max(50).optional(),
  freeUntil: instant.optional(),
  temperatureMin: z.number().optional(),
  temperatureMax: z.number().optional(),
  weightKg: amount.optional(),
  value: z.number().optional(),
  currency: currency.optional(),
});

const tenderData = data({ carrier: code.optional(), respondBy: instant.optional(), price: amount.optional() });
const bookingData = planData.extend({ booking: code.optional(), vessel: code.optional(), voyage: code.optional() });
const deliveryData = data({ lines: lines.optional(), receivedBy: text.optional(), pieces: amount.optional() });
const tender = { data: tenderData, folds: [attributes, milestone] };
const handOver = { classifier: true, data: deliveryData, folds: [milestone] };
/** Why nobody took it is what whoever tries again has to know. */
const failed = { ...handOver, folds: [milestone, actual(latest('attempt', ['reason', 'note']))] };

/** The life of a shipment, from the plan to the proof of delivery. */
export const SHIPMENT_TYPES = family(
  'shipment',
  { subjectKinds: ['shipment', 'load'] },
  {
    'shipment.planned': { title: 'Shipment planned', data: planData, folds: [attributes, orderLines, milestone] },
    'shipment.tendered': { title: 'Tendered to a carrier', ...tender },
    'shipment.accepted': { title: 'Tender accepted', ...tender },
    'shipment.rejected': { title: 'Tender rejected', ...tender, folds: [milestone] },
    'shipment.booked': { title: 'Booked', data: bookingData, folds: [attributes, orderLines, milestone] },
    'shipment.cancelled': { title: 'Shipment cancelled', data: data({ cause: text.optional() }), folds: [milestone] },
    'shipment.pickedUp': {
      title: 'Picked up',
      classifier: true,
      data: data({ pieces: amount.optional() }),
      folds: [milestone],
    },
    'shipment.inTransit': { title: 'In transit', classifier: true, data: data({}), folds: [milestone] },
    'shipment.delayed': {
      title: 'Delay reported',
      data: data({ minutes: z.number().optional(), cause: text.optional() }),
    },
    'shipment.delivered': { title: 'Delivered', ...handOver, folds: [milestone, delivery] },
    'shipment.attempted': { title: 'Delivery attempted', ...failed },
    'shipment.refused': { title: 'Delivery refused', ...failed },
    'shipment.podReceived': {
      title: 'Proof of delivery received',
      data: data({ document: text.optional(), signedBy: text.optional(), exceptions: text.optional() }),
      folds: [milestone],
    },
  },
);
