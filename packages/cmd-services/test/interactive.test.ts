// `interactive` on both engines: at a terminal, and with lines from a pipe.
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTerminal, run, type Terminal, until } from '@rhachet/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENGINES } from './engines.ts';
import { type ServiceUnderTest, startService } from './served.ts';

const registryText = (url: string): string => `
orgs:
  FND:
    name: BlackRoad-Foundation
    services:
      salesforce: { endpoint: ${url}/salesforce, health: ${url}/health }
      stripe: { endpoint: ${url}/stripe }
rules: [{ pattern: salesforce, org: FND, service: salesforce }]
`;

describe.each(ENGINES)('interactive on $name', ({ words }) => {
  let dir: string;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'rhachet-interactive-'));
    service = await startService();
    writeFileSync(join(dir, 'registry.yaml'), registryText(service.url));
  });
  afterAll(async () => {
    await service.close();
    rmSync(dir, { recursive: true });
  });

  describe('with lines from a pipe', () => {
    const converse = (lines: string[], args: string[] = []) =>
      run([...words('program.ts'), 'interactive', ...args], { cwd: dir, input: lines.join('\n') });

    it('F35 F36: dispatches each line, and prints no prompt', async () => {
      const { code, stdout, stderr } = await converse(
        ['sync salesforce contacts', '', '  /to FND stripe {"a": 1}', '/to fnd.Stripe pay all'],
        ['--mock'],
      );
      expect(code).toBe(0);
      expect(stdout.replace(/\s+/g, '')).toBe(
        '{"mock":true,"service":"FND.salesforce"}' +
          '{"mock":true,"service":"FND.stripe"}'.repeat(2),
      );
      expect(stderr.match(/🎯 OS → FND : dispatched, service=\w+/g)).toHaveLength(3);
      expect(stdout + stderr).not.toContain('dispatch>');
    });

    it('1.8-slash: goes on after every error', async () => {
      const { code, stdout, stderr } = await converse(
        [
          '/',
          '/rotes',
          '/to',
          '/to XYZ',
          '/to FND salesforc',
          '/to FND stripe {"a": }',
          '/health XYZ',
          '/mock /not/there.yaml',
          '/routes XYZ',
          '/explain',
          '/help',
          '/quit',
          '/to FND stripe',
        ],
        ['--mock'],
      );
      expect(code).toBe(0);
      const said = [
        'rhachet: a / is followed by the name of a command',
        'hint: did you mean /routes?',
        'rhachet: /to needs an org',
        'rhachet: there is no org XYZ',
        'FND.salesforce',
        'rhachet: the data: it is no JSON: "}" cannot stand there',
        'rhachet: there is no file /not/there.yaml',
      ];
      for (const text of said) expect(stderr).toContain(text);
      expect(stderr.match(/there is no org XYZ/g)).toHaveLength(3);
      expect(stdout).toContain('/to ORG [SERVICE]');
      expect(stdout).not.toContain('FND.stripe"');
    });

    it('lists, asks for health, explains and plays services, with the services that it calls', async () => {
      service.asked.length = 0;
      const { stdout, stderr } = await converse([
        '/routes',
        '/health',
        '/explain sync salesforce',
        '/mock on',
        'sync salesforce',
        '/mock off',
        '/to FND stripe pay it',
      ]);
      expect(stdout).toContain('FND (BlackRoad-Foundation)');
      expect(stdout).toContain('🟢 FND.salesforce healthy');
      expect(stdout).toContain('⚪ FND.stripe unknown');
      expect(stdout).toMatch(/→ FND.salesforce: rule, confidence 100.0 %/);
      expect(stdout).toContain('"mock": true');
      expect(service.asked.map(({ path, body }) => ({ path, body }))).toEqual([
        { path: '/health', body: undefined },
        { path: '/stripe', body: { query: 'pay it', context: {} } },
      ]);
      expect(stderr).toContain('no service is called from here on');
    });

    it('answers in JSON', async () => {
      const { stdout, stderr } = await converse(['sync salesforce', '/'], ['--mock', '--json']);
      expect(JSON.parse(stdout)).toMatchObject({ ok: true, service: 'salesforce' });
      expect(stderr).toContain('"code":"USAGE"');
    });
  });

  describe('at a terminal', () => {
    const open = (args: string[] = []): Terminal =>
      openTerminal(
        ['env', `XDG_STATE_HOME=${dir}/state`, ...words('program.ts'), 'interactive', ...args],
        { cwd: dir },
      );
    /** What was printed since. */
    const counted = (text: string, part: string): number => text.split(part).length - 1;
    const prompts = async (terminal: Terminal, count: number): Promise<void> => {
      await until(() => counted(terminal.screen(), 'dispatch> ') >= count, `${count} prompts`);
    };

    it('has a prompt, arrow keys, completion and an end', async () => {
      rmSync(join(dir, 'state'), { recursive: true, force: true });
      const terminal = open(['--mock']);
      await terminal.waitFor('dispatch> ');
      expect(terminal.screen()).toContain('/help says what there is');
      terminal.type('sync salesforce\r');
      await terminal.waitFor('"FND.salesforce"');
      terminal.type(' /to FND stripe {"secret": 1}\r');
      await terminal.waitFor('"FND.stripe"');
      terminal.type('\u001b[A');
      await until(() => counted(terminal.screen(), 'stripe {"secret": 1}') >= 2, 'the line again');
      terminal.type('\u0003/rou\t');
      await terminal.waitFor('/routes ');
      terminal.type('\r');
      await terminal.waitFor('BlackRoad-Foundation');
      terminal.type('/q\r');
      expect(await terminal.ended).toBe(0);
      const file = join(dir, 'state/rhachet/dispatch-history');
      expect(readFileSync(file, 'utf8')).toBe('sync salesforce\n/routes \n/q\n');
      expect(statSync(file).mode & 0o777).toBe(0o600);
    });

    it('1.8-history: knows what was typed before, and ends by Ctrl-D', async () => {
      const terminal = open(['--mock']);
      await terminal.waitFor('dispatch> ');
      terminal.type('\u001b[A\u001b[A\u001b[A');
      await terminal.waitFor('sync salesforce');
      terminal.type('\r');
      await terminal.waitFor('"FND.salesforce"');
      terminal.type('\u0004');
      expect(await terminal.ended).toBe(0);
    });

    it('forgets the line by Ctrl-C, and ends by the second one on an empty line', async () => {
      const terminal = open(['--mock']);
      await terminal.waitFor('dispatch> ');
      terminal.type('/nonsense');
      await terminal.waitFor('/nonsense');
      terminal.type('\u0003');
      await prompts(terminal, 2);
      terminal.type('\r/help\r');
      await terminal.waitFor('this list');
      expect(terminal.screen()).not.toContain('there is no /nonsense');
      terminal.type('\u0003');
      await terminal.waitFor('Ctrl-C once more');
      terminal.type('\u0003');
      expect(await terminal.ended).toBe(130);
    });

    it('stops a call by Ctrl-C and goes on', async () => {
      let isCut = false;
      service.asked.length = 0;
      service.answer((_, response) => void response.once('close', () => (isCut = true)));
      const terminal = open();
      await terminal.waitFor('dispatch> ');
      terminal.type('sync salesforce\r');
      await until(() => service.asked.length === 1, 'the call');
      terminal.type('\u0003');
      await until(() => isCut, 'the end of the call');
      await terminal.waitFor('error=cancelled');
      terminal.type('/help\r');
      await terminal.waitFor('this list');
      terminal.type('\u0004');
      expect(await terminal.ended).toBe(0);
    });
  });
});
