// routes lint: everything that is wrong with a registry, with line and column.
import { type Call, EXIT, type Outcome, printable, usage } from '@rhachet/kit';
import { readRegistryFile, registryPart, type RegistryOptions } from './open.ts';

type LintCall = Pick<Call, 'json' | 'words'> & { options: RegistryOptions & { strict?: true } };

const counted = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? '' : 's'}`;

/** Exit 78 with an error in it, or with `--strict` a warning. */
export async function lintRoutes({ words, options, json }: LintCall): Promise<Outcome> {
  const [file] = words;
  if (file !== undefined && options.registry !== undefined)
    throw usage('the registry is named twice', 'rhachet routes lint FILE');
  const { source, bytes, hash } = await readRegistryFile(file ?? options.registry);
  const { decodeRegistry, findingLine, lintRegistry } = registryPart();
  const findings = lintRegistry(decodeRegistry(bytes, source), { source, hash });
  const errors = findings.filter(({ level }) => level === 'error').length;
  const failed = errors > 0 || (options.strict === true && findings.length > 0);
  const exit = failed ? EXIT.badConfig : EXIT.ok;
  if (json) return { print: `${JSON.stringify({ registry: source, findings })}\n`, exit };
  const lines = findings.map((finding) => printable(findingLine(source, finding)));
  const warnings = findings.length - errors;
  lines.push(`${printable(source)}: ${counted(errors, 'error')}, ${counted(warnings, 'warning')}`);
  return { print: `${lines.join('\n')}\n`, exit };
}
