// Which pieces of text a regular expression cannot do without: rules are found by them, without running every one.
import type { AST } from '@eslint-community/regexpp';

/** More alternatives than this are not worth an entry each in the index. */
const MOST = 64;

type Literals = string[] | undefined;

/** The shortest piece decides how well a set tells texts apart. */
const worth = (literals: string[]): number =>
  Math.min(...literals.map((literal) => literal.length));

const better = (a: Literals, b: Literals): Literals => {
  if (a === undefined || b === undefined) return a ?? b;
  return worth(b) > worth(a) ? b : a;
};

/** A character that has no other form than its two cases. */
const isPlain = (code: number): boolean => code < 128;

function ofElement(element: AST.Element): Literals {
  switch (element.type) {
    case 'Group':
    case 'CapturingGroup':
      return requiredLiterals(element);
    case 'Quantifier':
      return element.min > 0 ? ofElement(element.element) : undefined;
    case 'Character':
      return isPlain(element.value) ? [String.fromCharCode(element.value)] : undefined;
    default:
      return undefined;
  }
}

function ofSequence({ elements }: AST.Alternative): Literals {
  let best: Literals;
  let run = '';
  for (const element of elements) {
    if (element.type === 'Character' && isPlain(element.value)) {
      run += String.fromCharCode(element.value);
      best = better(best, [run]);
    } else {
      run = '';
      best = better(best, ofElement(element));
    }
  }
  return best;
}

/** One of these is in every text that fits, in lower case; `undefined` where there is no such set. */
export function requiredLiterals({ alternatives }: { alternatives: AST.Alternative[] }): Literals {
  const all: string[] = [];
  for (const alternative of alternatives) {
    const literals = ofSequence(alternative);
    if (literals === undefined) return undefined;
    all.push(...literals);
  }
  const distinct = [...new Set(all.map((literal) => literal.toLowerCase()))];
  return distinct.length > 0 && distinct.length <= MOST ? distinct : undefined;
}
