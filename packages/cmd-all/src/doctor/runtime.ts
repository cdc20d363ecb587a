// Which runtime runs us, and why that one.
import type { Launch } from '@rhachet/kit';
import type { Finding } from './finding.ts';

function whyThisRuntime({ bun }: { bun: boolean }): string {
  const { RHACHET_ENGINE: engine, RHACHET_RUNTIME_PATH: path } = process.env;
  if (bun && path !== undefined && path !== '') return 'RHACHET_RUNTIME_PATH says so';
  if (bun) return 'the platform package of @rhachet/runtime';
  return engine === 'node'
    ? 'RHACHET_ENGINE says so'
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
  return [runtime, launcher];
}
