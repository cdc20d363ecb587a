// What other people's tools find: publint about the package, are-the-types-wrong about its types.
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

export async function publintFinds({ packed, manifest }) {
  const tarball = packed.buffer.slice(packed.byteOffset, packed.byteOffset + packed.byteLength);
  const { messages } = await publint({ pack: { tarball }, strict: true, level: 'warning' });
  return messages.map(
    (message) => `publint: ${formatMessage(message, manifest, { color: false })}`,
  );
}

/**
 * A package for Node >= 20 has `exports`, so the resolution before them (node10) does not count; one that is ES modules
 * alone is required by nobody before Node 22, and there `require` takes it.
 */
const counts = ({ kind, resolutionKind }) =>
  resolutionKind !== 'node10' && !(kind === 'CJSResolvesToESM' && resolutionKind === 'node16-cjs');

export async function typesFind({ packed, manifest }) {
  const hasTypes = JSON.stringify(manifest.exports ?? {}).includes('"types"');
  if (!hasTypes) return [];
  const excludeEntrypoints = Object.keys(manifest.exports).filter((key) =>
    /\.(json|sh)$/.test(key),
  );
  const result = await checkPackage(createPackageFromTarballData(new Uint8Array(packed)), {
    excludeEntrypoints,
  });
  if (result.types === false) return ['are-the-types-wrong: it has no types'];
  return result.problems
    .filter(counts)
    .map(
      (problem) =>
        `are-the-types-wrong: ${problem.kind} ${problem.entrypoint ?? problem.fileName ?? ''} (${problem.resolutionKind ?? 'all'})`,
    );
}
