// Where events come from: a server, a queue of another thread, a timer.
import type { TrashError } from '../values/trash-error.ts';
import type { Value } from '../values/value.ts';

/** What a source calls, from the thread of the objects. After `end` or `fail` nothing more counts. */
export interface StreamSink {
  event(value: Value): void;
  end(): void;
  fail(error: TrashError): void;
}

/** What a source is asked. */
export interface StreamControl {
  /** No events, please, until `resume`: those that come nevertheless are kept. */
  pause(): void;
  resume(): void;
  /** Nobody wants any more. */
  cancel(): void;
}

/** Begins to send events. It may call the sink before it returns. @throws TrashError where there is nothing to begin */
export type StreamSource = (sink: StreamSink) => StreamControl;
