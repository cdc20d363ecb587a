// Reads the pattern of a rule once, when the registry is compiled: its kind, and what a text must hold to fit it.
import { type AST, RegExpParser } from '@eslint-community/regexpp';
import { linearMatcher, type Pattern, phrasesOf } from './pattern.ts';
import { requiredLiterals } from './required-literals.ts';
import { riskOf } from './risk.ts';

export interface ReadPattern {
  pattern: Pattern;
  /** Any text that fits holds one of these, in lower case; `undefined` where nothing can be said. */
  literals?: string[];
  /** Why a backtracking engine may take exponential or high polynomial time. */
  risk?: string;
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

function parse(source: string): AST.Pattern | string {
  try {
    new RegExp(source, 'i');
    return new RegExpParser({ ecmaVersion: 2025 }).parsePattern(source);
  } catch (error) {
    return messageOf(error);
  }
}

function readRegex(source: string): ReadPattern {
  const tree = parse(source);
  if (typeof tree === 'string') return { pattern: { kind: 'never', why: tree } };
  const literals = requiredLiterals(tree);
  const rest = literals === undefined ? {} : { literals };
  const risk = riskOf(tree);
  if (risk === undefined) return { pattern: { kind: 'regex', source }, ...rest };
  try {
    linearMatcher(source);
    return { pattern: { kind: 'linear', source }, risk, ...rest };
  } catch {
    const why = `${risk}, and it cannot be matched in linear time`;
    return { pattern: { kind: 'never', why }, risk };
  }
}

/** The pattern of a rule; an empty one fits everything that the rule's conditions let through. */
export function readPattern(source: string): ReadPattern {
  if (source.trim() === '') return { pattern: { kind: 'any' } };
  const phrases = phrasesOf(source);
  if (phrases === undefined) return readRegex(source);
  if (phrases.length > 0) return { pattern: { kind: 'words', phrases } };
  return { pattern: { kind: 'never', why: 'it has no word' } };
}
