// The form of a manifest: rhachet.repo.yml has plain paths, a registry in JavaScript has { uri } and { cmd }.
import * as v from 'valibot';
import { RESOURCES, type RepoManifest, type RoleManifest } from './types.ts';

/** No separator, no leading dot or sign, no space, no comma: it becomes a directory name and a word of `--roles`. */
const SLUG = /^[^\s\p{C},/\\.+-][^\s\p{C},/\\]*$/u;

const isSlug = (slug: string): boolean =>
  SLUG.test(slug) && !slug.includes('..') && slug.length <= 100;

const slug = v.pipe(
  v.string('expected a name'),
  v.check(isSlug, 'not a name: no "/", no "..", no space, no comma, no leading ".", "+" or "-"'),
);

/** The repo that is the project itself can only be named by its own rhachet.use.ts. */
const ownSlug = v.union([v.literal('.this'), slug], 'not a name');

const text = v.pipe(v.string('expected a text'), v.nonEmpty('is empty'));

const uri = (message: string) =>
  v.pipe(
    v.union([text, v.object({ uri: text })], message),
    v.transform((value) => (typeof value === 'string' ? value : value.uri)),
    v.check((path) => !path.includes('\0'), 'a path holds no NUL'),
  );

const path = uri('expected a path');

const dirs = v.union([path, v.array(path)], 'expected a path or a list of paths');

const command = v.pipe(
  v.union([text, v.object({ cmd: text })], 'expected a command'),
  v.transform((value) => (typeof value === 'string' ? value : value.cmd)),
);

const hook = v.object({
  command: text,
  timeout: v.optional(text),
  filter: v.optional(v.object({ what: v.optional(text), when: v.optional(text) })),
});
const hooks = v.optional(v.array(hook, 'expected a list of hooks'));

const role = v.object({
  slug,
  name: v.optional(v.string()),
  purpose: v.optional(v.string()),
  readme: v.optional(path),
  briefs: v.optional(v.object({ dirs: v.optional(dirs) }, 'expected { dirs }')),
  skills: v.optional(v.object({ dirs: v.optional(dirs) }, 'expected { dirs }')),
  inits: v.optional(
    v.object(
      {
        dirs: v.optional(dirs),
        exec: v.optional(v.array(command, 'expected a list of commands')),
      },
      'expected { dirs, exec }',
    ),
  ),
  boot: v.optional(path),
  keyrack: v.optional(path),
  hooks: v.optional(
    v.object({
      onBrain: v.optional(v.object({ onBoot: hooks, onTool: hooks, onStop: hooks, onTalk: hooks })),
    }),
  ),
});

const repo = (slugSchema: typeof slug | typeof ownSlug) =>
  v.object(
    {
      slug: slugSchema,
      readme: v.optional(path),
      roles: v.array(role, 'expected a list of roles'),
    },
    'expected slug and roles',
  );

type Declared = v.InferOutput<typeof role>;

/** Without the keys that are `undefined`, as the optional properties of the manifest want it. */
const defined = <T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };

function toRole(declared: Declared): RoleManifest {
  const dirsOf = (kind: (typeof RESOURCES)[number]) => declared[kind]?.dirs ?? [];
  const { slug: name, readme, boot, keyrack, purpose } = declared;
  return defined({
    slug: name,
    name: declared.name,
    purpose,
    readme,
    briefs: [dirsOf('briefs')].flat(),
    skills: [dirsOf('skills')].flat(),
    inits: [dirsOf('inits')].flat(),
    lists: RESOURCES.filter((kind) => Array.isArray(dirsOf(kind))),
    exec: declared.inits?.exec ?? [],
    boot,
    keyrack,
    hooks: declared.hooks?.onBrain as RoleManifest['hooks'],
  });
}

/** What is wrong with a manifest, and the keys that lead to it. */
export interface Fault {
  message: string;
  keys: PropertyKey[];
}

/** A fault as one line: `roles[0].slug: not a name`. */
export function faultText({ message, keys }: Fault): string {
  const where = keys
    .map((key, at) => (typeof key === 'number' ? `[${key}]` : `${at > 0 ? '.' : ''}${String(key)}`))
    .join('');
  return where === '' ? message : `${where}: ${message}`;
}

function firstFault(issues: [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]]): Fault {
  const [issue] = issues;
  const keys = (issue.path ?? []).map(({ key }) => key as PropertyKey);
  const missing = issue.received === 'undefined';
  return { message: missing ? 'is missing' : issue.message, keys };
}

function repeated({ roles }: RepoManifest): Fault | undefined {
  const at = roles.findIndex((one, here) => roles.findIndex((o) => o.slug === one.slug) !== here);
  const again = roles[at];
  return (
    again && { message: `role "${again.slug}" is declared twice`, keys: ['roles', at, 'slug'] }
  );
}

/** Reads a manifest that has been parsed: the manifest, or its first fault. */
export function toManifest(
  value: unknown,
  { own }: { own: boolean },
): { manifest: RepoManifest } | { fault: Fault } {
  const parsed = v.safeParse(repo(own ? ownSlug : slug), value);
  if (!parsed.success) return { fault: firstFault(parsed.issues) };
  const { slug: name, readme, roles } = parsed.output;
  const manifest = {
    slug: name,
    ...(readme === undefined ? {} : { readme }),
    roles: roles.map(toRole),
  };
  const fault = repeated(manifest);
  return fault ? { fault } : { manifest };
}
