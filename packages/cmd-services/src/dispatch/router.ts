// Decides by target and by rules, until the classifier stands.
import { decide } from '@rhachet/kit';
import type { RouteDecision } from '../decision/types.ts';
import type { Registry, Service } from '../registry/types.ts';
import type { Router } from './types.ts';

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

export function routerFor(registry: Registry): Router {
  const find = (code: string, name?: string): Service | undefined => {
    const org = registry.orgs.find((one) => same(one.code, code));
    return org?.services.find((one) => same(one.name, name ?? org.defaultService ?? ''));
  };
  const rules = [...registry.rules].sort((a, b) => b.priority - a.priority);
  return (request, target): RouteDecision => {
    const text = request.source === 'text' ? request.text : '';
    const rule = rules.find(({ pattern }) => new RegExp(pattern, 'i').test(text));
    const { fallbackOrg } = registry.defaults;
    const [step, service] = target
      ? (['explicit', find(target.org, target.service)] as const)
      : rule
        ? (['rule', find(rule.org, rule.service)] as const)
        : (['fallback', fallbackOrg === undefined ? undefined : find(fallbackOrg)] as const);
    const decision = decide<string, Service>(
      {
        call: (query) => query,
        candidates: () => (service ? [service] : []),
        signature: (one) => `${one.org}.${one.name}`,
        reject: () => undefined,
        noMatch: () => ({ message: 'no service is meant', suggestion: 'name one: dispatch-to' }),
        ambiguous: () => ({ message: '', suggestion: '' }),
      },
      text,
    );
    const confidence = step === 'fallback' ? 0 : 1;
    const common = { decision, confidence, scored: [], steps: [] };
    return service ? { ...common, service, decidedBy: step } : common;
  };
}
