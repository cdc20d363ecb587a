// Durations as people write them: `200ms`, `2s`, `1.5m`, `1h`.

const UNITS: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Milliseconds, or `undefined` for what is no duration. A number without a unit is none: seconds or milliseconds? */
export function parseDuration(text: string): number | undefined {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h)$/.exec(text.trim()) ?? [];
  if (amount === undefined || unit === undefined) return undefined;
  const ms = Number(amount) * (UNITS[unit] ?? 1);
  return Number.isFinite(ms) ? ms : undefined;
}
