// brains list: which brains there are, and what each still lacks.
import type { Call, Outcome } from '@rhachet/kit';
import { printable } from '@rhachet/kit';
import { type Brains, type Provider, readBrains } from './config.ts';
import { hasKey, sourceText } from './key.ts';
import { urlOf } from './sdk-brain.ts';

interface Row {
  brain: string;
  api: string;
  url: string;
  /** Where the key is, never the key. */
  key: string;
  ready: boolean;
  models: string[];
}

const toRow = ([brain, settings]: [string, Provider]): Row => ({
  brain,
  api: settings.api,
  url: urlOf({ settings }),
  key: sourceText(settings.key),
  ready: hasKey(settings.key),
  models: Object.keys(settings.models ?? {}),
});

function toText({ path, default: fallback }: Brains, rows: Row[]): string {
  const width = Math.max(...rows.map(({ brain }) => brain.length));
  const lines = rows.map(({ brain, api, url, key, ready, models }) => {
    const state = key === 'none' ? 'needs no key' : `key ${key}${ready ? '' : ': missing'}`;
    const known = models.length === 0 ? '' : `; models: ${models.join(', ')}`;
    return `${ready ? '✓' : '✗'} ${brain.padEnd(width)}  ${url} (${api}), ${state}${known}`;
  });
  lines.push(`default: ${fallback ?? `none; set RHACHET_BRAIN, or "default" in ${path}`}`);
  return `${lines.map(printable).join('\n')}\n`;
}

export function listBrains({ json }: Pick<Call, 'json'>): Outcome {
  const brains = readBrains();
  const rows = [...brains.providers].map(toRow);
  const { default: fallback = null, path } = brains;
  if (json)
    return { print: `${JSON.stringify({ file: path, default: fallback, brains: rows })}\n` };
  return { print: toText(brains, rows) };
}
