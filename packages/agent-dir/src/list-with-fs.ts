// Listing through `node:fs`: all there is on Node, and on Bun the quicker way for those who then read what they found.
import type { Dirent } from 'node:fs';
import type { Listing } from './files.ts';
import { isMissing, unreadable } from './unreadable.ts';

type Fs = Pick<typeof import('node:fs'), 'readdirSync'>;

export function entriesOf(fs: Fs, dir: string): Dirent[] {
  try {
    return fs.readdirSync(dir, { withFileTypes: true });
  } catch (error) {
    if (isMissing(error)) return [];
    throw unreadable(dir, error);
  }
}

/** Everything below `dir`, at any depth, links not followed. Empty where there is no such directory. */
export function listWithFs(fs: Fs, dir: string): Listing {
  const listing: Listing = { files: [], others: [] };
  const visit = (lead: string): void => {
    for (const entry of entriesOf(fs, `${dir}/${lead}`)) {
      const name = lead + entry.name;
      if (entry.isFile()) listing.files.push(name);
      else if (entry.isDirectory()) visit(`${name}/`);
      else listing.others.push(name);
    }
  };
  visit('');
  return listing;
}
