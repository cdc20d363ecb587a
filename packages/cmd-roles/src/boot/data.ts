// roles boot --json: the same as the text, as data.
import { type Loaded, shown, statsOf } from '@rhachet/agent-dir/boot';

export function dataOf(loaded: Loaded): object {
  const { role, spec, briefs, skills, readme = null, saidBriefs, saidSkills } = loaded;
  const paths = (items: { path: string }[]): string[] => items.map(({ path }) => shown(role, path));
  return {
    repo: role.repo,
    role: role.role,
    present: true,
    mode: spec.mode,
    stats: statsOf(loaded),
    readme,
    briefs: { say: saidBriefs, ref: paths(briefs.ref) },
    skills: { say: saidSkills, ref: paths(skills.ref) },
    also: { briefs: paths(briefs.also), skills: paths(skills.also) },
  };
}
