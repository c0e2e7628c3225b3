import { LIMITS } from '@slipway/shared/limits';
import { expect, it } from 'vitest';
import { localOwner, type Principal } from './principal.ts';
import { RequestRates } from './request-rates.ts';

const ada: Principal = { ...localOwner, id: 'user_ada', kind: 'user' };

it('lets a burst through, then as many as the rate allows', () => {
  let nowMs = 0;
  const rates = new RequestRates(() => nowMs);
  for (let count = 0; count < LIMITS.requestsBurst; count += 1) rates.count(ada, 'a');
  expect(() => rates.count(ada, 'a')).toThrow('Too many');
  expect(() => rates.count({ ...ada, id: 'user_bob' }, 'a')).not.toThrow();
  nowMs += 1_000;
  for (let count = 0; count < LIMITS.requestsPerSecond; count += 1) rates.count(ada, 'a');
  expect(() => rates.count(ada, 'a')).toThrow('Too many');
});

it('counts those without a credential by their address, and never the owner of the machine', () => {
  const rates = new RequestRates(() => 0);
  for (let count = 0; count < LIMITS.guestRequestsBurst; count += 1) rates.count(null, 'a');
  expect(() => rates.count(null, 'a')).toThrow('Too many');
  expect(() => rates.count(null, 'b')).not.toThrow();
  for (let count = 0; count < LIMITS.requestsBurst * 2; count += 1) rates.count(localOwner, 'a');
});
