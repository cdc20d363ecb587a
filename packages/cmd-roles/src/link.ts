// roles link: one role of an installed package, or of rhachet.use.ts, into .agent/.
import { linkRole, linkText } from '@rhachet/agent-dir/link';
import type { Call, Outcome } from '@rhachet/kit';
import { choose, type ChooseOptions, sourcesText } from './choose.ts';

/** `roles link --role X`. */
export async function linkRoles(
  call: Pick<Call, 'json'> & { options: ChooseOptions },
): Promise<Outcome> {
  const { project, sources, choice } = await choose(call.options);
  const report = linkRole(project.agentRoot, choice);
  if (!call.json) return { print: `${sourcesText(sources)}\n${linkText(report)}\n\n` };
  const { config = null, problems } = sources;
  return { print: `${JSON.stringify({ config, problems, ...report })}\n` };
}
