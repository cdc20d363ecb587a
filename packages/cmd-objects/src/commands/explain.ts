// objects explain: which method a message means, where it runs and why.
import { type Call, explainText, type Outcome, toJson, usage } from '@rhachet/kit';
import { type PlaceOptions, runtimeOptions } from './places.ts';

export type ObjectsCall<T = PlaceOptions> = Omit<Call, 'options'> & { readonly options: T };

// eslint-disable-next-line @typescript-eslint/no-require-imports -- a bundle of its own, found at run time
export const runtime = () => require('#runtime') as typeof import('#runtime');

// eslint-disable-next-line @typescript-eslint/no-require-imports -- another one
export const tools = () => require('#tools') as typeof import('#tools');

export function explain({ options, words, json }: ObjectsCall): Outcome {
  const [receiver = '', selector] = words;
  if (selector === undefined)
    throw usage('explain needs a receiver and a selector', 'such as: explain Counter increment');
  const decision = runtime().withRuntime(runtimeOptions(options), (opened) =>
    opened.explain([receiver, selector], true),
  );
  return {
    print: json ? `${JSON.stringify(toJson(decision))}\n` : explainText(decision),
    exit: decision.status === 'resolved' ? 0 : 1,
  };
}
