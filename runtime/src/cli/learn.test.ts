import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test, vi } from 'vitest';
import { EXIT } from './output.ts';
import { runCommandLine } from './program.ts';

/** A server that takes every request down and answers all of them alike. */
async function server(answer: unknown) {
  const asked: { path: string | undefined; body: unknown }[] = [];
  const http = createServer(async (request, response) => {
    asked.push({ path: request.url, body: JSON.parse(await text(request)) });
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => http.once('listening', resolve));
  onTestFinished(() => void http.close());
  return { asked, url: `http://127.0.0.1:${(http.address() as AddressInfo).port}` };
}

test('slipway learn asks for a model with factors that may be called otherwise than their fields', async () => {
  const { asked, url } = await server({ samples: 60, open: 2, usable: 4, reference: { version: 3, rows: 9 } });
  const lines: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
  const lesson = '--model gate-out --from equipment.gateOut --to shipment.delivered --by mode,tier=customer.tier';
  const args = ['learn', '--environment', 'prod', '--server', url, ...lesson.split(' '), '--half-life', '180'];
  const exit = await runCommandLine(args, {
    version: '0',
    variables: {},
    openStorage: () => expect.unreachable(),
    describeServices: () => expect.unreachable(),
  });
  vi.restoreAllMocks();
  expect(exit).toBe(EXIT.ok);
  expect(asked).toEqual([
    {
      path: '/api/v1/environments/prod/references/gate-out/learn',
      body: {
        from: 'equipment.gateOut',
        to: 'shipment.delivered',
        by: [{ factor: 'mode' }, { factor: 'tier', field: 'customer.tier' }],
        halfLifeDays: 180,
      },
    },
  ]);
  expect(lines.join('')).toContain('version 3 in prod: 60 ways');
  expect(lines.join('')).toContain('4 of 9 groups');
});
