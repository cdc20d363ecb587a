// The rules of a registry: which words or which events go to which service.
import { danglingOrg, danglingService, type Names } from './names.ts';
import { pathText, type Reader } from './reader.ts';
import type { Rule, RuleCondition } from './types.ts';

function readWhen(rule: Reader): RuleCondition | undefined {
  const map = rule.map('when');
  if (!map) return undefined;
  const source = map.oneOf('source', ['text', 'api', 'webhook']);
  const event = map.string('event');
  const path = map.string('path');
  const method = map.string('method')?.toUpperCase();
  map.done();
  return {
    ...(source === undefined ? {} : { source }),
    ...(event === undefined ? {} : { event }),
    ...(path === undefined ? {} : { path }),
    ...(method === undefined ? {} : { method }),
  };
}

/** Why a pattern is no regular expression, or `undefined`. */
function patternError(pattern: string): string | undefined {
  try {
    new RegExp(pattern, 'iu');
    return undefined;
  } catch {
    // Without `u` some escapes are allowed that a person may have meant.
  }
  try {
    new RegExp(pattern, 'i');
    return undefined;
  } catch (error) {
    return (error as Error).message.replace(/^Invalid regular expression: (\/.*\/[a-z]*: )?/s, '');
  }
}

/** The org and service that the rule names, as far as they are there. */
function referred(rule: Reader, names: Names): { org: string; service?: string } | undefined {
  const code = rule.string('org');
  const name = rule.string('service');
  if (code === undefined) {
    const message = `${pathText(rule.path)} names no org: it is not used`;
    rule.note(undefined, { level: 'warning', code: 'dangling-org', message });
    return undefined;
  }
  const known = names.get(code);
  if (!known) {
    danglingOrg(rule, 'org', { code, names, so: ': the rule is not used' });
    return undefined;
  }
  if (name === undefined || known.services.has(name))
    return { org: code, ...(name === undefined ? {} : { service: name }) };
  const so = `: the rule goes to the default service of ${code}`;
  danglingService(rule, 'service', { org: known.org, name, so });
  return { org: code };
}

function patternOf(rule: Reader, when: RuleCondition | undefined): string | undefined {
  const pattern = rule.string('pattern') ?? '';
  if (pattern === '' && when && Object.keys(when).length > 0) return pattern;
  if (pattern.trim() === '') {
    const message = `${pathText(rule.path)} has no pattern and no condition: it would match everything, and is not used`;
    rule.note(undefined, { level: 'warning', code: 'empty-pattern', message });
    return undefined;
  }
  const error = patternError(pattern);
  if (error === undefined) return pattern;
  const message = `${pathText([...rule.path, 'pattern'])} is no regular expression: ${error}`;
  rule.note('pattern', { level: 'error', code: 'bad-pattern', message });
  return undefined;
}

function readRule(rule: Reader, names: Names): Rule | undefined {
  const when = readWhen(rule);
  const target = referred(rule, names);
  const pattern = patternOf(rule, when);
  const priority = rule.number('priority', { min: Number.MIN_SAFE_INTEGER }) ?? 0;
  rule.ignore('provider', 'description');
  rule.done();
  if (!target || pattern === undefined) return undefined;
  const index = Number(rule.path.at(-1));
  return { index, pattern, ...target, priority, ...(when ? { when } : {}) };
}

/** The rules that can be used, in the order of the file: their org is there, and their service where they name one. */
export function readRules(reader: Reader, names: Names): Rule[] {
  return reader
    .list('rules')
    .map((rule) => readRule(rule, names))
    .filter((rule) => rule !== undefined);
}
