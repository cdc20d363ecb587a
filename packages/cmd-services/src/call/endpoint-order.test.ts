// Shares as the weights say, in one long process and over many short ones.
import { describe, expect, it } from 'vitest';
import { EndpointOrder } from './endpoint-order.ts';

const endpoints = [
  { url: 'a', weight: 5 },
  { url: 'b', weight: 3 },
  { url: 'c', weight: 2 },
];
const well = (): boolean => false;

const shares = (firsts: (string | undefined)[]): number[] =>
  ['a', 'b', 'c'].map((url) => firsts.filter((one) => one === url).length);

describe('EndpointOrder', () => {
  it('is even in one process: any ten calls are nearly 5, 3 and 2', () => {
    const order = new EndpointOrder(() => 0.123);
    const firsts = Array.from({ length: 1000 }, () => order.order('s', endpoints, well)[0]);
    for (let at = 0; at + 10 <= firsts.length; at += 1) {
      const [a = 0, b = 0, c = 0] = shares(firsts.slice(at, at + 10));
      expect(Math.max(Math.abs(a - 5), Math.abs(b - 3), Math.abs(c - 2))).toBeLessThanOrEqual(1);
    }
  });

  it('spreads the first calls of many processes by weight', () => {
    const firsts = Array.from(
      { length: 100 },
      (_, n) => new EndpointOrder(() => n / 100).order('s', endpoints, well)[0],
    );
    expect(shares(firsts)).toEqual([50, 30, 20]);
  });

  it('names every endpoint once, the failing ones last', () => {
    const order = new EndpointOrder(() => 0);
    expect(order.order('s', endpoints, (url) => url === 'a')).toEqual(['b', 'c', 'a']);
    expect(order.order('s', endpoints, () => true)).toHaveLength(3);
  });

  it('an endpoint of weight 0 is asked only after the others', () => {
    const spare = [
      { url: 'a', weight: 1 },
      { url: 'spare', weight: 0 },
    ];
    for (let n = 0; n <= 10; n += 1)
      expect(new EndpointOrder(() => n / 10).order('s', spare, well)).toEqual(['a', 'spare']);
  });
});
