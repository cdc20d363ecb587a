// A waterfall as a file of its own.
import { CannotRun } from './cannot-run.ts';
import type { Waterfall } from '../trace/waterfall.ts';
import type { Report } from '../report/report.ts';

export { chromeTrace } from '../trace/chrome.ts';
export { waterfallFile } from '../report/svg-waterfall.ts';

/** @throws CannotRun when there is none, or more than one */
export function onlyWaterfall({ harness: { entries } }: Report): Waterfall {
  const found = entries.flatMap((entry) =>
    entry.kind === 'trace' && entry.result.waterfall !== null ? [entry.result.waterfall] : [],
  );
  const [waterfall, another] = found;
  if (waterfall === undefined || another !== undefined) {
    throw new CannotRun(
      `${found.length} waterfalls do not make one file`,
      'choose one with --only',
    );
  }
  return waterfall;
}
