// Which way a plain call takes here, and why: through the index of targets, or through the runtime.
import { dirname } from 'node:path';
import { findAgentDir } from '@rhachet/agent-dir';
import type { Launch } from '@rhachet/kit';
import type { Finding } from './finding.ts';

const index = () =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a bundle of its own, found at run time
  require('#target-index') as typeof import('#target-index');

/** Variables that a plain call obeys by starting the runtime. */
const OBEYED = ['RHACHET_ENGINE', 'RHACHET_RUNTIME_PATH', 'RHACHET_TRACE'];

const THROUGH = {
  fresh: (path: string) => `start no runtime, through ${path}`,
  stale: (path: string) => `the next one starts the runtime and renews ${path}: something changed`,
  absent: (path: string) => `the next one starts the runtime and writes ${path}`,
};

const finding = (found: string): Finding => ({ what: 'calls', found });

function throughIndex(project: string): Finding {
  const set = OBEYED.find((name) => (process.env[name] ?? '') !== '');
  if (set !== undefined) return finding(`start the runtime: ${set} is set`);
  const { path, state } = index().inspectIndex(project);
  return finding(THROUGH[state](path));
}

function refreshed(project: string): Finding[] {
  const { path, names, entries } = index().writeIndex(project);
  const slow = entries.filter(({ interpreter }) => interpreter === undefined);
  return [
    finding(`start no runtime: ${names - slow.length} names written to ${path}`),
    ...slow.map(({ target }) =>
      finding(
        `${target.slug} starts the runtime: ${target.path} has no #! line with a program that is there`,
      ),
    ),
  ];
}

/** With `refresh`, the index is written first. */
export function callWayFindings(launch: Launch, refresh: boolean): Finding[] {
  const agentDir = findAgentDir(process.cwd());
  if (agentDir === undefined) return [];
  if (launch.from === '')
    return [finding('start the runtime: a standalone executable has no launcher')];
  const project = dirname(agentDir);
  try {
    return refresh ? refreshed(project) : [throughIndex(project)];
  } catch (error) {
    return [
      finding(`start the runtime: ${error instanceof Error ? error.message : String(error)}`),
    ];
  }
}
