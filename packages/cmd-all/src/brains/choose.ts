// Which brain a call means: `provider/model` of --brain, of RHACHET_BRAIN, or of the file.
import { EXIT, Failure, nearest, usage } from '@rhachet/kit';
import type { Brains, Provider } from './config.ts';

export interface Choice {
  provider: string;
  model: string;
  settings: Provider;
}

function noBrain({ path }: Brains): Failure {
  return new Failure('no brain is chosen', {
    code: 'NO_BRAIN',
    exit: EXIT.badConfig,
    hint: `say --brain provider/model, or set RHACHET_BRAIN, or "default" in ${path}; rhachet brains list shows them`,
  });
}

/** Throws a `Failure`: 64 for another form, 78 where none is chosen, 127 for a provider that is not known. */
export function chooseBrain(brains: Brains, asked = brains.default): Choice {
  if (asked === undefined) throw noBrain(brains);
  const [, provider, model] = /^([^/]+)\/(.+)$/s.exec(asked) ?? [];
  if (provider === undefined || model === undefined)
    throw usage(`invalid brain format "${asked}"`, 'a brain is provider/model, e.g. ollama/qwen3');
  const settings = brains.providers.get(provider);
  if (settings) return { provider, model, settings };
  const names = [...brains.providers.keys()];
  const [close] = nearest(provider, names, 1);
  throw new Failure(`no brain "${provider}"`, {
    code: 'NO_BRAIN',
    exit: EXIT.notFound,
    details: [`there are: ${names.join(', ')}`],
    hint: `${close === undefined ? '' : `did you mean ${close}/${model}? `}others are configured in ${brains.path}`,
  });
}
