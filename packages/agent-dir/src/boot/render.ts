// What a prompt is given of a role. The bytes are an interface: people's prompts must not change.
import { isEmpty, type Loaded, type Said, shown } from './load.ts';
import { statsBlock, statsOf } from './stats.ts';

const block = (tag: string, { path, content }: Said): string =>
  `<${tag} path="${path}">\n${content}\n</${tag}>`;

/** The blocks in their order, each with a blank line behind it. */
function blocks(loaded: Loaded): string[] {
  const { role, briefs, skills, readme, saidBriefs, saidSkills } = loaded;
  const reference = (tag: string, items: { path: string }[]): string[] =>
    items.map(({ path }) => `<${tag}.ref path="${shown(role, path)}"/>`);
  const also = [...reference('brief', briefs.also), ...reference('skill', skills.also)];
  const stats = statsBlock(statsOf(loaded));
  return [
    stats,
    ...(readme ? [block('readme', readme)] : []),
    ...saidBriefs.map((said) => block('brief.say', said)),
    ...reference('brief', briefs.ref),
    ...saidSkills.map((said) => block('skill.say', said)),
    ...reference('skill', skills.ref),
    ...(also.length > 0
      ? [['<also>', ...also.map((line) => `  ${line}`), '</also>'].join('\n')]
      : []),
    stats,
  ];
}

/** The text of one role; an empty role is nothing where `ifPresent` says that it may be missing. */
export function render(loaded: Loaded, ifPresent: boolean): string {
  if (isEmpty(loaded.resources)) {
    return ifPresent ? '' : `\n⚠️  No resources found in ${loaded.role.dir}\n\n`;
  }
  return `${blocks(loaded).join('\n\n')}\n\n`;
}
