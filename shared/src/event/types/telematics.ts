import { z } from 'zod';
import { amount, code, data, latitude, longitude, unit } from './fields.ts';
import { latest, reading } from './folds.ts';
import { family } from './type.ts';

const positionFields = ['lat', 'lon', 'accuracyM', 'speedKmh', 'heading', 'ignition'];

/** Readings of devices on goods, equipment and vehicles. */
export const TELEMATICS_TYPES = family(
  'telematics',
  { subjectKinds: ['shipment', 'equipment', 'vehicle', 'device', 'load', 'vessel'] },
  {
    'telematics.position': {
      title: 'Position',
      data: data({
        lat: latitude,
        lon: longitude,
        accuracyM: amount.optional(),
        speedKmh: amount.optional(),
        heading: z.number().min(0).max(360).optional(),
        ignition: z.boolean().optional(),
      }),
      folds: [latest('position', positionFields)],
    },
    'telematics.reading': {
      title: 'Reading',
      data: data({
        measure: code,
        value: z.number(),
        unit,
        probe: code.optional(),
        setPoint: z.number().optional(),
      }),
      folds: [reading],
    },
    'telematics.door': {
      title: 'Door',
      data: data({ open: z.boolean(), door: code.optional() }),
      folds: [latest('door', ['open', 'door'])],
    },
    'telematics.light': {
      title: 'Light',
      data: data({ lux: amount.optional(), exposed: z.boolean().optional() }),
      folds: [latest('light', ['lux', 'exposed'])],
    },
    'telematics.shock': {
      title: 'Shock',
      data: data({ g: amount.optional(), axis: code.optional(), tilt: z.number().optional() }),
      folds: [latest('shock', ['g', 'axis', 'tilt'])],
    },
    'telematics.deviceStatus': {
      title: 'Device status',
      data: data({
        battery: z.number().min(0).max(100).optional(),
        status: code.optional(),
        signal: z.number().optional(),
        clockSkewSeconds: z.number().optional(),
        powered: z.boolean().optional(),
        setPoint: z.number().optional(),
        unit: unit.optional(),
      }),
      folds: [latest('device', ['battery', 'status', 'signal', 'clockSkewSeconds', 'powered', 'setPoint', 'unit'])],
    },
  },
);
