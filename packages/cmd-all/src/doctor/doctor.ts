// doctor: what is installed, which runtime runs and why, how we were called, and what is wrong with any of it.
import { type Call, EXIT, type Outcome } from '@rhachet/kit';
import { callFindings } from './call.ts';
import { type Finding, findingText } from './finding.ts';
import { agentFindings } from './agent.ts';
import { packageFindings } from './packages.ts';
import { callWayFindings } from './plain-calls.ts';
import { programFindings } from './program.ts';
import { runtimeFindings } from './runtime.ts';

/** Exit 78 when something is wrong. */
export async function diagnose({
  json,
  launch,
  options,
  packages,
}: Pick<Call, 'json' | 'launch' | 'packages'> & { options: { refresh?: true } }): Promise<Outcome> {
  const findings: Finding[] = [
    ...programFindings(launch),
    ...runtimeFindings(launch),
    ...packageFindings(await packages()),
    ...callFindings(),
    ...agentFindings(),
    ...callWayFindings(launch, options.refresh === true),
  ];
  const exit = findings.some(({ problem }) => problem !== undefined) ? EXIT.badConfig : EXIT.ok;
  return {
    print: json ? `${JSON.stringify({ findings })}\n` : findings.map(findingText).join(''),
    exit,
  };
}
