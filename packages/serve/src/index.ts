// What the commands share that go on: a server over HTTP, and how it is told to end.
export { listen } from '#listen';
export { cannotListen, urlOf } from './address.ts';
export { Counter, Histogram } from './counters.ts';
export { JsonError, parseJsonBytes, parseJsonText, placeOfKey } from './json/parse.ts';
export { type Place, placeOf, type Scan, scanJson } from './json/scan.ts';
export { Output } from './output.ts';
export { isLoopback, isOwnHost } from './own-host.ts';
export {
  type Labels,
  type Metric,
  PROMETHEUS_TYPE,
  prometheusText,
  type Sample,
} from './prometheus.ts';
export { onStop, stopSignal } from './stop.ts';
export { inTemporaryDir } from './temporary-dir.ts';
export {
  type Address,
  type Answer,
  BodyRefused,
  type Incoming,
  type Listen,
  type Listening,
  type Reply,
  type StreamedReply,
  type TcpAddress,
} from './types.ts';
