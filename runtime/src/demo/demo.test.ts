import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Replay } from '@slipway/shared/api';
import { compile } from '@slipway/shared/engine';
import { readWorkflow } from '@slipway/shared/workflow';
import { describe, expect, it } from 'vitest';
import { demoSetup, slowDownLater } from './demo.ts';

describe('the demo', () => {
  it('brings its own data, once, and a workflow that compiles', () => {
    const directory = mkdtempSync(join(tmpdir(), 'slipway-demo-'));
    try {
      const { content } = demoSetup(directory);
      const [source] = content.sources;
      const path = source?.connector === 'file' ? source.config.path : '';
      const { size, mtimeMs } = statSync(path);
      expect(size).toBeGreaterThan(3_000_000);
      demoSetup(directory);
      expect(statSync(path).mtimeMs).toBe(mtimeMs);
      for (const graph of content.workflows) {
        const read = readWorkflow(graph);
        expect(read.ok && compile(read.workflow).ok).toBe(true);
      }
      expect(content.environment.deliversTo).toBe('outbox');
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  it('hurries to where things happen, then slows down once and leaves the speed to people', () => {
    const replay: { -readonly [K in keyof Replay]: Replay[K] } = {
      environment: 'demo',
      state: 'running',
      speed: 10_000,
      at: '2007-01-01T00:00:00.000Z',
      done: 1,
      total: 2,
    };
    const speeds: (number | undefined)[] = [];
    const moved = slowDownLater({
      replay: () => replay,
      changeReplay: async (_environment, change) => {
        speeds.push(change.speed);
        return replay;
      },
    });
    moved();
    expect(speeds).toEqual([]);
    replay.at = '2011-01-01T00:00:00.000Z';
    moved();
    moved();
    expect(speeds).toEqual([3]);
  });
});
