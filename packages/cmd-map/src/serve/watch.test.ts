import { describe, expect, it } from 'vitest';
import { OnceAtATime } from './watch.ts';

const countLooks = () => {
  let looks = 0;
  const inner = { hasChanged: () => (looks += 1) > 1, close: () => undefined };
  return { watch: new OnceAtATime(inner), looks: () => looks };
};

describe('a watch that looks once at a time', () => {
  it('looks once for the questions of one message', () => {
    const { watch, looks } = countLooks();
    expect([watch.hasChanged(), watch.hasChanged()]).toEqual([false, false]);
    expect(looks()).toBe(1);
  });

  it('looks again after the shortest pause: a busy Bun took the next request before it ran a setImmediate', async () => {
    const { watch, looks } = countLooks();
    expect(watch.hasChanged()).toBe(false);
    await Promise.resolve();
    expect(watch.hasChanged()).toBe(true);
    expect(looks()).toBe(2);
  });
});
