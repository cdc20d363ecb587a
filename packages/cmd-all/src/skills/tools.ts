// The skills of roles as tools: a name that every protocol takes, what the skill says of itself, and its schema.
import {
  chmod,
  findTargets,
  isRunnable,
  readText,
  type Role,
  type Target,
  targetSignature,
} from '@rhachet/agent-dir';
import { skillHeader } from '@rhachet/agent-dir/boot';
import { type ObjectSchema, schemaOf } from './schema.ts';
import { type Parameter, parametersOf } from './parameters.ts';

export interface SkillTool {
  /** At most 64 letters, digits, `_` and `-`: what the protocols of models allow. */
  name: string;
  target: Target;
  description: string;
  parameters: Parameter[];
  schema: ObjectSchema;
}

const MOST_NAME = 64;
/** Longer headers are shortened: a model is told all tools with every request. */
const MOST_DESCRIPTION = 4000;

/** The comment at the head of a skill without its `#` and `//`. */
function headerText(text: string): string {
  const lines = (skillHeader(text) ?? '').split('\n').filter((line) => !line.startsWith('#!'));
  return lines
    .map((line) => line.replace(/^\s*(?:#+|\/\/+|\*+\/?) ?/, '').trimEnd())
    .join('\n')
    .trim();
}

const shorten = (text: string): string =>
  text.length > MOST_DESCRIPTION ? `${text.slice(0, MOST_DESCRIPTION)}…` : text;

const toName = (text: string): string => text.replace(/[^\w-]/g, '_').slice(0, MOST_NAME);

/** One skill as a tool. Throws a `Failure` (exit 66) where it cannot be read. */
export function toolOf(target: Target, name = toName(target.slug)): SkillTool {
  const header = headerText(readText(target.path));
  const parameters = parametersOf(header);
  const description = header === '' ? `the skill ${targetSignature(target)}` : shorten(header);
  return { name, target, description, parameters, schema: schemaOf(parameters) };
}

export interface Toolbox {
  tools: SkillTool[];
  /** Skills that are not offered, and why. */
  left: string[];
}

const same = (a: Target, b: Target): boolean =>
  a.slug === b.slug && a.role === b.role && a.repo === b.repo;

/** The names: the skill's own where one alone has it, with repo and role in front where several do. */
function named(targets: Target[]): SkillTool[] {
  const taken = new Set<string>();
  return targets.map((target) => {
    const isOnly = targets.filter(({ slug }) => slug === target.slug).length === 1;
    const plain = isOnly ? target.slug : `${target.repo}_${target.role}_${target.slug}`;
    let name = toName(plain);
    for (let more = 2; taken.has(name); more += 1)
      name = `${toName(plain).slice(0, MOST_NAME - 4)}_${more}`;
    taken.add(name);
    return toolOf(target, name);
  });
}

/** The skills of the roles that can be run. Two of one name in one role are offered by nobody: a call would be a guess. */
export function toolsOf(roles: Role[]): Toolbox {
  const runnable = findTargets(roles, 'skill').filter(isRunnable);
  const isTwice = (one: Target): boolean =>
    runnable.some((other) => other !== one && same(one, other));
  const left = runnable.flatMap((one) => {
    if (isTwice(one))
      return [`${targetSignature(one)}: one role holds several of this name: ${one.path}`];
    return one.executable ? [] : [`${targetSignature(one)}: not executable: ${chmod(one.path)}`];
  });
  return { tools: named(runnable.filter((one) => one.executable && !isTwice(one))), left };
}
