// Which of the roles here a session is to have: `a,b` only these, `-a` all but one, `+a` one that must be there.
import { nameOf, type Named } from '../init/linked.ts';
import { readRoleWords } from '../init/role-words.ts';
import { EXIT, Failure, nearest } from '@rhachet/kit';

function notLinked(word: string, roles: Named[]): Failure {
  const names = roles.map(({ role }) => role);
  const [close] = nearest(word, [...names, ...roles.map(nameOf)], 1);
  return new Failure(`role "${word}" is not linked`, {
    code: 'NO_ROLE',
    exit: EXIT.notFound,
    details: ['roles that are linked:', ...roles.map((one) => `- ${nameOf(one)}`)],
    hint:
      close === undefined
        ? 'rhachet init --roles links those of installed packages'
        : `did you mean "${close}"?`,
  });
}

/** The roles of a name, `role` or `repo/role`: all of them, where several repos have one. */
function rolesNamed(word: string, roles: Named[]): Named[] {
  const found = roles.filter((one) => one.role === word || nameOf(one) === word);
  if (found.length === 0) throw notLinked(word, roles);
  return found;
}

/** Throws a `Failure`: 64 for a spec that contradicts itself or is empty, 127 for a role that is not linked. */
export function enrolledOf(spec: string, roles: Named[]): Named[] {
  const words = readRoleWords([spec]);
  const named = (list: string[]): Named[] => list.flatMap((word) => rolesNamed(word, roles));
  if (words.mode === 'absolute') {
    const chosen = new Set(named(words.roles));
    return roles.filter((one) => chosen.has(one));
  }
  named(words.additions);
  const gone = new Set(named(words.subtractions));
  return roles.filter((one) => !gone.has(one));
}
