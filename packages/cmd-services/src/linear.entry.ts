// A bundle of its own (package.json, imports): regular expressions in linear time, for patterns that could hang the engine's own.
import { RE2JS } from 're2js';

/** Case-insensitive and unanchored, as every pattern of a rule. Throws where the pattern needs backtracking. */
export function compileLinear(source: string): (text: string) => boolean {
  const regex = RE2JS.compile(RE2JS.translateRegExp(source), RE2JS.CASE_INSENSITIVE);
  return (text) => regex.matcher(text).find();
}
