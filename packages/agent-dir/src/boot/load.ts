// One role, loaded: what is in it, what its boot.yml chooses, and the text of what is said. Each file is read once.
import { usage } from '@rhachet/kit';
import type { Brief } from '../briefs.ts';
import { readText } from '../read.ts';
import { findResources, type Resources } from '../resources.ts';
import type { Role } from '../roles.ts';
import { type Plan, plan } from './plan.ts';
import { skillDocs } from './skill-docs.ts';
import type { Spec } from './spec.ts';

/** A file with what is printed of it. */
export interface Said {
  /** As it is printed: `.agent/repo=…/role=…/…`. */
  path: string;
  content: string;
}

export interface Loaded {
  role: Role;
  spec: Spec;
  resources: Resources;
  briefs: Plan<Brief>;
  skills: Plan<{ path: string }>;
  readme: Said | undefined;
  saidBriefs: Said[];
  saidSkills: Said[];
}

/** How a path of a role is printed, wherever the program was called. */
export const shown = ({ repo, role }: Role, path: string): string =>
  `.agent/repo=${repo}/role=${role}/${path}`;

/** What reads a `boot.yml` (`@rhachet/agent-dir/boot-yml`): most roles have none and do without its libraries. */
export interface BootYml {
  parseBootYml: (text: string, file: string) => Spec;
}

export interface LoadOptions {
  /** Subjects of `boot.yml`; `undefined`: all. */
  subjects?: string[] | undefined;
  /** Called where a role has a `boot.yml`. */
  bootYml: () => BootYml;
}

function readSpec(role: Role, bootYml: LoadOptions['bootYml']): Spec {
  const file = `${role.dir}/boot.yml`;
  const text = readText(file);
  return bootYml().parseBootYml(text, file);
}

function checkSubjects(spec: Spec, subjects: string[] | undefined): void {
  if (subjects === undefined) return;
  if (spec.mode !== 'subject') {
    throw usage(
      '--subject requires boot.yml in subject mode',
      'a boot.yml with always or subject.<name> sections is; leave --subject out for everything else',
    );
  }
  const unknown = subjects.find((slug) => !spec.subjects.has(slug));
  if (unknown === undefined) return;
  const known = [...spec.subjects.keys()].join(', ');
  throw usage(
    `subject not found: ${unknown}`,
    known === '' ? 'its boot.yml has none' : `there are: ${known}`,
  );
}

/** Reads files of a role, in a plain loop: hundreds of calls of a function make the runtime compile it, for one use. */
function readAll(role: Role, files: string[], edit?: (text: string) => string): Said[] {
  const lead = shown(role, '');
  const said: Said[] = [];
  for (const file of files) {
    const text = readText(`${role.dir}/${file}`);
    said.push({ path: lead + file, content: edit ? edit(text) : text });
  }
  return said;
}

/** Loads one role. Throws a `Failure`: 64 subject, 65 twin, 66 unreadable, 78 boot.yml. */
export function loadRole(role: Role, { subjects, bootYml }: LoadOptions): Loaded {
  const resources = findResources(role);
  const spec: Spec = resources.bootYml ? readSpec(role, bootYml) : { mode: 'none' };
  checkSubjects(spec, subjects);
  const items = resources.skills.map((path) => ({ path }));
  const briefs = plan(resources.briefs, { kind: 'briefs', spec, subjects });
  const skills = plan(items, { kind: 'skills', spec, subjects });
  return {
    role,
    spec,
    resources,
    briefs,
    skills,
    readme: resources.readme ? readAll(role, ['readme.md'])[0] : undefined,
    saidBriefs: readAll(
      role,
      briefs.say.map(({ file }) => file),
    ),
    saidSkills: readAll(
      role,
      skills.say.map(({ path }) => path),
      skillDocs,
    ),
  };
}

export const isEmpty = ({ readme, briefs, skills }: Resources): boolean =>
  !readme && briefs.length === 0 && skills.length === 0;
