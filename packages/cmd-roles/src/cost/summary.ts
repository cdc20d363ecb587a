// What the files of a role cost together.
import type { FileCost } from './file-costs.ts';

export interface Summary {
  files: number;
  briefs: number;
  skills: number;
  other: number;
  chars: number;
  tokens: number;
  /** In dollars. */
  cost: number;
}

export function summaryOf(files: FileCost[]): Summary {
  const count = (type: FileCost['type']): number =>
    files.filter((file) => file.type === type).length;
  const sum = (key: 'chars' | 'tokens' | 'cost'): number =>
    files.reduce((total, file) => total + file[key], 0);
  return {
    files: files.length,
    briefs: count('brief'),
    skills: count('skill'),
    other: count('other'),
    chars: sum('chars'),
    tokens: sum('tokens'),
    cost: sum('cost'),
  };
}
