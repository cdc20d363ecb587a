// What a person types, by package manager (docs/installing.md says the same).
import type { ManagerName } from '@rhachet/package-managers';

export interface Words {
  /** In front of the names of packages. */
  add: string;
  /** In front of the name of a bin. */
  exec: string;
  /** In front of the name of a script of package.json; says nothing of its own on stdout. */
  script: string;
}

const npm: Words = { add: 'npm install', exec: 'npx', script: 'npm run --silent' };
const pnpm: Words = { add: 'pnpm add', exec: 'pnpm exec', script: 'pnpm --silent run' };

export const WORDS: Record<ManagerName, Words> = {
  npm,
  'npm 10': npm,
  'npm 12': npm,
  'pnpm 10': pnpm,
  'pnpm 11': pnpm,
  'pnpm 12': pnpm,
  yarn: { add: 'yarn add', exec: 'yarn', script: 'yarn run' },
  bun: { add: 'bun add', exec: 'bunx', script: 'bun run --silent' },
};
