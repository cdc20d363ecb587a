// What answers cost: tokens summed, and dollars where prices are configured.
import type { Price, Usage } from './types.ts';

export const NO_USAGE: Usage = { input: 0, cached: 0, output: 0 };

export const sumOf = (a: Usage, b: Usage): Usage => ({
  input: a.input + b.input,
  cached: a.cached + b.cached,
  output: a.output + b.output,
});

/** In dollars; `null` where the price is not known. */
export function costOf({ input, cached, output }: Usage, price: Price | undefined): number | null {
  if (price === undefined) return null;
  const { cached: cachedPrice = price.input } = price;
  return ((input - cached) * price.input + cached * cachedPrice + output * price.output) / 1e6;
}

/** One line for a person. */
export function usageText(usage: Usage, price: Price | undefined): string {
  const cost = costOf(usage, price);
  const count = (tokens: number): string => tokens.toLocaleString('en-US');
  const dollars = cost === null ? '' : `, $${cost.toFixed(cost < 0.01 ? 5 : 2)}`;
  return `${count(usage.input)} tokens in, ${count(usage.output)} out${dollars}`;
}
