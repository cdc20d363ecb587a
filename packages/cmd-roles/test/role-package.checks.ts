// What a user does with an installed role package: link, init, list, every skill, the hook. The same for each way to install.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readFileSync, realpathSync } from 'node:fs';
import { type Repo, run } from '@rhachet/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installExample, type Manager } from './role-package.fixture.ts';

const PACKAGE = 'node_modules/rhachet-roles-example';

const JUNIT =
  '<testsuite><testcase name="quick" time="0.5"/><testcase classname="a" name="slow" time="3"/></testsuite>';

/** Skill, its words, its stdin; then its exit code and what it prints, all of it or a pattern. */
type Case = [string, string[], string, { code: number; stdout?: string | RegExp; stderr?: string }];

const CASES: Case[] = [
  ['changes', [], '', { code: 0, stdout: /^ +\d+ changed +\d+ new {2}docs$/m }],
  ['stale-branches', ['30'], '', { code: 0, stdout: 'merged  done\n' }],
  [
    'stale-branches',
    ['x'],
    '',
    { code: 2, stderr: 'stale-branches: "x" is not a number of days\n' },
  ],
  ['largest-files', ['1'], '', { code: 0, stdout: /^ +[\d.]+ [BKM] {2}big\.txt\n$/ }],
  ['check-message', [], 'parse: empty words are kept\n', { code: 0, stdout: '', stderr: '' }],
  [
    'check-message',
    [],
    'wip\n',
    { code: 2, stderr: 'check-message: "wip" says nothing: what is different now?\n' },
  ],
  ['todo', ['code.js'], '', { code: 0, stdout: 'code.js:1:// TODO: say more\n' }],
  ['unpinned', ['other.json'], '', { code: 0, stdout: 'dependencies  a  ^1.0.0\n' }],
  ['slowest', ['-', '1'], JUNIT, { code: 0, stdout: '   3.000 s  a  slow\n' }],
  ['next-version', [], '', { code: 0, stdout: 'v1.3.0\n' }],
  ['headings', ['docs/a.md'], '', { code: 0, stdout: 'docs/a.md\n  One\n    Two\n' }],
  ['broken-links', ['docs/a.md'], '', { code: 1, stdout: 'docs/a.md:5: gone.md\n' }],
  [
    'long-sentences',
    ['--words', '3'],
    'One two. One two three four.',
    { code: 0, stdout: 'stdin: 4 words: One two three four.\n' },
  ],
  ['bare-fences', ['docs/a.md'], '', { code: 1, stdout: 'docs/a.md:7\n' }],
];

const PYTHON = ['slowest', 'broken-links', 'long-sentences'];
const noPython = spawnSync('python3', ['--version']).error !== undefined;

function fill(repo: Repo): void {
  const git = (...args: string[]): void => {
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], {
      cwd: repo.dir,
      stdio: 'pipe',
    });
  };
  repo.write({
    'big.txt': 'x'.repeat(2_000_000),
    'code.js': '// TODO: say more\n',
    'other.json': '{"dependencies":{"a":"^1.0.0","b":"1.0.0"}}',
  });
  git('add', 'big.txt', 'code.js', 'other.json');
  git('commit', '-q', '-m', 'first');
  git('tag', 'v1.2.3');
  git('branch', 'done');
  git('commit', '-q', '--allow-empty', '-m', 'feat: more');
  repo.write({
    'docs/a.md':
      '# One\n\n## Two\n\n[x](gone.md) [y](../code.js) [z](https://x.y)\n\n```\n[not](this.md)\n```\n',
  });
}

/** The text of a tool call as an agent gives it to a hook. */
const toolCall = (command: string): string =>
  JSON.stringify({ tool_name: 'Bash', tool_input: { command } });

export function checkExample(manager: Manager): void {
  let repo: Repo;
  beforeAll(() => {
    repo = installExample(manager);
    fill(repo);
  });
  afterAll(() => repo.remove());

  const rhachet = (words: string[], input = '') =>
    run([repo.path('node_modules/.bin/rhachet'), ...words], { cwd: repo.dir, input });

  describe(`rhachet-roles-example, installed with ${manager}`, () => {
    it('roles link, then the links lead into the package, with its modes', async () => {
      const first = await rhachet(['roles', 'link', '--role', 'maintainer']);
      expect(first).toMatchObject({ code: 0, stderr: '' });
      expect(first.stdout).toContain(
        '       ├── 19 brief(s)\n       ├── 8 skill(s)\n       └── 3 init(s)\n',
      );
      const second = await rhachet(['roles', 'link', '--role', 'example/writer']);
      expect(second.stdout).toContain(
        '   │  ├── + .agent/repo=example/role=writer/briefs/structure\n',
      );
      const skills = repo.path('.agent/repo=example/role=maintainer/skills');
      expect(realpathSync(skills)).toBe(
        realpathSync(repo.path(PACKAGE, 'roles/maintainer/skills')),
      );
      expect(
        lstatSync(repo.path(PACKAGE, 'roles/maintainer/skills/git/changes.sh')).mode & 0o777,
      ).toBe(0o755);
    });

    it('roles list and run list', async () => {
      const { stdout } = await rhachet(['roles', 'list', '--json']);
      expect(JSON.parse(stdout)).toEqual({
        roles: [
          { repo: 'example', role: 'maintainer', briefs: 18, skills: 8, inits: 3 },
          { repo: 'example', role: 'writer', briefs: 12, skills: 4, inits: 1 },
        ],
      });
      expect((await rhachet(['run', 'list'])).stdout).toContain('12 skills found');
    });

    it('roles init, twice: the second time all is there', async () => {
      const first = await rhachet(['roles', 'init', '--role', 'maintainer']);
      expect(first).toMatchObject({ code: 0, stderr: '' });
      expect(first.stdout).toContain(
        `   ├─ ${PACKAGE}/roles/maintainer/inits/setup/editorconfig.sh\n      ├─\n      │\n      │ + .editorconfig\n`,
      );
      expect(first.stdout.endsWith('\n✨ repo=example/role=maintainer init complete\n\n')).toBe(
        true,
      );
      expect(existsSync(repo.path('.gitmessage'))).toBe(true);
      expect((await rhachet(['roles', 'init', '--role', 'maintainer'])).stdout).toContain(
        '✓ .editorconfig is there',
      );
      expect(await rhachet(['roles', 'init', '--role', 'writer'])).toMatchObject({ code: 0 });
    });

    const checkSkill = async (...[skill, words, input, expected]: Case): Promise<void> => {
      const { code, stdout, stderr } = await rhachet(['run', '--skill', skill, ...words], input);
      expect({ code, ...(expected.stderr === undefined ? {} : { stderr }) }).toEqual({
        code: expected.code,
        ...(expected.stderr === undefined ? {} : { stderr: expected.stderr }),
      });
      if (typeof expected.stdout === 'string') expect(stdout).toBe(expected.stdout);
      else if (expected.stdout) expect(stdout).toMatch(expected.stdout);
    };

    it.each(CASES.filter(([skill]) => !PYTHON.includes(skill)))('run --skill %s %j', checkSkill);
    it.skipIf(noPython).each(CASES.filter(([skill]) => PYTHON.includes(skill)))(
      `run --skill %s %j${noPython ? ' (python3 is not installed)' : ''}`,
      checkSkill,
    );

    it.each([
      ['git push --force', 2],
      ['git push origin main -f', 2],
      ['git push origin +main', 2],
      ['git reset --hard HEAD~1', 2],
      ['git push --force-with-lease', 0],
      ['git push origin main', 0],
      ['ls -f', 0],
    ])('the hook on %j: %i', async (command, expected) => {
      const hook = ['run', '--required', '--init', 'claude.hooks/no-force-push'];
      const { code, stderr } = await rhachet(hook, toolCall(command));
      expect(code).toBe(expected);
      expect(stderr.startsWith('BLOCKED: ')).toBe(expected === 2);
    });

    it('the hook that its manifest declares can be run as it is written', async () => {
      const manifest = readFileSync(repo.path(PACKAGE, 'rhachet.repo.yml'), 'utf8');
      const command = /command: (\S*rhachet run --required .*)/.exec(manifest)?.[1] ?? '';
      const call = (input: string) => run(['sh', '-c', command], { cwd: repo.dir, input });
      expect(await call(toolCall('git push -f'))).toMatchObject({ code: 2 });
      expect(await call(toolCall('git status'))).toMatchObject({ code: 0 });
      expect(await call('no JSON')).toMatchObject({ code: 2 });
    });

    it('roles boot: what a prompt is told; in subject mode the rest is listed', async () => {
      const { code, stdout, stderr } = await rhachet([
        'roles',
        'boot',
        '--role',
        'maintainer,writer',
      ]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout.match(/^<stats>$/gm)).toHaveLength(4);
      expect(stdout).toContain('<readme path=".agent/repo=example/role=maintainer/readme.md">');
      expect(stdout).toContain('<also>\n');
      const gone = await rhachet(['roles', 'boot', '--role', 'gone', '--if-present']);
      expect(gone).toMatchObject({ code: 0, stdout: '🫧 role not present, skipped\n' });
    });

    it('init --hooks installs what the manifest declares, and the hook blocks', async () => {
      const { code } = await rhachet(['init', '--hooks', '--roles', 'maintainer', 'writer']);
      expect(code).toBe(0);
      const settings = JSON.parse(readFileSync(repo.path('.claude/settings.json'), 'utf8')) as {
        hooks: Record<string, { hooks: { command: string }[] }[]>;
      };
      const commands = (settings.hooks.PreToolUse ?? []).flatMap((one) => one.hooks);
      const guard =
        commands.find(({ command }) => command.includes('no-force-push'))?.command ?? '';
      expect(guard).toMatch(
        /^"\$CLAUDE_PROJECT_DIR"\/node_modules\/\.bin\/rhachet run --required /,
      );
      const env = { CLAUDE_PROJECT_DIR: repo.dir };
      const fire = (command: string) =>
        run(['sh', '-c', guard], { cwd: repo.dir, input: toolCall(command), env });
      expect(await fire('git push -f')).toMatchObject({ code: 2 });
      expect(await fire('git status')).toMatchObject({ code: 0 });
      const again = await rhachet(['init', '--hooks', '--roles', 'maintainer', 'writer']);
      expect(again.stdout).toContain('hooks: no changes needed');
    });

    it('getRoleRegistry() says what rhachet.repo.yml says', async () => {
      repo.write({
        'rhachet.use.ts': `import { getRoleRegistry } from 'rhachet-roles-example';
export const getRoleRegistries = () => [getRoleRegistry()];
`,
      });
      const linked = async () => {
        const { stdout } = await rhachet(['roles', 'link', '--role', 'maintainer', '--json']);
        return JSON.parse(stdout) as { config: string | null; entries: unknown[]; stats: object };
      };
      const byConfig = await linked();
      expect(byConfig.config).toBe(repo.path('rhachet.use.ts'));
      expect(await rhachet(['run', '--skill', 'check-message'], 'ok then\n')).toMatchObject({
        code: 0,
      });
      execFileSync('rm', [repo.path('rhachet.use.ts')]);
      const byPackage = await linked();
      expect(byPackage).toMatchObject({ config: null, stats: byConfig.stats });
      expect(byPackage.entries.length).toBe(byConfig.entries.length);
    });
  });
}
