// Which regular expressions a backtracking engine may hang on. Errs on the side of caution: those are run in linear time.
import { type AST, visitRegExpAST } from '@eslint-community/regexpp';

/** A repetition of up to this many is as good as none. */
const FEW = 16;
/** So many choices in a row can already be tried in too many combinations. */
const MOST_CHOICES = 12;

const isLong = ({ max }: AST.Quantifier): boolean => max > FEW;

interface Counts {
  long: number;
  choices: number;
  nested: boolean;
  /** `(x|xx)*` has as many ways through `xxxx` as there are sums of ones and twos. */
  repeatedChoice: boolean;
  backreference: boolean;
}

function count(tree: AST.Pattern): Counts {
  const counts: Counts = {
    long: 0,
    choices: 0,
    nested: false,
    repeatedChoice: false,
    backreference: false,
  };
  let depth = 0;
  const choose = (alternatives: number): void => {
    if (alternatives < 2) return;
    counts.choices += 1;
    if (depth > 0) counts.repeatedChoice = true;
  };
  visitRegExpAST(tree, {
    onQuantifierEnter(node) {
      if (node.max <= 1 && node.min === node.max) return;
      if (depth > 0) counts.nested = true;
      if (node.max > 1) depth += 1;
      if (isLong(node)) counts.long += 1;
      if (node.min !== node.max) counts.choices += 1;
    },
    onQuantifierLeave(node) {
      if (node.max > 1) depth -= 1;
    },
    onGroupEnter({ alternatives }) {
      choose(alternatives.length);
    },
    onCapturingGroupEnter({ alternatives }) {
      choose(alternatives.length);
    },
    onBackreferenceEnter() {
      counts.backreference = true;
    },
  });
  return counts;
}

/** Why a pattern is risky, `undefined` when it is not. */
export function riskOf(tree: AST.Pattern): string | undefined {
  const { long, choices, nested, repeatedChoice, backreference } = count(tree);
  if (nested) return 'it repeats a repetition';
  if (repeatedChoice) return 'it repeats a choice';
  if (backreference) return 'it refers back to a group';
  if (long > 1) return `it has ${long} open repetitions`;
  if (choices > MOST_CHOICES) return `it has ${choices} choices`;
  return undefined;
}
