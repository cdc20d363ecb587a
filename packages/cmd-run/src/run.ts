// run and rhx: find the one target that a name means and become it.
import {
  decideTarget,
  locateAgentDir,
  requireTarget,
  type Target,
  type TargetQuery,
} from '@rhachet/agent-dir';
import {
  type Call,
  EXIT,
  explainText,
  type Launch,
  mark,
  type Outcome,
  toJson,
  usage,
} from '@rhachet/kit';
import { become } from '@rhachet/launch';

/** The options that run and rhx share. */
interface RunOptions {
  repo?: string;
  role?: string;
  explain?: true;
  verbose?: true;
  required?: true;
}

interface Run {
  query: TargetQuery;
  call: Pick<Call, 'json' | 'launch' | 'rest'> & { options: RunOptions };
}

const HEADERS = {
  skill: ({ repo, role, slug }: Target) =>
    `\n🪨 run solid skill repo=${repo}/role=${role}/skill=${slug}\n\n`,
  init: ({ repo, role, slug }: Target) =>
    `\n💪 init role repo=${repo}/role=${role}/init=${slug}\n\n`,
};

/** The caller's environment, and what was selected. */
function envFor({ kind, slug, repo, role }: Target): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env, RHACHET_REPO: repo, RHACHET_ROLE: role };
  // A skill that runs an init is not that init: the outer name must not stay.
  delete env.RHACHET_SKILL;
  delete env.RHACHET_INIT;
  env[kind === 'skill' ? 'RHACHET_SKILL' : 'RHACHET_INIT'] = slug;
  return env;
}

function explain(agentDir: string, { query, call }: Run): Outcome {
  const decision = decideTarget(agentDir, query);
  return {
    print: call.json ? `${JSON.stringify(toJson(decision))}\n` : explainText(decision),
    exit: decision.status === 'resolved' ? EXIT.ok : EXIT.notFound,
  };
}

/** A launcher has looked at the terminal already; asking here costs milliseconds. */
const onTerminal = ({ terminals }: Launch): boolean =>
  terminals?.includes('2') ?? process.getBuiltinModule('node:tty').isatty(2);

const showsHeader = (launch: Launch, options: RunOptions): boolean =>
  options.verbose === true || onTerminal(launch);

function perform({ query, call }: Run): Outcome {
  const agentDir = locateAgentDir(process.cwd());
  if (call.options.explain) return explain(agentDir, { query, call });
  const target = requireTarget(agentDir, query);
  mark('target.found');
  const { rest: args, launch } = call;
  return {
    ...(showsHeader(launch, call.options) ? { note: HEADERS[target.kind](target) } : {}),
    become: (last) =>
      become({ file: target.path, args, env: envFor(target), keep: launch.keep, last }),
  };
}

type NamedCall = Run['call'] & { options: RunOptions & { skill?: string; init?: string } };

/** `run --skill X` and `run --init X`. */
export function runNamed(call: NamedCall): Outcome {
  const { skill, init, repo, role } = call.options;
  const kind = skill === undefined ? 'init' : 'skill';
  const slug = skill ?? init;
  if (slug === undefined) {
    throw usage('--skill or --init is required', 'e.g. rhachet run --skill say-hello');
  }
  return perform({ query: { kind, slug, repo, role }, call });
}

/** `rhx X`. */
export function runShort(call: Run['call'] & { words: string[] }): Outcome {
  const [slug = ''] = call.words;
  const { repo, role } = call.options;
  return perform({ query: { kind: 'skill', slug, repo, role }, call });
}
