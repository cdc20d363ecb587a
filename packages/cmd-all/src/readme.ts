// readme: what a repo, a role or a skill says of itself.
import { existsSync, readFileSync } from 'node:fs';
import { findRoles, locateAgentDir, requireTarget, type Role } from '@rhachet/agent-dir';
import { type Call, EXIT, Failure, nearest, type Outcome, usage } from '@rhachet/kit';

interface Options {
  repo?: string;
  role?: string;
  skill?: string;
}

interface Readme {
  slug: string;
  path: string;
  text: string;
}

const COMMENT = /^(#|\/\/|\*|\/\*)/;

/** The comment at the head of a skill: its first lines, without the `#!` line. */
function headOf(text: string): string {
  const lines = text.split('\n');
  const end = lines.findIndex((line) => line.trim() !== '' && !COMMENT.test(line.trim()));
  const head = lines.slice(0, end === -1 ? lines.length : end);
  return head
    .filter((line) => !line.startsWith('#!'))
    .join('\n')
    .trim();
}

function missing(message: string, hint: string): Failure {
  return new Failure(message, { code: 'NO_README', exit: EXIT.noInput, hint });
}

function readFile(slug: string, path: string): Readme {
  if (!existsSync(path)) throw missing(`${slug} has no readme`, `it would be ${path}`);
  return { slug, path, text: readFileSync(path, 'utf8') };
}

function noRole(name: string, names: string[]): Failure {
  const [close] = nearest(name, names, 1);
  return new Failure(`"${name}" is not among the linked roles`, {
    code: 'NO_ROLE',
    exit: EXIT.notFound,
    hint:
      close === undefined ? 'rhachet roles list shows what there is' : `did you mean "${close}"?`,
  });
}

function ofRole(roles: Role[], role: string): Readme {
  const found = roles.filter((one) => one.role === role);
  const [only] = found;
  if (!only)
    throw noRole(
      role,
      roles.map((one) => one.role),
    );
  if (found.length === 1) return readFile(role, `${only.dir}/readme.md`);
  throw new Failure(`multiple repos have role "${role}":`, {
    code: 'E0021',
    exit: EXIT.notFound,
    details: found.map(({ repo }) => `- ${repo}`),
    hint: 'use --repo to choose one',
  });
}

function ofRepo(agentDir: string, repo: string): Readme {
  const repos = findRoles(agentDir).map((one) => one.repo);
  const path = `${agentDir}/repo=${repo}/readme.md`;
  if (!repos.includes(repo)) throw noRole(repo, repos);
  return readFile(repo, path);
}

function ofSkill(agentDir: string, { repo, role, skill = '' }: Options): Readme {
  const { path } = requireTarget(agentDir, { kind: 'skill', slug: skill, repo, role });
  const text = headOf(readFileSync(path, 'utf8'));
  if (text === '')
    throw missing(`${skill} says nothing of itself`, `a comment at the head of ${path} would`);
  return { slug: skill, path, text };
}

function find(options: Options): Readme {
  const { repo, role, skill } = options;
  const agentDir = locateAgentDir(process.cwd());
  if (skill !== undefined) return ofSkill(agentDir, options);
  if (role !== undefined) return ofRole(findRoles(agentDir, { repo }), role);
  if (repo !== undefined) return ofRepo(agentDir, repo);
  throw usage('--repo, --role or --skill is required', 'e.g. rhachet readme --role mechanic');
}

const indented = (text: string): string =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => (line === '' ? '' : `    ${line}`))
    .join('\n');

export function showReadme({ options, json }: Pick<Call, 'json'> & { options: Options }): Outcome {
  const found = find(options);
  if (json) return { print: `${JSON.stringify(found)}\n` };
  return { print: `\n📜 ${found.slug}.readme\n\n${indented(found.text)}\n\n` };
}
