// init without options: what it takes, and which roles there are.
import { findRolePackages, type Project, type RoleChoice } from '@rhachet/agent-dir/link';
import { printable } from '@rhachet/kit';

function available(choices: RoleChoice[]): string[] {
  const width = Math.max(...choices.map(({ role }) => role.slug.length));
  return choices.map(
    ({ role, package: { name } }) => `  ${role.slug.padEnd(width)}  (from ${printable(name)})`,
  );
}

function examples([first, second]: RoleChoice[]): string[] {
  if (!first) return ['install one first: npm install --save-dev rhachet-roles-<name>'];
  const one = first.role.slug;
  return [
    'examples:',
    `  rhachet init --roles ${one}`,
    ...(second ? [`  rhachet init --roles ${one} ${second.role.slug}`] : []),
    `  rhachet init --roles ${first.package.manifest.slug}/${one}`,
    `  rhachet init --hooks --roles +${one}`,
  ];
}

export async function usageText({ root }: Project): Promise<string> {
  const { packages, problems } = await findRolePackages(root);
  const choices = packages.flatMap((one) =>
    one.manifest.roles.map((role) => ({ package: one, role })),
  );
  const lines = [
    'usage: rhachet init --roles <role…> [--keys] [--hooks] [--prep]',
    '',
    ...(choices.length === 0
      ? ['no rhachet-roles-* packages found.', '']
      : ['available roles:', ...available(choices), '']),
    ...(problems.length === 0
      ? []
      : [
          'packages without rhachet.repo.yml:',
          ...problems.map(({ package: name, message }) => `  ${printable(`${name}: ${message}`)}`),
          '',
        ]),
    ...examples(choices),
  ];
  return `${lines.join('\n')}\n`;
}
