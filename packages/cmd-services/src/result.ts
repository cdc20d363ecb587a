// What a dispatch returns and `--json` prints.
import type { Attempt, CallError } from './call/types.ts';
import type { DecidedBy } from './decision/types.ts';

/** Field names as printed; stable. */
export interface DispatchResult {
  ok: boolean;
  request_id: string;
  query: string;
  decided_by?: DecidedBy;
  org?: string;
  org_name?: string;
  service?: string;
  endpoint?: string;
  category?: string;
  confidence: number;
  candidates: { org: string; service: string; score: number }[];
  status?: number;
  data?: unknown;
  error?: Omit<CallError, 'code'> & { code: string };
  attempts: Attempt[];
  latency_ms: number;
  cached: boolean;
  /** The line that went to stderr. */
  signal: string;
  /** RFC 3339, UTC. */
  ts: string;
}
