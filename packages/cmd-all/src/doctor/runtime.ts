// Which runtime runs us, and why that one.
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import type { Launch } from '@rhachet/kit';
import type { Finding } from './finding.ts';

/** As rhachet_cpu of the launcher tells it, which starts Node then. */
function lacksSse42(): boolean {
  if (process.platform !== 'linux' || process.arch !== 'x64') return false;
  try {
    return !/^flags\s*:.* sse4_2( |$)/m.test(readFileSync('/proc/cpuinfo', 'utf8'));
  } catch {
    return false;
  }
}

/** An x64 Bun on a Mac with Apple silicon: an x64 Node installed it. */
const throughRosetta = (): boolean =>
  process.platform === 'darwin' &&
  process.arch === 'x64' &&
  (cpus()[0]?.model ?? '').startsWith('Apple');

function whyThisRuntime({ bun }: { bun: boolean }): string {
  const { RHACHET_ENGINE: engine, RHACHET_RUNTIME_PATH: path } = process.env;
  if (bun && path !== undefined && path !== '') return 'RHACHET_RUNTIME_PATH says so';
  if (bun) return 'the platform package of @rhachet/runtime';
  if (engine === 'node') return 'RHACHET_ENGINE says so';
  return lacksSse42()
    ? 'the CPU has no SSE4.2, which Bun needs'
    : 'bin/run.jit was called, or there is no Bun for this machine';
}

export function runtimeFindings(launch: Launch): Finding[] {
  const { bun } = process.versions as { bun?: string };
  const version = bun === undefined ? `node ${process.versions.node}` : `bun ${bun}`;
  const why = whyThisRuntime({ bun: bun !== undefined });
  const runtime = { what: 'runtime', found: `${version}, ${process.execPath}: ${why}` };
  if (bun === undefined && !('execve' in process)) {
    return [
      {
        ...runtime,
        found: `${runtime.found}; without execve, so a parent stays while a skill runs`,
      },
    ];
  }
  const launcher = {
    what: 'launcher',
    found: launch.from === '' ? 'none: a standalone executable' : `/bin/sh, from ${launch.from}`,
  };
  if (!throughRosetta()) return [runtime, launcher];
  const advice = 'Rosetta translates it, which is slow: install again with a Node.js for arm64';
  return [{ ...runtime, advice }, launcher];
}
