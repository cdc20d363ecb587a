// A registry as the rest of the package sees it: read, checked, with every default filled in.

/** Where a value in the registry file stands, both counted from 1. */
export interface Position {
  line: number;
  column: number;
}

/**
 * Every reference in it holds: a rule whose org is not there is left out, one whose service is not there goes to the org,
 * and the same of default services and fallbacks. What was left out is a finding.
 */
export interface Registry {
  /** Absolute path of the file, or a name for one that came from elsewhere. */
  source: string;
  /** SHA-256 of the bytes it was read from, in hex. */
  hash: string;
  orgs: Org[];
  rules: Rule[];
  defaults: Defaults;
  /** Who may send webhooks, and the secret that they are signed with. */
  webhooks?: Record<string, SecretSource>;
}

export interface Org {
  /** The key of the map: `FND`. */
  code: string;
  name: string;
  description?: string;
  /** Takes what means the org but none of its services. */
  defaultService?: string;
  /** Per-org limits of calls. */
  rateLimit?: RateLimit;
  services: Service[];
}

/** A token bucket. */
export interface RateLimit {
  perSecond: number;
  burst: number;
}

export interface Endpoint {
  url: string;
  weight: number;
}

export interface Service {
  /** Unique within its org: `salesforce`. */
  name: string;
  org: string;
  description?: string;
  /** What people say when they mean it; trains the classifier. */
  examples: string[];
  /** What the seed calls the kind of a request: `crm`. Without it the decision names one. */
  category?: string;
  type: 'internal' | 'external';
  /** Empty for a service that is only named. */
  endpoints: Endpoint[];
  method: string;
  headers: Record<string, string>;
  health?: HealthCheck;
  /** Tried when every endpoint failed: a URL or `ORG.service`. */
  fallback?: string;
  auth?: Auth;
  /** A repeated call does no harm: it may be retried after it was sent. */
  idempotent: boolean;
  timeouts: Timeouts;
  retry: Retry;
  breaker: Breaker;
  rateLimit?: RateLimit;
  /** Redirects to follow; 0 refuses them. */
  follow: number;
  /** Hosts that an external service may reach in spite of the guard. */
  allowHosts: string[];
  /** Bytes of a response that are read before `too_large`. */
  responseLimit: number;
}

export interface HealthCheck {
  url: string;
  /** Healthy statuses; without them any 2xx. */
  status: number[];
  /** Text that the body must hold. */
  body?: string;
  /** Milliseconds. */
  timeout: number;
}

/** Milliseconds each. */
export interface Timeouts {
  connect: number;
  try: number;
  total: number;
}

export interface Retry {
  /** Tries in all, the first included. */
  attempts: number;
  /** Milliseconds: the wait before try n is drawn from 0 to min(cap, base * 2^(n-1)). */
  base: number;
  cap: number;
}

export interface Breaker {
  /** Failures in a row that open it; 0 turns it off. */
  failures: number;
  /** Milliseconds until one call may try again. */
  openFor: number;
}

/** Where a secret comes from. It is never part of the registry itself. */
export type SecretSource =
  { from: 'env'; name: string } | { from: 'file'; path: string } | { from: 'cmd'; command: string };

export type Auth =
  | { type: 'bearer'; secret: SecretSource }
  | { type: 'basic'; user: string; secret: SecretSource }
  | { type: 'header'; header: string; secret: SecretSource }
  | { type: 'hmac'; header: string; secret: SecretSource };

export interface Rule {
  /** Place in the file, from 0: breaks ties. */
  index: number;
  pattern: string;
  org: string;
  service?: string;
  /** Higher is asked first. */
  priority: number;
  when?: RuleCondition;
}

export interface RuleCondition {
  source?: 'text' | 'api' | 'webhook';
  event?: string;
  /** A glob over the path of an API call. */
  path?: string;
  method?: string;
}

export interface Defaults {
  fallbackOrg?: string;
  defaultServices: Record<string, string>;
  /** 0 to 1. */
  minConfidence: number;
  onUnknown: 'fallback' | 'refuse';
  /** Of all calls of one process together. */
  rateLimit?: RateLimit;
}

/** What `lint` and loading report. Only `error` makes a registry unusable. */
export interface Finding {
  level: 'error' | 'warning';
  /** Stable, e.g. `dangling-service`. */
  code: string;
  message: string;
  hint?: string;
  at?: Position;
}
