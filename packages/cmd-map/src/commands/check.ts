// map check: every ambiguity of a map, each with a call that runs into it.
import { type Call, EXIT, type Outcome, printable } from '@rhachet/kit';
import { DispatchMap } from '../model/dispatch-map.ts';
import { type Ambiguity, ambiguitiesOf } from '../resolve/check.ts';
import { openMap } from './open-map.ts';

interface Checked {
  families: number;
  overloads: number;
  ambiguities: Ambiguity[];
}

export function checkMap(map: DispatchMap): Checked {
  const names = [...map.names()];
  let overloads = 0;
  const ambiguities = names.flatMap((name) => {
    const family = map.family(name);
    overloads += family?.entries.length ?? 0;
    return family ? ambiguitiesOf(map, family) : [];
  });
  return { families: names.length, overloads, ambiguities };
}

function toText({ families, overloads, ambiguities }: Checked): string {
  const found = ambiguities.length === 0 ? 'no ambiguity' : `${ambiguities.length} ambiguous`;
  const lines = ambiguities.flatMap(({ call, candidates }) => [
    `${call} fits equally well:`,
    ...candidates.map(
      ({ signature, location }) =>
        `  ? ${signature}${location === undefined ? '' : `  ${location}`}`,
    ),
  ]);
  return `${[...lines, `${overloads} overloads in ${families} families, ${found}`].map(printable).join('\n')}\n`;
}

export function check(call: Pick<Call, 'json'> & { options: { source?: string[] } }): Outcome {
  const checked = checkMap(openMap(call.options.source));
  return {
    print: call.json ? `${JSON.stringify(checked)}\n` : toText(checked),
    exit: checked.ambiguities.length > 0 ? EXIT.badData : EXIT.ok,
  };
}
