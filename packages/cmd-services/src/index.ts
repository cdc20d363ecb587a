// The library: `import { Dispatcher, MockServiceClient } from '@rhachet/cmd-services'`.
export { Dispatcher, type DispatcherOptions } from './dispatcher.ts';
export { DispatcherCore } from './dispatch/core.ts';
export type { Explanation } from './dispatch/explanation.ts';
export type { Route } from './dispatch/routes.ts';
export type { DispatchOptions, Dispatched, ServiceResponse, Stats } from './dispatch/types.ts';
export { HttpServiceClient, type HttpClientOptions } from './call/http-client.ts';
export { MockServiceClient, type MockOptions, type RecordedCall } from './mock/mock-client.ts';
export type { Reply } from './mock/reply.ts';
export type {
  Attempt,
  CallError,
  Clock,
  ErrorCode,
  HealthReport,
  HealthState,
  PingReport,
  ServiceAnswer,
  ServiceCall,
  ServiceClient,
} from './call/types.ts';
export type { DecidedBy, RouteDecision, Target } from './decision/types.ts';
export type { ApiRequest, ServiceRequest, TextRequest, WebhookRequest } from './request/types.ts';
export type { DispatchResult } from './result.ts';
export type * from './registry/types.ts';
export { loadRegistry } from './registry/load.ts';
export { lintRegistry } from './registry/lint.ts';
export { formatSignal, parseSignal, type Signal, SYMBOLS } from './signals/signal.ts';
export { Failure, isFailure } from '@rhachet/kit';
