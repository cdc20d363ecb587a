// What a prompt is given of a role (`@rhachet/agent-dir/boot`): the texts of its files, chosen by its boot.yml.
export {
  type BootYml,
  isEmpty,
  type Loaded,
  type LoadOptions,
  loadRole,
  type Said,
  shown,
} from './load.ts';
export type { Fate, Reason } from './plan.ts';
export { render } from './render.ts';
export { skillDocs, skillHeader } from './skill-docs.ts';
export { costOf, type Stats, statsOf, tokensOf } from './stats.ts';
