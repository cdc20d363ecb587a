// which: the path of what `run` would run.
import { locateAgentDir, requireTarget } from '@rhachet/agent-dir';
import type { Call, Outcome } from '@rhachet/kit';

type WhichCall = Pick<Call, 'json' | 'words'> & {
  options: { repo?: string; role?: string; init?: true };
};

export function showPath({ words, options, json }: WhichCall): Outcome {
  const kind = options.init ? 'init' : 'skill';
  const [slug = ''] = words;
  const query = { kind, slug, repo: options.repo, role: options.role } as const;
  const { repo, role, path } = requireTarget(locateAgentDir(process.cwd()), query);
  return { print: json ? `${JSON.stringify({ kind, slug, repo, role, path })}\n` : `${path}\n` };
}
