// The conditions of a rule: where a request comes from, its event, its path, its method.
import type { RuleCondition } from '../registry/types.ts';
import type { ServiceRequest } from '../request/types.ts';

const SPECIAL = /[\\^$.*+?()[\]{}|]/g;

const globs = new Map<string, RegExp>();

/** `*` is anything within a part, `**` anything; parts are parted by slashes or dots as in `/v1/*` and `issues.*`. */
function globOf(glob: string): RegExp {
  const known = globs.get(glob);
  if (known) return known;
  const source = glob
    .split(/(\*\*|\*|\?)/)
    .map((piece) => {
      if (piece === '**') return '.*';
      if (piece === '*') return '[^/]*';
      return piece === '?' ? '[^/]' : piece.replace(SPECIAL, '\\$&');
    })
    .join('');
  const made = new RegExp(`^${source}$`, 'i');
  globs.set(glob, made);
  return made;
}

const fitsGlob = (glob: string, value: string | undefined): boolean =>
  value !== undefined && globOf(glob).test(value);

const pathOf = (request: ServiceRequest): string | undefined =>
  request.source === 'api' ? request.path.split(/[?#]/, 1)[0] : undefined;

const eventOf = (request: ServiceRequest): string | undefined =>
  request.source === 'webhook' ? request.event : undefined;

/** Why a request does not meet the conditions, `undefined` when it does. */
export function unmet(
  when: RuleCondition | undefined,
  request: ServiceRequest,
): string | undefined {
  if (!when) return undefined;
  const { source, event, path, method } = when;
  if (source !== undefined && source !== request.source) return `only for ${source}`;
  if (event !== undefined && !fitsGlob(event, eventOf(request))) return `only for event ${event}`;
  if (path !== undefined && !fitsGlob(path, pathOf(request))) return `only for path ${path}`;
  if (method === undefined) return undefined;
  const own = request.source === 'api' ? request.method.toUpperCase() : undefined;
  return own === method.toUpperCase() ? undefined : `only for method ${method}`;
}
